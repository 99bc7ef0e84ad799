"""What is asked of templates; messages are read on their claims."""

from typing import Annotated

import strawberry

from services.api.access import Gate, Info
from services.api.correspondence.templates import MessagePreview, MessagePreviewInput, MessageTemplate, shown
from services.api.correspondence.words import TemplateKey
from services.api.inputs import Input
from services.api.problems import user_error
from services.api.protocol.errors import coded
from services.core.correspondence import desk, templates
from services.core.refusal import Refused
from services.core.storefronts.model import Scope

Occasion = Annotated[TemplateKey | None, strawberry.argument(description="Only those for this occasion.")]


async def _templates(info: Info, key: Occasion = None) -> list[MessageTemplate]:
    _refuse_customers(info)
    async with info.context.read() as db:
        found = await desk.templates_of(db)
    return [shown(template) for template in found if key in (None, template.key)]


async def _preview(info: Info, given: Input[MessagePreviewInput]) -> MessagePreview:
    _refuse_customers(info)
    context = info.context
    try:
        async with context.read() as db:
            written = await desk.preview(
                db, context.caller, given.key, given.locale, given.claim_id, given.subject, given.body
            )
    except Refused as refused:
        return MessagePreview(user_errors=[user_error(problem) for problem in refused.problems])
    html = templates.html_of(written.text, written.locale)
    return MessagePreview(subject=written.subject, text=written.text, html=html)


def _refuse_customers(info: Info) -> None:
    if info.context.caller.is_customer:
        raise coded("FORBIDDEN", "Templates are not shown to customers.")


@strawberry.type
class CorrespondenceQuery:
    """The queries on correspondence."""

    message_templates: list[MessageTemplate] = strawberry.field(
        resolver=_templates,
        description="Every text that the storefront's customers can get: its own, and those that come with Makegood "
        "where it has none. Needs the scope `read`; not for customers.",
        extensions=[Gate(Scope.READ)],
    )
    message_preview: MessagePreview = strawberry.field(
        resolver=_preview,
        description="A text as a customer would get it, to look at before it is kept. Needs the scope `read`; not for "
        "customers.",
        extensions=[Gate(Scope.READ)],
    )

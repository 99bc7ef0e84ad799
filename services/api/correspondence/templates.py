"""Templates and previews on the wire: values, as most texts come with the program and stand in no table."""

from datetime import datetime

import strawberry

from services.api.correspondence.words import TemplateKey
from services.api.problems import Payload
from services.core.correspondence import templates
from services.core.correspondence.model import Template


@strawberry.type(description="A variable that a template can name.")
class TemplateVariable:
    """A variable."""

    name: str = strawberry.field(description="What stands between the braces, such as `claim_number`.")
    meaning: str = strawberry.field(description="What it becomes.")


@strawberry.type(description="What customers are written on an occasion, in one language.")
class MessageTemplate:
    """A template."""

    key: TemplateKey = strawberry.field(description="The occasion.")
    locale: str = strawberry.field(description="The language, such as `da` or `en-GB`.")
    version: int = strawberry.field(description="Rises with each change; 0 is the text that comes with Makegood.")
    subject: str = strawberry.field(description="The subject of the mail.")
    body: str = strawberry.field(description="The text.")
    updated_at: datetime | None = strawberry.field(description="When the storefront changed it last, if it did.")
    variables: list[TemplateVariable] = strawberry.field(description="What it can name.")


@strawberry.type(description="A text as a customer would get it, or why it cannot be written.")
class MessagePreview(Payload):
    """A text filled in."""

    subject: str | None = strawberry.field(description="The subject; null when there are errors.", default=None)
    text: str | None = strawberry.field(description="The plain text; null when there are errors.", default=None)
    html: str | None = strawberry.field(
        description="The same for mail programs that show HTML; null when there are errors.", default=None
    )


@strawberry.input(description="Which text is to be shown, and what is to be tried in its place.")
class MessagePreviewInput:
    """What is tried."""

    key: TemplateKey = strawberry.field(description="The occasion.")
    locale: str = strawberry.field(description="The language, such as `da` or `en-GB`.")
    claim_id: strawberry.ID | None = strawberry.field(
        description="The claim that it is about; left out, a made-up one.", default=None
    )
    subject: str | None = strawberry.field(
        description="The subject to be tried; left out, the one in use.", default=None
    )
    body: str | None = strawberry.field(description="The text to be tried; left out, the one in use.", default=None)


def shown(template: Template) -> MessageTemplate:
    """A template as the wire has it."""
    return MessageTemplate(
        key=template.key,
        locale=template.locale,
        version=template.version,
        subject=template.subject,
        body=template.body,
        updated_at=template.updated_at,
        variables=[
            TemplateVariable(name=name, meaning=told) for name, told in templates.VARIABLES[template.key].items()
        ],
    )

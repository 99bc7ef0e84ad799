"""What customers and staff write about claims, and how a storefront changes its texts."""

import strawberry

from services.api.access import Info
from services.api.correspondence.templates import MessageTemplate, shown
from services.api.correspondence.types import Message
from services.api.correspondence.words import Author, Channel, TemplateKey, Visibility
from services.api.inputs import Input, idempotency_key
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.core.correspondence import desk
from services.core.correspondence.model import NewMessage, Template
from services.core.storefronts.model import Scope


@strawberry.input(
    description="What is said about a claim. Customers write for themselves. Others write for the shop, or record what "
    "somebody told it: name the `author` and the `channel` then."
)
class ClaimAddMessageInput:
    """A message."""

    idempotency_key: str = idempotency_key()
    claim_id: strawberry.ID = strawberry.field(description="The claim's id.")
    body: str = strawberry.field(description="The text, 1 to 20000 characters.")
    author: Author | None = strawberry.field(
        description="Whose words they are: `MERCHANT`, `CUSTOMER` or `CARRIER`; left out, the caller's own.",
        default=None,
    )
    channel: Channel | None = strawberry.field(
        description="How it came or went. A public message of the shop goes out by mail when this is `EMAIL`, as it is "
        "when left out; on another channel it was said already. Not asked of customers.",
        default=None,
    )
    visibility: Visibility | None = strawberry.field(
        description="Who sees it; left out, the customer as well, unless a carrier said it. A customer's own is always "
        "public.",
        default=None,
    )
    attachment_ids: list[strawberry.ID] = strawberry.field(
        description="Evidence of the claim that belongs to it, 20 at most.", default_factory=list
    )

    def told(self) -> NewMessage:
        """The message as the core takes it."""
        return NewMessage(
            claim_id=self.claim_id,
            body=self.body,
            author=self.author,
            channel=self.channel,
            visibility=self.visibility,
            attachment_ids=tuple(self.attachment_ids),
        )


@strawberry.input(description="A storefront's own text for an occasion, in one language.")
class MessageTemplateUpdateInput:
    """A template."""

    idempotency_key: str = idempotency_key()
    key: TemplateKey = strawberry.field(description="The occasion.")
    locale: str = strawberry.field(description="The language, such as `da` or `en-GB`.")
    subject: str = strawberry.field(description="The subject, with variables such as `{{ claim_number }}`.")
    body: str = strawberry.field(
        description="The text, with variables, `{% if … %}` and one `{% for one in list %}` inside no other."
    )
    expected_version: int | None = strawberry.field(
        description="The template's `version` as it was read, 0 for the one that comes with Makegood; another one by "
        "now gets `VERSION_CONFLICT`.",
        default=None,
    )


@strawberry.type(description="What became of `claimAddMessage`.")
class ClaimAddMessagePayload(Payload):
    """The message, or why not."""

    message: Message | None = strawberry.field(
        description="The message as it is kept; null when it was refused.", default=None
    )


@strawberry.type(description="What became of `messageTemplateUpdate`.")
class MessageTemplateUpdatePayload(Payload):
    """The template, or why not."""

    template: MessageTemplate | None = strawberry.field(
        description="The template as it is used from now on; null when it was refused.", default=None
    )


@strawberry.type
class CorrespondenceMutation:
    """The mutations on correspondence."""

    @mutation(
        Scope.CLAIMS_WRITE,
        "Say something about a claim. A public message of the shop goes to the customer by mail; a customer's message "
        "takes a claim up again that waits for one.",
    )
    async def claim_add_message(self, info: Info, given: Input[ClaimAddMessageInput]) -> ClaimAddMessagePayload:
        """Write or record a message."""
        context = info.context
        message_id = await desk.add_message(
            context.write, context.caller, given.told(), key=given.idempotency_key, now=context.now()
        )
        return ClaimAddMessagePayload(message=refer(Message, message_id))

    @mutation(
        Scope.POLICY_WRITE,
        "Change what customers are written on an occasion. It counts from the next message on; earlier ones stay as "
        "they were sent.",
    )
    async def message_template_update(
        self, info: Info, given: Input[MessageTemplateUpdateInput]
    ) -> MessageTemplateUpdatePayload:
        """Keep a new version of a template."""
        context = info.context
        new = Template(given.key, given.locale, 0, given.subject, given.body)
        kept = await desk.update_template(
            context.write, context.caller, new, given.expected_version, key=given.idempotency_key, now=context.now()
        )
        return MessageTemplateUpdatePayload(template=shown(kept))

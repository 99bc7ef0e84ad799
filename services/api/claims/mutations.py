"""What customers and storefronts do about claims."""

import strawberry

from services.api.access import Info
from services.api.claims.types import Claim
from services.api.claims.words import ClaimReason, ResolutionType
from services.api.inputs import Input, idempotency_key
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.core.claims import model, operations
from services.core.claims.desk import Target
from services.core.claims.model import Command
from services.core.storefronts.model import Scope


@strawberry.input(
    description="How much of one line is claimed. Name the parcel's line, or an order line never shipped."
)
class ClaimItemInput:
    """A line of a claim."""

    quantity: int = strawberry.field(description="How many, from 1.")
    shipment_line_id: strawberry.ID | None = strawberry.field(description="The line of the parcel.", default=None)
    order_line_id: strawberry.ID | None = strawberry.field(
        description="The line of the order, for what was never shipped.", default=None
    )
    description: str | None = strawberry.field(description="What is wrong with this line.", default=None)


def items_of(given: list[ClaimItemInput]) -> tuple[model.NewItem, ...]:
    """The lines as the core takes them."""
    return tuple(
        model.NewItem(
            quantity=item.quantity,
            shipment_line_id=item.shipment_line_id,
            order_line_id=item.order_line_id,
            description=item.description,
        )
        for item in given
    )


@strawberry.input(description="What went wrong.")
class ClaimCreateInput:
    """A new claim."""

    idempotency_key: str = idempotency_key()
    order_id: strawberry.ID = strawberry.field(description="The order that it is about.")
    reason: ClaimReason = strawberry.field(description="What went wrong.")
    shipment_id: strawberry.ID | None = strawberry.field(description="The parcel that it is about.", default=None)
    items: list[ClaimItemInput] = strawberry.field(
        description="What is claimed; left out, all of the parcel that is not claimed yet.", default_factory=list
    )
    preferred_resolution: ResolutionType | None = strawberry.field(
        description="What the customer would like best.", default=None
    )
    customer_note: str | None = strawberry.field(
        description="The customer's own words, 5000 characters at most.", default=None
    )
    locale: str | None = strawberry.field(
        description="The language that the customer is written to in, such as `da` or `en-GB`; left out, it follows "
        "from the order's country.",
        default=None,
    )

    def told(self) -> model.NewClaim:
        """The claim as the core takes it."""
        return model.NewClaim(
            order_id=self.order_id,
            reason=self.reason,
            shipment_id=self.shipment_id,
            items=items_of(self.items),
            preferred_resolution=self.preferred_resolution,
            customer_note=self.customer_note,
            locale=self.locale,
        )


@strawberry.input
class TargetInput:
    """What every command on one claim takes."""

    idempotency_key: str = idempotency_key()
    claim_id: strawberry.ID = strawberry.field(description="The claim's id.")
    expected_version: int | None = strawberry.field(
        description="The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`.", default=None
    )

    @property
    def target(self) -> Target:
        """Which claim is meant."""
        return Target(self.claim_id, self.idempotency_key, self.expected_version)


@strawberry.input(description="Which claim is taken back.")
class ClaimCancelInput(TargetInput):
    """A claim to be withdrawn."""


@strawberry.input(description="Whose parcel came after all.")
class ClaimReportArrivedInput(TargetInput):
    """A claim whose parcel arrived."""


@strawberry.type
class ClaimPayload(Payload):
    """What every mutation of one claim answers."""

    claim: Claim | None = strawberry.field(
        description="The claim as it is now; null when it was refused.", default=None
    )


@strawberry.type(description="What became of `claimCreate`.")
class ClaimCreatePayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `claimCancel`.")
class ClaimCancelPayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `claimReportArrived`.")
class ClaimReportArrivedPayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type
class ClaimMutation:
    """The mutations on claims."""

    @mutation(Scope.CLAIMS_WRITE, "Open a claim. A quantity can be claimed once, until its claim is canceled.")
    async def claim_create(self, info: Info, given: Input[ClaimCreateInput]) -> ClaimCreatePayload:
        """Open a claim."""
        context = info.context
        claim_id = await operations.create(
            context.write, context.caller, given.told(), key=given.idempotency_key, now=context.now()
        )
        return ClaimCreatePayload(claim=refer(Claim, claim_id))

    @mutation(Scope.CLAIMS_WRITE, "Take a claim back.")
    async def claim_cancel(self, info: Info, given: Input[ClaimCancelInput]) -> ClaimCancelPayload:
        """Withdraw a claim."""
        return ClaimCancelPayload(claim=refer(Claim, await _command(info, given, Command.WITHDRAW)))

    @mutation(Scope.CLAIMS_WRITE, "Tell that the parcel came after all, which cancels the claim.")
    async def claim_report_arrived(
        self, info: Info, given: Input[ClaimReportArrivedInput]
    ) -> ClaimReportArrivedPayload:
        """Report that the parcel arrived."""
        return ClaimReportArrivedPayload(claim=refer(Claim, await _command(info, given, Command.REPORT_ARRIVED)))


async def _command(info: Info, given: TargetInput, what: Command) -> str:
    context = info.context
    return await operations.command(
        context.write,
        context.caller,
        given.claim_id,
        what,
        key=given.idempotency_key,
        now=context.now(),
        expected_version=given.expected_version,
    )

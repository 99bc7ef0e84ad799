"""What makes a claim good: approved, chosen, decided by staff, told from elsewhere, or given beside."""

import strawberry

from services.api.access import Info
from services.api.claims.mutations import ClaimPayload, TargetInput
from services.api.claims.types import Claim
from services.api.inputs import Input
from services.api.money import MoneyInput
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.api.resolutions.types import Resolution
from services.api.resolutions.words import ResolutionType
from services.core.refusal import refuse
from services.core.resolutions import operations
from services.core.resolutions.model import Wish, WishedLine
from services.core.storefronts.model import Scope


@strawberry.input(description="Which claim is approved, and what is offered.")
class ClaimApproveInput(TargetInput):
    """A claim to be made good."""

    types: list[ResolutionType] = strawberry.field(
        description="Only these of what the policy allows; left out, all of it.", default_factory=list
    )
    partial_refund: MoneyInput | None = strawberry.field(
        description="Offers a partial refund of this much beside.", default=None
    )


@strawberry.input(description="Which offer is taken.")
class ResolutionChooseInput(TargetInput):
    """An offer of a claim."""

    type: ResolutionType = strawberry.field(description="One of the claim's `resolutionOptions`.")


@strawberry.input(description="What is done for one line.")
class ResolutionLineInput:
    """A line to be paid back or sent again."""

    order_line_id: strawberry.ID = strawberry.field(description="The line of the order.")
    quantity: int = strawberry.field(description="How many, from 1.")
    amount: MoneyInput | None = strawberry.field(
        description="How much is paid back; left out, what was paid for the quantity.", default=None
    )
    sent_again: bool | None = strawberry.field(
        description="For REFUND_AND_RESHIPMENT: whether this line is sent again (so if left out) or paid back.",
        default=None,
    )
    variant_external_id: str | None = strawberry.field(
        description="The platform's id of what is sent instead of the same.", default=None
    )
    sku: str | None = strawberry.field(
        description="The stock keeping unit of what is sent instead of the same.", default=None
    )


@strawberry.input
class _WishInput(TargetInput):
    type: ResolutionType = strawberry.field(description="The way.")
    amount: MoneyInput | None = strawberry.field(
        description="How much is paid back for the lines together; left out, what was paid for them.", default=None
    )
    shipping_amount: MoneyInput | None = strawberry.field(
        description="How much of shipping is paid back; left out, what the policy says if neither an amount nor lines "
        "are named, else nothing.",
        default=None,
    )
    lines: list[ResolutionLineInput] = strawberry.field(
        description="Which lines; left out, all that is claimed and not made good yet.", default_factory=list
    )

    def told(self) -> Wish:
        """The wish as the core takes it. Raises `Refused` for an amount of no currency, or of several."""
        amounts = [
            ("amount", self.amount),
            ("shippingAmount", self.shipping_amount),
            *((f"lines.{place}.amount", line.amount) for place, line in enumerate(self.lines)),
        ]
        read = {name: given.read(*name.split(".")) for name, given in amounts if given is not None}
        currencies = {money.currency_code for money in read.values()}
        if len(currencies) > 1:
            raise refuse("CURRENCY_MISMATCH", "Name all amounts in the order's one currency.", "amount")
        money = {name: found.amount for name, found in read.items()}
        return Wish(
            type=self.type,
            currency_code=next(iter(currencies), None),
            amount=money.get("amount"),
            shipping_amount=money.get("shippingAmount"),
            lines=tuple(
                WishedLine(
                    order_line_id=line.order_line_id,
                    quantity=line.quantity,
                    amount=money.get(f"lines.{place}.amount"),
                    sent_again=line.sent_again,
                    variant_external_id=line.variant_external_id,
                    sku=line.sku,
                )
                for place, line in enumerate(self.lines)
            ),
        )


@strawberry.input(description="What staff does for a claim.")
class ClaimResolveInput(_WishInput):
    """Any way, within what is left of what was paid."""


@strawberry.input(description="What was done for a claim elsewhere.")
class ClaimMarkResolvedExternallyInput(_WishInput):
    """Something that is done already."""

    reference: str | None = strawberry.field(
        description="The platform's own id of what was done; its news of the same then does not count again.",
        default=None,
    )


@strawberry.input(description="What is given beyond what was paid.")
class GoodwillGiveInput(TargetInput):
    """Goodwill, beside whatever becomes of the claim."""

    type: ResolutionType = strawberry.field(description="STORE_CREDIT or GIFT_CARD.")
    amount: MoneyInput = strawberry.field(description="How much; the policy may have a limit for each order.")


@strawberry.type(description="What became of `claimApprove`.")
class ClaimApprovePayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `resolutionChoose`.")
class ResolutionChoosePayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `claimResolve`.")
class ClaimResolvePayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `claimMarkResolvedExternally`.")
class ClaimMarkResolvedExternallyPayload(ClaimPayload):
    """The claim, or why not."""


@strawberry.type(description="What became of `goodwillGive`.")
class GoodwillGivePayload(Payload):
    """The goodwill, or why not."""

    resolution: Resolution | None = strawberry.field(
        description="What is given; null when it was refused.", default=None
    )  # fmt: skip


@strawberry.type
class ResolutionMutation:
    """The mutations that make claims good."""

    @mutation(Scope.CLAIMS_DECIDE, "Approve a claim; `resolutionOptions` are then what the policy offers.")
    async def claim_approve(self, info: Info, given: Input[ClaimApproveInput]) -> ClaimApprovePayload:
        """Approve a claim."""
        context = info.context
        partial = given.partial_refund.read("partialRefund") if given.partial_refund else None
        claim_id = await operations.approve(
            context.write, context.caller, given.target, context.now(), only=tuple(given.types), partial=partial
        )
        return ClaimApprovePayload(claim=refer(Claim, claim_id))

    @mutation(Scope.CLAIMS_WRITE, "Take one of the offers of an approved claim; it is then carried out.")
    async def resolution_choose(self, info: Info, given: Input[ResolutionChooseInput]) -> ResolutionChoosePayload:
        """Choose an offer."""
        context = info.context
        claim_id = await operations.choose(context.write, context.caller, given.target, given.type, context.now())
        return ResolutionChoosePayload(claim=refer(Claim, claim_id))

    @mutation(Scope.MONEY_WRITE, "Make an approved claim good in any way, within what is left of what was paid.")
    async def claim_resolve(self, info: Info, given: Input[ClaimResolveInput]) -> ClaimResolvePayload:
        """Resolve a claim."""
        context = info.context
        claim_id = await operations.resolve(context.write, context.caller, given.target, given.told(), context.now())
        return ClaimResolvePayload(claim=refer(Claim, claim_id))

    @mutation(
        Scope.MONEY_WRITE,
        "Tell that a claim was made good elsewhere: it moves no money, and counts against what was paid.",
    )
    async def claim_mark_resolved_externally(
        self, info: Info, given: Input[ClaimMarkResolvedExternallyInput]
    ) -> ClaimMarkResolvedExternallyPayload:
        """Book what was done outside."""
        context = info.context
        claim_id = await operations.resolve_outside(
            context.write, context.caller, given.target, given.told(), given.reference, context.now()
        )
        return ClaimMarkResolvedExternallyPayload(claim=refer(Claim, claim_id))

    @mutation(Scope.MONEY_WRITE, "Give credit or a gift card beyond what was paid, within the policy's limit.")
    async def goodwill_give(self, info: Info, given: Input[GoodwillGiveInput]) -> GoodwillGivePayload:
        """Give goodwill."""
        context = info.context
        resolution_id = await operations.give_goodwill(
            context.write, context.caller, given.target, given.type, given.amount.read("amount"), context.now()
        )
        return GoodwillGivePayload(resolution=refer(Resolution, resolution_id))

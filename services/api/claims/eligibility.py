"""What a customer may expect, asked before anything is claimed: a decision, which is no row."""

from datetime import datetime
from typing import Annotated, cast

import strawberry

from services.api.access import Info
from services.api.claims.mutations import ClaimItemInput, items_of
from services.api.claims.words import ClaimReason, EvidenceKind, ResolutionType
from services.api.money import Money
from services.api.problems import decision
from services.api.words import describe
from services.core.claims import case as cases
from services.core.claims.eligibility.model import AlternativeKind, BlockerCode, NextStep
from services.core.claims.model import NewClaim

describe(
    BlockerCode,
    "ClaimBlockerCode",
    "Why something cannot be claimed.",
    {
        BlockerCode.ORDER_CANCELED: "The shop canceled the order.",
        BlockerCode.DISPUTE_OPEN: "The bank decides about the same payment.",
        BlockerCode.OUTSIDE_WINDOW: "It is too late.",
        BlockerCode.NOTHING_LEFT: "All of it is claimed already.",
        BlockerCode.QUANTITY_ALREADY_CLAIMED: "Some of what is asked about is claimed already.",
        BlockerCode.ALREADY_COMPENSATED: "All that was paid for it was given back.",
        BlockerCode.FINAL_SALE: "It was sold for good, which the policy does not cover.",
    },
)

describe(
    AlternativeKind,
    "ClaimAlternativeKind",
    "What a customer can do instead of a claim, or beside it.",
    {
        AlternativeKind.RETURN: "Send it back.",
        AlternativeKind.WARRANTY: "Ask for what the law or the maker promises of the goods themselves.",
        AlternativeKind.CONTACT_CARRIER: "Ask whoever carries the parcel.",
        AlternativeKind.CONTACT_BANK: "Object to the payment at the bank, which asks whether the shop was asked first.",
        AlternativeKind.PLATFORM_REPORT: "Report the shop to the platform that it sells on.",
    },
)

describe(
    NextStep,
    "ClaimNextStep",
    "What a customer does next.",
    {
        NextStep.CHECK_TRACKING: "See what the carrier says.",
        NextStep.ASK_NEIGHBORS: "Look around, and ask who may have taken it.",
        NextStep.KEEP_PACKAGING: "Keep everything that came, the packaging too.",
        NextStep.CLAIM: "Open the claim.",
        NextStep.SEND_EVIDENCE: "Send what is required.",
        NextStep.WAIT: "Wait; it was early, and the parcel may still come.",
        NextStep.CONTACT_SHOP: "Write to the shop, which can decide otherwise.",
    },
)


@strawberry.input(description="What went wrong, with which parcel or lines; left out, with all of the order.")
class ClaimEligibilityInput:
    """A claim that may be made."""

    order_id: strawberry.ID = strawberry.field(description="The order that it is about.")
    reason: ClaimReason = strawberry.field(description="What went wrong.")
    shipment_id: strawberry.ID | None = strawberry.field(description="The parcel that it is about.", default=None)
    items: list[ClaimItemInput] = strawberry.field(
        description="What would be claimed; left out, all that can be.", default_factory=list
    )


@strawberry.type(description="How much of a line can be claimed.")
class ClaimableItem:
    """A core `Claimable`."""

    order_line_id: strawberry.ID = strawberry.field(description="The line of the order.")
    shipment_line_id: strawberry.ID | None = strawberry.field(
        description="The line of the parcel; null when it was never shipped."
    )
    title: str = strawberry.field(description="What was sold.")
    max_quantity: int = strawberry.field(description="How many can be claimed.")
    refundable: Money = strawberry.field(
        description="What can still be given back of what was paid for as many as are asked about."
    )


@strawberry.type(description="One reason why it cannot be claimed.")
class ClaimBlocker:
    """A core `Blocker`."""

    code: BlockerCode = strawberry.field(description="The reason, for programs.")
    message: str = strawberry.field(description="The reason, for people.")


@strawberry.type(description="Another way.")
class ClaimAlternative:
    """A core `Alternative`."""

    kind: AlternativeKind = strawberry.field(description="Which way.")
    url: str | None = strawberry.field(description="Where it begins, if there is a link.")
    available_from: datetime | None = strawberry.field(description="From when on it makes sense; null is now.")


@strawberry.type(description="Whether something can be claimed, and what can be expected.")
class ClaimEligibility:
    """A core `Eligibility`."""

    eligible: bool = strawberry.field(
        description="Whether it can be claimed now. Nobody is refused for being early; see `waitingUntil`."
    )
    eligible_from: datetime | None = strawberry.field(
        description="From when on the shop decides; null is at once, or not known yet."
    )
    eligible_until: datetime | None = strawberry.field(
        description="The first moment that is too late; null is never, or not known yet."
    )
    waiting_until: datetime | None = strawberry.field(description="Until when a claim would wait, if it is early.")
    escalate_from: datetime | None = strawberry.field(
        description="From when on the customer may turn to the bank or the platform."
    )
    items: list[ClaimableItem] = strawberry.field(description="What can be claimed, by line.")
    required_evidence: list[EvidenceKind] = strawberry.field(description="What the customer has to send.")
    resolution_options: list[ResolutionType] = strawberry.field(
        description="How it can be made good, the default first; empty while it is blocked."
    )
    default_resolution: ResolutionType | None = strawberry.field(description="What is given when nobody chooses.")
    blockers: list[ClaimBlocker] = strawberry.field(
        description="Why it cannot be claimed. They bind customers; staff and programs may pass over those that are "
        "not about quantities."
    )
    alternatives: list[ClaimAlternative] = strawberry.field(description="What else can be done.")
    next_steps: list[NextStep] = strawberry.field(description="What the customer does next, in this order.")


@strawberry.type
class EligibilityQuery:
    """The query before a claim."""

    @decision(
        "Whether something can be claimed, from when until when, and what can be expected of it.",
        customers=True,
        cost=10,
        counted=lambda found: 1 + len(found.items),
    )
    async def claim_eligibility(
        self,
        info: Info,
        given: Annotated[ClaimEligibilityInput, strawberry.argument(name="input", description="What is asked.")],
    ) -> ClaimEligibility | None:
        """Decide."""
        context = info.context
        asked = NewClaim(given.order_id, given.reason, given.shipment_id, items_of(given.items))
        async with context.read() as db:
            return cast("ClaimEligibility", await cases.ask(db, context.caller, asked, context.now()))

"""Offers and resolutions, and which effects outside each of them takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from services.core.claims.model import ResolutionType
from services.core.events import ActorKind
from services.core.ledger.model import CompensationKind, EntryType, Share


class ResolutionStatus(StrEnum):
    """How far a resolution got."""

    CHOSEN = "CHOSEN"
    PROCESSING = "PROCESSING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    REVERSED = "REVERSED"


UNDER_WAY = frozenset({ResolutionStatus.CHOSEN, ResolutionStatus.PROCESSING})


class Step(StrEnum):
    """One effect that a resolution takes; the value is the effect's kind."""

    REFUND = "platform.refund"
    CREDIT = "platform.credit"
    GIFT_CARD = "platform.gift_card"
    RESHIP = "platform.reship"


_T, _K = ResolutionType, CompensationKind

STEPS: Mapping[ResolutionType, tuple[Step, ...]] = {
    _T.REFUND: (Step.REFUND,),
    _T.PARTIAL_REFUND: (Step.REFUND,),
    _T.STORE_CREDIT: (Step.REFUND,),  # a refund that is paid out as credit
    _T.GIFT_CARD: (Step.GIFT_CARD,),
    _T.RESHIPMENT: (Step.RESHIP,),
    _T.REFUND_AND_RESHIPMENT: (Step.RESHIP, Step.REFUND),  # the one that may fail for want of stock comes first
}
GOODWILL_STEPS: Mapping[ResolutionType, Step] = {_T.STORE_CREDIT: Step.CREDIT, _T.GIFT_CARD: Step.GIFT_CARD}
"""How goodwill can be given."""

GOODS = frozenset({_T.RESHIPMENT, _T.REFUND_AND_RESHIPMENT})
"""What sends something again."""


def compensates(kind: ResolutionType, step: Step, *, goodwill: bool = False) -> CompensationKind:
    """As what a step counts against what was paid."""
    if goodwill:
        return _K.GOODWILL
    if step is Step.RESHIP:
        return _K.RESHIPMENT
    return {_T.STORE_CREDIT: _K.STORE_CREDIT, _T.GIFT_CARD: _K.GIFT_CARD}.get(kind, _K.REFUND)


ENTRIES = {
    _K.REFUND: EntryType.REFUND,
    _K.STORE_CREDIT: EntryType.STORE_CREDIT,
    _K.GIFT_CARD: EntryType.GIFT_CARD,
    _K.RESHIPMENT: EntryType.REPLACEMENT_GOODS,
    _K.GOODWILL: EntryType.GOODWILL,
}
"""What a step that was carried out costs the case, by what it counts as."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the policy says of one claim's resolutions, in the order's currency.

    `credit_by_choice`: credit and gift cards are given only to customers who want them. Without `auto_approve_limit`
    a person decides; without `goodwill_limit` any goodwill may be given.
    """

    allowed: tuple[ResolutionType, ...]
    default: ResolutionType
    credit_by_choice: bool
    refunds_shipping: bool
    auto_approve_limit: Decimal | None = None
    goodwill_limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to make a claim good, and what it comes to: money, or the value of the goods."""

    type: ResolutionType
    amount: Decimal
    currency_code: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class ResolutionLine:
    """How many of an order line are paid back or sent again, and what that comes to.

    `variant_external_id` and `sku` say what is sent instead of the same; a quantity of 0 means money alone.
    """

    order_line_id: str
    quantity: int
    amount: Decimal
    sent_again: bool = False
    variant_external_id: str | None = None
    sku: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done for a claim."""

    type: ResolutionType
    currency_code: str
    lines: tuple[ResolutionLine, ...]
    shipping_amount: Decimal = Decimal(0)

    @property
    def amount(self) -> Decimal:
        """All that it comes to."""
        return sum((line.amount for line in self.lines), self.shipping_amount)

    def shares(self, step: Step) -> list[Share]:
        """What one of its steps takes of what was paid."""
        goods = step is Step.RESHIP
        found = [
            Share(line.amount, line.order_line_id, line.quantity) for line in self.lines if line.sent_again is goods
        ]
        return [*found, Share(self.shipping_amount, shipping=True)] if self.shipping_amount and not goods else found


@dataclass(frozen=True, slots=True)
class WishedLine:
    """A line as staff names it; without an amount what was paid for the quantity.

    `variant_external_id` and `sku` say what is sent instead of the same.
    """

    order_line_id: str
    quantity: int
    amount: Decimal | None = None
    sent_again: bool | None = None
    variant_external_id: str | None = None
    sku: str | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What staff wants to do for a claim. Without lines all that is claimed, without an amount what was paid for it.

    Where no amount is named there is no currency either, and the order's is meant.
    """

    type: ResolutionType
    currency_code: str | None = None
    amount: Decimal | None = None
    shipping_amount: Decimal | None = None
    lines: tuple[WishedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a resolution came to nothing, and which of its steps it was."""

    step: Step
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """What was chosen for a claim, or given beside it as goodwill."""

    id: str
    order_id: str
    claim_id: str
    type: ResolutionType
    goodwill: bool
    external: bool
    status: ResolutionStatus
    amount: Decimal
    shipping_amount: Decimal
    currency_code: str
    chosen_by: ActorKind
    chosen_at: datetime
    reference: str | None
    replacement_reference: str | None
    replacement_shipment_id: str | None
    goods_done_at: datetime | None
    money_done_at: datetime | None
    failure: Failure | None
    lines: tuple[ResolutionLine, ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        """The effects that it takes, in their order."""
        return (GOODWILL_STEPS[self.type],) if self.goodwill else STEPS[self.type]

    @property
    def next_step(self) -> Step | None:
        """The first effect that is not done yet."""
        done = {step: self.goods_done_at if step is Step.RESHIP else self.money_done_at for step in self.steps}
        return next((step for step in self.steps if done[step] is None), None)

    def counts_as(self, step: Step) -> CompensationKind:
        """As what a step counts against what was paid."""
        return compensates(self.type, step, goodwill=self.goodwill)

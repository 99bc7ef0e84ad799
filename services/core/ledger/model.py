"""Compensation of an order's lines, holds on its money, and the entries of a case."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


class CompensationKind(StrEnum):
    """In which way a customer was compensated."""

    REFUND = "REFUND"
    STORE_CREDIT = "STORE_CREDIT"
    GIFT_CARD = "GIFT_CARD"
    RESHIPMENT = "RESHIPMENT"
    RETURN = "RETURN"
    DISPUTE = "DISPUTE"
    PLATFORM_REFUND = "PLATFORM_REFUND"
    GOODWILL = "GOODWILL"


class CompensationState(StrEnum):
    """How far a compensation got. Only what was released does not count."""

    HELD = "HELD"
    CONFIRMED = "CONFIRMED"
    RELEASED = "RELEASED"


class Part(StrEnum):
    """Which part of an order a compensation is for."""

    LINE = "LINE"
    SHIPPING = "SHIPPING"
    ORDER = "ORDER"  # nobody said for what


class EntryType(StrEnum):
    """What an entry of a case's ledger is for."""

    REFUND = "REFUND"
    STORE_CREDIT = "STORE_CREDIT"
    GIFT_CARD = "GIFT_CARD"
    REPLACEMENT_GOODS = "REPLACEMENT_GOODS"
    REPLACEMENT_FREIGHT = "REPLACEMENT_FREIGHT"
    RETURN_FREIGHT = "RETURN_FREIGHT"
    GOODWILL = "GOODWILL"
    DISPUTE_LOSS = "DISPUTE_LOSS"
    DISPUTE_FEE = "DISPUTE_FEE"
    CLAIM_FEE = "CLAIM_FEE"
    CARRIER_PAYOUT = "CARRIER_PAYOUT"
    INSURER_PAYOUT = "INSURER_PAYOUT"
    PLATFORM_PAYOUT = "PLATFORM_PAYOUT"
    DISPUTE_REVERSAL = "DISPUTE_REVERSAL"
    SALVAGE = "SALVAGE"
    REPAYMENT = "REPAYMENT"
    PAYOUT_RETURNED = "PAYOUT_RETURNED"


class Side(StrEnum):
    """Whether an entry is a loss or brings some of it back."""

    COST = "COST"
    RECOVERY = "RECOVERY"


RECOVERIES = frozenset(
    {
        EntryType.CARRIER_PAYOUT,
        EntryType.INSURER_PAYOUT,
        EntryType.PLATFORM_PAYOUT,
        EntryType.DISPUTE_REVERSAL,
        EntryType.SALVAGE,
        EntryType.REPAYMENT,
    }
)
"""The entries that bring money back; all others cost."""


def side_of(kind: EntryType) -> Side:
    """On which side an entry stands."""
    return Side.RECOVERY if kind in RECOVERIES else Side.COST


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a compensation, in the order's currency: for so many of a line, for shipping, or for neither."""

    amount: Decimal
    order_line_id: str | None = None
    quantity: int = 0
    shipping: bool = False

    @property
    def part(self) -> Part:
        """What it is for."""
        if self.order_line_id is not None:
            return Part.LINE
        return Part.SHIPPING if self.shipping else Part.ORDER


@dataclass(frozen=True, slots=True)
class Compensation:
    """A share that is held, paid or let go of.

    `source` is whoever decided it (a resolution, or the platform's own id); `external_id` is the platform's id of the
    money that left.
    """

    id: str
    order_id: str
    kind: CompensationKind
    source: str
    share: Share
    currency_code: str
    state: CompensationState
    external_id: str | None


@dataclass(frozen=True, slots=True)
class Balance:
    """What was paid for an order and what of it has been compensated, all in one currency."""

    order_id: str
    currency_code: str
    total: Decimal
    shipping_amount: Decimal
    paid: dict[str, Decimal]
    compensated: dict[str, Decimal]
    shipping_compensated: Decimal
    all_compensated: Decimal
    goodwill: Decimal
    quantities: dict[str, int] = field(default_factory=dict)
    """How many of each line are made good, by money or by goods."""
    sent_again: dict[str, int] = field(default_factory=dict)
    """How many of these by goods."""
    other_currencies: tuple[str, ...] = ()
    """Currencies of compensation that cannot be set against the order's own."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Somebody's word that no money of an order may move, such as an open dispute's."""

    order_id: str
    source: str
    held_at: datetime


@dataclass(frozen=True, slots=True)
class Settlement:
    """What an amount became in the currency that the shop was paid or charged in: amount x rate, on that day."""

    amount: Decimal
    currency_code: str
    fx_rate: Decimal | None = None
    fx_date: date | None = None


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to be booked. `amount` is positive, in the currency that the customer paid in.

    `expected` is for money that was asked back and has not come yet. `ref` is somebody's own word for it: a
    resolution, a platform's refund, an invoice. It belongs to a claim, to a recovery, or to both.
    """

    claim_id: str | None
    type: EntryType
    amount: Decimal
    currency_code: str
    occurred_at: datetime
    settlement: Settlement | None = None
    ref: str | None = None
    expected: bool = False
    recovery_id: str | None = None

    @property
    def is_recovery(self) -> bool:
        """Whether it brings money back."""
        return self.type in RECOVERIES


@dataclass(frozen=True, slots=True)
class Entry:
    """A booked entry; `reverses` is the one that it undoes."""

    id: str
    claim_id: str | None
    recovery_id: str | None
    type: EntryType
    side: Side
    amount: Decimal
    currency_code: str
    settlement: Settlement | None
    occurred_at: datetime
    ref: str | None
    expected: bool
    reverses: str | None

"""What we ask of the platform that an order was sold on, to make a claim good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, runtime_checkable

from services.core.effects import Recovery
from services.core.ports.credentials import Credentials
from services.core.ports.news import NewsPage
from services.core.shipments.model import TrackingStatus


class Payout(StrEnum):
    """How refunded money reaches the customer."""

    ORIGINAL = "ORIGINAL"
    STORE_CREDIT = "STORE_CREDIT"


@dataclass(frozen=True, slots=True)
class RefundLine:
    """How much of an order line is paid back; `external_id` is the platform's id of the line."""

    external_id: str
    quantity: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Refund:
    """Money of one order back to its customer, in the currency in which they paid.

    `key` is the same for every try of one intent. `reference` names the resolution, and is written where the shop's
    staff sees it and where the platform's own news of this refund carries it back. `amount` is all of it, the lines
    and `shipping_amount` together. The goods are not expected back.
    """

    key: str
    reference: str
    order_external_id: str
    currency_code: str
    amount: Decimal
    shipping_amount: Decimal
    lines: tuple[RefundLine, ...]
    payout: Payout = Payout.ORIGINAL


@dataclass(frozen=True, slots=True)
class Credit:
    """Store credit that belongs to no refund: goodwill.

    `taken` are the platform's ids of credits that are known to be others', so that a look-up finds none of them.
    """

    key: str
    reference: str
    order_external_id: str
    currency_code: str
    amount: Decimal
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GiftCard:
    """A gift card for the order's customer."""

    key: str
    reference: str
    order_external_id: str
    currency_code: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class ReshipLine:
    """What is sent again. `variant_external_id` replaces what the line had; nothing means the same again."""

    external_id: str
    quantity: int
    title: str
    variant_external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reship:
    """An order's goods once more, to the same address, without a price."""

    key: str
    reference: str
    order_external_id: str
    currency_code: str
    lines: tuple[ReshipLine, ...]


Request = Refund | Credit | GiftCard | Reship

KINDS: Mapping[type[Request], str] = {
    Refund: "platform.refund",
    Credit: "platform.credit",
    GiftCard: "platform.gift_card",
    Reship: "platform.reship",
}
"""The kind of effect that each request is planned as."""


@dataclass(frozen=True, slots=True)
class Done:
    """What the platform did. `reference` is its own id of it, `number` the one for people where there is one.

    `amount` is what was really moved, in the order's currency; nothing for a reship.
    """

    reference: str
    number: str | None = None
    amount: Decimal | None = None


class Platform(Protocol):
    """A commerce platform. Its methods raise `Unavailable`, `Rejected` and `Unintelligible`.

    The codes of `Rejected` that the core understands: `OUT_OF_STOCK`, `ABOVE_REFUNDABLE`, `CURRENCY_MISMATCH`,
    `ORDER_CLOSED`, `UNKNOWN_ORDER`, `UNKNOWN_LINE`, `NOT_SUPPORTED`, `ACCESS_REVOKED`; others are shown as they are.
    """

    name: str
    recoveries: Mapping[str, Recovery]
    """What it offers for an unknown outcome, by the effect's kind (`KINDS`); nothing where it is silent."""
    quiet_seconds: float
    """How long after a try has ended a look-up may still miss what it did."""
    key_seconds: float | None
    """How long it remembers the key of a request that may be sent again; after that it is looked up. None: for ever."""

    def is_sandbox(self, credentials: Credentials) -> bool:
        """Whether calls with these credentials reach no real shop."""
        ...

    async def stock(self, credentials: Credentials, reship: Reship) -> Mapping[str, int | None]:
        """How many of each line (by its external id) can be sent; nothing where the platform does not count."""
        ...

    async def carry_out(self, credentials: Credentials, request: Request) -> Done:
        """Do it, in one try. Twice the same key is once, where `recoveries` says `RESEND`."""
        ...

    async def find(self, credentials: Credentials, request: Request) -> Done | None:
        """Look whether it was done before, where `recoveries` says `LOOKUP`."""
        ...

    async def listen(self, credentials: Credentials, url: str) -> Sequence[str]:
        """Have the platform post its news to the URL; the topics that it will send. Safe to repeat."""
        ...

    async def updated_since(self, credentials: Credentials, since: datetime, after: str | None) -> NewsPage:
        """A page of what became of orders that changed since then, whoever was told of it; changes nothing there."""
        ...


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a parcel was at a moment; `shipment_external_id` is the platform's id of it."""

    shipment_external_id: str
    status: TrackingStatus
    occurred_at: datetime
    message: str = ""


@runtime_checkable
class WritesBack(Protocol):
    """A platform on whose orders something can be shown to the shop's people. All of it is safe to repeat.

    Its methods raise as a `Platform`'s do.
    """

    async def tag(self, credentials: Credentials, order_external_id: str, tags: Sequence[str]) -> None:
        """Add tags to an order; those that it has stay."""
        ...

    async def add_note(self, credentials: Credentials, order_external_id: str, line: str) -> None:
        """Write a line under the note that an order has, once."""
        ...

    async def report(self, credentials: Credentials, sighting: Sighting) -> bool:
        """Tell where a parcel is; false when the platform knew, or has no word for it."""
        ...

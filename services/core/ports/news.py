"""What a platform tells us, in our words: the closed set of news, and what a platform that posts them has to offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from services.core.disputes.model import ToldDispute
from services.core.orders.model import NewOrder
from services.core.privacy.model import PrivacyKind
from services.core.shipments.model import LabelSource, Scan, ShipmentStatus


@dataclass(frozen=True, slots=True)
class OrderNews:
    """An order as the platform had it at `updated_at`; an older one than we know changes nothing.

    The order's own `told_at` and `platform_account_id` are set by whoever takes the news. `reference` is ours, when the
    order carries it: it is what we had sent again then, and nobody's order.
    """

    order: NewOrder
    updated_at: datetime
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class LineQuantity:
    """So many of an order line; `external_id` is the platform's id of the line."""

    external_id: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ShipmentNews:
    """A parcel of an order as the platform had it at `updated_at`.

    `external_id` is the platform's id of it, and stays when carrier or number are corrected. `carrier` is the carrier
    by any name that the platform has for it. One without `tracking_number` can be followed by nobody, and is not kept.
    """

    order_external_id: str
    external_id: str
    updated_at: datetime
    status: ShipmentStatus
    lines: tuple[LineQuantity, ...]
    carrier: str | None = None
    tracking_number: str | None = None
    tracking_url: str | None = None
    service: str | None = None
    label_source: LabelSource = LabelSource.OTHER
    shipped_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ScanNews:
    """What the platform heard of a parcel; `shipment_external_id` is the one that `ShipmentNews` told.

    `label_source` is set when it tells who sold the label.
    """

    order_external_id: str | None
    shipment_external_id: str
    scan: Scan
    estimated_delivery_at: datetime | None = None
    label_source: LabelSource = LabelSource.OTHER


@dataclass(frozen=True, slots=True)
class RefundedLine:
    """So much of an order line was paid back, with its tax."""

    external_id: str
    quantity: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class RefundNews:
    """Money that went back to an order's customer, whoever sent it; in the currency in which they paid.

    `amount` is all of it. What is in no line and no shipping is the difference. `reference` is ours, when the refund
    carries it: it was our own effect then. `return_external_id` names the return that it was paid for.
    """

    order_external_id: str
    external_id: str
    amount: Decimal
    currency_code: str
    at: datetime
    lines: tuple[RefundedLine, ...] = ()
    shipping_amount: Decimal = Decimal(0)
    reference: str | None = None
    return_external_id: str | None = None


class ReturnStatus(StrEnum):
    """How far a return got at the platform."""

    REQUESTED = "REQUESTED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    DECLINED = "DECLINED"
    CANCELED = "CANCELED"


@dataclass(frozen=True, slots=True)
class ReturnNews:
    """Goods of an order on their way back; `refunds` are what was paid for them, where the platform tells it here."""

    order_external_id: str
    external_id: str
    status: ReturnStatus
    lines: tuple[LineQuantity, ...] = ()
    refunds: tuple[RefundNews, ...] = ()


@dataclass(frozen=True, slots=True)
class DisputeNews:
    """A bank's dispute of what was paid for an order."""

    dispute: ToldDispute


@dataclass(frozen=True, slots=True)
class Uninstalled:
    """The shop took our access away; nothing can be asked or done there any more."""

    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PrivacyRequest:
    """A request about personal data: of one customer in the named orders, or of the whole shop.

    `external_id` is the platform's id of the request, where it has one.
    """

    kind: PrivacyKind
    orders: tuple[str, ...] = ()
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Nothing:
    """A message about something that this version does not know; it is kept and nothing is done."""

    topic: str


News = (
    OrderNews | ShipmentNews | ScanNews | RefundNews | ReturnNews | DisputeNews | Uninstalled | PrivacyRequest | Nothing
)


@dataclass(frozen=True, slots=True)
class NewsPage:
    """Some of what changed at a platform, oldest first; `after` asks for what follows, nothing when this is all."""

    news: tuple[News, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands on the outside of a platform's message.

    `id` names this delivery in all its repetitions, `event_id` what happened, which other deliveries may tell too.
    `account` is the platform's own name of the shop (`accounts.external_id`).
    """

    id: str
    topic: str
    account: str
    event_id: str | None = None
    version: str | None = None
    triggered_at: datetime | None = None


class PlatformHooks(Protocol):
    """A platform that posts its news to one address for all shops. Its functions are pure."""

    def verify(self, headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
        """Whether the raw body was signed with one of the secrets."""
        ...

    def address(self, headers: Mapping[str, str], body: bytes) -> Envelope:
        """From which shop the message is, and what it is called. Raises `Unintelligible`."""
        ...

    def news(self, topic: str, body: bytes, triggered_at: datetime | None) -> tuple[News, ...]:
        """The message in our words. Raises `Unintelligible`."""
        ...


class ShopHooks(Protocol):
    """A platform whose every shop posts to an address of its own account. Its functions are pure."""

    def verify(self, headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
        """Whether the raw body was signed with one of the secrets."""
        ...

    def identify(self, body: bytes) -> str:
        """The message's own id, for de-duplication. Raises `Unintelligible`."""
        ...

    def news(self, topic: str, body: bytes, triggered_at: datetime | None) -> tuple[News, ...]:
        """The message in our words. Raises `Unintelligible`."""
        ...

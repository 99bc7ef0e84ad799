"""What is sent, what a carrier saw of it, and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from services.sandbox.shopify.shop.goods import Line

if TYPE_CHECKING:
    from services.sandbox.shopify.shop.model import Order


@dataclass(frozen=True, slots=True)
class Packed:
    """How many of a line are in a parcel, or come back in a return."""

    id: int
    line: Line
    quantity: int


@dataclass(slots=True, eq=False)
class Scan:
    """What was told of a parcel: Shopify's fulfillment event."""

    id: int
    status: str
    happened_at: datetime
    created_at: datetime
    message: str | None = None
    city: str | None = None
    province: str | None = None
    country: str | None = None
    zip: str | None = None
    address1: str | None = None
    estimated_delivery_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(slots=True, eq=False)
class Fulfillment:
    """A parcel with lines of an order in it."""

    id: int
    order: "Order"
    name: str
    company: str | None
    number: str | None
    url: str | None
    lines: Sequence[Packed]
    created_at: datetime
    updated_at: datetime
    status: str = "SUCCESS"
    scans: list[Scan] = field(default_factory=list)

    @property
    def display_status(self) -> str:
        """What the shop's staff sees."""
        if self.status == "CANCELLED":
            return "CANCELED"
        return self.scans[-1].status if self.scans else "FULFILLED"


@dataclass(slots=True, eq=False)
class Return:
    """Goods that come back."""

    id: int
    order: "Order"
    name: str
    status: str
    lines: Sequence[Packed]
    created_at: datetime
    closed_at: datetime | None = None

"""Who buys, and where it goes."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """Where a parcel goes."""

    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    address1: str | None = None
    address2: str | None = None
    city: str | None = None
    province: str | None = None
    province_code: str | None = None
    zip: str | None = None
    country_code: str | None = None
    phone: str | None = None


@dataclass(slots=True, eq=False)
class Customer:
    """Who buys."""

    id: int
    created_at: datetime
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    locale: str = "en"
    tags: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What Shopify calls them."""
        return " ".join(part for part in (self.first_name, self.last_name) if part) or self.email or "Customer"

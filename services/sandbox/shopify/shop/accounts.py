"""What customers can spend in a shop: store credit and gift cards."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from services.sandbox.shopify.money import ZERO
from services.sandbox.shopify.shop.model import Transaction
from services.sandbox.shopify.shop.people import Customer


@dataclass(slots=True, eq=False)
class CreditEntry:
    """One change of a store credit account. `event` says why, `origin` which refund's transaction."""

    id: int
    account: "CreditAccount"
    amount: Decimal
    balance_after: Decimal
    event: str
    created_at: datetime
    expires_at: datetime | None = None
    origin: Transaction | None = None


@dataclass(slots=True, eq=False)
class CreditAccount:
    """A customer's store credit in one currency."""

    id: int
    customer: Customer
    currency: str
    entries: list[CreditEntry] = field(default_factory=list)

    @property
    def balance(self) -> Decimal:
        """What can be spent."""
        return sum((entry.amount for entry in self.entries), ZERO)


@dataclass(slots=True, eq=False)
class GiftCard:
    """A gift card."""

    id: int
    code: str
    amount: Decimal
    currency: str
    created_at: datetime
    customer: Customer | None = None
    note: str | None = None
    expires_on: str | None = None

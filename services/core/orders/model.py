"""Orders and their lines, as a storefront tells them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from services.core.money import Money


@dataclass(frozen=True, slots=True)
class Customer:
    """Who ordered; personal data that stays in this row."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    postal_code: str | None = None
    country_code: str | None = None


@dataclass(frozen=True, slots=True)
class GuestProof:
    """What a guest tells to prove that an order is theirs; each that is told must be right."""

    email: str | None = None
    postal_code: str | None = None


@dataclass(frozen=True, slots=True)
class NewLine:
    """One line of an order, in its currency.

    `paid_amount` is what the customer paid for the whole line, after discounts and with tax; `tax_amount` is the part
    of it that is tax. `variant_external_id` is the platform's id of what was sold, so that it can be sent again.
    `unit_cost` is what one cost the shop without VAT, (amount, currency): it may have been bought in another one.
    """

    external_id: str
    title: str
    quantity: int
    unit_price: str
    paid_amount: str
    sku: str | None = None
    tax_amount: str = "0"
    variant_external_id: str | None = None
    final_sale: bool = False
    unit_cost: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order as the platform has it now. `external_id` is the platform's own id and names the order for ever.

    `shipping_amount` is what was paid for shipping, with tax. `platform_account_id` is the account of the platform
    that the order was sold on; without it nothing of it can be paid back or sent again from here. `told_at` is the
    platform's own time of this state: an older one than we have changes nothing.
    """

    external_id: str
    number: str
    customer: Customer
    currency_code: str
    total: str
    placed_at: datetime
    lines: tuple[NewLine, ...]
    promised_delivery_by: datetime | None = None
    confirmation_sent_at: datetime | None = None
    shipping_amount: str = "0"
    canceled_at: datetime | None = None
    closed_at: datetime | None = None
    platform_account_id: str | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an order that we know."""

    id: str
    order_id: str
    external_id: str
    sku: str | None
    title: str
    quantity: int
    unit_price: Decimal
    paid_amount: Decimal
    tax_amount: Decimal
    currency_code: str
    variant_external_id: str | None
    final_sale: bool
    unit_cost: Money | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """An order that we know. Of one that was redacted nobody knows any more who ordered."""

    id: str
    external_id: str
    number: str
    customer: Customer
    currency_code: str
    total: Decimal
    placed_at: datetime
    promised_delivery_by: datetime | None
    confirmation_sent_at: datetime | None
    shipping_amount: Decimal
    canceled_at: datetime | None
    closed_at: datetime | None
    platform_account_id: str | None
    told_at: datetime | None
    redacted_at: datetime | None
    version: int
    sequence: int
    created_at: datetime
    updated_at: datetime

"""What is sold, and the lines of an order that it is sold on; amounts are in what the customer paid."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from services.sandbox.shopify.money import ZERO


@dataclass(slots=True, eq=False)
class Variant:
    """Something that is sold. `oversell`: it can be ordered when there is none left."""

    id: int
    product_id: int
    product: str
    title: str
    sku: str
    price: Decimal
    stock: int
    tracked: bool
    oversell: bool
    updated_at: datetime

    @property
    def own_title(self) -> str | None:
        """The variant's title; nothing where the product has only one."""
        return None if self.title == "Default Title" else self.title


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to be: of a variant, or with a title and a price of its own."""

    quantity: int
    unit_price: Decimal
    title: str
    variant: Variant | None = None
    variant_title: str | None = None
    sku: str | None = None
    discount: Decimal = ZERO
    tax: Decimal = ZERO
    tax_rate: Decimal = ZERO
    requires_shipping: bool = True

    @property
    def price(self) -> Decimal:
        """The price of the line after its discounts."""
        return self.unit_price * self.quantity - self.discount

    def less(self, discount: Decimal) -> "NewLine":
        """The line with so much more discount."""
        return replace(self, discount=self.discount + discount)


@dataclass(slots=True, eq=False)
class Line:
    """One line of an order; `discount` and `tax` are those of the whole line."""

    id: int
    title: str
    quantity: int
    unit_price: Decimal
    discount: Decimal = ZERO
    tax: Decimal = ZERO
    tax_rate: Decimal = ZERO
    variant: Variant | None = None
    variant_title: str | None = None
    sku: str | None = None
    requires_shipping: bool = True
    refunded: int = 0
    fulfilled: int = 0

    @property
    def discounted(self) -> Decimal:
        """The price of the line after its discounts."""
        return self.unit_price * self.quantity - self.discount

    @property
    def refundable(self) -> int:
        """How many were not given back yet."""
        return self.quantity - self.refunded

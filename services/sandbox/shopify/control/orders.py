"""Orders as the control API takes them: short, with sensible prices, and nothing that has to be looked up first."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Annotated

import msgspec

from services.sandbox.shopify.money import ZERO, is_currency, rounded
from services.sandbox.shopify.shop.goods import NewLine, Variant
from services.sandbox.shopify.shop.model import NewOrder
from services.sandbox.shopify.shop.people import Address
from services.sandbox.shopify.shop.shop import Shop
from services.sandbox.steering import Wrong

LARGEST = Decimal(10) ** 12


class Amounts(msgspec.Struct, forbid_unknown_fields=True):
    """Whatever has amounts: none of them is negative, endless or absurd."""

    def __post_init__(self) -> None:
        """Raises `ValueError`, which msgspec tells as what is wrong with a body."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, Decimal) and not (value.is_finite() and 0 <= value < LARGEST):
                raise ValueError(f"{name} is an amount from 0 to {LARGEST}")


class LineOrdered(Amounts, forbid_unknown_fields=True):
    """A line. `sku` or `variant_id` takes title and price from what the shop sells, unless they are given.

    `discount` is of the whole line. `tax_rate` of 0.25 is 25 per cent; the tax is within the price, or on top of it
    when the order's `taxes_included` is false.
    """

    sku: str | None = None
    variant_id: int | None = None
    title: str | None = None
    price: Decimal | None = None
    quantity: Annotated[int, msgspec.Meta(ge=1, le=10_000)] = 1
    discount: Decimal = ZERO
    tax_rate: Decimal = ZERO


class CustomerOrdered(msgspec.Struct, forbid_unknown_fields=True):
    """Who orders."""

    email: str = "robin@example.com"
    first_name: str | None = "Robin"
    last_name: str | None = "Sample"


class Payment(Amounts, forbid_unknown_fields=True):
    """What was paid by one way."""

    gateway: str
    amount: Decimal


class Ordered(Amounts, forbid_unknown_fields=True):
    """An order. `discount` is shared out over the lines by their prices.

    `currency` is what the customer pays in, the shop's own by default; `rate` is what one of it is in the shop's.
    `customer` of null is an order without one. `payments` of null is all of it by card, of `[]` nothing yet.
    """

    lines: Annotated[list[LineOrdered], msgspec.Meta(min_length=1, max_length=500)]
    currency: str | None = None
    rate: Decimal = Decimal(1)
    discount: Decimal = ZERO
    shipping: Decimal = ZERO
    shipping_tax_rate: Decimal = ZERO
    shipping_title: str = "Standard"
    taxes_included: bool = True
    customer: CustomerOrdered | None = msgspec.field(default_factory=CustomerOrdered)
    address: Address | None = msgspec.field(
        default_factory=lambda: Address(
            "Robin", "Sample", address1="Sample Street 1", city="Copenhagen", zip="2100", country_code="DK"
        )
    )
    payments: list[Payment] | None = None
    tags: list[str] = []
    note: str | None = None
    custom_attributes: dict[str, str] = {}
    source_identifier: str | None = None
    placed_at: datetime | None = None


def new_order(shop: Shop, ordered: Ordered) -> NewOrder:
    """What the shop makes of it. Raises `Wrong`."""
    currency = ordered.currency or shop.currency
    if not is_currency(currency):
        raise Wrong(f"{currency[:10]!r} is no ISO 4217 currency")
    if not ordered.rate:
        raise Wrong("a rate is more than nothing")
    lines = [_line(shop, line, currency, ordered.taxes_included) for line in ordered.lines]
    lines = _discounted(lines, ordered, currency)
    customer = ordered.customer
    shipping = rounded(ordered.shipping, currency)
    return NewOrder(
        lines=lines,
        currency=shop.currency,
        presentment_currency=currency,
        rate=ordered.rate,
        shipping=shipping,
        shipping_tax=_tax(shipping, ordered.shipping_tax_rate, currency, ordered.taxes_included),
        shipping_title=ordered.shipping_title,
        taxes_included=ordered.taxes_included,
        customer=None
        if customer is None
        else shop.add_customer(customer.email, customer.first_name, customer.last_name),
        email=None if customer is None else customer.email,
        shipping_address=ordered.address,
        payments=None if ordered.payments is None else [(one.gateway, one.amount) for one in ordered.payments],
        tags=ordered.tags,
        note=ordered.note,
        custom_attributes=ordered.custom_attributes,
        source_identifier=ordered.source_identifier,
        placed_at=ordered.placed_at,
    )


def _line(shop: Shop, given: LineOrdered, currency: str, included: bool) -> NewLine:
    variant = _variant(shop, given)
    title = given.title or (variant.product if variant is not None else None)
    price = given.price if given.price is not None else variant.price if variant is not None else None
    if title is None or price is None:
        raise Wrong("a line has a sku or variant_id that the shop sells, or a title and a price")
    price = rounded(price, currency)
    if given.discount > price * given.quantity:
        raise Wrong("a line's discount cannot be more than its price")
    paid = price * given.quantity - given.discount
    return NewLine(
        quantity=given.quantity,
        unit_price=price,
        title=title,
        variant=variant,
        variant_title=variant.own_title if variant is not None else None,
        sku=variant.sku if variant is not None else given.sku,
        discount=rounded(given.discount, currency),
        tax=_tax(paid, given.tax_rate, currency, included),
        tax_rate=given.tax_rate,
    )


def _variant(shop: Shop, given: LineOrdered) -> Variant | None:
    if given.variant_id is not None:
        variant = shop.variants.get(given.variant_id)
        if variant is None:
            raise Wrong("the shop sells no such variant_id")
        return variant
    return next((one for one in shop.variants.values() if given.sku is not None and one.sku == given.sku), None)


def _discounted(lines: list[NewLine], ordered: Ordered, currency: str) -> list[NewLine]:
    """The lines with the order's discount shared out; the shares add up to it exactly."""
    left, weight = rounded(ordered.discount, currency), sum((line.price for line in lines), ZERO)
    if left > weight:
        raise Wrong("an order's discount cannot be more than its lines' prices")
    shared = []
    for line in lines:
        part = rounded(left * line.price / weight, currency) if weight else ZERO
        left, weight = left - part, weight - line.price
        tax = _tax(line.price - part, line.tax_rate, currency, ordered.taxes_included)
        shared.append(replace(line.less(part), tax=tax))
    return shared


def _tax(amount: Decimal, rate: Decimal, currency: str, included: bool) -> Decimal:
    return rounded(amount * rate / (1 + rate) if included else amount * rate, currency)

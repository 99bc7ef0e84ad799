"""Orders as Shopify posts them, in the currency in which their customers paid."""

import re
from decimal import Decimal

import msgspec

from services.core.companies.shopify.news.fulfillments import Fulfillment, read_fulfillment
from services.core.companies.shopify.news.refunds import RefundBody, read_refund
from services.core.companies.shopify.news.wire import (
    Allocation,
    MoneySet,
    Purse,
    TaxLine,
    decode,
    gid,
    required_time,
    text,
    time,
)
from services.core.orders.model import Customer, NewLine, NewOrder
from services.core.ports import News, OrderNews, Unintelligible

_OURS = re.compile(r"\bres_[0-9a-z]{26}\b")


class LineItem(msgspec.Struct):
    """A line; `price` is of one, before discounts."""

    id: int
    quantity: int
    title: str | None = None
    name: str | None = None
    sku: str | None = None
    variant_id: int | None = None
    price: Decimal | None = None
    price_set: MoneySet | None = None
    total_discount: Decimal | None = None
    total_discount_set: MoneySet | None = None
    discount_allocations: tuple[Allocation, ...] | None = None
    tax_lines: tuple[TaxLine, ...] = ()


class ShippingLine(msgspec.Struct):
    """A way of shipping that was paid for."""

    price: Decimal | None = None
    price_set: MoneySet | None = None
    discount_allocations: tuple[Allocation, ...] = ()
    tax_lines: tuple[TaxLine, ...] = ()
    is_removed: bool | None = None


class Person(msgspec.Struct):
    """A customer."""

    email: str | None = None
    phone: str | None = None
    first_name: str | None = None
    last_name: str | None = None


class Address(msgspec.Struct):
    """Where the goods go."""

    name: str | None = None
    phone: str | None = None
    zip: str | None = None
    country_code: str | None = None


class OrderBody(msgspec.Struct):
    """An order."""

    id: int
    created_at: str
    updated_at: str
    currency: str
    name: str | None = None
    order_number: int | None = None
    presentment_currency: str | None = None
    taxes_included: bool = False
    total_price: Decimal | None = None
    total_price_set: MoneySet | None = None
    email: str | None = None
    contact_email: str | None = None
    phone: str | None = None
    processed_at: str | None = None
    cancelled_at: str | None = None
    closed_at: str | None = None
    customer: Person | None = None
    shipping_address: Address | None = None
    line_items: tuple[LineItem, ...] = ()
    shipping_lines: tuple[ShippingLine, ...] = ()
    fulfillments: tuple[Fulfillment, ...] = ()
    refunds: tuple[RefundBody, ...] = ()
    source_identifier: str | None = None
    tags: str | None = None


def order(body: bytes) -> tuple[News, ...]:
    """The order, and the parcels and refunds that stand in it. Raises `Unintelligible`."""
    told = decode(body, OrderBody)
    # without sets of amounts there is only the shop's currency
    currency = told.presentment_currency if told.presentment_currency and told.total_price_set else told.currency
    purse = Purse(currency, told.currency)
    order_id = gid("Order", told.id)
    parcels = (parcel for fulfillment in told.fulfillments for parcel in read_fulfillment(fulfillment, order_id))
    refunds = (read_refund(refund, order_id, purse, taxes_included=told.taxes_included) for refund in told.refunds)
    return (_order(told, order_id, purse), *parcels, *(refund for refund in refunds if refund))


def _order(told: OrderBody, order_id: str, purse: Purse) -> OrderNews:
    number = text(told.name, 100) or (f"#{told.order_number}" if told.order_number else None)
    if number is None:
        raise Unintelligible("shopify: The order has no number.")
    shipping = sum(
        (_shipping(line, purse, told) for line in told.shipping_lines if not line.is_removed), purse.zero
    )  # fmt: skip
    updated_at = required_time(told.updated_at)
    order = NewOrder(
        external_id=order_id,
        number=number,
        customer=_customer(told),
        currency_code=purse.currency,
        total=str(purse.read(told.total_price_set, told.total_price)),
        placed_at=time(told.processed_at) or required_time(told.created_at),
        lines=tuple(_line(line, purse, told) for line in told.line_items if line.quantity > 0),
        shipping_amount=str(shipping),
        canceled_at=time(told.cancelled_at),
        closed_at=time(told.closed_at),
        told_at=updated_at,
    )
    # a draft that the shop's staff completed has the tag alone
    reference = _OURS.search(f"{told.source_identifier or ''} {told.tags or ''}")
    return OrderNews(order, updated_at, reference.group() if reference else None)


def _line(line: LineItem, purse: Purse, told: OrderBody) -> NewLine:
    """A line with what was paid for all of it: the price without its part of every discount, and with its tax."""
    price = purse.read(line.price_set, line.price)
    if line.discount_allocations is None:
        discount = purse.read(line.total_discount_set, line.total_discount)
    else:
        discount = purse.discounts(line.discount_allocations)
    tax = purse.taxes(line.tax_lines)
    paid = price * line.quantity - discount + (0 if told.taxes_included else tax)
    return NewLine(
        external_id=gid("LineItem", line.id),
        title=text(line.title, 500) or text(line.name, 500) or "(untitled)",
        quantity=line.quantity,
        unit_price=str(price),
        paid_amount=str(max(paid, purse.zero)),
        sku=text(line.sku, 255),
        tax_amount=str(tax),
        variant_external_id=gid("ProductVariant", line.variant_id) if line.variant_id else None,
    )


def _shipping(line: ShippingLine, purse: Purse, told: OrderBody) -> Decimal:
    paid = purse.read(line.price_set, line.price) - purse.discounts(line.discount_allocations)
    return max(paid + (0 if told.taxes_included else purse.taxes(line.tax_lines)), purse.zero)


def _customer(told: OrderBody) -> Customer:
    person, address = told.customer or Person(), told.shipping_address or Address()
    name = " ".join(part for part in (person.first_name, person.last_name) if part)
    country = (address.country_code or "").upper()
    return Customer(
        name=text(address.name, 255) or text(name, 255),
        email=text(told.email or told.contact_email or person.email, 320),
        phone=text(told.phone or address.phone or person.phone, 50),
        postal_code=text(address.zip, 20),
        country_code=country if len(country) == 2 and country.isascii() and country.isalpha() else None,
    )

"""What a shop tells, whether it posts it or is asked: `{"id", "type", "occurredAt", "data"}`, named and read."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

import msgspec

from services.core.companies.generic.wire import LONGEST_ID, decode
from services.core.money import BadMoney, parse_amount
from services.core.orders.model import Customer, NewLine, NewOrder
from services.core.ports import News, NewsPage, Nothing, OrderNews, RefundedLine, RefundNews, Unintelligible

TOPICS = ("order.updated", "refund.created")

_Time = Annotated[datetime, msgspec.Meta(tz=True)]
_Quantity = Annotated[int, msgspec.Meta(ge=1)]


class _Message(msgspec.Struct, rename="camel"):
    id: str
    type: str = ""
    data: msgspec.Raw = msgspec.Raw(b"null")


class _Page(msgspec.Struct):
    messages: list[_Message]
    after: str | None = None


class _Customer(msgspec.Struct, rename="camel"):
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    postal_code: str | None = None
    country_code: str | None = None


class _OrderLine(msgspec.Struct, rename="camel"):
    line_id: str
    title: str
    quantity: _Quantity
    unit_price: str
    paid_amount: str
    sku: str | None = None
    tax_amount: str = "0"
    variant_id: str | None = None
    final_sale: bool = False
    unit_cost: str | None = None
    cost_currency_code: str | None = None


class _Order(msgspec.Struct, rename="camel"):
    order_id: str
    number: str
    currency_code: str
    total: str
    placed_at: _Time
    updated_at: _Time
    lines: list[_OrderLine]
    customer: _Customer = msgspec.field(default_factory=_Customer)
    shipping_amount: str = "0"
    promised_delivery_by: _Time | None = None
    canceled_at: _Time | None = None
    closed_at: _Time | None = None


class _RefundLine(msgspec.Struct, rename="camel"):
    line_id: str
    quantity: _Quantity
    amount: str


class _Refund(msgspec.Struct, rename="camel"):
    refund_id: str
    order_id: str
    currency_code: str
    amount: str
    created_at: _Time
    lines: list[_RefundLine] = []
    shipping_amount: str = "0"
    reference: str | None = None
    return_id: str | None = None


def identify(body: bytes) -> str:
    """The message's own id, the same in each repetition. Raises `Unintelligible`."""
    name = decode(body, _Message).id
    if not 1 <= len(name) <= LONGEST_ID or not name.isascii() or not name.isprintable():
        raise Unintelligible("generic: The message has no id that can be kept.")
    return name


def news(topic: str, body: bytes, triggered_at: datetime | None) -> tuple[News, ...]:
    """The message in our words; it says itself what it is about. Raises `Unintelligible`."""
    return (_read(decode(body, _Message)),)


def page(body: bytes) -> NewsPage:
    """What a shop answers that was asked. Raises `Unintelligible`."""
    told = decode(body, _Page)
    return NewsPage(tuple(map(_read, told.messages)), told.after)


def _read(message: _Message) -> News:
    match message.type:
        case "order.updated":
            return _order(decode(message.data, _Order))
        case "refund.created":
            return _refund(decode(message.data, _Refund))
    return Nothing(message.type[:LONGEST_ID])


def _order(told: _Order) -> OrderNews:
    lines = tuple(
        NewLine(
            external_id=line.line_id,
            title=line.title,
            quantity=line.quantity,
            unit_price=line.unit_price,
            paid_amount=line.paid_amount,
            sku=line.sku,
            tax_amount=line.tax_amount,
            variant_external_id=line.variant_id,
            final_sale=line.final_sale,
            unit_cost=(line.unit_cost, line.cost_currency_code or told.currency_code) if line.unit_cost else None,
        )
        for line in told.lines
    )
    order = NewOrder(
        external_id=told.order_id,
        number=told.number,
        customer=Customer(**msgspec.structs.asdict(told.customer)),
        currency_code=told.currency_code,
        total=told.total,
        placed_at=told.placed_at,
        lines=lines,
        promised_delivery_by=told.promised_delivery_by,
        shipping_amount=told.shipping_amount,
        canceled_at=told.canceled_at,
        closed_at=told.closed_at,
    )
    return OrderNews(order, told.updated_at)


def _refund(told: _Refund) -> RefundNews:
    def money(text: str) -> Decimal:
        try:
            return parse_amount(text, told.currency_code)
        except BadMoney as error:
            raise Unintelligible("generic: An amount of a refund cannot be read.") from error

    return RefundNews(
        order_external_id=told.order_id,
        external_id=told.refund_id,
        amount=money(told.amount),
        currency_code=told.currency_code,
        at=told.created_at,
        lines=tuple(RefundedLine(line.line_id, line.quantity, money(line.amount)) for line in told.lines),
        shipping_amount=money(told.shipping_amount),
        reference=told.reference,
        return_external_id=told.return_id,
    )

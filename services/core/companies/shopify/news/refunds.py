"""Refunds and returns as Shopify posts them: what went back to the customer, and for what."""

import re
from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

import msgspec

from services.core.companies.shopify.news.wire import MoneySet, Purse, decode, exact, gid, required_time
from services.core.ports import LineQuantity, News, RefundedLine, RefundNews, ReturnNews, ReturnStatus, Unintelligible

_OURS = re.compile(r"\b[a-z]{3}_[0-9a-z]{26}\b")
_SENT = frozenset({"success", "pending"})


class Transaction(msgspec.Struct):
    """Money that moved, in the customer's currency."""

    amount: Decimal
    kind: str
    status: str
    currency: str | None = None


class RefundLineItem(msgspec.Struct):
    """So many of a line; where prices hold their tax, `subtotal` holds it too."""

    line_item_id: int
    quantity: int
    subtotal: Decimal | None = None
    subtotal_set: MoneySet | None = None
    total_tax: Decimal | None = None
    total_tax_set: MoneySet | None = None


class ShippingPart(msgspec.Struct):
    """What was given back of shipping."""

    subtotal_amount_set: MoneySet | None = None
    tax_amount_set: MoneySet | None = None


class Adjustment(msgspec.Struct):
    """What no line accounts for; what goes to the customer is negative."""

    kind: str | None = None
    amount: Decimal | None = None
    amount_set: MoneySet | None = None
    tax_amount: Decimal | None = None
    tax_amount_set: MoneySet | None = None


class Named(msgspec.Struct):
    """Something with an id."""

    id: int


class RefundBody(msgspec.Struct):
    """A refund."""

    id: int
    created_at: str
    order_id: int | None = None
    processed_at: str | None = None
    note: str | None = None
    refund_line_items: tuple[RefundLineItem, ...] = ()
    transactions: tuple[Transaction, ...] = ()
    refund_shipping_lines: tuple[ShippingPart, ...] = ()
    order_adjustments: tuple[Adjustment, ...] = ()
    of_return: Named | None = msgspec.field(name="return", default=None)


class FulfilledItem(msgspec.Struct):
    """The order's line behind a fulfillment's."""

    line_item: Named | None = None


class ReturnLineItem(msgspec.Struct):
    """So many of a line on their way back."""

    quantity: int
    fulfillment_line_item: FulfilledItem | None = None


class ReturnBody(msgspec.Struct):
    """A return."""

    id: int
    status: str
    order: Named | None = None
    order_id: int | None = None
    return_line_items: tuple[ReturnLineItem, ...] = ()


def refund(body: bytes) -> tuple[News, ...]:
    """The refund, unless no money moved. Raises `Unintelligible`."""
    told = decode(body, RefundBody)
    if told.order_id is None:
        raise Unintelligible("shopify: The refund names no order.")
    sets = [line.subtotal_set for line in told.refund_line_items]
    currencies = [found.presentment_money.currency_code for found in sets if found and found.presentment_money]
    currencies += [moved.currency for moved in told.transactions if moved.currency]
    if not currencies:
        return ()
    news = read_refund(told, gid("Order", told.order_id), Purse(currencies[0], currencies[-1]), taxes_included=None)
    return (news,) if news else ()


def read_refund(told: RefundBody, order_id: str, purse: Purse, *, taxes_included: bool | None) -> RefundNews | None:
    """A refund of an order; nothing when no money moved, as when goods were only put back into stock.

    A refund that is posted alone does not say whether prices hold their tax: what was paid shows it.
    """
    moved = [one for one in told.transactions if one.kind == "refund" and one.status in _SENT]
    if any(one.currency not in (None, purse.currency) for one in moved):
        raise Unintelligible("shopify: The refund moved money in another currency than the customer's.")
    amount = exact(sum((one.amount for one in moved), Decimal(0)), purse.currency)
    if amount <= 0:
        return None
    parts = [
        (purse.read(line.subtotal_set, line.subtotal), purse.read(line.total_tax_set, line.total_tax))
        for line in told.refund_line_items
    ]
    freight = _freight(told, purse)
    rest = -sum(
        (_adjusted(one, purse)[0] + _adjusted(one, purse)[1]
         for one in told.order_adjustments if one.kind != "shipping_refund"),
        Decimal(0),
    )  # fmt: skip
    if taxes_included is None:
        nets, taxes = zip(*parts, freight, strict=True)
        taxes_included = sum(nets) + rest == amount != sum(nets) + sum(taxes) + rest
    wanted = [net + (0 if taxes_included else tax) for net, tax in (*parts, freight)]
    *lines, shipping = _within(wanted, amount)
    reference = _OURS.search(told.note or "")
    return RefundNews(
        order_external_id=order_id,
        external_id=gid("Refund", told.id),
        amount=amount,
        currency_code=purse.currency,
        at=required_time(told.processed_at or told.created_at),
        lines=tuple(
            RefundedLine(gid("LineItem", line.line_item_id), line.quantity, paid)
            for line, paid in zip(told.refund_line_items, lines, strict=True)
        ),
        shipping_amount=shipping,
        reference=reference.group() if reference else None,
        return_external_id=gid("Return", told.of_return.id) if told.of_return else None,
    )


def returned(body: bytes) -> tuple[News, ...]:
    """A return. What is paid for it comes as a refund. Raises `Unintelligible`."""
    told = decode(body, ReturnBody)
    order = told.order.id if told.order else told.order_id
    try:
        status = ReturnStatus(told.status.upper())
    except ValueError:
        raise Unintelligible("shopify: The return's status is not known.") from None
    if order is None:
        raise Unintelligible("shopify: The return names no order.")
    lines = tuple(
        LineQuantity(gid("LineItem", line.fulfillment_line_item.line_item.id), line.quantity)
        for line in told.return_line_items
        if line.quantity > 0 and line.fulfillment_line_item and line.fulfillment_line_item.line_item
    )
    return (ReturnNews(gid("Order", order), gid("Return", told.id), status, lines),)


def _freight(told: RefundBody, purse: Purse) -> tuple[Decimal, Decimal]:
    """What was given back of shipping, and its tax; older versions tell it as an adjustment."""
    if told.refund_shipping_lines:
        parts = [
            (purse.read(part.subtotal_amount_set, None), purse.read(part.tax_amount_set, None))
            for part in told.refund_shipping_lines
        ]
    else:
        parts = [_adjusted(one, purse) for one in told.order_adjustments if one.kind == "shipping_refund"]
        parts = [(-net, -tax) for net, tax in parts]
    zero = purse.zero
    return max(sum((net for net, _ in parts), zero), zero), max(sum((tax for _, tax in parts), zero), zero)


def _adjusted(one: Adjustment, purse: Purse) -> tuple[Decimal, Decimal]:
    return purse.read(one.amount_set, one.amount), purse.read(one.tax_amount_set, one.tax_amount)


def _within(wanted: Sequence[Decimal], amount: Decimal) -> list[Decimal]:
    """The parts, each lowered alike when together they are more than was paid."""
    total = sum(wanted, Decimal(0))
    if total <= amount:
        return list(wanted)
    parts = [(part * amount / total).quantize(amount, ROUND_DOWN) for part in wanted]
    parts[max(range(len(parts)), key=wanted.__getitem__)] += amount - sum(parts)
    return parts

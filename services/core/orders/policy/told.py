"""What a platform's word changes in an order that we know: pure decisions."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

from services.core.money import Money, parse_amount, unit
from services.core.orders.model import Customer, Line, NewLine, NewOrder, Order


def removed(old: list[Line], new: NewOrder) -> list[Line]:
    """The lines that the platform no longer has."""
    kept = {line.external_id for line in new.lines}
    return [line for line in old if line.external_id not in kept]


def is_older(known: Order, new: NewOrder) -> bool:
    """Whether the platform had the order like this before what it told us last."""
    return known.told_at is not None and new.told_at is not None and new.told_at < known.told_at


def keep(known: Order, old: list[Line], new: NewOrder, used: Mapping[str, int]) -> NewOrder:
    """The order as it is told, with what only we know of it: dates and costs that no platform tells, and lines in use.

    Of a line that the platform has less of, as much stays as was shipped or claimed (`used`, by our id of the line).
    Where it has none any more, the part that stays keeps its part of what was paid, as nothing told says otherwise.
    """
    before = {line.external_id: line for line in old}
    lines = [_kept(line, before.get(line.external_id), used) for line in new.lines]
    digits = unit(known.currency_code)
    for line in removed(old, new):
        if line.id in used:
            quantity = max(used[line.id], 1)
            part = Decimal(min(quantity, line.quantity)) / line.quantity
            paid, tax = ((amount * part).quantize(digits, ROUND_DOWN) for amount in (line.paid_amount, line.tax_amount))
            lines.append(
                NewLine(
                    external_id=line.external_id,
                    title=line.title,
                    quantity=quantity,
                    unit_price=str(line.unit_price),
                    paid_amount=str(paid),
                    sku=line.sku,
                    tax_amount=str(tax),
                    variant_external_id=line.variant_external_id,
                    final_sale=line.final_sale,
                    unit_cost=_written(line.unit_cost),
                )
            )
    return replace(
        new,
        customer=new.customer if known.redacted_at is None else Customer(country_code=new.customer.country_code),
        lines=tuple(lines),
        promised_delivery_by=new.promised_delivery_by or known.promised_delivery_by,
        confirmation_sent_at=new.confirmation_sent_at or known.confirmation_sent_at,
    )


def _kept(line: NewLine, before: Line | None, used: Mapping[str, int]) -> NewLine:
    if before is None:
        return line
    return replace(
        line,
        quantity=max(line.quantity, used.get(before.id, 0)),
        final_sale=line.final_sale or before.final_sale,
        unit_cost=line.unit_cost or _written(before.unit_cost),
    )


def _written(money: Money | None) -> tuple[str, str] | None:
    return (f"{money.amount:f}", money.currency_code) if money else None


def is_same(known: Order, old: list[Line], new: NewOrder) -> bool:
    """Whether the order is told as we have it."""
    currency = new.currency_code
    told = (new.external_id, new.number, new.customer, currency, parse_amount(new.total, currency), new.placed_at,
            new.promised_delivery_by, new.confirmation_sent_at, parse_amount(new.shipping_amount, currency),
            new.canceled_at, new.closed_at, new.platform_account_id, new.told_at)  # fmt: skip
    had = (known.external_id, known.number, known.customer, known.currency_code, known.total, known.placed_at,
           known.promised_delivery_by, known.confirmation_sent_at, known.shipping_amount, known.canceled_at,
           known.closed_at, known.platform_account_id, known.told_at)  # fmt: skip
    lines = [
        (line.external_id, line.sku, line.title, line.quantity, parse_amount(line.unit_price, currency),
         parse_amount(line.paid_amount, currency), parse_amount(line.tax_amount, currency), line.variant_external_id,
         line.final_sale, Money(parse_amount(*line.unit_cost), line.unit_cost[1]) if line.unit_cost else None)
        for line in new.lines
    ]  # fmt: skip
    return told == had and lines == [
        (line.external_id, line.sku, line.title, line.quantity, line.unit_price, line.paid_amount, line.tax_amount,
         line.variant_external_id, line.final_sale, line.unit_cost)
        for line in old
    ]  # fmt: skip

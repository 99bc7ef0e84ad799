"""What of an order is claimed, and how the amount asked is made up: pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from services.core.coverages.model import Coverage
from services.core.documents.case import Money
from services.core.documents.packets.packet import GoodsLine, Reckoned
from services.core.money import rounded
from services.core.orders.model import Line, Order
from services.core.recoveries.model import Recovery
from services.core.recoveries.rules.book import written_rates
from services.core.recoveries.rules.model import Rule
from services.core.recoveries.rules.terms import Basis


def goods_of(lines: Sequence[Line], quantities: Mapping[str, int], said: Mapping[str, str]) -> tuple[GoodsLine, ...]:
    """The claimed part of each line, by line; what was paid for it is its share of what was paid for the line."""
    found = []
    for line in lines:
        quantity = min(quantities.get(line.id, 0), line.quantity)
        if quantity:
            found.append(
                GoodsLine(
                    title=line.title,
                    sku=line.sku,
                    quantity=quantity,
                    unit_price=_money(line.unit_price, line.currency_code),
                    paid=_share(line, line.paid_amount, quantity),
                    tax=_share(line, line.tax_amount, quantity),
                    description=said.get(line.id),
                )
            )
    return tuple(found)


def total(goods: Sequence[GoodsLine], currency_code: str, *, of_tax: bool = False) -> Money:
    """What was paid for goods, or the tax in it."""
    amounts = [Decimal((line.tax if of_tax else line.paid).amount) for line in goods]
    return _money(sum(amounts, Decimal(0)), currency_code)


def cost(lines: Sequence[Line], quantities: Mapping[str, int]) -> Money | None:
    """What the claimed goods cost the shop without VAT; nothing when that of one is not known, or in two currencies."""
    costs = [(line.unit_cost, quantities[line.id]) for line in lines if quantities.get(line.id)]
    known = [(one, quantity) for one, quantity in costs if one is not None]
    currencies = {one.currency_code for one, _ in known}
    if len(known) < len(costs) or len(currencies) != 1:
        return None
    return _money(sum((one.amount * quantity for one, quantity in known), Decimal(0)), currencies.pop())


def reckoned(
    recovery: Recovery,
    rule: Rule,
    goods: Sequence[GoodsLine],
    order: Order,
    cover: Coverage | None,
    cost: Money | None,
    weight_grams: int | None,
) -> tuple[Reckoned, ...]:
    """The rows from what the goods are worth to what is asked for; what they `cost` is told to who pays that alone."""
    currency = order.currency_code
    rows: list[Reckoned] = []
    if rule.basis is Basis.FREIGHT:
        rows.append(Reckoned("freight", _money(order.shipping_amount, currency)))
    elif rule.basis is Basis.COST and cost is not None:
        rows.append(Reckoned("cost", cost))
    else:
        rows.append(Reckoned("cost_unknown" if rule.basis is Basis.COST else "goods", total(goods, currency)))
        tax = total(goods, currency, of_tax=True)
        if not rule.with_vat and Decimal(tax.amount):
            rows.append(Reckoned("vat", Money(f"-{tax.amount}", currency)))
    if cover is not None:
        rows.append(Reckoned("insured", _money(cover.insured.amount, cover.insured.currency_code)))
        if cover.deductible_amount:
            rows.append(Reckoned("deductible", _money(-cover.deductible_amount, cover.insured.currency_code)))
    elif rule.liability.limit is not None:
        rows.append(Reckoned("limit", _money(rule.liability.limit.amount, rule.liability.limit.currency_code)))
    elif rule.liability.sdr_per_kg is not None:
        sdr = rule.liability.sdr_per_kg
        worth = written_rates().of_sdr(sdr * weight_grams / 1000, currency) if weight_grams else None
        rows.append(Reckoned("by_weight", _money(worth, currency) if worth is not None else None, f"{sdr:f}"))
    rows.append(Reckoned("asked", _money(recovery.requested.amount, recovery.requested.currency_code)))
    return tuple(rows)


def _share(line: Line, amount: Decimal, quantity: int) -> Money:
    return _money(amount * quantity / line.quantity, line.currency_code)


def _money(amount: Decimal, currency_code: str) -> Money:
    return Money(f"{rounded(amount, currency_code):f}", currency_code)

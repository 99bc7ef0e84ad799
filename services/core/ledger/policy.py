"""The guard: what may still be paid of an order. Pure decisions over its balance."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from services.core.ledger.model import Balance, Compensation, CompensationKind, CompensationState, Share
from services.core.money import rounded, unit
from services.core.refusal import Problem, Refused

_NOTHING = Decimal(0)


def left_of_line(balance: Balance, order_line_id: str) -> Decimal:
    """What may still be compensated of a line; nothing for a line that is not on the order."""
    paid = balance.paid.get(order_line_id, _NOTHING)
    left = paid - balance.compensated.get(order_line_id, _NOTHING)
    return max(min(left, left_of_order(balance)), _NOTHING)


def left_of_shipping(balance: Balance) -> Decimal:
    """What may still be compensated of what was paid for shipping."""
    return max(min(balance.shipping_amount - balance.shipping_compensated, left_of_order(balance)), _NOTHING)


def left_of_order(balance: Balance) -> Decimal:
    """What may still be compensated of the whole order, which refunds for no line in particular lessen too."""
    return max(balance.total - balance.all_compensated, _NOTHING)


def allow(balance: Balance, shares: Sequence[Share], currency_code: str, *, shipping: bool = True) -> None:
    """Refuse what would compensate more than was paid. `shipping` tells whether the policy pays that back at all.

    Raises:
        Refused: `CURRENCY_MISMATCH`, `NOT_FOUND` for a line of another order, `INVALID_MONEY`, `NOT_REFUNDED` for
            shipping, or `ABOVE_REFUNDABLE` with what is left.
    """
    if currency_code != balance.currency_code or balance.other_currencies:
        raise Refused(_mismatch(balance, currency_code))
    problems: list[Problem] = []
    lines: dict[str, Decimal] = {}
    for index, share in enumerate(shares):
        path = ("lines", str(index))
        if share.amount < 0:
            problems.append(Problem("INVALID_MONEY", "An amount cannot be negative.", (*path, "amount")))
        elif share.order_line_id is not None and share.order_line_id not in balance.paid:
            problems.append(Problem("NOT_FOUND", "The order has no such line.", (*path, "orderLineId")))
        elif share.order_line_id is not None:
            lines[share.order_line_id] = lines.get(share.order_line_id, _NOTHING) + share.amount
    freight = sum((share.amount for share in shares if share.shipping), _NOTHING)
    if freight and not shipping:
        problems.append(Problem("NOT_REFUNDED", "The policy does not pay shipping back.", ("shippingAmount",)))
    problems += _above(balance, lines, freight)
    everything = sum((share.amount for share in shares), _NOTHING)
    if not problems and everything > (left := left_of_order(balance)):
        problems.append(Problem("ABOVE_REFUNDABLE", _only(left, currency_code, "of the order"), ("amount",)))
    if problems:
        raise Refused(*problems)


def allow_goodwill(balance: Balance, amount: Decimal, currency_code: str, limit: Decimal | None) -> None:
    """Refuse goodwill above what the policy allows for one order; without a limit any is allowed.

    Raises:
        Refused: `CURRENCY_MISMATCH`, `INVALID_MONEY`, or `ABOVE_GOODWILL_LIMIT`.
    """
    if currency_code != balance.currency_code:
        raise Refused(_mismatch(balance, currency_code))
    if amount <= 0:
        raise Refused(Problem("INVALID_MONEY", "Give more than nothing.", ("amount",)))
    left = amount if limit is None else max(limit - balance.goodwill, _NOTHING)
    if amount > left:
        message = f"The policy leaves {left} {currency_code} of goodwill for this order."
        raise Refused(Problem("ABOVE_GOODWILL_LIMIT", message, ("amount",)))


def part(amount: Decimal, of: int, before: int, quantity: int, currency_code: str) -> Decimal:
    """What `quantity` of `of` equal things come to that cost `amount` together, when `before` were counted already.

    Rounded to the currency's decimals so that the parts of all of them add up to exactly the amount.
    """

    def first(many: int) -> Decimal:
        return rounded(amount * many / of, currency_code)

    if quantity <= 0 or of <= 0:
        return 0 * unit(currency_code)
    start = max(min(before, of - quantity), 0)
    return first(min(start + quantity, of)) - first(start)


def portion(share: Share, quantity: int, currency_code: str) -> Share:
    """So many of what a share is for."""
    amount = part(share.amount, share.quantity, share.quantity - quantity, quantity, currency_code)
    return replace(share, amount=amount, quantity=quantity)


def freed(
    compensations: Sequence[Compensation], kind: CompensationKind | None, lines: Mapping[str, int] | None
) -> list[tuple[Compensation, Share]]:
    """What of some compensation would be let go of: all of a kind, or so many of its lines."""
    found: list[tuple[Compensation, Share]] = []
    left = dict(lines or {})
    for one in compensations:
        if one.state is CompensationState.RELEASED or (kind and one.kind is not kind):
            continue
        share = one.share
        if lines is not None:
            line = share.order_line_id or ""
            quantity = min(left.get(line, 0), share.quantity)
            if not quantity:
                continue
            left[line] -= quantity
            share = portion(share, quantity, one.currency_code)
        found.append((one, share))
    return found


def spread(amount: Decimal, rooms: Sequence[Decimal], currency_code: str) -> list[Decimal]:
    """An amount divided in proportion to what each part has room for; exactly the amount, and never more than room.

    What is above all the room together goes nowhere: it is missing from the sum.
    """
    everything = sum(rooms, _NOTHING)
    amount = min(amount, everything)
    found: list[Decimal] = []
    so_far, given = _NOTHING, _NOTHING
    for room in rooms:
        so_far += room
        upto = rounded(amount * so_far / everything, currency_code) if everything else _NOTHING
        found.append(upto - given)
        given = upto
    return found


def _above(balance: Balance, lines: Mapping[str, Decimal], freight: Decimal) -> list[Problem]:
    problems = []
    for index, (line, amount) in enumerate(lines.items()):
        if amount > (left := left_of_line(balance, line)):
            message = _only(left, balance.currency_code, f"of line {line}")
            problems.append(Problem("ABOVE_REFUNDABLE", message, ("lines", str(index), "amount")))
    if freight > (left := left_of_shipping(balance)):
        message = _only(left, balance.currency_code, "of shipping")
        problems.append(Problem("ABOVE_REFUNDABLE", message, ("shippingAmount",)))
    return problems


def _mismatch(balance: Balance, currency_code: str) -> Problem:
    if balance.other_currencies:
        told = ", ".join(balance.other_currencies)
        message = f"Part of this {balance.currency_code} order was compensated in {told}; settle it on the platform."
    else:
        message = f"The order was paid in {balance.currency_code}; compensate it in that, not in {currency_code}."
    return Problem("CURRENCY_MISMATCH", message, ("amount", "currencyCode"))


def _only(left: Decimal, currency_code: str, of: str) -> str:
    return f"Only {left} {currency_code} {of} can still be paid; the rest was paid or promised before."

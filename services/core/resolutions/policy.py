"""What can be offered for a claim, what a choice comes to, and what nobody has to look at: pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from services.core.claims.model import ClaimReason, ResolutionType
from services.core.ledger import policy as guard
from services.core.ledger.model import Balance, Share
from services.core.orders.model import Line
from services.core.refusal import Problem, Refused, refuse
from services.core.resolutions.model import GOODS, STEPS, Offer, Plan, ResolutionLine, Terms, Wish, WishedLine

_NOTHING = Decimal(0)
DOUBTFUL = frozenset({ClaimReason.DELIVERED_NOT_RECEIVED, ClaimReason.STOLEN})
"""What a proof of delivery speaks against, so that a person has to look."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a claim is decided by: its order's lines and balance, how much of each line it claims, and the policy."""

    lines: Mapping[str, Line]
    balance: Balance
    claimed: Mapping[str, int]
    terms: Terms


def without(balance: Balance, shares: Sequence[Share]) -> Balance:
    """The balance as if these shares had never been sent again."""
    compensated, quantities, sent = dict(balance.compensated), dict(balance.quantities), dict(balance.sent_again)
    for share in shares:
        if share.order_line_id is not None:
            compensated[share.order_line_id] = compensated.get(share.order_line_id, _NOTHING) - share.amount
            quantities[share.order_line_id] = quantities.get(share.order_line_id, 0) - share.quantity
            sent[share.order_line_id] = sent.get(share.order_line_id, 0) - share.quantity
    freed = sum((share.amount for share in shares), _NOTHING)
    return replace(
        balance,
        compensated=compensated,
        quantities=quantities,
        sent_again=sent,
        all_compensated=balance.all_compensated - freed,
    )


def offers(case: Case, partial: Decimal | None = None, only: Sequence[ResolutionType] = ()) -> list[Offer]:
    """Each allowed way with its amount, as the policy orders them; what cannot be paid any more is left out.

    `partial` is what a partial refund would be; without it none is offered. `only` narrows what the policy allows.
    """
    found: list[Offer] = []
    for kind in case.terms.allowed:
        if (only and kind not in only) or (kind is ResolutionType.PARTIAL_REFUND and partial is None):
            continue
        plan = choice(case, kind, partial if kind is ResolutionType.PARTIAL_REFUND else None)
        if _makes_sense(plan) and _fits(case, plan):
            found.append(Offer(kind, plan.amount, plan.currency_code, kind is case.terms.default))
    if found and not any(offer.is_default for offer in found):
        found[0] = replace(found[0], is_default=True)
    return found


def choice(case: Case, kind: ResolutionType, amount: Decimal | None = None) -> Plan:
    """What a way comes to for all that is claimed, after discounts and with tax, less what was compensated before.

    Goods have their full value, so that they cannot follow money that was paid for them. `amount` divides that much
    money among the lines instead. Sent again and paid back as a pair means the goods again and shipping back: both for
    the same goods would be more than was paid.
    """
    again = kind in GOODS
    lines: list[ResolutionLine] = []
    rest = guard.left_of_order(case.balance)
    for line_id, claimed in case.claimed.items():
        quantity = min(claimed, max(case.lines[line_id].quantity - case.balance.quantities.get(line_id, 0), 0))
        if quantity > 0:
            value = _value(case, line_id, quantity)
            paid = value if again else min(value, guard.left_of_line(case.balance, line_id), rest)
            rest -= paid
            lines.append(ResolutionLine(line_id, quantity, paid, sent_again=again))
    if amount is not None and not again:
        return Plan(kind, case.balance.currency_code, _divided(case, tuple(case.claimed), amount))
    freight = _NOTHING if kind is ResolutionType.RESHIPMENT else max(min(_shipping(case, lines), rest), _NOTHING)
    return Plan(kind, case.balance.currency_code, tuple(lines), freight)


def wished(case: Case, wish: Wish) -> Plan:
    """What staff wants, written out. The guard decides whether it can be paid.

    Raises:
        Refused: `NOT_FOUND` for a line of another order, `INVALID_QUANTITY`, `INVALID` for contradictions, or
            `ABOVE_REFUNDABLE` when nothing or less than the amount is left.
    """
    _check(case, wish)
    currency = wish.currency_code or case.balance.currency_code
    if wish.lines:
        lines = tuple(_line(case, wish, line) for line in wish.lines)
        plan = Plan(wish.type, currency, lines, wish.shipping_amount or _NOTHING)
    else:
        usual = choice(case, wish.type)
        freight = usual.shipping_amount if wish.amount is None else _NOTHING
        freight = freight if wish.shipping_amount is None else wish.shipping_amount
        plan = replace(usual, currency_code=currency, shipping_amount=freight)
    if wish.amount is not None:
        plan = replace(plan, lines=_divided(case, [line.order_line_id for line in plan.lines], wish.amount))
        if (divided := plan.amount - plan.shipping_amount) < wish.amount:
            message = f"Only {divided} {currency} of these lines can still be paid."
            raise refuse("ABOVE_REFUNDABLE", message, "amount")
    if not _makes_sense(plan):
        raise refuse("ABOVE_REFUNDABLE", "Nothing of this is left to pay back or to send again.", "lines")
    return plan


def is_clear(terms: Terms, amount: Decimal, reason: ClaimReason, *, in_window: bool, held: bool, proved: bool,
             complete: bool) -> bool:  # fmt: skip
    """Whether a claim can be approved without a person: small, in time, complete, and nothing speaks against it."""
    small = terms.auto_approve_limit is not None and amount <= terms.auto_approve_limit
    return small and in_window and complete and not held and not (reason in DOUBTFUL and proved)


def _check(case: Case, wish: Wish) -> None:
    problems: list[Problem] = []
    for index, line in enumerate(wish.lines):
        path = ("lines", str(index))
        known = case.lines.get(line.order_line_id)
        if known is None:
            problems.append(Problem("NOT_FOUND", "The order has no such line.", (*path, "orderLineId")))
        elif not 1 <= line.quantity <= known.quantity:
            message = f"A whole number from 1 to {known.quantity}, which is what was ordered."
            problems.append(Problem("INVALID_QUANTITY", message, (*path, "quantity")))
    if len({line.order_line_id for line in wish.lines}) < len(wish.lines):
        problems.append(Problem("DUPLICATE", "Name each line once.", ("lines",)))
    if wish.amount is not None and wish.type in GOODS:
        problems.append(Problem("INVALID", "What is sent again has the value of the goods.", ("amount",)))
    if wish.type is ResolutionType.PARTIAL_REFUND and wish.amount is None and not _all_priced(wish):
        problems.append(Problem("INVALID", "Say how much is paid back.", ("amount",)))
    if wish.shipping_amount and wish.type is ResolutionType.RESHIPMENT:
        problems.append(Problem("INVALID", "A reshipment pays nothing back.", ("shippingAmount",)))
    if problems:
        raise Refused(*problems)


def _all_priced(wish: Wish) -> bool:
    return bool(wish.lines) and all(line.amount is not None for line in wish.lines)


def _line(case: Case, wish: Wish, line: WishedLine) -> ResolutionLine:
    again = wish.type in GOODS
    if wish.type is ResolutionType.REFUND_AND_RESHIPMENT and line.sent_again is not None:
        again = line.sent_again
    value = _value(case, line.order_line_id, line.quantity) if line.amount is None or again else line.amount
    partial = wish.type is ResolutionType.PARTIAL_REFUND
    return ResolutionLine(
        order_line_id=line.order_line_id,
        quantity=0 if partial else line.quantity,
        amount=value,
        sent_again=again,
        variant_external_id=line.variant_external_id,
        sku=line.sku,
    )


def _makes_sense(plan: Plan) -> bool:
    """Whether each of its steps has something to do."""
    money = any(line.amount for line in plan.lines if not line.sent_again) or bool(plan.shipping_amount)
    goods = any(line.sent_again for line in plan.lines)
    return (goods or plan.type not in GOODS) and (money or plan.type is ResolutionType.RESHIPMENT)


def _fits(case: Case, plan: Plan) -> bool:
    shares = [share for step in STEPS[plan.type] for share in plan.shares(step)]
    try:
        guard.allow(case.balance, shares, plan.currency_code, shipping=case.terms.refunds_shipping)
    except Refused:
        return False
    return True


def _value(case: Case, line_id: str, quantity: int) -> Decimal:
    line = case.lines[line_id]
    before = case.balance.quantities.get(line_id, 0)
    return guard.part(line.paid_amount, line.quantity, before, quantity, line.currency_code)


def _divided(case: Case, line_ids: Sequence[str], amount: Decimal) -> tuple[ResolutionLine, ...]:
    """Money for lines of which no unit is made good altogether."""
    rooms = [guard.left_of_line(case.balance, line_id) for line_id in line_ids]
    parts = guard.spread(amount, rooms, case.balance.currency_code)
    return tuple(ResolutionLine(line_id, 0, part) for line_id, part in zip(line_ids, parts, strict=True) if part)


def _shipping(case: Case, lines: Sequence[ResolutionLine]) -> Decimal:
    """Shipping comes back with the last piece: when of the order nothing came, or was sent again."""
    if not case.terms.refunds_shipping or not lines:
        return _NOTHING
    here = {line.order_line_id: line.quantity for line in lines}
    paid = {name: count - case.balance.sent_again.get(name, 0) for name, count in case.balance.quantities.items()}
    rest = any(line.quantity > paid.get(line.id, 0) + here.get(line.id, 0) for line in case.lines.values())
    return _NOTHING if rest else guard.left_of_shipping(case.balance)

"""May it be claimed, from when until when, what of it, and what else can be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from services.core.claims.eligibility.model import (
    Alternative,
    AlternativeKind,
    Blocker,
    BlockerCode,
    Case,
    Claimable,
    Eligibility,
    NextStep,
)
from services.core.claims.eligibility.verdict import Subject, Verdict, judge
from services.core.claims.model import ClaimReason, NewItem
from services.core.claims.policy import Room
from services.core.ledger.policy import left_of_line, part
from services.core.money import Money
from services.core.orders.model import Line, Order
from services.core.policies.model import Anchor, Rule
from services.core.policies.windows import Moments
from services.core.shipments.model import Shipment

_R = ClaimReason
NOT_HERE = frozenset(
    {_R.LOST_IN_TRANSIT, _R.DELIVERED_NOT_RECEIVED, _R.STOLEN, _R.NEVER_SHIPPED, _R.RETURNED_TO_SENDER, _R.DELAYED}
)
"""Reasons of customers who have nothing in their hands."""
_NOT_AS_ORDERED = frozenset({_R.DAMAGED_IN_TRANSIT, _R.MISSING_ITEM, _R.WRONG_ITEM})


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much of a line is asked for, and the most that can be claimed of it."""

    order_line: str
    shipment_line: str | None
    quantity: int
    most: int


def decide(
    case: Case, reason: ClaimReason, items: Sequence[NewItem], rule: Rule, now: datetime
) -> Eligibility:  # fmt: skip
    """What the rule makes of the case. Without items it is about everything in the case's room."""
    wanted = _wanted(case, items)
    claimable = _claimable(case, wanted, rule)
    final = {line.id for line in case.lines if line.final_sale}
    said = judge(
        rule,
        Subject(
            moments=moments_of(case.order, case.parcel),
            at=now,
            country=case.order.customer.country_code,
            zone=case.zone,
            amount=sum((one.refundable.amount for one in claimable), Decimal(0)),
            currency_code=case.order.currency_code,
            # who names a line means it, and who names a parcel means what of it can be had
            final_sale=bool(wanted) and (any if items else all)(one.order_line in final for one in wanted),
        ),
    )
    blockers = tuple(_blockers(case, wanted, claimable, said))
    return Eligibility(
        eligible=not blockers,
        eligible_from=said.opens_at,
        eligible_until=said.closes_at,
        waiting_until=said.waiting_until,
        escalate_from=said.escalate_from,
        items=claimable,
        required_evidence=rule.required_evidence,
        resolution_options=() if blockers else said.options,
        default_resolution=None if blockers else next(iter(said.options), None),
        auto_approve=said.auto_approve and not blockers,
        blockers=blockers,
        alternatives=tuple(_alternatives(case, reason, rule, said)),
        next_steps=tuple(_next_steps(case, reason, rule, early=said.waiting_until is not None, blocked=bool(blockers))),
    )


def moments_of(order: Order, parcel: Shipment | None) -> Moments:
    """When an order and its parcel went through each stage; what no scan tells begins when the parcel left."""
    shipped = (parcel.shipped_at or parcel.created_at) if parcel else None
    promised = order.promised_delivery_by or (parcel.estimated_delivery_at if parcel else None)
    return {
        Anchor.ORDERED: order.placed_at,
        Anchor.SHIPPED: shipped,
        Anchor.PROMISED: promised,
        Anchor.DELIVERED: parcel.delivered_at if parcel else None,
        Anchor.LAST_SCAN: (parcel.last_event_at or shipped) if parcel else None,
    }


def covered(room: Room, lines: Sequence[Line], rule: Rule) -> Room:
    """The room without what the rule does not cover."""
    if rule.covers_final_sale:
        return room
    final = {line.id for line in lines if line.final_sale}
    return Room(
        {
            line: (order_line, 0 if order_line in final else left)
            for line, (order_line, left) in room.shipment_lines.items()
        },
        {line: 0 if line in final else left for line, left in room.order_lines.items()},
        room.unclaimed,
        room.replacements,
    )


def _wanted(case: Case, items: Sequence[NewItem]) -> list[Wanted]:
    room, parcel = case.room, case.parcel
    if items:
        asked: dict[str, tuple[NewItem, int]] = {}
        for item in items:
            line = item.shipment_line_id or item.order_line_id or ""
            asked[line] = (item, item.quantity + (asked[line][1] if line in asked else 0))
        return [
            Wanted(
                room.shipment_lines[line][0] if item.shipment_line_id else line,
                item.shipment_line_id,
                quantity,
                room.most(line),
            )
            for line, (item, quantity) in asked.items()
        ]
    shipped = [(order_line, line) for line, (order_line, _) in room.shipment_lines.items()]
    outside = [(line, None) for line, left in room.order_lines.items() if left > 0 and parcel is None]
    return [
        Wanted(order_line, line, most, most)
        for order_line, line in [*shipped, *outside]
        for most in [room.most(line or order_line)]
    ]


def _claimable(case: Case, wanted: Sequence[Wanted], rule: Rule) -> tuple[Claimable, ...]:
    lines = {line.id: line for line in case.lines}
    before = dict(case.balance.quantities)
    left = {line: left_of_line(case.balance, line) for line in lines}
    found = []
    for one in wanted:
        line = lines[one.order_line]
        most = 0 if line.final_sale and not rule.covers_final_sale else one.most
        count, counted = min(one.quantity, most), before.get(line.id, 0)
        priced = part(line.paid_amount, line.quantity, counted, count, line.currency_code)
        refundable = min(priced, left[line.id])
        before[line.id] = counted + count
        left[line.id] -= refundable
        found.append(Claimable(line.id, one.shipment_line, line.title, most, Money(refundable, line.currency_code)))
    return tuple(found)


def _blockers(case: Case, wanted: Sequence[Wanted], claimable: Sequence[Claimable], said: Verdict) -> Iterator[Blocker]:
    if case.order.canceled_at is not None:
        yield Blocker(BlockerCode.ORDER_CANCELED, "The order was canceled.")
    if case.frozen:
        yield Blocker(BlockerCode.DISPUTE_OPEN, "The bank decides about this order's payment; wait for its word.")
    if said.too_late:
        yield Blocker(BlockerCode.OUTSIDE_WINDOW, "The time for such a claim is over; ask the shop.")
    if not said.covered:
        yield Blocker(BlockerCode.FINAL_SALE, "It was sold for good, and the shop's policy does not cover that.")
    elif not any(one.max_quantity for one in claimable):
        yield Blocker(BlockerCode.NOTHING_LEFT, "Nothing is left to claim; a claim on it is known.")
    elif any(one.quantity > one.most for one in wanted):
        message = "Another claim holds part of this; see how many are left of each line."
        yield Blocker(BlockerCode.QUANTITY_ALREADY_CLAIMED, message)
    free = {line.id for line in case.lines if not line.paid_amount}
    payable = [one for one in claimable if one.max_quantity and one.order_line_id not in free]
    if payable and not any(one.refundable.amount or one.shipment_line_id in case.room.replacements for one in payable):
        yield Blocker(BlockerCode.ALREADY_COMPENSATED, "All that was paid for it was given back before.")


def _alternatives(case: Case, reason: ClaimReason, rule: Rule, said: Verdict) -> Iterator[Alternative]:
    parcel = case.parcel
    if reason not in NOT_HERE:
        yield Alternative(AlternativeKind.RETURN)
        if said.too_late:
            yield Alternative(AlternativeKind.WARRANTY)
    elif parcel is not None:
        yield Alternative(AlternativeKind.CONTACT_CARRIER, parcel.tracking_url)
    if not case.frozen:
        yield Alternative(AlternativeKind.CONTACT_BANK, available_from=said.escalate_from)
    if rule.report_url:
        yield Alternative(AlternativeKind.PLATFORM_REPORT, rule.report_url, said.escalate_from)


def _next_steps(case: Case, reason: ClaimReason, rule: Rule, *, early: bool, blocked: bool) -> Iterator[NextStep]:
    if blocked:
        yield NextStep.CONTACT_SHOP
        return
    if reason in NOT_HERE and case.parcel is not None:
        yield NextStep.CHECK_TRACKING
    if reason in {_R.DELIVERED_NOT_RECEIVED, _R.STOLEN}:
        yield NextStep.ASK_NEIGHBORS
    if reason in _NOT_AS_ORDERED:
        yield NextStep.KEEP_PACKAGING
    yield NextStep.CLAIM
    if rule.required_evidence:
        yield NextStep.SEND_EVIDENCE
    if early:
        yield NextStep.WAIT

"""What a dispute means for the money of its order, when its evidence is due, and what is told of it: pure decisions."""

from datetime import datetime, timedelta

from services.core.disputes.model import OPEN, Dispute, DisputeStatus, DisputeType, ToldDispute
from services.core.money import BadMoney, exponent
from services.core.orders.policy import texts
from services.core.refusal import Problem, Refused

REMIND_BEFORE = timedelta(days=2)
"""How long before the evidence is due the shop is reminded."""

_MOVED = {
    DisputeStatus.NEEDS_RESPONSE: "dispute.needs_response",
    DisputeStatus.UNDER_REVIEW: "dispute.under_review",
    DisputeStatus.WON: "dispute.won",
    DisputeStatus.LOST: "dispute.lost",
    DisputeStatus.ACCEPTED: "dispute.accepted",
    DisputeStatus.REFUNDED: "dispute.refunded",
    DisputeStatus.PREVENTED: "dispute.prevented",
}
_LOST = frozenset({DisputeStatus.LOST, DisputeStatus.ACCEPTED})


def check(told: ToldDispute) -> None:
    """Refuse a dispute that cannot be kept. Raises `Refused` with every problem found."""
    problems = texts((told.external_id, 255, True, ("externalId",)), (told.network_reason, 50, False, ("reason",)))
    try:
        exponent(told.currency_code)
    except BadMoney as error:
        problems.append(Problem("INVALID_MONEY", str(error), ("amount",)))
    if not told.amount.is_finite() or told.amount < 0:
        problems.append(Problem("INVALID_MONEY", "An amount is a number, and not negative.", ("amount",)))
    if problems:
        raise Refused(*problems)


def is_new(known: Dispute, told: ToldDispute, order_id: str | None) -> bool:
    """Whether the platform tells something newer than we know; an older word than we have changes nothing."""
    if told.told_at < known.told_at:
        return False
    return order_id not in (None, known.order_id) or any(
        getattr(known, name) != getattr(told, name)
        for name in ("type", "status", "reason", "network_reason", "amount", "currency_code", "evidence_due_by",
                     "evidence_sent_at", "opened_at", "finalized_at", "told_at")
    )  # fmt: skip


def freezes(dispute: Dispute) -> bool:
    """Whether the bank still decides, so that no money of the order may move."""
    return dispute.status in OPEN


def loses(dispute: Dispute) -> bool:
    """Whether the bank gave the customer their money back for good."""
    return dispute.type is DisputeType.CHARGEBACK and dispute.status in _LOST


def remind_at(dispute: Dispute) -> datetime | None:
    """When the shop is to be reminded of the evidence; nothing when it was, or when none is waited for."""
    due = dispute.evidence_due_by
    if dispute.status is not DisputeStatus.NEEDS_RESPONSE or due is None or dispute.reminded_of == due:
        return None
    return due - REMIND_BEFORE


def said(before: Dispute | None, after: Dispute) -> str:
    """The event that tells what became of a dispute."""
    if before is None:
        return "dispute.opened"
    if after.status is not before.status:
        return _MOVED[after.status]
    if after.type is not before.type:
        return "dispute.escalated"
    if after.evidence_sent_at is not None and before.evidence_sent_at is None:
        return "dispute.evidence_sent"
    return "dispute.updated"

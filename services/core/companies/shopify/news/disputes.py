"""Disputes of Shopify Payments as Shopify posts them."""

from datetime import datetime
from decimal import Decimal

import msgspec

from services.core.companies.shopify.news.wire import decode, exact, gid, required_time, text, time
from services.core.disputes.model import DisputeReason, DisputeStatus, DisputeType, ToldDispute
from services.core.ports import DisputeNews, News, Unintelligible

_STATUSES = {
    "needs_response": DisputeStatus.NEEDS_RESPONSE,
    "under_review": DisputeStatus.UNDER_REVIEW,
    "accepted": DisputeStatus.ACCEPTED,
    "won": DisputeStatus.WON,
    "lost": DisputeStatus.LOST,
    "charge_refunded": DisputeStatus.REFUNDED,
    "prevented": DisputeStatus.PREVENTED,
}


class DisputeBody(msgspec.Struct):
    """A dispute."""

    id: int
    type: str
    status: str
    amount: Decimal
    currency: str
    initiated_at: str
    order_id: int | None = None
    reason: str | None = None
    network_reason_code: str | None = None
    evidence_due_by: str | None = None
    evidence_sent_on: str | None = None
    finalized_on: str | None = None


def dispute(body: bytes, triggered_at: datetime | None) -> tuple[News, ...]:
    """The dispute; it has no time of its own, so the message's counts. Raises `Unintelligible`."""
    told = decode(body, DisputeBody)
    status = _STATUSES.get(told.status.lower())
    if status is None or told.type.upper() not in DisputeType.__members__:
        raise Unintelligible("shopify: The dispute's type or status is not known.")
    reason = (told.reason or "").upper()
    opened_at = required_time(told.initiated_at)
    sent_at, finalized_at = time(told.evidence_sent_on), time(told.finalized_on)
    return (
        DisputeNews(
            ToldDispute(
                external_id=gid("ShopifyPaymentsDispute", told.id),
                type=DisputeType[told.type.upper()],
                status=status,
                reason=DisputeReason.__members__.get(reason, DisputeReason.OTHER),
                amount=exact(told.amount, told.currency),
                currency_code=told.currency,
                opened_at=opened_at,
                told_at=triggered_at or max(at for at in (opened_at, sent_at, finalized_at) if at),
                order_external_id=gid("Order", told.order_id) if told.order_id else None,
                network_reason=text(told.network_reason_code, 50),
                evidence_due_by=time(told.evidence_due_by),
                evidence_sent_at=sent_at,
                finalized_at=finalized_at,
            )
        ),
    )

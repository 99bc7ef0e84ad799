"""What is done to disputes: kept as a platform tells them, with what they mean for the money of their order."""

from datetime import datetime

from services.core import outbox
from services.core.database import Tx, Write
from services.core.disputes import policy, repository
from services.core.disputes.model import Dispute, ToldDispute
from services.core.events import Actor, Event
from services.core.ledger import operations as ledger
from services.core.ledger import repository as ledger_repository
from services.core.ledger.model import CompensationKind, CompensationState, Share
from services.core.orders import repository as orders

_LET_GO = CompensationState.RELEASED


async def record(
    tx: Tx, account_id: str, told: ToldDispute, order_id: str | None, actor: Actor, now: datetime
) -> Dispute:
    """Keep a dispute as the platform tells it; an older word than we have, or the same again, changes nothing.

    While it is open the order's money is held; one that is lost counts as compensation, and as none any more if the
    bank changes its mind.

    Raises:
        Refused: impossible content.
    """
    policy.check(told)
    if order_id is not None:
        await orders.hold(tx, order_id)  # whoever decides about money holds the order first
    before = await repository.hold_told(tx, account_id, told.external_id)
    if before is not None and not policy.is_new(before, told, order_id):
        return before
    after = await repository.save(tx, account_id, told, order_id, now)
    await _settle(tx, after, now)
    await outbox.append(tx, _event(policy.said(before, after), after, actor, now))
    return after


async def remind(write: Write, dispute_id: str, actor: Actor, now: datetime) -> datetime | None:
    """Remind the shop, once for each date, that a dispute's evidence is due; when to look again while it is early."""
    async with write() as tx:
        dispute = await repository.hold(tx, dispute_id)
        at = policy.remind_at(dispute) if dispute else None
        if dispute is None or at is None or dispute.evidence_due_by is None:
            return None
        if now < at:
            return at
        reminded = await repository.remind(tx, dispute.id, dispute.evidence_due_by, now)
        await outbox.append(tx, _event("dispute.evidence_due", reminded, actor, now))
    return None


async def _settle(tx: Tx, dispute: Dispute, now: datetime) -> None:
    if dispute.order_id is None:
        return
    if policy.freezes(dispute):
        await ledger.hold(tx, dispute.order_id, dispute.id, now)
    else:
        await ledger.release(tx, dispute.order_id, dispute.id, now)
    counted = [found for found in await ledger_repository.of_source(tx, dispute.id) if found.state is not _LET_GO]
    if policy.loses(dispute) and not counted:  # a bank may take the money, give it back, and take it again
        share, currency, paid = Share(dispute.amount), dispute.currency_code, CompensationState.CONFIRMED
        await ledger_repository.add(
            tx, dispute.order_id, CompensationKind.DISPUTE, dispute.id, [share], currency, paid, now,
            external_id=dispute.id,
        )  # fmt: skip
    elif counted and not policy.loses(dispute):
        await ledger.take_back(tx, dispute.id, now, kind=CompensationKind.DISPUTE)


def _event(kind: str, dispute: Dispute, actor: Actor, now: datetime) -> Event:
    return Event(
        type=kind,
        subject=dispute.id,
        sequence=dispute.sequence,
        actor=actor,
        occurred_at=now,
        order_id=dispute.order_id,
        account_id=dispute.account_id,
        public=False,
        data={
            "disputeType": dispute.type,
            "disputeStatus": dispute.status,
            "disputeReason": dispute.reason,
            "evidenceDueBy": dispute.evidence_due_by.isoformat() if dispute.evidence_due_by else None,
        },
    )

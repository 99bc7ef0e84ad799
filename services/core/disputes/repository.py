"""Every SQL statement on disputes."""

from datetime import datetime

from services.core.database import Db, Row, Tx
from services.core.disputes.model import Dispute, DisputeReason, DisputeStatus, DisputeType, ToldDispute
from services.core.ids import new_id


async def get(db: Db, dispute_id: str) -> Dispute | None:
    """One dispute of the storefront."""
    row = await db.fetchrow("select * from disputes where storefront_id = $1 and id = $2", db.storefront_id, dispute_id)
    return _dispute(row) if row else None


async def hold(tx: Tx, dispute_id: str) -> Dispute | None:
    """One dispute, locked."""
    row = await tx.fetchrow(
        "select * from disputes where storefront_id = $1 and id = $2 for update", tx.storefront_id, dispute_id
    )
    return _dispute(row) if row else None


async def hold_told(tx: Tx, account_id: str, external_id: str) -> Dispute | None:
    """The dispute that a platform has by this id, locked; also while there is none, only one at a time adds it."""
    await tx.fetchval("select pg_advisory_xact_lock(hashtextextended($1 || $2, 0))", tx.storefront_id, external_id)
    row = await tx.fetchrow(
        "select * from disputes where storefront_id = $1 and account_id = $2 and external_id = $3 for update",
        tx.storefront_id, account_id, external_id,
    )  # fmt: skip
    return _dispute(row) if row else None


async def save(tx: Tx, account_id: str, told: ToldDispute, order_id: str | None, now: datetime) -> Dispute:
    """Add the dispute, or make the one with this external id as it is told now; counts one event.

    An order that was found once stays.
    """
    row = await tx.fetchrow(
        """insert into disputes (storefront_id, id, account_id, external_id, order_id, type, status, reason,
               network_reason, amount, currency_code, evidence_due_by, evidence_sent_at, opened_at, finalized_at,
               told_at, sequence, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1, $17, $17)
           on conflict (storefront_id, account_id, external_id) do update set
               order_id = coalesce(disputes.order_id, excluded.order_id), type = excluded.type,
               status = excluded.status, reason = excluded.reason, network_reason = excluded.network_reason,
               amount = excluded.amount, currency_code = excluded.currency_code,
               evidence_due_by = excluded.evidence_due_by, evidence_sent_at = excluded.evidence_sent_at,
               opened_at = excluded.opened_at, finalized_at = excluded.finalized_at, told_at = excluded.told_at,
               updated_at = excluded.updated_at, version = disputes.version + 1, sequence = disputes.sequence + 1
           returning *""",
        tx.storefront_id, new_id("dsp"), account_id, told.external_id, order_id, told.type.value, told.status.value,
        told.reason.value, told.network_reason, told.amount, told.currency_code, told.evidence_due_by,
        told.evidence_sent_at, told.opened_at, told.finalized_at, told.told_at, now,
    )  # fmt: skip
    assert row is not None, "an upsert always returns its row"
    return _dispute(row)


async def remind(tx: Tx, dispute_id: str, of: datetime, now: datetime) -> Dispute:
    """Write that the shop was reminded of this date; counts one event."""
    row = await tx.fetchrow(
        """update disputes set reminded_of = $3, updated_at = $4, sequence = sequence + 1
           where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, dispute_id, of, now,
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _dispute(row)


def _dispute(row: Row) -> Dispute:
    return Dispute(
        id=row["id"],
        account_id=row["account_id"],
        external_id=row["external_id"],
        order_id=row["order_id"],
        type=DisputeType(row["type"]),
        status=DisputeStatus(row["status"]),
        reason=DisputeReason(row["reason"]),
        network_reason=row["network_reason"],
        amount=row["amount"],
        currency_code=row["currency_code"],
        evidence_due_by=row["evidence_due_by"],
        evidence_sent_at=row["evidence_sent_at"],
        reminded_of=row["reminded_of"],
        opened_at=row["opened_at"],
        finalized_at=row["finalized_at"],
        told_at=row["told_at"],
        version=row["version"],
        sequence=row["sequence"],
    )

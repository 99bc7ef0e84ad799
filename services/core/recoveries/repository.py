"""Every SQL statement on recoveries, their payments and messages."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.core.database import Db, Row, Tx
from services.core.ids import new_id, new_number
from services.core.money import Money
from services.core.recoveries.model import (
    Clock,
    CounterpartyType,
    MessageAuthor,
    MessageState,
    Move,
    NewRecovery,
    Payment,
    Peril,
    Recovery,
    RecoveryStatus,
    RouteKind,
)


async def get(db: Db, recovery_id: str) -> Recovery | None:
    """One recovery of the storefront."""
    row = await db.fetchrow(
        "select * from recoveries where storefront_id = $1 and id = $2", db.storefront_id, recovery_id
    )
    return _recovery(row) if row else None


async def hold(tx: Tx, recovery_id: str) -> Recovery | None:
    """One recovery, locked."""
    row = await tx.fetchrow(
        "select * from recoveries where storefront_id = $1 and id = $2 for update", tx.storefront_id, recovery_id
    )
    return _recovery(row) if row else None


async def of_shipment(db: Db, shipment_id: str) -> list[Recovery]:
    """All that was asked back for a parcel, oldest first."""
    rows = await db.fetch(
        "select * from recoveries where storefront_id = $1 and shipment_id = $2 order by created_at, id",
        db.storefront_id, shipment_id,
    )  # fmt: skip
    return [_recovery(row) for row in rows]


async def of_claim(db: Db, claim_id: str) -> list[Recovery]:
    """All that was asked back for a claim, oldest first."""
    rows = await db.fetch(
        "select * from recoveries where storefront_id = $1 and claim_id = $2 order by created_at, id",
        db.storefront_id, claim_id,
    )  # fmt: skip
    return [_recovery(row) for row in rows]


async def find_filed(db: Db, account_id: str, reference: str) -> Recovery | None:
    """The recovery that an account's company knows by its own id."""
    row = await db.fetchrow(
        """select * from recoveries where storefront_id = $1 and account_id = $2 and reference = $3
           order by id desc limit 1""",
        db.storefront_id, account_id, reference,
    )  # fmt: skip
    return _recovery(row) if row else None


async def add(tx: Tx, new: NewRecovery, missing: tuple[str, ...], now: datetime) -> Recovery | None:
    """Write a new draft; nothing when the same is asked of the same counterparty already."""
    row = await tx.fetchrow(
        """insert into recoveries (storefront_id, id, number, order_id, shipment_id, claim_id, coverage_id, account_id,
               route, counterparty_type, counterparty, exclusive_group, reason, proposed_because, status,
               requested_amount, currency_code, required_documents, missing_documents, files_itself, rule, rule_assumed,
               opens_at, notice_by, file_by, sequence, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'DRAFT', $15, $16, $17, $18, $19, $20,
               $21, $22, $23, $24, 1, $25, $25)
           on conflict do nothing returning *""",
        tx.storefront_id, new_id("rcv"), new_number("REC"), new.order_id, new.shipment_id, new.claim_id,
        new.coverage_id, new.account_id, new.route.value, new.counterparty_type.value, new.counterparty,
        new.exclusive_group, new.reason.value, new.because, new.requested.amount, new.requested.currency_code,
        list(new.required_documents),
        list(missing), new.files_itself, new.clock.rule, new.clock.assumed, new.clock.opens_at, new.clock.notice_by,
        new.clock.file_by, now,
    )  # fmt: skip
    return _recovery(row) if row else None


async def move(tx: Tx, recovery_id: str, move: Move, now: datetime, changes: Mapping[str, object]) -> Recovery:
    """Write a move with the columns that it changes beside the status; version and sequence rise with it."""
    columns = "".join(f", {name} = ${place}" for place, name in enumerate(changes, 5))
    row = await tx.fetchrow(
        f"""update recoveries set status = $3, updated_at = $4, version = version + 1, sequence = sequence + 1{columns}
            where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, recovery_id, move.to.value, now, *changes.values(),
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _recovery(row)


async def note(tx: Tx, recovery_id: str, now: datetime, changes: Mapping[str, object]) -> Recovery:
    """Write columns that no move changes; counts one event."""
    columns = "".join(f", {name} = ${place}" for place, name in enumerate(changes, 4))
    row = await tx.fetchrow(
        f"""update recoveries set updated_at = $3, sequence = sequence + 1{columns}
            where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, recovery_id, now, *changes.values(),
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _recovery(row)


async def set_expected(tx: Tx, recovery_id: str, entry_id: str | None) -> None:
    """Write which entry of the ledger says what is awaited; no event, as the ledger tells it."""
    await tx.execute(
        "update recoveries set expected_entry_id = $3 where storefront_id = $1 and id = $2",
        tx.storefront_id, recovery_id, entry_id,
    )  # fmt: skip


async def is_taken(db: Db, recovery: Recovery) -> bool:
    """Whether another recovery of the parcel excludes this one, having been filed or being ready."""
    return bool(
        await db.fetchval(
            """select exists (select from recoveries where storefront_id = $1 and shipment_id = $2 and id <> $3
                   and exclusive_group = $4 and status not in ('DRAFT', 'WITHDRAWN', 'EXPIRED', 'NOT_FILEABLE',
                   'REJECTED') and (status <> 'CLOSED' or paid_amount > 0))""",
            db.storefront_id, recovery.shipment_id, recovery.id, recovery.exclusive_group,
        )
    )  # fmt: skip


async def is_asked_anew(db: Db, recovery: Recovery) -> bool:
    """Whether another recovery asks the same of the same counterparty, this one having been given up before."""
    return bool(
        await db.fetchval(
            """select exists (select from recoveries where storefront_id = $1 and shipment_id = $2 and id <> $3
                   and reason = $4 and counterparty = $5 and status not in ('WITHDRAWN', 'EXPIRED', 'NOT_FILEABLE')
                   and (status <> 'CLOSED' or paid_amount > 0))""",
            db.storefront_id, recovery.shipment_id, recovery.id, recovery.reason.value, recovery.counterparty,
        )
    )  # fmt: skip


async def add_payment(
    tx: Tx, recovery_id: str, payment: Payment, entry_id: str | None, fee_entry_id: str | None, now: datetime
) -> None:
    """Write a payment with the ledger's entries of it."""
    await tx.execute(
        """insert into recovery_payments (storefront_id, id, recovery_id, direction, amount, fee_amount, currency_code,
               settled_amount, reference, occurred_at, entry_id, fee_entry_id, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)""",
        tx.storefront_id, new_id("rpy"), recovery_id, payment.direction.value, payment.amount, payment.fee_amount,
        payment.currency_code, payment.settled_amount, payment.reference, payment.occurred_at, entry_id, fee_entry_id,
        now,
    )  # fmt: skip


async def has_payment(db: Db, recovery_id: str, payment: Payment) -> bool:
    """Whether this payment was told before."""
    return bool(
        await db.fetchval(
            """select exists (select from recovery_payments where storefront_id = $1 and recovery_id = $2
                   and direction = $3 and reference = $4)""",
            db.storefront_id, recovery_id, payment.direction.value, payment.reference,
        )
    )  # fmt: skip


async def add_message(
    tx: Tx,
    recovery_id: str,
    author: MessageAuthor,
    body: str,
    state: MessageState,
    sent_at: datetime,
    now: datetime,
    *,
    external_id: str | None = None,
) -> str | None:
    """Write a message down; its id, or nothing when it was there before."""
    message_id = new_id("rms")
    added = await tx.execute(
        """insert into recovery_messages (storefront_id, id, recovery_id, direction, author, body, external_id, state,
               sent_at, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
           on conflict (storefront_id, recovery_id, external_id) do nothing""",
        tx.storefront_id, message_id, recovery_id, "IN" if author is MessageAuthor.COUNTERPARTY else "OUT",
        author.value, body, external_id, state.value, sent_at, now,
    )  # fmt: skip
    return message_id if added else None


async def message(db: Db, message_id: str) -> Row | None:
    """One message."""
    return await db.fetchrow(
        "select * from recovery_messages where storefront_id = $1 and id = $2", db.storefront_id, message_id
    )


async def set_message_state(
    tx: Tx, message_id: str, state: MessageState, *, external_id: str | None = None, failure: str | None = None
) -> None:
    """Write what became of a message of ours."""
    await tx.execute(
        """update recovery_messages set state = $3, external_id = coalesce($4, external_id), failure = $5
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, message_id, state.value, external_id, failure,
    )  # fmt: skip


async def redact(tx: Tx, order_ids: Sequence[str], now: datetime) -> None:
    """Forget what was said in anybody's own words about parcels of these orders; what waits to be sent is not."""
    await tx.execute(
        """update recovery_messages set body = '',
               failure = case when state = 'PENDING' then 'REDACTED' end,
               state = case when state = 'PENDING' then 'FAILED' else state end
           from recoveries r
           where recovery_messages.storefront_id = $1 and r.storefront_id = $1
               and r.id = recovery_messages.recovery_id and r.order_id = any($2)""",
        tx.storefront_id, list(order_ids),
    )  # fmt: skip
    await tx.execute(
        """update recoveries set status_detail = null, failure_message = null, updated_at = $3
           where storefront_id = $1 and order_id = any($2) and (status_detail, failure_message) is distinct from
               (null, null)""",
        tx.storefront_id, list(order_ids), now,
    )  # fmt: skip


def _recovery(row: Row) -> Recovery:
    return Recovery(
        id=row["id"],
        number=row["number"],
        order_id=row["order_id"],
        shipment_id=row["shipment_id"],
        claim_id=row["claim_id"],
        coverage_id=row["coverage_id"],
        account_id=row["account_id"],
        route=RouteKind(row["route"]),
        counterparty_type=CounterpartyType(row["counterparty_type"]),
        counterparty=row["counterparty"],
        exclusive_group=row["exclusive_group"],
        reason=Peril(row["reason"]),
        status=RecoveryStatus(row["status"]),
        status_detail=row["status_detail"],
        reference=row["reference"],
        requested=Money(row["requested_amount"], row["currency_code"]),
        approved_amount=row["approved_amount"],
        paid_amount=row["paid_amount"],
        fee_amount=row["fee_amount"],
        repaid_amount=row["repaid_amount"],
        required_documents=tuple(row["required_documents"]),
        missing_documents=tuple(row["missing_documents"]),
        files_itself=row["files_itself"],
        filing_since=row["filing_since"],
        clock=Clock(row["rule"], row["rule_assumed"], row["opens_at"], row["notice_by"], row["file_by"]),
        appeal_by=row["appeal_by"],
        information_by=row["information_by"],
        alarmed_at=row["alarmed_at"],
        submitted_at=row["submitted_at"],
        decided_at=row["decided_at"],
        found_at=row["found_at"],
        told_at=row["told_at"],
        expected_entry_id=row["expected_entry_id"],
        version=row["version"],
        sequence=row["sequence"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )

"""Every SQL statement on requests about personal data."""

from collections.abc import Sequence
from datetime import datetime

from services.core.database import Row, Tx
from services.core.ids import new_id
from services.core.privacy.model import PrivacyKind, Request


async def add(
    tx: Tx, account_id: str, external_id: str, kind: PrivacyKind, order_ids: Sequence[str], now: datetime,
    due_at: datetime,
) -> Request | None:  # fmt: skip
    """Write a request down; nothing when it is known by this id."""
    row = await tx.fetchrow(
        """insert into privacy_requests (storefront_id, id, account_id, external_id, kind, order_ids, created_at,
               due_at, sequence)
           values ($1, $2, $3, $4, $5, $6, $7, $8, 1)
           on conflict (storefront_id, account_id, kind, external_id) do nothing returning *""",
        tx.storefront_id, new_id("prv"), account_id, external_id, kind.value, list(order_ids), now, due_at,
    )  # fmt: skip
    return _request(row) if row else None


async def hold(tx: Tx, request_id: str) -> Request | None:
    """One request, locked."""
    row = await tx.fetchrow(
        "select * from privacy_requests where storefront_id = $1 and id = $2 for update", tx.storefront_id, request_id
    )
    return _request(row) if row else None


async def complete(tx: Tx, request_id: str, by: str | None, now: datetime) -> Request:
    """Write that what was asked for is done; counts one event."""
    row = await tx.fetchrow(
        """update privacy_requests set completed_at = $3, completed_by = $4, version = version + 1,
               sequence = sequence + 1
           where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, request_id, now, by,
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _request(row)


async def forget_exports(tx: Tx, order_ids: Sequence[str], now: datetime) -> None:
    """Have documents about these orders deleted at once: they say who ordered, and what was written."""
    for table, told in (
        ("claim_exports", "select id from claims where storefront_id = $1 and order_id = any($2)"),
        ("recovery_exports", "select id from recoveries where storefront_id = $1 and order_id = any($2)"),
    ):
        await tx.execute(
            f"""update {table} set retain_until = least(retain_until, $3)
                where storefront_id = $1 and {table.split("_")[0]}_id in ({told})""",
            tx.storefront_id, list(order_ids), now,
        )  # fmt: skip


def _request(row: Row) -> Request:
    return Request(
        id=row["id"],
        account_id=row["account_id"],
        kind=PrivacyKind(row["kind"]),
        order_ids=tuple(row["order_ids"]),
        created_at=row["created_at"],
        due_at=row["due_at"],
        completed_at=row["completed_at"],
        version=row["version"],
        sequence=row["sequence"],
    )

"""How far each platform was asked for what its hooks did not tell."""

from dataclasses import dataclass
from datetime import datetime

from services.core.database import Db, Tx


@dataclass(frozen=True, slots=True)
class Cursor:
    """All orders that changed until `told_at` are known here.

    A reading in pages that has not come to its end began at `page_since`, and goes on behind `page_after`.
    """

    told_at: datetime
    page_since: datetime | None = None
    page_after: str | None = None


async def get(db: Db, account_id: str) -> Cursor | None:
    """How far a platform's account was asked; nothing before the first time."""
    row = await db.fetchrow(
        "select told_at, page_since, page_after from platform_polls where storefront_id = $1 and account_id = $2",
        db.storefront_id, account_id,
    )  # fmt: skip
    return Cursor(**dict(row)) if row else None


async def save(tx: Tx, account_id: str, cursor: Cursor, now: datetime) -> None:
    """Write how far a platform's account was asked."""
    await tx.execute(
        """insert into platform_polls (storefront_id, account_id, told_at, page_since, page_after, polled_at)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (storefront_id, account_id) do update set told_at = excluded.told_at,
               page_since = excluded.page_since, page_after = excluded.page_after, polled_at = excluded.polled_at""",
        tx.storefront_id, account_id, cursor.told_at, cursor.page_since, cursor.page_after, now,
    )  # fmt: skip

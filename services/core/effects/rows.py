"""Effects as rows: planned and read."""

from datetime import datetime

from services.core.database import Db, Row, Tx
from services.core.effects.model import Effect, EffectState
from services.core.ids import new_id


async def plan(tx: Tx, kind: str, subject: str, account_id: str | None, now: datetime) -> str:
    """Write down the intent, in the transaction that decides it. A newer plan is the next generation."""
    effect_id = new_id("eff")
    await tx.execute(
        """insert into effects (storefront_id, id, kind, subject, generation, account_id, state, created_at, updated_at)
           select $1, $2, $3, $4, coalesce(max(generation), 0) + 1, $5, 'PLANNED', $6, $6
           from effects where storefront_id = $1 and kind = $3 and subject = $4""",
        tx.storefront_id, effect_id, kind, subject, account_id, now,
    )  # fmt: skip
    return effect_id


async def get(db: Db, effect_id: str) -> Effect | None:
    """One effect."""
    row = await db.fetchrow("select * from effects where storefront_id = $1 and id = $2", db.storefront_id, effect_id)
    return read(row) if row else None


async def hold(tx: Tx, effect_id: str) -> Effect | None:
    """One effect, held until the transaction ends."""
    row = await tx.fetchrow(
        "select * from effects where storefront_id = $1 and id = $2 for update", tx.storefront_id, effect_id
    )
    return read(row) if row else None


async def latest(db: Db, kind: str, subject: str) -> Effect | None:
    """The newest effect of this kind for the subject."""
    row = await db.fetchrow(
        """select * from effects where storefront_id = $1 and kind = $2 and subject = $3
           order by generation desc limit 1""",
        db.storefront_id, kind, subject,
    )  # fmt: skip
    return read(row) if row else None


async def newest(db: Db, state: str, limit: int) -> list[Row]:
    """The storefront's effects in one state, newest first."""
    return await db.fetch(
        "select * from effects where storefront_id = $1 and state = $2 order by created_at desc, id desc limit $3",
        db.storefront_id, state, limit,
    )  # fmt: skip


def read(row: Row) -> Effect:
    """An effect from its row."""
    return Effect(
        id=row["id"],
        kind=row["kind"],
        subject=row["subject"],
        generation=row["generation"],
        account_id=row["account_id"],
        state=EffectState(row["state"]),
        attempts=row["attempts"],
        reference=row["reference"],
        last_error=row["last_error"],
        number=row["number"],
        amount=row["amount"],
        first_sent_at=row["first_sent_at"],
        last_sent_at=row["last_sent_at"],
        looks=row["looks"],
        looked_at=row["looked_at"],
    )

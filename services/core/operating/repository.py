"""The SQL that lists tasks and effects for a person; what moves them stands in `tasks` and `effects`."""

from datetime import datetime

from services.core.database import Db, Row
from services.core.effects import EffectState
from services.core.operating.model import Effect, EffectFilter, Failure, Task, TaskFilter, TaskState

Key = tuple[datetime, str]


async def get_tasks(db: Db, task_ids: list[str]) -> dict[str, Task]:
    """The tasks that exist, by id."""
    rows = await db.fetch("select * from tasks where storefront_id = $1 and id = any($2)", db.storefront_id, task_ids)
    return {row["id"]: _task(row) for row in rows}


async def get_effects(db: Db, effect_ids: list[str]) -> dict[str, Effect]:
    """The effects that exist, by id."""
    rows = await db.fetch(
        "select * from effects where storefront_id = $1 and id = any($2)", db.storefront_id, effect_ids
    )
    return {row["id"]: _effect(row) for row in rows}


async def page_of_tasks(
    db: Db, filter: TaskFilter, limit: int, *, after: Key | None, before: Key | None, backward: bool  # noqa: A002
) -> list[Task]:  # fmt: skip
    """Tasks, newest first, between two keys (created_at, id); `backward` counts the limit from the far end."""
    return [_task(row) for row in await _page(db, "tasks", filter, limit, after, before, backward=backward)]


async def page_of_effects(
    db: Db, filter: EffectFilter, limit: int, *, after: Key | None, before: Key | None, backward: bool  # noqa: A002
) -> list[Effect]:  # fmt: skip
    """Effects, newest first, between two keys (created_at, id); `backward` counts the limit from the far end."""
    return [_effect(row) for row in await _page(db, "effects", filter, limit, after, before, backward=backward)]


async def _page(
    db: Db, table: str, filter: TaskFilter | EffectFilter, limit: int, after: Key | None, before: Key | None, *,  # noqa: A002
    backward: bool,
) -> list[Row]:  # fmt: skip
    direction = "asc" if backward else "desc"
    rows = await db.fetch(
        f"""select * from {table} where storefront_id = $1 and ($2::text[] is null or state = any($2))
               and ($3::text is null or kind = $3) and ($4::text is null or subject = $4)
               and ($5::timestamptz is null or (created_at, id) < ($5, $6))
               and ($7::timestamptz is null or (created_at, id) > ($7, $8))
            order by created_at {direction}, id {direction} limit $9""",
        db.storefront_id, [state.value for state in filter.states] if filter.states is not None else None,
        filter.kind, filter.subject, *(after or (None, None)), *(before or (None, None)), limit,
    )  # fmt: skip
    return rows[::-1] if backward else rows


def _task(row: Row) -> Task:
    return Task(
        id=row["id"],
        kind=row["kind"],
        subject=row["subject"],
        account_id=row["account_id"],
        state=TaskState(row["state"]),
        due_at=row["due_at"],
        attempt=row["attempt"],
        crashes=row["crashes"],
        failures=tuple(_failure(error) for error in row["errors"]),
        created_at=row["created_at"],
        finished_at=row["finished_at"],
    )


def _failure(error: dict[str, str]) -> Failure:
    at = error.get("at")
    return Failure(datetime.fromisoformat(at) if at else None, error.get("error", "Unknown"), error.get("message", ""))


def _effect(row: Row) -> Effect:
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
        first_sent_at=row["first_sent_at"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )

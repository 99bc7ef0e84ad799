"""What time asks for, in small batches: forget what is past its time, and look at parcels that only time changes."""

from services.core.database import Connection
from services.core.ids import new_id
from services.core.settings import Settings

BATCH = 5000
REVOCATION_DAYS = 1

_EVENTS = """
with old as (
    select storefront_id, id, position from events
    where occurred_at < now() - make_interval(days => $1) and position is not null
    order by occurred_at limit $2
), gone as (
    delete from events using old where events.storefront_id = old.storefront_id and events.id = old.id
)
update feeds set trimmed = greatest(feeds.trimmed, last.position)
from (select storefront_id, max(position) as position from old group by storefront_id) as last
where feeds.storefront_id = last.storefront_id
returning (select count(*) from old)
"""

_TASKS = """
delete from tasks where (storefront_id, id) in (select storefront_id, id from tasks
    where state = 'DONE' and finished_at < now() - make_interval(days => $1) order by finished_at limit $2)
"""


_OVER = """
select f.storefront_id, f.id from {table} f
where f.retain_until <= now() and f.deleted_at is null and not exists (select from tasks t
    where t.storefront_id = f.storefront_id and t.subject = f.id and t.kind = $1 and t.state <> 'DONE')
order by f.retain_until limit $2
"""

_TASK = """
insert into tasks (storefront_id, id, kind, subject, state, due_at, created_at)
select storefront_id, id, $4, subject, 'WAITING', now(), now()
from unnest($1::text[], $2::text[], $3::text[]) as over (storefront_id, id, subject)
"""

WATCH = "shipment.watch"
"""The task that sees what time alone made of a parcel."""
_WATCHED = """
select s.storefront_id, s.id from shipments s
where s.watch_at <= now() and not exists (select from tasks t
    where t.storefront_id = s.storefront_id and t.subject = s.id and t.kind = $1 and t.state <> 'DONE')
order by s.watch_at limit $2
"""

FILES = {
    "evidence": "evidence.discard",
    "claim_exports": "export.discard",
    "recovery_exports": "packet.discard",
    "proof_files": "proof.discard",
}
"""Tables whose files go when their time is over, and the task that deletes them: only a worker reaches storage."""


async def trim(connection: Connection, settings: Settings) -> bool:
    """Delete one batch of each kind of row that has outlived its setting; whether there may be more of them."""
    events = await connection.fetchval(_EVENTS, settings.feed_days, BATCH) or 0
    counts = [
        events,
        _count(await connection.execute(_TASKS, settings.done_task_days, BATCH)),
        await _forget(connection, "idempotency_keys", "created_at", settings.idempotency_days),
        await _forget(connection, "inbox", "received_at", settings.inbox_days),
        await _forget(connection, "revocations", "revoked_at", REVOCATION_DAYS),
        *[await _ask(connection, _OVER.format(table=table), kind) for table, kind in FILES.items()],
        await _ask(connection, _WATCHED, WATCH),
    ]
    return any(count >= BATCH for count in counts)


async def _forget(connection: Connection, table: str, born: str, days: int) -> int:
    """Delete the oldest rows; the relay sees nothing of them but their age, so the batch is a span of time."""
    status = await connection.execute(
        f"""delete from {table} where {born} < now() - make_interval(days => $1)
            and {born} <= coalesce((select {born} from {table} order by {born} offset $2 - 1 limit 1), 'infinity')""",
        days, BATCH,
    )  # fmt: skip
    return _count(status)


async def _ask(connection: Connection, due: str, kind: str) -> int:
    """Ask for the deletion of files whose time is over, or for a look; one that was given up waits for a person."""
    rows = await connection.fetch(due, kind, BATCH)
    if rows:
        ids = [new_id("tsk") for _ in rows]
        await connection.execute(_TASK, [row["storefront_id"] for row in rows], ids, [row["id"] for row in rows], kind)
    return len(rows)


def _count(status: str) -> int:
    return int(status.rsplit(" ", 1)[-1])

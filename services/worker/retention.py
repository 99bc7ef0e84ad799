"""Forgets what is past its time, in small batches: events, finished tasks, idempotency keys, inbox, revocations."""

from services.core.database import Connection
from services.core.settings import Settings

BATCH = 5000
REVOCATION_DAYS = 1


async def trim(connection: Connection, settings: Settings) -> None:
    """Delete one batch of each kind of row that has outlived its setting."""
    await connection.execute(
        """with old as (
               select storefront_id, id, position from events
               where occurred_at < now() - make_interval(days => $1) and position is not null
               order by occurred_at limit $2
           ), gone as (
               delete from events using old where events.storefront_id = old.storefront_id and events.id = old.id
           )
           update feeds set trimmed = greatest(feeds.trimmed, last.position)
           from (select storefront_id, max(position) as position from old group by storefront_id) as last
           where feeds.storefront_id = last.storefront_id""",
        settings.feed_days, BATCH,
    )  # fmt: skip
    await connection.execute(
        """delete from tasks where (storefront_id, id) in (select storefront_id, id from tasks
           where state = 'DONE' and finished_at < now() - make_interval(days => $1) limit $2)""",
        settings.done_task_days, BATCH,
    )  # fmt: skip
    await connection.execute(
        "delete from idempotency_keys where created_at < now() - make_interval(days => $1)", settings.idempotency_days
    )
    await connection.execute(
        "delete from inbox where received_at < now() - make_interval(days => $1)", settings.inbox_days
    )
    await connection.execute(
        "delete from revocations where revoked_at < now() - make_interval(days => $1)", REVOCATION_DAYS
    )

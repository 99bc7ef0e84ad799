"""Gives committed events their positions and makes the tasks that they ask for, in one transaction."""

from services.core.database import Connection
from services.core.ids import new_id
from services.worker.reactions import Wanted, wanted

BATCH = 1000

_POSITIONS = """
with batch as (
    select storefront_id, id, ordinal from events where position is null order by ordinal limit $1
), counted as (
    select storefront_id, id, row_number() over (partition by storefront_id order by ordinal) as place from batch
), moved as (
    update feeds set position = feeds.position + total.count
    from (select storefront_id, count(*) as count from counted group by storefront_id) as total
    where feeds.storefront_id = total.storefront_id
    returning feeds.storefront_id, feeds.position - total.count as base
)
update events set position = moved.base + counted.place
from counted join moved using (storefront_id)
where events.storefront_id = counted.storefront_id and events.id = counted.id
returning events.storefront_id, events.id, events.type, events.subject, events.account_id, events.data
"""

_TASKS = """
insert into tasks (storefront_id, id, event_id, kind, subject, account_id, state, due_at, created_at)
select storefront_id, id, event_id, kind, subject, account_id, 'WAITING',
    now() + make_interval(secs => delay), now()
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[])
    as wanted (storefront_id, id, event_id, kind, subject, account_id, delay)
on conflict (storefront_id, event_id, kind) do nothing
"""


async def sequence(connection: Connection) -> tuple[set[str], bool]:
    """Give positions to one batch of events: the storefronts that have news, and whether there may be more events.

    Events are taken in the order of their insertion, so of one subject the earlier change has the earlier position.
    A storefront's position rises only here, under the one leader's lock, so the feed has neither gaps nor races.
    """
    async with connection.transaction():
        rows = await connection.fetch(_POSITIONS, BATCH)
        todo = [task for row in rows for task in wanted(row)]
        if todo:
            await _insert(connection, todo)
    return {row["storefront_id"] for row in rows}, len(rows) == BATCH


async def _insert(connection: Connection, todo: list[Wanted]) -> None:
    await connection.execute(
        _TASKS,
        [task.storefront_id for task in todo],
        [new_id("tsk") for _ in todo],
        [task.event_id for task in todo],
        [task.kind for task in todo],
        [task.subject for task in todo],
        [task.account_id for task in todo],
        [task.delay for task in todo],
    )

"""Decides which due tasks go to the workers now: bounded for each account and storefront, fair between storefronts."""

from services.core.database import Connection
from services.core.settings import Settings
from services.core.tasks import Ring

_RELEASE = """
with flight as (
    select storefront_id, account_id, count(*) as tasks from tasks
    where state in ('RELEASED', 'RUNNING') group by storefront_id, account_id
), busy as (
    select storefront_id, sum(tasks) as tasks from flight group by storefront_id
), due as (
    select f.storefront_id, t.id, t.due_at, t.place
    from feeds f cross join lateral (
        select id, due_at, row_number() over (order by due_at) as place from tasks
        where storefront_id = f.storefront_id and account_id is null and state = 'WAITING' and due_at <= now()
        order by due_at limit $2) as t
    union all
    select a.storefront_id, t.id, t.due_at, t.place
    from accounts a left join flight on flight.storefront_id = a.storefront_id and flight.account_id = a.id
    cross join lateral (
        select id, due_at, row_number() over (order by due_at) as place from tasks
        where storefront_id = a.storefront_id and account_id = a.id and state = 'WAITING' and due_at <= now()
        order by due_at limit greatest($1 - coalesce(flight.tasks, 0), 0)) as t
), fair as (
    select due.storefront_id, due.id, due.due_at,
        row_number() over (partition by due.storefront_id order by due.place, due.due_at) as turn,
        coalesce(busy.tasks, 0) as busy
    from due left join busy on busy.storefront_id = due.storefront_id
), chosen as (
    select storefront_id, id from fair where turn + busy <= $2
    order by turn + busy, due_at limit greatest($3 - (select coalesce(sum(tasks), 0) from busy), 0)
)
update tasks set state = 'RELEASED', released_at = now()
from chosen where tasks.storefront_id = chosen.storefront_id and tasks.id = chosen.id and tasks.state = 'WAITING'
returning tasks.storefront_id, tasks.id, tasks.attempt
"""


async def release(connection: Connection, settings: Settings) -> list[Ring]:
    """Move due tasks to RELEASED, as many as there is room for; the storefront with the fewest in flight is next."""
    if not await connection.fetchval("select exists (select from tasks where state = 'WAITING' and due_at <= now())"):
        return []
    rows = await connection.fetch(
        _RELEASE, settings.tasks_per_account, settings.tasks_per_storefront, settings.tasks_in_flight
    )
    return [Ring(row["storefront_id"], row["id"], row["attempt"]) for row in rows]


MOST_CRASHES = 3
"""A task that took its worker down so often is put aside."""

_LOST_RING_SECONDS = 15.0
_APART_SECONDS = 10.0


async def expire_leases(connection: Connection) -> int:
    """Take tasks back from workers that fell silent; how many. The third crash of a task is its last.

    A worker that dies takes all its tasks along. From the second time on they start again apart from each other, so
    that the one that brings workers down does so alone.

    A task whose row is locked is being written by its worker, which therefore lives; the next sweep looks again.
    """
    status = await connection.execute(
        """with silent as (
               select storefront_id, id from tasks where state = 'RUNNING' and lease_until < now()
               for update skip locked
           )
           update tasks set state = case when crashes + 1 >= $1 then 'DEAD' else 'WAITING' end, crashes = crashes + 1,
               attempt = attempt + 1, lease_until = null, released_at = null,
               due_at = now() + make_interval(secs => case when crashes = 0 then 0 else $2 * random() end),
               finished_at = case when crashes + 1 >= $1 then now() end,
               errors = errors || jsonb_build_array(jsonb_build_object('at', now(), 'error', 'WorkerLost',
                   'message', 'the worker fell silent, or its process was ended'))
           from silent where tasks.storefront_id = silent.storefront_id and tasks.id = silent.id""",
        MOST_CRASHES,
        _APART_SECONDS,
    )
    return int(status.rsplit(" ", 1)[-1])


async def unanswered(connection: Connection, seconds: float) -> list[Ring]:
    """Tasks that were released so many seconds ago and that no worker has leased: their ring may be lost.

    Ringing once more is harmless while the first ring still stands in the queue. After a longer silence the ring
    itself may be stuck with a worker that died holding it, so the attempt gets a new number and thereby a new ring.
    """
    rows = await connection.fetch(
        """with silent as (
               select storefront_id, id from tasks
               where state = 'RELEASED' and released_at < now() - make_interval(secs => $1) for update skip locked
           )
           update tasks set
               attempt = attempt + case when released_at < now() - make_interval(secs => $2) then 1 else 0 end,
               released_at = case when released_at < now() - make_interval(secs => $2) then now()
                   else released_at end
           from silent where tasks.storefront_id = silent.storefront_id and tasks.id = silent.id
           returning tasks.storefront_id, tasks.id, attempt""",
        seconds, max(_LOST_RING_SECONDS, seconds),
    )  # fmt: skip
    return [Ring(row["storefront_id"], row["id"], row["attempt"]) for row in rows]

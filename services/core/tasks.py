"""Work that must be done: due, released, leased, done or dead. Leases run on the database's clock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.core.database import Connection, Db, Row, Tx

MOST_ERRORS = 50


class Fenced(Exception):
    """The lease was lost: another worker has the task, so nothing of this one may be written any more."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on a task until the lease ends. `token` rises with each lease and fences older holders.

    `failures` and `crashes` are those since the task last went well, or was replayed.
    """

    storefront_id: str
    task_id: str
    token: int
    kind: str
    subject: str
    account_id: str | None
    attempt: int
    crashes: int
    failures: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Ring:
    """What the queue carries of a task: its ids, and which attempt this is. Nothing else ever goes to Redis."""

    storefront_id: str
    task_id: str
    attempt: int


# several rows are always locked in the order of their ids, so that no two statements wait for each other
_IN_ORDER = """with held as (
    select t.storefront_id, t.id from tasks t
    join unnest($1::text[], $2::text[], $3::bigint[]) as asked (shop, task, number)
        on t.storefront_id = asked.shop and t.id = asked.task
    where {condition} order by t.storefront_id, t.id for update of t)
"""


async def take_all(connection: Connection, rings: list[Ring], seconds: float) -> dict[Ring, Lease]:
    """Lease released tasks; those that are someone else's, another attempt's, or done are left out."""
    rows = await connection.fetch(
        _IN_ORDER.format(condition="t.attempt = asked.number and t.state = 'RELEASED'")
        + """update tasks set state = 'RUNNING', lease_token = lease_token + 1,
               lease_until = now() + make_interval(secs => $4)
           from held where tasks.storefront_id = held.storefront_id and tasks.id = held.id
           returning tasks.storefront_id, tasks.id, lease_token, kind, subject, account_id, attempt, crashes,
               failures, created_at""",
        [ring.storefront_id for ring in rings],
        [ring.task_id for ring in rings],
        [ring.attempt for ring in rings],
        seconds,
    )
    leases = [
        Lease(
            storefront_id=row["storefront_id"],
            task_id=row["id"],
            token=row["lease_token"],
            kind=row["kind"],
            subject=row["subject"],
            account_id=row["account_id"],
            attempt=row["attempt"],
            crashes=row["crashes"],
            failures=row["failures"],
            created_at=row["created_at"],
        )
        for row in rows
    ]
    return {Ring(lease.storefront_id, lease.task_id, lease.attempt): lease for lease in leases}


async def take(connection: Connection, storefront_id: str, task_id: str, attempt: int, seconds: float) -> Lease | None:
    """Lease one released task; nothing when it is someone else's, another attempt's, or done."""
    ring = Ring(storefront_id, task_id, attempt)
    return (await take_all(connection, [ring], seconds)).get(ring)


_HELD = "storefront_id = $1 and id = $2 and lease_token = $3 and state = 'RUNNING'"
_STILL_HELD = _IN_ORDER.format(condition="t.lease_token = asked.number and t.state = 'RUNNING'")


async def renew_all(connection: Connection, leases: list[Lease], seconds: float) -> set[Lease]:
    """Keep leases for so many seconds from now; those that are still held.

    A row that a job's own transaction holds is passed over, so that one long transaction does not delay the others'
    renewal; nobody can take that task away meanwhile, as the sweep passes it over too.
    """
    rows = await connection.fetch(
        """with asked as (select * from unnest($1::text[], $2::text[], $3::bigint[]) as asked (shop, task, number)),
           free as (select t.storefront_id, t.id from tasks t
               join asked on t.storefront_id = asked.shop and t.id = asked.task
               where t.lease_token = asked.number and t.state = 'RUNNING' for update of t skip locked),
           renewed as (update tasks set lease_until = now() + make_interval(secs => $4)
               from free where tasks.storefront_id = free.storefront_id and tasks.id = free.id)
           select t.id, t.lease_token from tasks t join asked on t.storefront_id = asked.shop and t.id = asked.task
           where t.lease_token = asked.number and t.state = 'RUNNING'""",
        *_tokens(leases), seconds,
    )  # fmt: skip
    kept = {(row["id"], row["lease_token"]) for row in rows}
    return {lease for lease in leases if (lease.task_id, lease.token) in kept}


async def finish_all(connection: Connection, leases: list[Lease]) -> dict[Lease, bool]:
    """These tasks are done; those whose lease was lost before are left out."""
    rows = await connection.fetch(
        _STILL_HELD
        + """update tasks set state = 'DONE', finished_at = now(), lease_until = null
           from held where tasks.storefront_id = held.storefront_id and tasks.id = held.id
           returning tasks.id, lease_token""",
        *_tokens(leases),
    )
    done = {(row["id"], row["lease_token"]) for row in rows}
    return {lease: True for lease in leases if (lease.task_id, lease.token) in done}


async def finish(connection: Connection, lease: Lease) -> bool:
    """The task is done; false when the lease was lost before."""
    return lease in await finish_all(connection, [lease])


def _tokens(leases: list[Lease]) -> tuple[list[str], list[str], list[int]]:
    return (
        [lease.storefront_id for lease in leases],
        [lease.task_id for lease in leases],
        [lease.token for lease in leases],
    )


async def prove(tx: Tx, lease: Lease) -> None:
    """Hold the task's row for this transaction. Raises `Fenced` when the lease was lost."""
    held = await tx.fetchval(
        f"select true from tasks where {_HELD} for update",
        lease.storefront_id,
        lease.task_id,
        lease.token,
    )
    if not held:
        raise Fenced


_KEPT_ERRORS = f"(case when jsonb_array_length(errors) >= {MOST_ERRORS} then errors - 0 else errors end) || $4::jsonb"


async def give_back(connection: Connection, lease: Lease, seconds: float) -> bool:
    """Leave the task to another run in so many seconds; this one counts neither as success nor as failure."""
    status = await connection.execute(
        f"""update tasks set state = 'WAITING', due_at = now() + make_interval(secs => $4), lease_until = null,
               released_at = null, attempt = attempt + 1 where {_HELD}""",
        lease.storefront_id, lease.task_id, lease.token, seconds,
    )  # fmt: skip
    return status == "UPDATE 1"


async def put_back(connection: Connection, lease: Lease, *, seconds: float, error: dict[str, Any] | None) -> bool:
    """Wait so many seconds and try again. With an error it counts as a failure; without, none counts any more."""
    status = await connection.execute(
        f"""update tasks set state = 'WAITING', due_at = now() + make_interval(secs => $5), lease_until = null,
               released_at = null, attempt = attempt + 1,
               failures = case when $4::jsonb is null then 0 else failures + 1 end,
               crashes = case when $4::jsonb is null then 0 else crashes end,
               errors = case when $4::jsonb is null then errors else {_KEPT_ERRORS} end
            where {_HELD}""",
        lease.storefront_id, lease.task_id, lease.token, error, seconds,
    )  # fmt: skip
    return status == "UPDATE 1"


async def bury(connection: Connection, lease: Lease, error: dict[str, Any]) -> bool:
    """Give up: the task is dead, with its errors, until a person replays it."""
    status = await connection.execute(
        f"""update tasks set state = 'DEAD', finished_at = now(), lease_until = null, errors = {_KEPT_ERRORS}
            where {_HELD}""",
        lease.storefront_id, lease.task_id, lease.token, error,
    )  # fmt: skip
    return status == "UPDATE 1"


async def replay(tx: Tx, task_id: str) -> bool:
    """Bring a dead task back to life, due now, with its history and all its tries; false when it is not dead."""
    return bool(
        await tx.execute(
            """update tasks set state = 'WAITING', due_at = now(), attempt = attempt + 1, crashes = 0, failures = 0,
                   finished_at = null, released_at = null
               where storefront_id = $1 and id = $2 and state = 'DEAD'""",
            tx.storefront_id, task_id,
        )
    )  # fmt: skip


async def get(db: Db, task_id: str) -> Row | None:
    """One task's row."""
    return await db.fetchrow("select * from tasks where storefront_id = $1 and id = $2", db.storefront_id, task_id)


async def newest(db: Db, state: str, limit: int) -> list[Row]:
    """The storefront's tasks in one state, newest first."""
    return await db.fetch(
        "select * from tasks where storefront_id = $1 and state = $2 order by created_at desc, id desc limit $3",
        db.storefront_id, state, limit,
    )  # fmt: skip


async def is_superseded(db: Db, lease: Lease) -> bool:
    """Whether a newer task of the same kind goes on for the subject, so that this one need not come again."""
    return bool(
        await db.fetchval(
            """select exists (select from tasks where storefront_id = $1 and kind = $2 and subject = $3 and id > $4
               and state not in ('DONE', 'DEAD'))""",
            lease.storefront_id, lease.kind, lease.subject, lease.task_id,
        )
    )  # fmt: skip

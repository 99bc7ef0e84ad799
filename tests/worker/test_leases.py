"""The right to work on a task: lost by silence, kept by renewing, proved with each write."""

import asyncio

import asyncpg
import pytest

from services.core import tasks
from services.core.tasks import Fenced, Lease
from services.worker.job import Job, Process
from services.worker.release import MOST_CRASHES, expire_leases
from tests.builders import Shop
from tests.worker.rows import make_tasks, task_row

LEASE = 12.0


async def a_lease(rows: asyncpg.Connection, shop: Shop, task_id: str) -> Lease:
    """The lease of a task that is released for it, as a worker gets it."""
    await rows.execute("update tasks set state = 'RELEASED', released_at = now() where id = $1", task_id)
    attempt = (await task_row(rows, task_id))["attempt"]
    lease = await tasks.take(rows, shop.id, task_id, attempt, LEASE)
    assert lease is not None
    return lease


async def let_it_run_out(rows: asyncpg.Connection) -> None:
    """As if nobody had renewed the leases for long."""
    await rows.execute("update tasks set lease_until = now() - interval '1 second' where state = 'RUNNING'")


async def test_a_task_of_a_silent_worker_is_due_again_as_another_attempt(
    shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    (task_id,) = await make_tasks(rows, shop)
    await a_lease(rows, shop, task_id)
    assert await expire_leases(leader) == 0
    await let_it_run_out(rows)
    assert await expire_leases(leader) == 1
    task = await task_row(rows, task_id)
    assert (task["state"], task["attempt"], task["crashes"]) == ("WAITING", 2, 1)
    assert [error["error"] for error in task["errors"]] == ["WorkerLost"]


async def test_a_task_that_takes_its_worker_down_three_times_is_put_aside(
    shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    poison, healthy = await make_tasks(rows, shop, 2)
    for _ in range(MOST_CRASHES):
        await a_lease(rows, shop, poison)
        await let_it_run_out(rows)
        assert await expire_leases(leader) == 1
    task = await task_row(rows, poison)
    assert (task["state"], len(task["errors"])) == ("DEAD", MOST_CRASHES)
    assert task["finished_at"]
    assert (await task_row(rows, healthy))["state"] == "WAITING"


async def test_a_renewed_lease_is_kept_and_a_lost_one_is_told(
    shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    kept_id, lost_id = await make_tasks(rows, shop, 2)
    kept, lost = await a_lease(rows, shop, kept_id), await a_lease(rows, shop, lost_id)
    await let_it_run_out(rows)
    await rows.execute("update tasks set state = 'WAITING', attempt = 2 where id = $1", lost_id)
    assert await tasks.renew_all(leader, [kept, lost], LEASE) == {kept}
    assert await expire_leases(leader) == 0


async def test_a_run_that_lost_its_lease_writes_nothing(
    process: Process, shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    (task_id,) = await make_tasks(rows, shop)
    job = Job(process, await a_lease(rows, shop, task_id))
    async with job.write() as tx:
        await tx.execute("update tasks set subject = 'mine' where storefront_id = $1", shop.id)
    await let_it_run_out(rows)
    await expire_leases(leader)
    newer = await a_lease(rows, shop, task_id)
    assert newer.token > job.lease.token
    with pytest.raises(Fenced):
        async with job.write() as tx:
            await tx.execute("update tasks set subject = 'stolen' where storefront_id = $1", shop.id)
    error = {"error": "Late"}
    assert not await tasks.finish(leader, job.lease)
    assert not await tasks.put_back(leader, job.lease, seconds=0, error=error)
    assert not await tasks.bury(leader, job.lease, error)
    task = await task_row(rows, task_id)
    assert (task["state"], task["subject"], task["lease_token"]) == ("RUNNING", "mine", newer.token)
    assert await tasks.finish(leader, newer)


async def test_the_sweep_waits_for_no_row_that_a_living_worker_holds(
    process: Process, shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    held_id, silent_id = await make_tasks(rows, shop, 2)
    job = Job(process, await a_lease(rows, shop, held_id))
    await a_lease(rows, shop, silent_id)
    await let_it_run_out(rows)
    async with job.write():
        async with asyncio.timeout(3):
            assert await expire_leases(leader) == 1
        assert (await task_row(rows, silent_id))["state"] == "WAITING"
    assert await expire_leases(leader) == 1


async def test_of_a_hundred_takers_of_one_task_one_gets_it(
    process: Process, shop: Shop, rows: asyncpg.Connection
) -> None:
    (task_id,) = await make_tasks(rows, shop)
    await rows.execute("update tasks set state = 'RELEASED'")

    async def take() -> Lease | None:
        async with process.relay.connection() as connection:
            return await tasks.take(connection, shop.id, task_id, 1, LEASE)

    leases = await asyncio.gather(*(take() for _ in range(100)))
    assert sum(lease is not None for lease in leases) == 1
    assert await tasks.take(rows, shop.id, task_id, 2, LEASE) is None

"""Rings in the queue that are lost, doubled or stuck: the task runs once all the same."""

import asyncio

import asyncpg
from arq.constants import default_queue_name, in_progress_key_prefix
from redis.asyncio import Redis

from services.core.settings import Settings
from services.core.tasks import Ring
from services.worker.job import Job
from services.worker.queue import enqueue, grouped, job_id_of, open_queue
from services.worker.release import release, unanswered
from tests.builders import Shop
from tests.watching import until
from tests.worker.conftest import Working
from tests.worker.rows import make_tasks, states, task_row


async def released_ago(rows: asyncpg.Connection, seconds: float) -> None:
    """As if the tasks in flight had been rung so long ago."""
    await rows.execute("update tasks set released_at = now() - make_interval(secs => $1)", seconds)


async def test_a_ring_that_nobody_answered_is_repeated_and_later_gets_a_new_number(
    shop: Shop, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    await make_tasks(rows, shop)
    (ring,) = await release(leader, settings)
    assert await unanswered(leader, 2.5) == []
    await released_ago(rows, 3)
    assert await unanswered(leader, 2.5) == [ring]
    await released_ago(rows, 16)
    (newer,) = await unanswered(leader, 2.5)
    assert (newer.task_id, newer.attempt) == (ring.task_id, ring.attempt + 1)
    assert await unanswered(leader, 2.5) == []


async def test_ringing_twice_is_one_entry_in_the_queue_and_carries_ids_only(
    shop: Shop, settings: Settings, redis: Redis, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    await make_tasks(rows, shop, subject="the subject")
    rings = await release(leader, settings)
    queue = open_queue(settings.redis_url.get_secret_value())
    await enqueue(queue, rings)
    await enqueue(queue, rings)
    await queue.connection_pool.disconnect()
    assert await redis.zcard(default_queue_name) == 1
    values = [await redis.get(key) for key in await redis.keys("arq:job:*")]
    assert len(values) == 1
    assert b"the subject" not in values[0]
    assert shop.id.encode() in values[0]


async def test_a_ring_that_is_stuck_with_a_dead_worker_is_passed_by(
    inward: Working, shop: Shop, redis: Redis, rows: asyncpg.Connection
) -> None:
    ran: list[int] = []

    async def work(job: Job) -> None:
        ran.append(job.lease.attempt)

    (task_id,) = await make_tasks(rows, shop)
    await redis.set(f"{in_progress_key_prefix}{task_id}:1", b"1")
    async with inward({"test.work": work}, sweep_seconds=0.5):

        async def released() -> bool:
            return (await states(rows))["RELEASED"] == 1

        await until(released)
        await asyncio.sleep(0.6)
        assert ran == []
        await released_ago(rows, 16)

        async def done() -> bool:
            return (await states(rows))["DONE"] == 1

        await until(done)
    assert ran == [2]
    assert (await task_row(rows, task_id))["crashes"] == 0


async def test_old_rings_of_a_finished_task_do_nothing(
    inward: Working, settings: Settings, shop: Shop, redis: Redis, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    ran: list[str] = []

    async def work(job: Job) -> None:
        ran.append(job.lease.task_id)

    ids = await make_tasks(rows, shop, 20)
    rings = await release(leader, settings)
    queue = open_queue(settings.redis_url.get_secret_value())
    async with inward({"test.work": work}):

        async def done() -> bool:
            return (await states(rows))["DONE"] == 20

        await enqueue(queue, rings)
        await until(done)
        await enqueue(queue, rings)

        async def gone() -> bool:
            return bool(await redis.zcard(default_queue_name) == 0)

        await until(gone)
    await queue.connection_pool.disconnect()
    assert sorted(ran) == sorted(ids)


def test_a_few_tasks_are_rung_alone_and_a_crowd_in_groups_that_workers_can_share() -> None:
    rings = [Ring("sto", f"tsk_{number:04}", 1) for number in range(1000)]
    assert [len(group) for group in grouped(rings[:8])] == [1] * 8
    assert {len(group) for group in grouped(rings[:80])} == {10}
    assert max(len(group) for group in grouped(rings)) == 25
    for crowd in (rings[:1], rings[:17], rings):
        assert sorted(ring.task_id for group in grouped(crowd) for ring in group) == [ring.task_id for ring in crowd]
        assert grouped(crowd[::-1]) == grouped(crowd)


def test_a_group_with_another_attempt_is_another_job() -> None:
    rings = [Ring("sto", "tsk_1", 1), Ring("sto", "tsk_2", 1)]
    again = [Ring("sto", "tsk_1", 1), Ring("sto", "tsk_2", 2)]
    assert job_id_of(rings) == job_id_of(list(rings)) != job_id_of(again)
    assert job_id_of(rings[:1]) == "tsk_1:1"

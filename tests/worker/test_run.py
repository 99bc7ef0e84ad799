"""Runs of tasks and how they end: done, again, failed, dead, stopped, or left for a newer worker."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import asyncpg
import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.operating import operations as operating
from services.core.outside import Spent
from services.core.ports import Rejected
from services.core.settings import Settings
from services.worker.job import Again, Job, Process
from services.worker.release import release
from services.worker.retry import MOST_FAULTS
from services.worker.run import SPREAD_SECONDS, UNKNOWN_KIND_SECONDS, Handler, Runner
from tests.builders import Shop, a_key
from tests.watching import until
from tests.worker.conftest import Working
from tests.worker.rows import make_tasks, states, task_row


class Fault(Exception):
    """An error of the job's own."""


def runner(process: Process, **jobs: Handler) -> Runner:
    """A runner whose jobs are `test.` and a word."""
    return Runner(process, {f"test.{word}": job for word, job in jobs.items()}, lambda: None)


async def run_due(runner: Runner, process: Process, leader: asyncpg.Connection) -> None:
    """Run what is due, as the queue would."""
    rings = await release(leader, process.settings)
    await asyncio.gather(*(runner.one(ring) for ring in rings))


async def make_due(rows: asyncpg.Connection) -> None:
    """Let the pause of every waiting task be over."""
    await rows.execute("update tasks set due_at = now() where state = 'WAITING'")


async def test_one_task_that_is_rung_a_hundred_times_runs_once(
    process: Process, shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    ran: list[str] = []

    async def work(job: Job) -> None:
        ran.append(job.lease.task_id)
        await asyncio.sleep(0.05)

    (task_id,) = await make_tasks(rows, shop)
    (ring,) = await release(leader, process.settings)
    crowd = runner(process, work=work)
    await asyncio.gather(*(crowd.one(ring) for _ in range(100)))
    await crowd.one(ring)
    assert ran == [task_id]
    task = await task_row(rows, task_id)
    assert (task["state"], task["lease_token"]) == ("DONE", 1)


async def test_a_job_that_wants_to_go_on_later_waits_without_failure(
    process: Process, shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    async def work(job: Job) -> Again | None:
        return Again(600) if job.lease.attempt == 1 else None

    (task_id,) = await make_tasks(rows, shop)
    running = runner(process, work=work)
    await run_due(running, process, leader)
    task = await task_row(rows, task_id)
    wait = await rows.fetchval("select extract(epoch from due_at - now())::float8 from tasks")
    assert (task["state"], task["attempt"], task["errors"]) == ("WAITING", 2, [])
    assert 590 < wait <= 600
    await make_due(rows)
    await run_due(running, process, leader)
    assert (await task_row(rows, task_id))["state"] == "DONE"


async def test_a_task_that_keeps_failing_is_dead_with_its_whole_history_until_a_person_replays_it(
    process: Process, app: Pool, shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    well = False

    async def work(job: Job) -> None:
        if not well:
            raise Fault("Ida Hansen lives there")

    (task_id,) = await make_tasks(rows, shop)
    running = runner(process, work=work)
    for _ in range(MOST_FAULTS):
        await make_due(rows)
        await run_due(running, process, leader)
    task = await task_row(rows, task_id)
    assert task["state"] == "DEAD"
    assert [error["error"] for error in task["errors"]] == ["Fault"] * MOST_FAULTS
    # where it happened is kept, what it said is not: it may quote a row
    assert all(error["message"].endswith(" work") for error in task["errors"])
    assert "Ida" not in str(task["errors"])
    well = True
    await operating.replay_task(shop.write(app), shop.caller, task_id, key=a_key(), now=system_clock())
    await run_due(running, process, leader)
    replayed = await task_row(rows, task_id)
    assert (replayed["state"], replayed["errors"]) == ("DONE", task["errors"])


async def test_a_no_for_good_buries_the_task_at_once(
    process: Process, shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    async def work(_: Job) -> None:
        raise Rejected("UNAUTHORIZED", "the key was revoked")

    (task_id,) = await make_tasks(rows, shop)
    await run_due(runner(process, work=work), process, leader)
    task = await task_row(rows, task_id)
    assert (task["state"], task["errors"][0]["message"]) == ("DEAD", "UNAUTHORIZED: the key was revoked")


async def test_a_kind_that_this_version_does_not_know_waits_for_a_newer_worker(
    process: Process, shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    ran = asyncio.Event()

    async def work(_: Job) -> None:
        ran.set()

    (task_id,) = await make_tasks(rows, shop)
    for _ in range(3):
        await make_due(rows)
        await run_due(runner(process), process, leader)
        task = await task_row(rows, task_id)
        assert (task["state"], task["errors"]) == ("WAITING", [])
    wait = await rows.fetchval("select extract(epoch from due_at - now())::float8 from tasks")
    assert 0 < wait <= UNKNOWN_KIND_SECONDS
    await make_due(rows)
    await run_due(runner(process, work=work), process, leader)
    assert ran.is_set()
    assert (await task_row(rows, task_id))["state"] == "DONE"


async def test_a_run_that_lost_its_lease_is_stopped_and_leaves_the_task_to_the_other(
    process: Process, shop: Shop, settings: Settings, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    began, stopped = asyncio.Event(), asyncio.Event()

    async def work(_: Job) -> None:
        began.set()
        try:
            await asyncio.sleep(60)
        finally:
            stopped.set()

    quick = replace(process, settings=settings.model_copy(update={"lease_seconds": 0.6}))
    running = runner(quick, work=work)
    renewing = asyncio.create_task(running.renew())
    (task_id,) = await make_tasks(rows, shop)
    run = asyncio.create_task(run_due(running, quick, leader))
    async with asyncio.timeout(10):
        await began.wait()
        await rows.execute("update tasks set lease_token = lease_token + 1, lease_until = now() + interval '1 hour'")
        await stopped.wait()
        await run
    renewing.cancel()
    task = await task_row(rows, task_id)
    assert (task["state"], task["lease_token"], task["attempt"]) == ("RUNNING", 2, 1)


async def test_a_long_run_keeps_its_lease(inward: Working, shop: Shop, rows: asyncpg.Connection) -> None:
    async def work(_: Job) -> None:
        await asyncio.sleep(3)

    (task_id,) = await make_tasks(rows, shop)
    async with inward({"test.work": work}, lease_seconds=1, sweep_seconds=0.2):

        async def done() -> bool:
            return (await states(rows))["DONE"] == 1

        await until(done)
    task = await task_row(rows, task_id)
    assert (task["lease_token"], task["crashes"]) == (1, 0)


async def until_running(rows: asyncpg.Connection, count: int) -> None:
    """Wait until so many tasks run."""

    async def running() -> bool:
        return (await states(rows))["RUNNING"] == count

    await until(running)


@pytest.mark.parametrize(("drain", "finished"), [(10, True), (0.2, False)])
async def test_a_stopped_worker_lets_running_tasks_finish_or_gives_them_back_at_once(
    drain: float, finished: bool, inward: Working, shop: Shop, rows: asyncpg.Connection
) -> None:
    async def work(_: Job) -> None:
        await asyncio.sleep(2)

    await make_tasks(rows, shop, 5)
    async with inward({"test.work": work}, drain_seconds=drain):
        await until_running(rows, 5)
    if finished:
        assert await states(rows) == {"DONE": 5}
    else:
        # due at once, and perhaps rung already for whoever comes next
        assert set(await states(rows)) <= {"WAITING", "RELEASED"}
        assert await rows.fetchval("select bool_and(due_at <= now() and attempt = 2 and crashes = 0) from tasks")


async def test_jobs_see_only_their_own_shops_rows(
    process: Process, shop: Shop, other_shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    seen: Mapping[str, int] = {}

    async def work(job: Job) -> None:
        async with job.read() as db:
            seen[job.lease.storefront_id] = await db.fetchval("select count(*) from tasks")  # type: ignore[index]

    await make_tasks(rows, shop, 3)
    await make_tasks(rows, other_shop, 2)
    await run_due(runner(process, work=work), process, leader)
    assert seen == {shop.id: 3, other_shop.id: 2}


async def test_an_account_whose_calls_are_spent_is_no_failure_of_the_task_however_often(
    process: Process, shop: Shop, leader: asyncpg.Connection, rows: asyncpg.Connection
) -> None:
    async def work(_: Job) -> None:
        raise Spent("the day's calls are used up", retry_after=7200)

    (task_id,) = await make_tasks(rows, shop)
    for _ in range(MOST_FAULTS + 1):
        await make_due(rows)
        await run_due(runner(process, work=work), process, leader)
    task = await task_row(rows, task_id)
    wait = await rows.fetchval("select extract(epoch from due_at - now())::float8 from tasks")
    assert (task["state"], task["failures"], task["errors"]) == ("WAITING", 0, [])
    assert 7100 < wait <= 7200 + SPREAD_SECONDS

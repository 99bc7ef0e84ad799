"""Leases: one holder at a time, older ones fenced, and a history that is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from services.core import tasks
from services.core.database import Connection, Pool, Row
from services.core.ids import new_id
from services.core.tasks import MOST_ERRORS, Fenced, Lease, Ring
from tests.builders import Shop

ERROR = {"at": "2026-03-01T12:00:00+00:00", "error": "Unavailable", "message": "away"}


async def a_task(relay: Pool, shop: Shop, state: str = "RELEASED") -> str:
    task_id = new_id("tsk")
    async with relay.connection() as connection:
        await connection.execute(
            """insert into tasks (storefront_id, id, kind, subject, state, due_at, released_at, created_at)
               values ($1, $2, 'claim.verify', 'clm', $3, now(), now(), now())""",
            shop.id, task_id, state,
        )  # fmt: skip
    return task_id


async def lease(relay: Pool, shop: Shop, task_id: str, attempt: int = 1, seconds: float = 60) -> Lease:
    async with relay.connection() as connection:
        taken = await tasks.take(connection, shop.id, task_id, attempt, seconds)
    assert taken is not None
    return taken


async def release(relay: Pool, task_id: str) -> None:
    async with relay.connection() as connection:
        await connection.execute("update tasks set state = 'RELEASED' where id = $1 and state = 'WAITING'", task_id)


async def lose(relay: Pool, task_id: str) -> None:
    """What the sweeper does with a worker that fell silent."""
    async with relay.connection() as connection:
        await connection.execute(
            "update tasks set state = 'RELEASED', attempt = attempt + 1, lease_until = null where id = $1", task_id
        )


async def row(relay: Pool, task_id: str) -> Row:
    async with relay.connection() as connection:
        found = await connection.fetchrow("select *, lease_until - now() as left from tasks where id = $1", task_id)
    assert found is not None
    return found


async def test_of_twenty_workers_that_hear_one_ring_one_takes_the_task(relay: Pool, shop: Shop) -> None:
    task = await a_task(relay, shop)

    async def take() -> Lease | None:
        async with relay.connection() as connection:
            return await tasks.take(connection, shop.id, task, 1, 60)

    taken = [one for one in await asyncio.gather(*(take() for _ in range(20))) if one]
    assert [(one.token, one.attempt, one.failures) for one in taken] == [(1, 1, 0)]


@pytest.mark.parametrize("state", ["WAITING", "RUNNING", "DONE", "DEAD"])
async def test_only_a_released_task_is_taken(relay: Pool, shop: Shop, other_shop: Shop, state: str) -> None:
    task, ready = await a_task(relay, shop, state), await a_task(relay, shop)
    async with relay.connection() as connection:
        assert await tasks.take(connection, shop.id, task, 1, 60) is None
        assert await tasks.take(connection, shop.id, ready, 2, 60) is None, "another attempt's ring"
        assert await tasks.take(connection, other_shop.id, ready, 1, 60) is None, "another storefront's ring"
        assert await tasks.take(connection, shop.id, "tsk_gone", 1, 60) is None
        rings = [Ring(shop.id, task, 1), Ring(shop.id, ready, 1), Ring(shop.id, ready, 2)]
        assert list(await tasks.take_all(connection, rings, 60)) == [Ring(shop.id, ready, 1)]


End = Callable[[Connection, Lease], Awaitable[bool]]
ENDS: dict[str, tuple[End, str]] = {
    "finish": (tasks.finish, "DONE"),
    "bury": (lambda connection, held: tasks.bury(connection, held, ERROR), "DEAD"),
    "put back": (lambda connection, held: tasks.put_back(connection, held, seconds=9, error=None), "WAITING"),
    "fail": (lambda connection, held: tasks.put_back(connection, held, seconds=9, error=ERROR), "WAITING"),
}


@pytest.mark.parametrize("name", ENDS)
async def test_who_lost_the_lease_can_end_nothing(relay: Pool, shop: Shop, name: str) -> None:
    end, state = ENDS[name]
    task = await a_task(relay, shop)
    old = await lease(relay, shop, task)
    await lose(relay, task)
    async with relay.connection() as connection:
        assert not await end(connection, old), "nobody holds it"
    new = await lease(relay, shop, task, attempt=2)
    assert new.token == old.token + 1
    before = dict(await row(relay, task)) | {"left": None}
    async with relay.connection() as connection:
        assert not await end(connection, old), "somebody else holds it"
    assert dict(await row(relay, task)) | {"left": None} == before
    async with relay.connection() as connection:
        assert await end(connection, new)
        assert not await end(connection, new), "it ends once"
    ended = await row(relay, task)
    assert (ended["state"], ended["lease_until"]) == (state, None)
    assert (ended["finished_at"] is not None) is (state in ("DONE", "DEAD"))


async def test_who_lost_the_lease_can_write_nothing_else(app: Pool, relay: Pool, shop: Shop) -> None:
    task = await a_task(relay, shop)
    old = await lease(relay, shop, task)
    async with app.write(shop.id) as tx:
        await tasks.prove(tx, old)
    await lose(relay, task)
    new = await lease(relay, shop, task, attempt=2)

    async def write() -> None:
        async with app.write(shop.id) as tx:
            await tasks.prove(tx, old)
            await tx.execute("update storefronts set name = 'never'")

    with pytest.raises(Fenced):
        await write()
    async with app.write(shop.id) as tx:
        await tasks.prove(tx, new)


async def test_a_lease_cannot_be_lost_while_a_transaction_proves_it(app: Pool, relay: Pool, shop: Shop) -> None:
    task = await a_task(relay, shop)
    held = await lease(relay, shop, task)
    async with app.write(shop.id) as tx:
        await tasks.prove(tx, held)
        losing = asyncio.create_task(lose(relay, task))
        await asyncio.sleep(0.2)
        assert not losing.done()
    await losing


async def test_leases_are_renewed_together_and_only_those_that_are_held(relay: Pool, shop: Shop) -> None:
    kept, lost, done = [await lease(relay, shop, await a_task(relay, shop), seconds=5) for _ in range(3)]
    await lose(relay, lost.task_id)
    again = await lease(relay, shop, lost.task_id, attempt=2, seconds=5)
    async with relay.connection() as connection:
        assert await tasks.finish(connection, done)
        assert await tasks.renew_all(connection, [kept, lost, done], 60) == {kept}
        assert await tasks.renew_all(connection, [lost, again], 60) == {again}, "one process may hold both"
        assert await tasks.renew_all(connection, [], 60) == set()
        assert list(await tasks.finish_all(connection, [lost, again])) == [again]
    assert (await row(relay, kept.task_id))["left"] > timedelta(seconds=30)


async def test_a_lease_ends_by_the_databases_clock(relay: Pool, shop: Shop) -> None:
    task = await a_task(relay, shop)
    await lease(relay, shop, task, seconds=12)
    assert timedelta(seconds=5) < (await row(relay, task))["left"] <= timedelta(seconds=12)


async def test_failures_count_in_a_row_and_their_history_stays(relay: Pool, shop: Shop) -> None:
    task = await a_task(relay, shop)
    seen = []
    for attempt, error in enumerate([ERROR, ERROR, None, ERROR, None], 1):
        held = await lease(relay, shop, task, attempt)
        seen.append(held.failures)
        async with relay.connection() as connection:
            assert await tasks.put_back(connection, held, seconds=3600, error=error)
        waiting = await row(relay, task)
        assert (waiting["state"], waiting["attempt"], waiting["released_at"]) == ("WAITING", attempt + 1, None)
        await release(relay, task)
    assert seen == [0, 1, 2, 0, 1]
    assert (await row(relay, task))["errors"] == [ERROR] * 3


async def test_a_task_that_went_well_in_between_starts_its_count_of_crashes_anew(relay: Pool, shop: Shop) -> None:
    task = await a_task(relay, shop)
    async with relay.connection() as connection:
        await connection.execute("update tasks set crashes = 2")
    first = await lease(relay, shop, task)
    assert first.crashes == 2
    async with relay.connection() as connection:
        await tasks.put_back(connection, first, seconds=0, error=ERROR)
        assert await connection.fetchval("select crashes from tasks") == 2
    await release(relay, task)
    second = await lease(relay, shop, task, 2)
    async with relay.connection() as connection:
        await tasks.put_back(connection, second, seconds=0, error=None)
        assert await connection.fetchval("select crashes from tasks") == 0


async def test_the_history_is_bounded_and_keeps_the_newest(relay: Pool, shop: Shop) -> None:
    task = await a_task(relay, shop)
    for attempt in range(1, MOST_ERRORS + 3):
        held = await lease(relay, shop, task, attempt)
        async with relay.connection() as connection:
            await tasks.put_back(connection, held, seconds=0, error=ERROR | {"message": str(attempt)})
        await release(relay, task)
    errors = (await row(relay, task))["errors"]
    assert [error["message"] for error in errors] == [str(number) for number in range(3, MOST_ERRORS + 3)]


async def test_a_dead_task_comes_back_with_its_history_and_with_all_its_tries(
    app: Pool, relay: Pool, shop: Shop
) -> None:
    task = await a_task(relay, shop)
    held = await lease(relay, shop, task)
    async with relay.connection() as connection:
        await connection.execute("update tasks set crashes = 2, failures = 4")
        assert await tasks.bury(connection, held, ERROR)
    async with app.write(shop.id) as tx:
        assert await tasks.replay(tx, task)
        assert not await tasks.replay(tx, task), "it lives"
    alive = await row(relay, task)
    assert (alive["state"], alive["crashes"], alive["failures"], alive["errors"]) == ("WAITING", 0, 0, [ERROR])
    assert (alive["attempt"], alive["finished_at"]) == (2, None)
    await release(relay, task)
    assert (await lease(relay, shop, task, 2)).token == 2


@pytest.mark.parametrize("state", ["WAITING", "RELEASED", "RUNNING", "DONE"])
async def test_only_a_dead_task_of_the_own_storefront_is_replayed(
    app: Pool, relay: Pool, shop: Shop, other_shop: Shop, state: str
) -> None:
    task, foreign = await a_task(relay, shop, state), await a_task(relay, other_shop, "DEAD")
    async with app.write(shop.id) as tx:
        assert not await tasks.replay(tx, task)
        assert not await tasks.replay(tx, foreign)
        assert not await tasks.replay(tx, "tsk_gone")
    assert (await row(relay, task))["state"] == state


async def test_a_long_transaction_of_one_job_does_not_delay_the_others_renewal(
    app: Pool, relay: Pool, shop: Shop
) -> None:
    busy, idle = [await lease(relay, shop, await a_task(relay, shop), seconds=5) for _ in range(2)]
    async with app.write(shop.id) as tx:
        await tasks.prove(tx, busy)
        async with relay.connection() as connection:
            await connection.execute("set lock_timeout = '1s'")
            assert await tasks.renew_all(connection, [busy, idle], 600) == {busy, idle}
    assert (await row(relay, idle.task_id))["left"] > timedelta(seconds=60)


async def test_a_run_that_was_stopped_counts_neither_as_success_nor_as_failure(relay: Pool, shop: Shop) -> None:
    task = await a_task(relay, shop)
    async with relay.connection() as connection:
        await tasks.put_back(connection, await lease(relay, shop, task), seconds=0, error=ERROR)
        await release(relay, task)
        assert await tasks.give_back(connection, await lease(relay, shop, task, attempt=2), seconds=0)
    found = await row(relay, task)
    assert (found["state"], found["attempt"], found["failures"], len(found["errors"])) == ("WAITING", 3, 1, 1)

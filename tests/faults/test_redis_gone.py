"""Redis emptied, stopped and killed: nothing is lost, nothing is done twice, and the worker lives."""

import asyncio

import asyncpg
import pytest

from services.core.database import Pool
from services.core.feed import open_redis
from services.core.settings import Settings
from services.core.vault import Vault
from services.dev import embedded
from tests import ledger
from tests.builders import Shop, a_shop, an_order
from tests.faults import proving
from tests.processes import environment, program
from tests.watching import until
from tests.worker.rows import make_tasks, states

GONE_SECONDS = 10
BACK_SECONDS = 5
FEED_SECONDS = 5


async def test_a_thousand_due_tasks_are_each_done_once_though_redis_is_emptied_again_and_again(
    doomed: Settings, database: str, app: Pool, vault: Vault, rows: asyncpg.Connection
) -> None:
    await proving.prepare(rows)
    made = []
    for _ in range(4):
        made += await make_tasks(rows, await a_shop(database, app, vault), 250, kind="proof.write")
    redis = open_redis(doomed.redis_url.get_secret_value())
    async with program("tests.faults.proving", env=environment(doomed)):

        async def begun() -> bool:
            return bool((await states(rows))["DONE"])

        await until(begun)
        for _ in range(5):
            await redis.flushall()
            await asyncio.sleep(0.1)

        async def done() -> bool:
            return (await states(rows))["DONE"] == len(made)

        await until(done, 40)
    await redis.aclose()
    assert await proving.proofs(rows) == dict.fromkeys(made, 1)
    assert await ledger.problems(rows) == []


@pytest.mark.parametrize("fault", ["pause", "kill"])
async def test_while_redis_is_gone_the_feed_goes_on_and_tasks_wait_until_it_is_back(
    fault: str,
    doomed: Settings,
    own_redis: embedded.Redis,
    app: Pool,
    shop: Shop,
    rows: asyncpg.Connection,
) -> None:
    await proving.prepare(rows)
    async with program("tests.faults.proving", env=environment(doomed)) as worker:
        made = await make_tasks(rows, shop, 10, kind="proof.write")

        async def first_done() -> bool:
            return (await states(rows))["DONE"] == len(made)

        await until(first_done)
        own_redis.pause() if fault == "pause" else own_redis.kill()
        ends = asyncio.get_running_loop().time() + GONE_SECONDS
        while asyncio.get_running_loop().time() < ends:
            made += await make_tasks(rows, shop, 10, kind="proof.write")
            await an_order(app, shop)

            async def positioned() -> bool:
                return not await rows.fetchval("select count(*) from events where position is null")

            await until(positioned, FEED_SECONDS)
            await asyncio.sleep(0.5)
        assert worker.process.returncode is None
        await asyncio.to_thread(own_redis.resume if fault == "pause" else own_redis.start)

        async def all_done() -> bool:
            return (await states(rows))["DONE"] == len(made)

        await until(all_done, BACK_SECONDS + len(made) / 50)
        assert worker.process.returncode is None
        assert await worker.end() == 0
    assert await proving.proofs(rows) == dict.fromkeys(made, 1)
    assert await ledger.problems(rows) == []


async def test_a_worker_that_starts_without_redis_begins_when_it_comes(
    doomed: Settings, own_redis: embedded.Redis, shop: Shop, rows: asyncpg.Connection
) -> None:
    await proving.prepare(rows)
    made = await make_tasks(rows, shop, 10, kind="proof.write")
    own_redis.kill()
    async with program("tests.faults.proving", env=environment(doomed)) as worker:

        async def released() -> bool:
            return (await states(rows))["RELEASED"] == len(made)

        await until(released)
        await asyncio.to_thread(own_redis.start)

        async def done() -> bool:
            return (await states(rows))["DONE"] == len(made)

        await until(done, BACK_SECONDS)
        own_redis.pause()
        assert await worker.end() == 0, "a stop waits for no Redis"
        own_redis.resume()
    assert await ledger.problems(rows) == []

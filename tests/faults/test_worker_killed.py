"""Workers that are killed: their work goes on elsewhere, soon and without doubling what they did."""

import signal

import asyncpg
import httpx
import pytest

from services.core.database import Pool
from services.core.settings import Settings
from services.core.vault import Vault
from services.worker.sequencer import sequence
from tests import ledger
from tests.builders import a_claim, a_shipment, a_shop, an_order
from tests.faults import proving
from tests.processes import Sandbox, environment, program
from tests.watching import happened, until
from tests.worker.rows import make_tasks, states

WORKER = "services.worker"
RESUMED_SECONDS = 20
KEY = "EZTKkilled"


@pytest.mark.parametrize("fault", ["hang", "slow"])
async def test_a_call_that_a_killed_worker_began_is_made_by_another_within_twenty_seconds(
    fault: str,
    outward: Settings,
    database: str,
    app: Pool,
    vault: Vault,
    sandbox: Sandbox,
    rows: asyncpg.Connection,
) -> None:
    shop = await a_shop(database, app, vault, api_key=KEY)
    env = environment(outward)
    await sandbox.fault(fault, delay=30)
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracking_number="MG-TRANSIT-1")
    async with program(WORKER, env=env) as first, program(WORKER, env=env) as second:

        async def called() -> bool:
            return bool(await sandbox.calls(method="POST"))

        await until(called)
        holder = await rows.fetchval("select count(*) from tasks where state = 'RUNNING' and kind = 'shipment.track'")
        assert holder == 1
        # nobody knows which of the two called, so both fall, and a third comes
        await first.end(signal.SIGKILL)
        await second.end(signal.SIGKILL)
        async with program(WORKER, env=env):

            async def confirmed() -> bool:
                return bool(await rows.fetchval("select state = 'CONFIRMED' from effects where subject = $1", parcel))

            await until(confirmed, RESUMED_SECONDS)

            async def settled() -> bool:
                return (await states(rows))["WAITING"] == 1

            await until(settled)
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/easypost/v2", auth=(KEY, "")) as client:
        assert len((await client.get("/trackers")).json()["trackers"]) == 1
    await sequence(rows)
    assert await ledger.problems(rows) == []


async def test_claims_in_work_survive_the_death_of_one_of_two_workers(
    outward: Settings, database: str, app: Pool, vault: Vault, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    shop = await a_shop(database, app, vault, api_key=KEY)
    env = environment(outward)
    claims = []
    async with program(WORKER, env=env) as first, program(WORKER, env=env):
        for number in range(10):
            order = await an_order(app, shop)
            parcel = await a_shipment(app, shop, order, tracking_number=f"MG-LOST-{number}")
            claims.append(await a_claim(app, shop, order, parcel))
            if number == 5:
                await happened(app, shop, claims[0], "claim.acknowledged")
                await first.end(signal.SIGKILL)
        for claim in claims:
            await happened(app, shop, claim, "claim.review_started", RESUMED_SECONDS)

        async def settled() -> bool:
            counts = await states(rows)
            return not counts["RUNNING"] + counts["RELEASED"]

        await until(settled)
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/easypost/v2", auth=(KEY, "")) as client:
        assert len((await client.get("/trackers")).json()["trackers"]) == 10
    assert await rows.fetchval("select count(*) from effects where state = 'CONFIRMED'") == 10
    await sequence(rows)
    assert await ledger.problems(rows) == []


async def test_a_task_that_kills_its_workers_is_put_aside_and_its_neighbors_are_done(
    settings: Settings, database: str, app: Pool, vault: Vault, redis: object, rows: asyncpg.Connection
) -> None:
    shop = await a_shop(database, app, vault)
    await proving.prepare(rows)
    env = environment(settings.model_copy(update={"lease_seconds": 1.5, "sweep_seconds": 0.5}))
    (poison,) = await make_tasks(rows, shop, kind="proof.die")
    neighbors = await make_tasks(rows, shop, 10, kind="proof.write")
    for _ in range(3):
        async with program("tests.faults.proving", env=env) as worker:
            assert await worker.process.wait() == 139
    async with program("tests.faults.proving", env=env):

        async def settled() -> bool:
            return await states(rows) == {"DEAD": 1, "DONE": 10}

        await until(settled)
    assert await rows.fetchval("select state from tasks where id = $1", poison) == "DEAD"
    assert await rows.fetchval("select crashes from tasks where id = $1", poison) == 3
    assert set(await proving.proofs(rows)) == set(neighbors)
    await sequence(rows)
    assert await ledger.problems(rows) == []


async def test_a_stop_signal_lets_the_call_under_way_finish(
    outward: Settings, database: str, app: Pool, vault: Vault, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    shop = await a_shop(database, app, vault, api_key=KEY)
    await sandbox.fault("slow", delay=3)
    await a_shipment(app, shop, await an_order(app, shop), tracking_number="MG-TRANSIT-1")
    async with program(WORKER, env=environment(outward)) as worker:

        async def called() -> bool:
            return bool(await sandbox.calls(method="POST"))

        await until(called)
        assert await worker.end(signal.SIGTERM) == 0
    assert await rows.fetchval("select state from effects") == "CONFIRMED"
    assert await rows.fetchval("select state from tasks") == "WAITING"
    assert len(await sandbox.calls(method="POST")) == 1
    await sequence(rows)
    assert await ledger.problems(rows) == []

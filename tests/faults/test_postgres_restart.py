"""PostgreSQL restarted the hard way under load: the worker comes back by itself, and nothing is lost or doubled."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.core.claims import operations as claims
from services.core.claims.model import ClaimReason, NewClaim
from services.core.clock import system_clock
from services.core.database import APP, AWAY, Write, open_pool
from services.core.orders import operations as orders
from services.core.settings import Settings
from services.core.shipments import operations as shipments
from services.core.shipments.model import NewShipment
from services.core.vault import Vault
from services.dev import embedded
from services.migrate import migrate, read_migrations
from services.worker.sequencer import sequence
from tests import ledger
from tests.builders import Shop, a_key, a_new_order, a_shop
from tests.processes import Sandbox, environment, program
from tests.watching import until
from tests.worker.rows import all_rows, hurry, states

MOVES = ["claim.submitted", "claim.acknowledged", "claim.review_started"]
STORIES = 30


@pytest.fixture
async def own_postgres(tmp_path: Path) -> AsyncIterator[embedded.Postgres]:
    """A running PostgreSQL of the test's own, migrated."""
    server = embedded.Postgres(tmp_path / "postgres", durable=False)
    await asyncio.to_thread(server.start)
    await migrate(server.address, read_migrations())
    yield server
    await asyncio.to_thread(server.remove)


async def test_claims_survive_an_immediate_restart_of_postgres(
    settings: Settings, own_postgres: embedded.Postgres, vault: Vault, sandbox: Sandbox, redis: Redis
) -> None:
    database = own_postgres.address
    mine = settings.model_copy(update={"database_url": SecretStr(database), "company_urls": f"*={sandbox.url}"})
    app = await open_pool(database, APP, size=5)
    shop = await a_shop(database, app, vault)
    async with program("services.worker", env=environment(mine)) as worker:
        told = [
            asyncio.create_task(_story(app.writer(shop.id), shop, f"MG-LOST-{number}")) for number in range(STORIES)
        ]

        async def under_way() -> bool:
            return sum(story.done() for story in told) >= STORIES // 3

        await until(under_way)
        await asyncio.to_thread(own_postgres.restart, "immediate")
        assert len({await story for story in told}) == STORIES
        async with all_rows(database) as rows:

            async def reviewed() -> bool:
                await hurry(rows, "claim.verify")
                found = await rows.fetchval("select count(*) from claims where status = 'UNDER_REVIEW'")
                return bool(found == STORIES)

            await until(reviewed, 40)

            async def confirmed() -> bool:
                await hurry(rows, "shipment.track")
                return bool(await rows.fetchval("select bool_and(state = 'CONFIRMED') from effects"))

            await until(confirmed, 40)

            async def settled() -> bool:
                left: int = await rows.fetchval(
                    """select count(*) from tasks where state in ('RELEASED', 'RUNNING')
                       or state = 'WAITING' and due_at <= now()"""
                )
                return left == 0

            await until(settled, 40)
            assert worker.process.returncode is None
            assert await worker.end() == 0
            assert await rows.fetchval("select count(*) from claims") == STORIES
            moved = await rows.fetch(
                "select count(*) as times from events where type = any($1) group by claim_id", MOVES
            )
            assert [row["times"] for row in moved] == [len(MOVES)] * STORIES
            assert (await states(rows))["DEAD"] == 0
            await sequence(rows)
            assert await ledger.problems(rows) == []
    await app.close()


async def _story(write: Write, shop: Shop, number: str) -> str:
    """Order, parcel and claim, each told again with the same key until the database has heard it."""
    keys = [a_key() for _ in range(3)]
    new_order = a_new_order()
    now = system_clock()
    while True:
        try:
            order = await orders.upsert(write, shop.caller, new_order, key=keys[0], now=now)
            new = NewShipment(order, "USPS", number)
            parcel = await shipments.upsert(write, shop.caller, new, key=keys[1], now=now)
            claim = NewClaim(order_id=order, shipment_id=parcel, reason=ClaimReason.LOST_IN_TRANSIT)
            return await claims.create(write, shop.caller, claim, key=keys[2], now=now)
        except AWAY:
            await asyncio.sleep(0.1)

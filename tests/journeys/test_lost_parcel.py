"""A lost parcel's whole way on real servers, processes and sockets; then the same way with a server lost on it."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, suppress
from pathlib import Path
from uuid import uuid4

import asyncpg
import httpx
import pytest
from pydantic import SecretStr

from services.core.settings import Settings
from services.dev import embedded
from services.dev.seed import seed
from services.migrate import migrate, read_migrations
from tests.journeys.selling import Sold, sell
from tests.journeys.watching import Page, open_page
from tests.processes import Sandbox, Service, a_service
from tests.watching import until
from tests.worker.rows import all_rows

FEED_SECONDS = 5
OF_CLAIM = ["claim.submitted", "claim.acknowledged", "claim.review_started"]
CLAIM_CREATE = (Path(__file__).parents[2] / "schema" / "operations" / "claimCreate.graphql").read_text()

Shops = list[dict[str, str]]


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, timeout=20) as client:
        yield client


@pytest.fixture
async def rows(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection past every rule."""
    async with all_rows(database) as connection:
        yield connection


@pytest.fixture
async def own_postgres(tmp_path: Path) -> AsyncIterator[embedded.Postgres]:
    """A running PostgreSQL of the test's own, migrated."""
    server = embedded.Postgres(tmp_path / "postgres", durable=False)
    await asyncio.to_thread(server.start)
    await migrate(server.address, read_migrations())
    yield server
    await asyncio.to_thread(server.remove)


def order_page(sold: Sold) -> AbstractAsyncContextManager[Page]:
    return open_page(sold.customer.over_websocket, "orderUpdated", sold.order, sold.cursor)


async def in_feed(rows: asyncpg.Connection, order: str) -> list[str]:
    """What an order's customer is to see, in the feed's order; the feed around it must have no gap."""
    found = await rows.fetch(
        """select e.id, e.position, e.order_id, e.public from events e join events o using (storefront_id)
           where o.order_id = $1 and o.type = 'order.created' and e.position is not null order by e.position""",
        order,
    )
    assert [row["position"] for row in found] == list(range(1, len(found) + 1))
    return [row["id"] for row in found if row["order_id"] == order and row["public"]]


async def saw_all(page: Page, rows: asyncpg.Connection, order: str) -> None:
    """Passes once the page has seen exactly the feed; the carrier's scans may still be coming in."""

    async def same() -> bool:
        return ids(page) == await in_feed(rows, order)

    # compared once: another scan may come in the moment after the two were the same
    with suppress(TimeoutError):
        await until(same)
        return
    pytest.fail(f"{ids(page)} of {await in_feed(rows, order)}, after {page.losses}")


def ids(page: Page) -> list[str]:
    return [event["id"] for event in page.seen]


async def test_a_lost_parcels_claim_reaches_the_carrier_and_comes_back_without_a_gap(
    service: Service, sandbox: Sandbox, shops: Shops, http: httpx.AsyncClient, rows: asyncpg.Connection
) -> None:
    sold = await sell(http, service, shops[0])
    async with order_page(sold) as over_websocket:
        await over_websocket.until("shipment.tracking_updated")
        claim = await sold.claim()
        async with open_page(sold.customer.over_sse, "claimUpdated", claim["id"], sold.cursor) as over_sse:
            await over_websocket.until("claim.review_started")
            (await sandbox.control.post(f"/parcels/{sold.code}/move", json={"to": "delivered"})).raise_for_status()
            await over_websocket.until("shipment.delivered")
            for page in (over_websocket, over_sse):
                await page.until("claim.canceled")
                await page.until("claim.message_added")
        await saw_all(over_websocket, rows, sold.order)
    assert [kind for kind in over_sse.kinds if kind != "claim.message_added"] == [*OF_CLAIM, "claim.canceled"]
    sequences = [event["sequence"] for event in over_sse.seen]
    assert sequences == sorted(set(sequences)), "it rises, with gaps where the shop keeps something to itself"
    assert next(event for event in over_sse.seen if event["type"] == "claim.review_started")["verified"] is True
    assert over_websocket.losses == over_sse.losses == []
    assert [call["status"] for call in await sandbox.calls(method="POST", tracking_code=sold.code)] == [201]
    assert await sandbox.calls(method="GET", tracking_code=sold.code)
    webhooks = (await sandbox.control.get("/webhooks")).json()
    assert webhooks["delivered"]
    assert not webhooks["failed"]
    sources = await rows.fetch("select distinct source from tracking_events where shipment_id = $1", sold.shipment)
    assert "WEBHOOK" in {row["source"] for row in sources}


@pytest.mark.parametrize("fault", ["pause", "kill"])
async def test_without_redis_customers_are_served_and_watch_on_and_tasks_go_on_when_it_is_back(
    fault: str,
    doomed: Settings,
    own_redis: embedded.Redis,
    shops: Shops,
    http: httpx.AsyncClient,
    rows: asyncpg.Connection,
) -> None:
    async with a_service(doomed) as service:
        sold = await sell(http, service, shops[0])
        async with order_page(sold) as page:
            await page.until("shipment.tracking_updated")
            own_redis.pause() if fault == "pause" else own_redis.kill()
            claim = await sold.claim()
            await page.until("claim.submitted", FEED_SECONDS)
            assert (await sold.customer.query("claim", id=claim["id"]))["status"] == "SUBMITTED"
            assert (await http.get(f"{service.url}/readyz")).status_code == httpx.codes.OK
            await sold.customer.mutation("claimCancel", claimId=claim["id"])
            await page.until("claim.canceled", FEED_SECONDS)
            again = await sold.claim()
            own_redis.resume() if fault == "pause" else await asyncio.to_thread(own_redis.start)
            reviewed = await page.until("claim.review_started")
            await saw_all(page, rows, sold.order)
        assert reviewed["claim"]["id"] == again["id"]
        assert page.losses == []


async def test_a_page_misses_nothing_though_the_api_is_killed_under_it(
    service: Service, sandbox: Sandbox, shops: Shops, http: httpx.AsyncClient, rows: asyncpg.Connection
) -> None:
    sold = await sell(http, service, shops[0])
    async with (
        order_page(sold) as over_websocket,
        open_page(sold.customer.over_sse, "orderUpdated", sold.order, sold.cursor) as over_sse,
    ):
        await over_websocket.until("shipment.tracking_updated")
        claim = await sold.claim()
        assert service.api is not None
        await service.api.end(signal.SIGKILL)

        async def reviewed() -> bool:
            status = await rows.fetchval("select status from claims where id = $1", claim["id"])
            return bool(status == "UNDER_REVIEW")

        await until(reviewed, 40)
        (await sandbox.control.post(f"/parcels/{sold.code}/move", json={"to": "delivered"})).raise_for_status()
        for page in (over_websocket, over_sse):
            assert "claim.review_started" not in page.kinds
        await service.start_api()
        for page in (over_websocket, over_sse):
            await page.until("shipment.delivered")
            await saw_all(page, rows, sold.order)
    assert over_websocket.losses
    assert over_sse.losses


async def test_while_postgres_is_away_it_says_503_and_comes_back_by_itself(
    outward: Settings, own_postgres: embedded.Postgres, http: httpx.AsyncClient
) -> None:
    mine = outward.model_copy(update={"database_url": SecretStr(own_postgres.address)})
    shops = await seed(mine, [])
    async with a_service(mine) as service:
        sold = await sell(http, service, shops[0])
        headers = {"Authorization": f"Bearer {sold.token}"}
        told = {"query": CLAIM_CREATE, "variables": {"input": sold.claimed() | {"idempotencyKey": uuid4().hex}}}
        async with order_page(sold) as page:
            await page.until("shipment.tracking_updated")
            await asyncio.to_thread(own_postgres.stop, "immediate")
            refused = await http.post(f"{service.url}/graphql", json=told, headers=headers)
            assert refused.status_code == httpx.codes.SERVICE_UNAVAILABLE
            assert int(refused.headers["retry-after"]) >= 1
            assert refused.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
            assert (await http.get(f"{service.url}/readyz")).status_code == httpx.codes.SERVICE_UNAVAILABLE
            assert (await http.get(f"{service.url}/healthz")).status_code == httpx.codes.OK
            await asyncio.to_thread(own_postgres.start)

            async def answered() -> bool:
                response = await http.post(f"{service.url}/graphql", json=told, headers=headers)
                return response.status_code == httpx.codes.OK

            await until(answered)
            await page.until("claim.review_started")
            async with all_rows(own_postgres.address) as rows:
                await saw_all(page, rows, sold.order)
        assert service.api is not None
        assert service.worker is not None
        assert service.api.process.returncode is service.worker.process.returncode is None
        assert page.kinds.count("claim.submitted") == 1

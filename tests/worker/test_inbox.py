"""What a company posts: read once, in whatever order and however often it comes, for the parcels of its account."""

import json
import random
from collections.abc import Sequence
from uuid import uuid4

import asyncpg
import httpx
import pytest

from services.core import inbox
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.inbox import Letter
from services.core.shipments.model import TrackingStatus
from services.core.storefronts.operations import NewAccount, connect_account
from services.core.vault import Vault
from tests.builders import Shop, a_shipment, a_shop, an_order
from tests.processes import Sandbox
from tests.watching import until
from tests.worker.conftest import Working
from tests.worker.rows import another_account, hurry, states

KEY = "EZTKposted"
CODE = "MG-DELIVERED-1"


@pytest.fixture
async def shop(database: str, app: Pool, vault: Vault) -> Shop:
    """A storefront whose key at the company is known."""
    return await a_shop(database, app, vault, api_key=KEY)


async def posted(sandbox: Sandbox, code: str = CODE) -> list[bytes]:
    """The events of a whole journey, as the company posts them: the tracker as it is after each scan."""
    bodies = []
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/easypost/v2", auth=(KEY, "")) as client:
        left = 1
        while left:
            tracker = (
                await client.post("/trackers", json={"tracker": {"tracking_code": code, "carrier": "USPS"}})
            ).json()
            event = {"id": f"evt_{uuid4().hex}", "object": "Event", "description": "tracker.updated", "result": tracker}
            bodies.append(json.dumps(event).encode())
            moved = (await sandbox.control.post(f"/parcels/{code}/move", json={"to": "next"})).json()
            left = 0 if tracker["status"] == "delivered" else moved["to_come"] + 1
    return bodies


async def keep_all(app: Pool, shop: Shop, bodies: Sequence[bytes], account: str | None = None) -> int:
    """Keep messages as the hook does; how many were new."""
    new = 0
    for body in bodies:
        async with app.write(shop.id) as tx:
            letter = Letter(account or shop.account_id, "easypost", json.loads(body)["id"], body)
            new += await inbox.keep(tx, letter, system_clock())
    return new


async def until_read(rows: asyncpg.Connection, count: int) -> None:
    """Wait until so many messages were read."""

    async def read() -> bool:
        return (await states(rows, "inbox.read"))["DONE"] == count

    await until(read)


async def status_of(rows: asyncpg.Connection, parcel: str) -> str:
    """What the carrier says of a parcel."""
    status: str = await rows.fetchval("select tracking_status from shipments where id = $1", parcel)
    return status


async def test_a_journey_posted_in_any_order_and_twice_ends_where_it_ended(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracking_number=CODE)
    bodies = await posted(sandbox)
    assert len(bodies) > 3
    disorder = bodies * 3
    random.Random(11).shuffle(disorder)
    async with working():
        assert await keep_all(app, shop, disorder) == len(bodies)
        await until_read(rows, len(bodies))
    assert await status_of(rows, parcel) == TrackingStatus.DELIVERED
    assert await rows.fetchval("select signed_by from shipments") == "John Tester"
    assert await rows.fetchval("select count(*) from inbox where taken_at is null or body is not null") == 0
    told = await rows.fetch("select type from events where subject = $1 order by sequence", parcel)
    assert [row["type"] for row in told].count("shipment.delivered") == 1
    scans = await rows.fetchval("select count(*) from tracking_events")
    assert scans == len(json.loads(bodies[-1])["result"]["tracking_details"])


async def test_a_message_about_a_parcel_that_nobody_knows_changes_nothing(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    async with working():
        await keep_all(app, shop, await posted(sandbox))
        await until_read(rows, await rows.fetchval("select count(*) from inbox"))
    assert await rows.fetchval("select count(*) from inbox where problem is not null") == 0
    assert await rows.fetchval("select count(*) from tracking_events") == 0


async def test_a_message_that_cannot_be_read_is_kept_with_its_problem_for_a_person(
    working: Working, app: Pool, shop: Shop, rows: asyncpg.Connection
) -> None:
    strange = b'{"id": "evt_1", "description": "tracker.updated", "result": {"object": "Tracker"}}'
    other = b'{"id": "evt_2", "description": "batch.created", "result": {"object": "Batch"}}'
    async with working():
        await keep_all(app, shop, [strange, other])
        await until_read(rows, 2)
    kept = await rows.fetch("select external_id, body, problem is not null as bad, taken_at from inbox order by 1")
    assert [(row["external_id"], row["body"], row["bad"]) for row in kept] == [
        ("evt_1", strange, True),
        ("evt_2", None, False),
    ]
    assert all(row["taken_at"] for row in kept)


async def test_a_message_moves_only_parcels_of_the_account_that_it_came_to(
    working: Working,
    app: Pool,
    shop: Shop,
    other_shop: Shop,
    vault: Vault,
    sandbox: Sandbox,
    rows: asyncpg.Connection,
) -> None:
    # nothing of these is asked for by polling, so that only the message can move them
    await sandbox.fault(401, times=None, match={"method": "POST", "tracking_code": "MG-DELIVERED-1"})
    order = await an_order(app, shop)
    ours = await a_shipment(app, shop, order, tracking_number=CODE)
    foreign = await a_shipment(app, other_shop, await an_order(app, other_shop), tracking_number=CODE)
    elsewhere = await another_account(app, vault, shop)
    beside = await a_shipment(app, shop, order, tracking_number=CODE, carrier="FedEx", tracked_by=elsewhere, lines=())
    async with working():

        async def refused() -> bool:
            return bool(await rows.fetchval("select count(*) = 3 from shipments where tracking_trouble is not null"))

        await until(refused)
        (await sandbox.control.delete("/faults")).raise_for_status()
        bodies = await posted(sandbox)
        await keep_all(app, shop, bodies)
        await until_read(rows, len(bodies))
    assert await status_of(rows, ours) == TrackingStatus.DELIVERED
    assert await status_of(rows, foreign) == TrackingStatus.UNKNOWN
    assert await status_of(rows, beside) == TrackingStatus.UNKNOWN


async def test_a_message_stays_while_its_company_refuses_the_call_that_it_waits_for(
    working: Working, app: Pool, shop: Shop, vault: Vault, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    new = NewAccount("dhl", "dhl", {"api_key": "key-for-tests", "mode": "test"}, {"hook_token": "s"})
    account = await connect_account(shop.write(app), vault, new, shop.caller.actor, system_clock())
    body = b'{"scope": "subscription.validate", "self": "https://dhl.example/subscription/unknown", "secret": "x1"}'
    async with working():
        async with app.write(shop.id) as tx:
            assert await inbox.keep(tx, Letter(account, "dhl", "sha256:1", body), system_clock())

        async def dead() -> bool:
            return (await states(rows, "inbox.read"))["DEAD"] == 1

        await until(dead)
    assert len(await sandbox.calls(company="dhl", method="POST")) == 1
    assert await rows.fetchval("select body from inbox where taken_at is null") == body


async def test_a_new_account_has_its_hook_registered_once_however_often_that_is_looked_after(
    working: Working, app: Pool, shop: Shop, vault: Vault, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    new = NewAccount("easypost", "second", {"api_key": "EZTKsecond", "webhook_secret": "s"}, {"webhook_secret": "s"})
    await sandbox.fault("reset_after_work", match={"method": "POST", "path_prefix": "/webhooks"})
    account = await connect_account(shop.write(app), vault, new, shop.caller.actor, system_clock())
    async with working():

        async def looked_after() -> bool:
            await hurry(rows, "account.listen")
            return len(await sandbox.calls(method="GET", path_prefix="/webhooks")) > 3

        await until(looked_after)
    assert len(await sandbox.calls(method="POST", path_prefix="/webhooks")) == 1
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/easypost/v2", auth=("EZTKsecond", "")) as client:
        hooks = (await client.get("/webhooks")).json()["webhooks"]
    assert [hook["url"] for hook in hooks] == [f"http://127.0.0.1:8000/hooks/easypost/{account}"]

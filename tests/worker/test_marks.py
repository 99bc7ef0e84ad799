"""What is written back to the platform: claims on orders, and where parcels are; never in the way of anything."""

from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import httpx
import pytest
from pydantic import SecretStr

from services.core.claims import operations as claims
from services.core.claims import repository
from services.core.claims.model import Command
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.settings import Settings
from services.core.shipments.model import Scan, ScanSource, Tracking, TrackingStatus
from services.core.shipments.operations import record_tracking
from services.core.storefronts.model import AccountKind
from services.core.storefronts.operations import NewAccount, connect_account
from services.core.vault import Vault
from tests.builders import Shop, a_claim, a_shipment, an_order
from tests.processes import Sandbox
from tests.watching import until
from tests.worker.conftest import Working

DOMAIN = "makegood-demo.myshopify.com"


@pytest.fixture
def outward(outward: Settings, sandbox: Sandbox) -> Settings:
    return outward.model_copy(
        update={
            "shopify_url": f"{sandbox.url}/shopify/{{shop}}",
            "shopify_client_id": "makegood-sandbox",
            "shopify_client_secret": SecretStr("shpss_sandbox"),
            "public_url": "http://127.0.0.1:9",
        }
    )


@pytest.fixture
async def control(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/control/shopify/shops/{DOMAIN}", timeout=20) as control:
        yield control


async def sold(
    app: Pool, vault: Vault, shop: Shop, control: httpx.AsyncClient, rows: asyncpg.Connection
) -> tuple[str, str, str, str]:
    """An order of a connected shop with its parcel: our ids of both, and the shop's."""
    values = {"shop": DOMAIN, "access_token": "shpat_sandbox", "test": "1"}
    new = NewAccount("shopify", DOMAIN, values, {}, AccountKind.PLATFORM, DOMAIN)
    account = await connect_account(shop.write(app), vault, new, shop.caller.actor, system_clock())
    placed = (
        await control.post("/orders", json={"lines": [{"title": "Bowl", "price": "249.50", "quantity": 2}]})
    ).json()
    sent = await control.post(f"/orders/{placed['id']}/fulfill", json={"company": "USPS", "number": "MG-LOST-9"})
    sent.raise_for_status()
    fulfillment = (await control.get(f"/orders/{placed['id']}")).json()["fulfillments"][0]["id"]
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order)
    await rows.execute(
        "update orders set platform_account_id = $2, external_id = $3 where id = $1", order, account, placed["gid"]
    )
    await rows.execute(
        "update shipments set external_id = $2 where id = $1", parcel, f"gid://shopify/Fulfillment/{fulfillment}"
    )
    return order, parcel, str(placed["id"]), account


async def test_a_claim_is_shown_on_the_order_that_it_is_about_from_its_beginning_to_its_end(
    working: Working, app: Pool, vault: Vault, shop: Shop, control: httpx.AsyncClient, rows: asyncpg.Connection
) -> None:
    order, parcel, number, _ = await sold(app, vault, shop, control, rows)

    async def note_says(word: str) -> dict[str, object] | None:
        told: dict[str, object] = (await control.get(f"/orders/{number}")).json()
        return told if f"claim {word}" in str(told["note"]) else None

    async with working():
        claim = await a_claim(app, shop, order, parcel)
        opened = await until(lambda: note_says("opened"))
        async with app.write(shop.id) as tx:
            held = await repository.hold(tx, claim)
            assert held is not None
            await claims.move(tx, held, Command.WITHDRAW, shop.caller.actor, system_clock())
        closed = await until(lambda: note_says("canceled"))
    assert "makegood-claim" in str(opened["tags"])
    assert "makegood-claim-canceled" in str(closed["tags"])
    claim_number = await rows.fetchval("select number from claims where id = $1", claim)
    assert str(closed["note"]).splitlines() == [
        f"Makegood {claim_number}: claim opened",
        f"Makegood {claim_number}: claim canceled",
    ]


async def test_where_a_parcel_is_is_told_to_the_platform_that_sold_it(
    working: Working, app: Pool, vault: Vault, shop: Shop, control: httpx.AsyncClient, rows: asyncpg.Connection
) -> None:
    _, parcel, number, _ = await sold(app, vault, shop, control, rows)
    at = system_clock() - timedelta(hours=1)
    async with working():
        async with app.write(shop.id) as tx:
            scan = Scan(at, TrackingStatus.LOST, "LOST", "The parcel is lost")
            await record_tracking(
                tx, parcel, Tracking((scan,)), ScanSource.POLL, company="easypost", now=system_clock()
            )

        async def told() -> bool | None:
            body = (await control.get(f"/orders/{number}")).json()
            return body["fulfillments"][0]["shipment_status"] == "failure" or None

        assert await until(told)


async def test_a_shop_that_refuses_keeps_nothing_from_going_on(
    working: Working, app: Pool, vault: Vault, shop: Shop, control: httpx.AsyncClient, rows: asyncpg.Connection
) -> None:
    order, parcel, _, _ = await sold(app, vault, shop, control, rows)
    await rows.execute("update orders set external_id = 'gid://shopify/Order/1' where id = $1", order)

    async def done() -> bool | None:
        return await rows.fetchval("select true from tasks where kind = 'claim.mark' and state = 'DONE'") or None

    async with working():
        await a_claim(app, shop, order, parcel)
        assert await until(done)
    assert await rows.fetchval("select count(*) from tasks where kind = 'claim.mark' and state = 'DEAD'") == 0

"""From an account that a storefront tells us of to news that its carrier posts: through API, worker and sandbox."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest

from services.dev.demo.client import Client
from tests.journeys.selling import sell
from tests.processes import Sandbox, Service
from tests.watching import until
from tests.worker.rows import all_rows

Shops = list[dict[str, str]]


@pytest.fixture
async def rows(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection past every rule."""
    async with all_rows(database) as connection:
        yield connection


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, timeout=20) as client:
        yield client


@pytest.fixture
def shop(http: httpx.AsyncClient, service: Service, shops: Shops) -> Client:
    """The storefront's server."""
    return Client(http, service.url, shops[0]["secretKey"])


def _secrets(values: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in values.items()]


async def connected(shop: Client, company: str, credentials: dict[str, str], hook_secrets: dict[str, str]) -> str:
    """An account of the storefront at the company, once it was let in."""
    told = await shop.mutation(
        "carrierAccountConnect", company=company, label=company, mode="TEST",
        credentials=_secrets(credentials), hookSecrets=_secrets(hook_secrets),
    )  # fmt: skip
    account = str(told["account"]["id"])

    async def let_in() -> bool:
        nodes = (await shop.query("accounts", first=20))["nodes"]
        return any((node["id"], node["status"]) == (account, "CONNECTED") for node in nodes)

    await until(let_in)
    return account


async def tracked(
    shop: Client, http: httpx.AsyncClient, service: Service, shops: Shops, account: str, carrier: str, number: str
) -> str:
    """A parcel that is tracked by the account."""
    sold = await sell(http, service, shops[0])
    told = await shop.mutation(
        "shipmentUpsert", orderId=sold.order, carrier=carrier, trackingNumber=number, trackedBy=account
    )
    return str(told["shipment"]["id"])


async def answered(sandbox: Sandbox, status: int, **wanted: str) -> list[dict[str, Any]]:
    """The calls that the company answered with this status, once there is one."""

    async def look() -> list[dict[str, Any]]:
        return [call for call in await sandbox.calls(**wanted) if call["status"] == status]

    return await until(look)


async def pushed(sandbox: Sandbox, rows: asyncpg.Connection, parcel: str, number: str) -> None:
    """Passes once a delivery was told by a push, which nobody asked for."""

    async def looked_at() -> bool:
        return bool(await rows.fetchval("select last_checked_at is not null from shipments where id = $1", parcel))

    await until(looked_at)
    await sandbox.control.post(f"/parcels/{number}/move", json={"to": "delivered"})

    async def recorded() -> bool:
        return bool(
            await rows.fetchval(
                """select true from tracking_events t join shipments s on s.id = t.shipment_id
                   where s.id = $1 and t.source = 'WEBHOOK' and s.tracking_status = 'DELIVERED' limit 1""",
                parcel,
            )
        )

    await until(recorded)


@pytest.mark.parametrize(
    ("more", "fault"),
    [({}, "reset_after_work"), ({"account_number": "5300000001"}, 503)],
    ids=["by parcel, whose answer is lost", "by account, at first in vain"],
)
async def test_dhl_pushes_once_its_question_was_answered_by_a_call(
    more: dict[str, str], fault: int | str, service: Service, sandbox: Sandbox, shops: Shops, shop: Client,
    http: httpx.AsyncClient, rows: asyncpg.Connection, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    subscription = "/tracking/push/v1/subscription"
    await sandbox.fault(fault, company="dhl", match={"path_prefix": f"{subscription}/", "method": "POST"})
    told = {"api_key": uuid4().hex, "service": "parcel-nl", **more}
    account = await connected(shop, "dhl", told, {"hook_token": "token-of-ours"})
    parcel = await tracked(shop, http, service, shops, account, "DHL", "MG-TRANSIT-77")
    assert len(await answered(sandbox, 202, company="dhl", path_prefix=subscription)) == 1
    assert await answered(sandbox, 204, company="dhl", path_prefix=f"{subscription}/")
    assert len(await sandbox.calls(company="dhl", path_prefix=f"{subscription}/")) == 2
    await pushed(sandbox, rows, parcel, "MG-TRANSIT-77")
    assert await rows.fetchval("select count(*) from inbox where problem is not null") == 0
    assert (await sandbox.control.get("/webhooks")).json()["failed"] == 0
    said = "".join(capfd.readouterr())
    assert not any(secret in said for secret in ("token-of-ours", told["api_key"]))


async def test_ups_pushes_to_what_its_portal_was_told(
    service: Service, sandbox: Sandbox, shops: Shops, shop: Client, http: httpx.AsyncClient, rows: asyncpg.Connection
) -> None:
    client, number = f"client-{uuid4().hex}", "1ZCIETST0111111114"
    account = await connected(
        shop, "ups", {"client_id": client, "client_secret": "secret-for-tests"}, {"hook_secret": "key-of-ours"}
    )
    portal = {"url": f"{service.url}/hooks/ups/{account}", "headers": {"x-api-key": "key-of-ours"}}
    (await http.put(f"{sandbox.url}/ups/portal/{client}", json=portal)).raise_for_status()
    parcel = await tracked(shop, http, service, shops, account, "UPS", number)
    await answered(sandbox, 200, company="ups", path_prefix="/api/track/v2/subscription")
    await pushed(sandbox, rows, parcel, number)


async def test_aftership_pushes_to_what_its_pages_were_told(
    service: Service, sandbox: Sandbox, shops: Shops, shop: Client, http: httpx.AsyncClient, rows: asyncpg.Connection
) -> None:
    key = f"asat_{uuid4().hex}"
    account = await connected(shop, "aftership", {"api_key": key}, {"webhook_secret": "whsec_ours"})
    hook = {"api_key": key, "url": f"{service.url}/hooks/aftership/{account}", "secret": "whsec_ours"}
    (await sandbox.control.post("/aftership/webhooks", json=hook)).raise_for_status()
    parcel = await tracked(shop, http, service, shops, account, "USPS", "MG-TRANSIT-78")
    await answered(sandbox, 201, company="aftership", path_prefix="/tracking/2026-07/trackings")
    await pushed(sandbox, rows, parcel, "MG-TRANSIT-78")

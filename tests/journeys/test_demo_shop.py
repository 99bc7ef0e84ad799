"""The demo's shop before the real service: bought in a page, claimed by its shopper, decided at its desk."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from services.core.clock import system_clock
from services.core.database import OWNER, connect
from services.core.settings import Settings
from services.core.storefronts import operations
from services.dev.demo.client import Client
from services.dev.demo.pushes import eventually
from services.dev.ports import free_port
from services.dev.seed import ORIGINS, origins, seed
from tests.journeys.watching import open_page
from tests.processes import Sandbox, Service, a_sandbox, a_service

SHOP = "makegood-demo.myshopify.com"
SECONDS = 30
COVERED = """query Covered($id: ID!) { order(id: $id) { shipments {
  id trackingStatus coverages { id } recoveries(first: 5) { id status }
} } }"""


@pytest.fixture
def port() -> int:
    """The port that the API will have: the demo's shop is told of it before."""
    return free_port()


@pytest.fixture
async def sandbox(port: int, tmp_path: Path) -> AsyncIterator[Sandbox]:
    keys = ("--storefronts", str(tmp_path / "storefronts.jsonl"), "--api-url", f"http://127.0.0.1:{port}")
    async with a_sandbox("--step-seconds", "0.2", "--smtp-port", "0", *keys) as sandbox:
        yield sandbox


@pytest.fixture
async def service(outward: Settings, storefronts: Path, port: int) -> AsyncIterator[Service]:
    async with a_service(outward, port) as service:
        yield service


@pytest.fixture
async def shopper(sandbox: Sandbox, service: Service) -> AsyncIterator[httpx.AsyncClient]:
    """A browser with the demo's first page open."""
    headers = {"Origin": sandbox.url}
    async with httpx.AsyncClient(base_url=sandbox.url, headers=headers, timeout=20, trust_env=False) as browser:
        yield browser


async def buy(shopper: httpx.AsyncClient, story: str) -> str:
    answer = await shopper.post("/demo/orders", data={"shop": SHOP, "story": story})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def outside(shopper: httpx.AsyncClient, order: str) -> Any:
    return (await shopper.get(f"{order}/outside")).raise_for_status().json()


async def known(shopper: httpx.AsyncClient, order: str) -> str:
    """The order's id at Makegood, once the shop's webhook told it."""

    async def look() -> str | None:
        return str((await outside(shopper, order))["order"] or "") or None

    return await eventually(look, "The order", SECONDS)


async def token(shopper: httpx.AsyncClient, path: str) -> str:
    return str((await shopper.post(path)).raise_for_status().json()["token"])


async def the_case(shopper: httpx.AsyncClient, order: str) -> Any:
    """What was filed with the insurer for the order, once it is there."""
    cases = (await outside(shopper, order))["cases"]
    return cases[0] if cases else None


async def recovery(clerk: Client, order_id: str, status: str) -> Any:
    """What is asked back for the order's parcel, once it stands so."""
    (parcel,) = (await clerk.ask("order", COVERED, id=order_id))["shipments"]
    return next((one for one in parcel["recoveries"] if one["status"] == status), None)


async def test_a_parcel_lost_in_the_demo_is_claimed_by_its_shopper_and_decided_at_the_desk(
    shopper: httpx.AsyncClient, service: Service
) -> None:
    order = await buy(shopper, "lost")
    order_id = await known(shopper, order)
    async with httpx.AsyncClient(trust_env=False) as http:
        customer = Client(http, service.url, await token(shopper, f"{order}/token"))
        clerk = Client(http, service.url, await token(shopper, f"{order}/staff-token"))

        async def silent() -> Any:
            (parcel,) = (await outside(shopper, order))["parcels"]
            told = await customer.query("order", id=order_id)
            return told if parcel["followed"] and not parcel["toCome"] else None

        told = await eventually(silent, "The end of the parcel's story", SECONDS)
        async with (
            open_page(customer.over_sse, "orderUpdated", order_id, told["cursor"]) as page,
            open_page(clerk.over_sse, "orderUpdated", order_id, told["cursor"]) as desk,
        ):
            claim = (
                await customer.mutation(
                    "claimCreate", orderId=order_id, shipmentId=told["shipments"][0]["id"], reason="LOST_IN_TRANSIT"
                )
            )["claim"]
            await desk.until("claim.review_started")
            await clerk.mutation("claimApprove", claimId=claim["id"], types=["REFUND", "RESHIPMENT"])
            await page.until("claim.approved")
            await customer.mutation("resolutionChoose", claimId=claim["id"], type="RESHIPMENT")
            await page.until("claim.resolved")
            await desk.until("claim.resolved")

            (replacement,) = (await outside(shopper, order))["replacements"]
            assert replacement["sent"] is False
            await shopper.post(f"{order}/replacements", json={"id": replacement["id"]})
            await page.until("shipment.created")
            lost = (await outside(shopper, order))["parcels"][0]["code"]
            await shopper.post(f"{order}/moves", json={"parcel": lost, "to": "delivered"})
            await page.until("claim.parcel_found")
            await desk.until("shipment.delivered")

        view = await outside(shopper, order)
        assert len(view["parcels"]) == 2
        assert any(call["path"] == "/trackers" and call["status"] == 201 for call in view["calls"])
        assert view["mails"]


async def test_an_insured_parcels_loss_is_filed_at_the_desk_and_paid_by_the_demos_insurer(
    shopper: httpx.AsyncClient, service: Service
) -> None:
    order = await buy(shopper, "insured")
    order_id = await known(shopper, order)
    async with httpx.AsyncClient(trust_env=False) as http:
        customer = Client(http, service.url, await token(shopper, f"{order}/token"))
        clerk = Client(http, service.url, await token(shopper, f"{order}/staff-token"))

        async def insured() -> Any:
            await outside(shopper, order)
            told = await clerk.query("order", id=order_id)
            (parcel,) = (await clerk.ask("order", COVERED, id=order_id))["shipments"]
            return told if parcel["coverages"] and parcel["trackingStatus"] == "LOST" else None

        told = await eventually(insured, "The parcel's insurance", SECONDS)
        await customer.mutation(
            "claimCreate",
            orderId=order_id,
            shipmentId=told["shipments"][0]["id"],
            reason="LOST_IN_TRANSIT",
            customerNote="It never came.",
        )
        asked = await eventually(lambda: recovery(clerk, order_id, "READY"), "The recovery", SECONDS)
        await clerk.mutation("recoverySubmit", recoveryId=asked["id"])
        case = await eventually(lambda: the_case(shopper, order), "The insurer's case", SECONDS)
        await eventually(lambda: recovery(clerk, order_id, "SUBMITTED"), "The recovery's filing", SECONDS)
        await shopper.post(f"{order}/insurer", json={"claim": case["id"], "to": "approved"})
        await eventually(lambda: recovery(clerk, order_id, "APPROVED"), "The insurer's word", SECONDS)
        paid = (
            (await shopper.post(f"{order}/insurer", json={"claim": case["id"], "to": "pay"})).raise_for_status().json()
        )
        assert [(one["status"], one["paid"]) for one in paid["cases"]] == [("approved", case["amount"])]
        assert (await shopper.post(f"{order}/insurer", json={"claim": case["id"], "to": "pay"})).status_code == 400


async def test_a_guest_finds_the_order_with_what_the_look_up_page_holds(
    shopper: httpx.AsyncClient, service: Service
) -> None:
    order = await buy(shopper, "neighbour")
    order_id = await known(shopper, order)
    page = (await shopper.get("/demo/lookup", params={"shop": SHOP})).text
    key = re.search(r'publishable-key="(mg_pk_[^"]+)"', page)
    number, email = re.search(r"<strong>(#\d+)</strong> <code>([^<]+)</code>", page).groups()  # type: ignore[union-attr]
    assert key is not None

    async with httpx.AsyncClient(trust_env=False) as http:
        guest = Client(http, service.url, key[1], ORIGINS[0])
        told = await guest.mutation("guestTokenCreate", number=number, email=email)

    assert told["orderId"] == order_id


async def test_storefronts_made_earlier_let_the_demo_shops_pages_in(
    outward: Settings, shops: list[dict[str, str]]
) -> None:
    url, own = outward.database_url.get_secret_value(), "https://nordlys.example"
    owner = await connect(url, OWNER)
    try:
        await operations.set_origins(owner, shops[0]["storefront"], (own, ORIGINS[0]), system_clock())

        assert await seed(outward, shops) == shops

        admitted = await owner.fetchval("select allowed_origins from storefronts where id = $1", shops[0]["storefront"])
        assert set(admitted) == {own, *origins(outward)}
    finally:
        await owner.close()

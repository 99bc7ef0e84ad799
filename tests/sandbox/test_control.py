"""A test or a person steers the sandbox and reads what reached it."""

import asyncio
from typing import Any

import httpx
import pytest

from services.sandbox.journeys import JOURNEYS, TURNS

TRACKERS = "/easypost/v2/trackers"


async def register(sandbox: httpx.AsyncClient, code: str) -> dict[str, Any]:
    answer = await sandbox.post(TRACKERS, json={"tracker": {"tracking_code": code, "carrier": "UPS"}})
    tracker: dict[str, Any] = answer.json()
    return tracker


async def look(sandbox: httpx.AsyncClient, tracker: dict[str, Any]) -> dict[str, Any]:
    seen: dict[str, Any] = (await sandbox.get(f"{TRACKERS}/{tracker['id']}")).json()
    return seen


async def move(sandbox: httpx.AsyncClient, code: str, to: str) -> httpx.Response:
    return await sandbox.post(f"/control/parcels/{code}/move", json={"to": to})


async def test_it_tells_that_it_is_alive(sandbox: httpx.AsyncClient) -> None:
    assert (await sandbox.get("/healthz")).json() == {"status": "ok"}


async def test_a_journey_goes_on_by_itself_to_its_end(quick: httpx.AsyncClient) -> None:
    tracker = await register(quick, "MG-DELIVERED-1")
    assert tracker["status"] == "in_transit"
    assert len(tracker["tracking_details"]) == 2

    async with asyncio.timeout(20):
        while tracker["status"] != "delivered":
            await asyncio.sleep(0.02)
            tracker = await look(quick, tracker)

    assert len(tracker["tracking_details"]) == len(JOURNEYS["DELIVERED"].steps)
    assert tracker["finalized"] is True


async def test_next_releases_one_scan_and_end_the_rest(sandbox: httpx.AsyncClient) -> None:
    tracker = await register(sandbox, "MG-LOST-1")

    told = (await move(sandbox, "MG-LOST-1", "next")).json()
    assert (len(told["known"]), told["to_come"]) == (3, 4)
    told = (await move(sandbox, "MG-LOST-1", "end")).json()
    assert (len(told["known"]), told["to_come"]) == (7, 0)

    assert len((await look(sandbox, tracker))["tracking_details"]) == 7
    assert (await sandbox.get("/control/parcels/MG-LOST-1")).json() == told


@pytest.mark.parametrize(
    ("to", "status", "detail"),
    [
        ("transit", "in_transit", "arrived_at_facility"),
        ("out_for_delivery", "out_for_delivery", "out_for_delivery"),
        ("delivered", "delivered", "arrived_at_destination"),
        ("notreceived", "delivered", "arrived_at_destination"),
        ("neighbour", "delivered", "arrived_at_destination"),
        ("customs", "in_transit", "status_update"),
        ("delayed", "in_transit", "delayed"),
        ("parcelshop", "available_for_pickup", "arrived_at_pickup_location"),
        ("canceled", "cancelled", "cancelled"),
        ("damaged", "failure", "damaged"),
        ("lost", "failure", "lost"),
        ("found", "in_transit", "status_update"),
        ("returning", "return_to_sender", "return"),
        ("returned", "return_to_sender", "return"),
    ],
)
async def test_a_parcel_can_be_given_another_fate(
    sandbox: httpx.AsyncClient, to: str, status: str, detail: str
) -> None:
    tracker = await register(sandbox, "MG-TRANSIT-1")

    assert (await move(sandbox, "MG-TRANSIT-1", to)).json()["to_come"] == 0

    seen = await look(sandbox, tracker)
    assert (seen["status"], seen["status_detail"]) == (status, detail)
    moments = [scan["datetime"] for scan in seen["tracking_details"]]
    assert moments == sorted(moments)


def test_every_turn_is_tried_above() -> None:
    marks: Any = test_a_parcel_can_be_given_another_fate
    assert {case[0] for case in marks.pytestmark[0].args[1]} == set(TURNS)


async def test_a_parcel_can_be_moved_before_anybody_registers_it(sandbox: httpx.AsyncClient) -> None:
    await move(sandbox, "9400100000000000000000", "damaged")

    assert (await register(sandbox, "9400100000000000000000"))["status"] == "failure"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/control/parcels/MG-LOST-1/move", b'{"to":"nowhere"}'),
        ("/control/parcels/MG-LOST-1/move", b"{}"),
        ("/control/parcels/MG-LOST-1/move", b"\xff"),
        (f"/control/parcels/{'x' * 201}/move", b'{"to":"lost"}'),
        ("/control/faults", b"null"),
        ("/control/faults", b'{"fault":"sulking"}'),
        ("/control/faults", b'{"fault":418}'),
        ("/control/faults", b'{"fault":500,"times":0}'),
        ("/control/faults", b'{"fault":"hang","delay":121}'),
        ("/control/faults", b'{"fault":500,"company":"nobody"}'),
        ("/control/faults", b'{"fault":500,"match":{"verb":"GET"}}'),
        ("/control/webhooks", b'{"duplicate":21}'),
        ("/control/webhooks", b'{"shufle":true}'),
    ],
)
async def test_a_wrong_order_is_explained(sandbox: httpx.AsyncClient, path: str, body: bytes) -> None:
    answer = await sandbox.post(path, content=body)

    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_calls_are_counted_without_their_keys(sandbox: httpx.AsyncClient) -> None:
    tracker = await register(sandbox, "MG-LOST-1")
    await look(sandbox, tracker)
    await register(sandbox, "MG-LOST-2")

    answer = await sandbox.get("/control/calls", params={"tracking_code": "MG-LOST-1"})

    told = answer.json()
    assert told["count"] == 2
    assert [(call["method"], call["status"]) for call in told["calls"]] == [("POST", 201), ("GET", 200)]
    assert {call["key_tail"] for call in told["calls"]} == {"ests"}
    assert "EZTK" not in answer.text
    only_posts = await sandbox.get("/control/calls", params={"method": "POST", "path_prefix": "/trackers"})
    assert only_posts.json()["count"] == 2


async def test_a_reset_forgets_everything(sandbox: httpx.AsyncClient) -> None:
    tracker = await register(sandbox, "MG-LOST-1")
    await sandbox.post("/control/faults", json={"fault": 500, "times": None})

    await sandbox.post("/control/reset")

    assert (await sandbox.get("/control/calls")).json()["calls"] == []
    assert (await sandbox.get("/control/faults")).json()["faults"] == []
    assert (await sandbox.get("/control/parcels/MG-LOST-1")).status_code == 404
    assert (await sandbox.get(f"{TRACKERS}/{tracker['id']}")).status_code == 404


async def test_calls_are_counted_for_each_account(sandbox: httpx.AsyncClient) -> None:
    await sandbox.get("/easypost/v2/webhooks")
    await sandbox.get("/easypost/v2/webhooks", auth=("EZTKanother", ""))
    await sandbox.get("/easypost/v2/webhooks")
    assert (await sandbox.get("/control/accounts")).json() == {"calls": {"easypost ests": 2, "easypost ther": 1}}
    await sandbox.post("/control/reset")
    assert (await sandbox.get("/control/accounts")).json() == {"calls": {}}

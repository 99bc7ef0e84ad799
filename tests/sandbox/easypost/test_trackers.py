"""Trackers look and behave as EasyPost's do."""

import base64
import re
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

TRACKERS = "/easypost/v2/trackers"

# every field of a recorded tracker, created, retrieved or in a batch
TRACKER = {
    *("id", "object", "mode", "tracking_code", "status", "status_detail", "created_at", "updated_at"),
    *("signed_by", "weight", "est_delivery_date", "shipment_id", "carrier", "tracking_details", "fees"),
    *("carrier_detail", "finalized", "is_return", "delivery_evidence", "public_url"),
}
DETAIL = {
    *("object", "message", "description", "status", "status_detail", "datetime", "source"),
    *("carrier_code", "tracking_location", "est_delivery_date"),
}
LOCATION = {"object", "city", "state", "country", "zip"}
CARRIER_DETAIL = {
    *("object", "service", "container_type", "est_delivery_date_local", "est_delivery_time_local"),
    *("origin_location", "origin_tracking_location", "destination_location"),
    *("destination_tracking_location", "guaranteed_delivery_date", "alternate_identifier"),
    "initial_delivery_attempt",
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


async def post(sandbox: httpx.AsyncClient, tracker: object, **more: Any) -> httpx.Response:
    return await sandbox.post(TRACKERS, json={"tracker": tracker}, **more)


async def register(sandbox: httpx.AsyncClient, code: str, carrier: str = "UPS") -> dict[str, Any]:
    tracker: dict[str, Any] = (await post(sandbox, {"tracking_code": code, "carrier": carrier})).json()
    return tracker


@pytest.mark.parametrize("code", ["EZ1000000001", "EZ4000000004", "MG-LOST-1"])
async def test_a_tracker_has_every_field_that_easyposts_have(sandbox: httpx.AsyncClient, code: str) -> None:
    tracker = await register(sandbox, code)

    assert set(tracker) == TRACKER
    assert set(tracker["carrier_detail"]) == CARRIER_DETAIL
    assert all(set(detail) == DETAIL for detail in tracker["tracking_details"])
    assert all(set(detail["tracking_location"]) == LOCATION for detail in tracker["tracking_details"])
    assert all(MOMENT.fullmatch(detail["datetime"]) for detail in tracker["tracking_details"])
    assert MOMENT.fullmatch(tracker["created_at"])
    fee = {"object": "Fee", "type": "TrackerFee", "amount": "0.02000", "charged": True, "refunded": False}
    assert tracker["fees"] == [fee]
    hidden = base64.b64encode(f"v1:{tracker['id']}".encode()).decode()
    assert tracker["public_url"] == f"https://track.easypost.com/{hidden}"


async def test_the_first_test_code_reads_as_easypost_recorded_it(sandbox: httpx.AsyncClient) -> None:
    tracker = (await post(sandbox, {"tracking_code": "EZ1000000001"})).json()

    assert (tracker["object"], tracker["mode"], tracker["carrier"]) == ("Tracker", "test", "USPS")
    assert (tracker["status"], tracker["status_detail"]) == ("pre_transit", "status_update")
    assert [detail["message"] for detail in tracker["tracking_details"]] == [
        "Pre-Shipment Info Sent to USPS",
        "Shipping Label Created",
    ]
    places = [detail["tracking_location"] for detail in tracker["tracking_details"]]
    assert places[0] == {
        "object": "TrackingLocation",
        "city": None,
        "state": None,
        "country": None,
        "zip": None,
    }
    assert (places[1]["city"], places[1]["state"], places[1]["zip"]) == ("HOUSTON", "TX", "77063")


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("EZ1000000001", "pre_transit"),
        ("EZ2000000002", "in_transit"),
        ("EZ3000000003", "out_for_delivery"),
        ("EZ4000000004", "delivered"),
        ("EZ5000000005", "return_to_sender"),
        ("EZ6000000006", "failure"),
        ("EZ7000000007", "unknown"),
    ],
)
async def test_a_test_code_has_its_status(sandbox: httpx.AsyncClient, code: str, status: str) -> None:
    tracker = await register(sandbox, code)

    assert tracker["status"] == status
    assert [detail["status"] for detail in tracker["tracking_details"]][-1:] in ([status], [])


async def test_details_are_oldest_first_and_never_in_the_future(sandbox: httpx.AsyncClient) -> None:
    tracker = await register(sandbox, "EZ4000000004")

    moments = [datetime.fromisoformat(detail["datetime"]) for detail in tracker["tracking_details"]]
    assert moments == sorted(moments)
    assert moments[-1] < datetime.now(UTC)


async def test_who_signed_is_told(sandbox: httpx.AsyncClient) -> None:
    signed = []
    for name in ("DELIVERED", "NEIGHBOUR", "NOTRECEIVED"):
        tracker = await register(sandbox, f"MG-{name}-1")
        await sandbox.post(f"/control/parcels/MG-{name}-1/move", json={"to": "end"})
        signed.append((await sandbox.get(f"{TRACKERS}/{tracker['id']}")).json()["signed_by"])

    assert signed == ["John Tester", "Robin Nextdoor", None]


async def test_a_real_code_under_a_test_key_is_refused_as_easypost_does(sandbox: httpx.AsyncClient) -> None:
    tracker = await register(sandbox, "9400100208303109500706")

    assert (tracker["status"], tracker["status_detail"], tracker["carrier_detail"]) == ("error", None, None)
    assert tracker["tracking_details"][0]["source"] == "ProcessingError"
    assert set(tracker["tracking_details"][0]) == DETAIL


async def test_a_real_code_under_a_production_key_is_not_known_yet(sandbox: httpx.AsyncClient) -> None:
    answer = await post(sandbox, {"tracking_code": "9400100208303109500706"}, auth=("EZAKreal", ""))

    tracker = answer.json()
    assert (tracker["mode"], tracker["status"], tracker["tracking_details"]) == ("production", "unknown", [])
    assert tracker["finalized"] is False


async def test_the_same_parcel_is_created_once(sandbox: httpx.AsyncClient) -> None:
    wanted = {"tracking_code": "MG-LOST-1", "carrier": "UPS"}
    first, again = await post(sandbox, wanted), await post(sandbox, wanted)
    other_carrier = await post(sandbox, {"tracking_code": "MG-LOST-1", "carrier": "FedEx"})
    other_key = await post(sandbox, wanted, auth=("EZTKanother", ""))

    assert [a.status_code for a in (first, again, other_carrier, other_key)] == [201, 200, 201, 201]
    assert first.json() == again.json()
    assert first.headers["location"] == f"/api/v2/trackers/{first.json()['id']}"
    assert len({a.json()["id"] for a in (first, other_carrier, other_key)}) == 3


async def test_a_tracker_is_retrieved_and_deleted_by_its_owner_only(sandbox: httpx.AsyncClient) -> None:
    path = f"{TRACKERS}/{(await register(sandbox, 'MG-LOST-1'))['id']}"
    other = ("EZTKanother", "")

    assert (await sandbox.get(path, auth=other)).status_code == 404
    assert (await sandbox.delete(path, auth=other)).status_code == 404
    assert (await sandbox.get(path)).status_code == 200
    assert (await sandbox.delete(path)).json() == {"success": True}
    assert (await sandbox.get(path)).status_code == 404
    assert (await post(sandbox, {"tracking_code": "MG-LOST-1", "carrier": "UPS"})).status_code == 201


async def test_trackers_are_listed_newest_first_in_pages(sandbox: httpx.AsyncClient) -> None:
    ids = [(await register(sandbox, f"MG-LOST-{number}"))["id"] for number in range(5)]

    first = (await sandbox.get(TRACKERS, params={"page_size": 3})).json()
    rest = (await sandbox.get(TRACKERS, params={"page_size": 3, "before_id": ids[2]})).json()
    newer = (await sandbox.get(TRACKERS, params={"after_id": ids[3]})).json()

    assert ([t["id"] for t in first["trackers"]], first["has_more"]) == ([ids[4], ids[3], ids[2]], True)
    assert ([t["id"] for t in rest["trackers"]], rest["has_more"]) == ([ids[1], ids[0]], False)
    assert [t["id"] for t in newer["trackers"]] == [ids[4]]


async def test_trackers_are_found_by_their_codes(sandbox: httpx.AsyncClient) -> None:
    one, two = await register(sandbox, "MG-LOST-1"), await register(sandbox, "MG-LOST-2")
    await register(sandbox, "MG-LOST-3")
    codes = ["MG-LOST-1", "MG-LOST-2", "MG-LOST-9"]

    listed = (await sandbox.get(TRACKERS, params={"tracking_codes[]": codes})).json()
    batch = (await sandbox.post(f"{TRACKERS}/batch", json={"tracking_codes": codes})).json()

    assert listed == batch == {"trackers": [two, one], "has_more": False}


async def test_a_batch_has_a_bound(sandbox: httpx.AsyncClient) -> None:
    codes = [f"MG-LOST-{number}" for number in range(101)]

    assert (await sandbox.post(f"{TRACKERS}/batch", json={"tracking_codes": codes})).status_code == 422

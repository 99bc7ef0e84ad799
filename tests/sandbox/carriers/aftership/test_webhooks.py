"""AfterShip's news: signed over the raw body, for the account that follows the parcel alone."""

import base64
import hashlib
import hmac
import json

import httpx

from tests.sandbox.conftest import Mailbox

TRACKINGS = "/aftership/tracking/2026-07/trackings"
KEY = {"as-api-key": "asat_one"}


async def test_each_scan_is_told_to_whoever_follows_the_parcel(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> None:
    address = {"api_key": "asat_one", "url": mailbox.url, "secret": "whsec"}
    assert (await sandbox.post("/control/aftership/webhooks", json=address)).status_code == 201
    for code, key in (("MG-TRANSIT-1", "asat_one"), ("MG-TRANSIT-2", "asat_two")):
        answer = await sandbox.post(
            TRACKINGS, json={"tracking_number": code, "slug": "ups"}, headers={"as-api-key": key}
        )
        assert answer.status_code == 201
        await sandbox.post(f"/control/parcels/{code}/move", json={"to": "damaged"})
    await mailbox.wait_for(2)

    created, moved = (json.loads(body) for body in mailbox.bodies)
    assert [event["msg"]["subtag"] for event in (created, moved)] == ["InTransit_002", "Exception_012"]
    assert (moved["event"], moved["is_tracking_first_tag"]) == ("tracking_update", True)
    assert created["event_id"] != moved["event_id"]
    digest = hmac.new(b"whsec", mailbox.bodies[1], hashlib.sha256).digest()
    assert mailbox.headers[1]["aftership-hmac-sha256"] == base64.b64encode(digest).decode()


async def test_a_second_registration_is_refused_with_the_first(sandbox: httpx.AsyncClient) -> None:
    body = {"tracking_number": "MG-TRANSIT-1", "slug": "ups"}
    first = (await sandbox.post(TRACKINGS, json=body, headers=KEY)).json()["data"]
    second = await sandbox.post(TRACKINGS, json=body, headers=KEY)
    assert (second.status_code, second.json()["meta"]["code"]) == (400, 4003)
    assert second.json()["data"]["id"] == first["id"]
    assert second.headers.get("x-ratelimit-limit") is None
    read = await sandbox.get(f"{TRACKINGS}/{first['id']}", headers=KEY)
    assert (read.json()["data"]["id"], read.headers["x-ratelimit-limit"]) == (first["id"], "10")
    assert (await sandbox.get(f"{TRACKINGS}/{first['id']}", headers={"as-api-key": "asat_two"})).status_code == 404

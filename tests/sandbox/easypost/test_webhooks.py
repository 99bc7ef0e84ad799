"""Registered webhooks, the events they get, and the list of events."""

import hashlib
import hmac
import json
import re
import unicodedata
from typing import Any

import httpx
import pytest

from tests.sandbox.conftest import Mailbox

TRACKERS = "/easypost/v2/trackers"
WEBHOOKS = "/easypost/v2/webhooks"
EVENTS = "/easypost/v2/events"

WEBHOOK = {"id", "object", "mode", "url", "created_at", "disabled_at", "custom_headers"}
LISTED = {"description", "id", "user_id", "status", "created_at", "mode", "object"}
EVENT = LISTED | {"previous_attributes", "pending_urls", "completed_urls", "updated_at"}


async def subscribe(sandbox: httpx.AsyncClient, url: str, **more: Any) -> dict[str, Any]:
    answer = await sandbox.post(WEBHOOKS, json={"webhook": {"url": url, **more}})
    assert answer.status_code == 201
    hook: dict[str, Any] = answer.json()
    return hook


async def register(sandbox: httpx.AsyncClient, code: str) -> dict[str, Any]:
    answer = await sandbox.post(TRACKERS, json={"tracker": {"tracking_code": code, "carrier": "UPS"}})
    tracker: dict[str, Any] = answer.json()
    return tracker


async def test_a_webhook_is_registered_changed_and_deleted(sandbox: httpx.AsyncClient) -> None:
    headers = [{"name": "test", "value": "header"}]
    hook = await subscribe(sandbox, "http://example.com", webhook_secret="sécret", custom_headers=headers)

    assert set(hook) == WEBHOOK
    assert re.fullmatch(r"hook_[0-9a-f]{32}", hook["id"])
    assert (hook["custom_headers"], hook["disabled_at"]) == (headers, None)
    assert (await sandbox.get(WEBHOOKS)).json() == {"webhooks": [hook]}
    assert (await sandbox.get(f"{WEBHOOKS}/{hook['id']}")).json() == hook

    changed = await sandbox.patch(f"{WEBHOOKS}/{hook['id']}", json={"custom_headers": []})
    assert (changed.status_code, changed.json()["custom_headers"]) == (201, [])

    deleted = await sandbox.delete(f"{WEBHOOKS}/{hook['id']}")
    assert (deleted.status_code, deleted.json()) == (200, {})
    assert (await sandbox.get(f"{WEBHOOKS}/{hook['id']}")).status_code == 404


@pytest.mark.parametrize(
    "webhook",
    [
        {},
        {"url": ""},
        {"url": "ftp://example.com"},
        {"url": "http://"},
        {"url": 7},
        {"url": "http://example.com", "custom_headers": [{"name": "bad name", "value": "x"}]},
        {"url": "http://example.com", "custom_headers": [{"name": "x", "value": "a\r\nb: c"}]},
        {"url": "http://example.com", "webhook_secret": "x" * 2001},
    ],
)
async def test_a_webhook_that_makes_no_sense_is_refused(sandbox: httpx.AsyncClient, webhook: dict[str, Any]) -> None:
    answer = await sandbox.post(WEBHOOKS, json={"webhook": webhook})

    assert answer.status_code == 422
    assert set(answer.json()["error"]["errors"][0]) == {"field", "message"}


async def test_an_event_is_signed_over_its_raw_body(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> None:
    header = {"name": "X-Shop", "value": "one"}
    await subscribe(sandbox, mailbox.url, webhook_secret="sécret", custom_headers=[header])

    await register(sandbox, "MG-LOST-1")

    await mailbox.wait_for(1)
    key = unicodedata.normalize("NFKD", "sécret").encode()
    digest = hmac.new(key, mailbox.bodies[0], hashlib.sha256).hexdigest()
    assert mailbox.headers[0]["x-hmac-signature"] == f"hmac-sha256-hex={digest}"
    assert mailbox.headers[0]["content-type"] == "application/json"
    assert mailbox.headers[0]["x-shop"] == "one"


async def test_registration_and_each_scan_are_told_with_the_tracker_as_it_then_was(
    sandbox: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await subscribe(sandbox, mailbox.url)
    tracker = await register(sandbox, "MG-TRANSIT-1")
    await sandbox.post("/control/parcels/MG-TRANSIT-1/move", json={"to": "damaged"})
    await mailbox.wait_for(2)

    created, updated = (json.loads(body) for body in mailbox.bodies)

    assert set(created) == set(updated) == EVENT | {"result"}
    assert (created["description"], created["previous_attributes"]) == ("tracker.created", {})
    assert created["result"] == tracker
    assert (updated["description"], updated["previous_attributes"]) == (
        "tracker.updated",
        {"status": "in_transit"},
    )
    assert (updated["result"]["id"], updated["result"]["status"]) == (tracker["id"], "failure")
    assert updated["pending_urls"] == [mailbox.url]
    assert re.fullmatch(r"evt_[0-9a-f]{32}", updated["id"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", updated["created_at"])


async def test_a_test_code_is_followed_up_at_once(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await subscribe(sandbox, mailbox.url)

    await register(sandbox, "EZ4000000004")

    await mailbox.wait_for(2)
    created, updated = (json.loads(body) for body in mailbox.bodies)
    assert (created["description"], updated["description"]) == ("tracker.created", "tracker.updated")
    assert (updated["previous_attributes"], updated["result"]["status"]) == (
        {"status": "unknown"},
        "delivered",
    )


async def test_another_keys_webhook_hears_nothing(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await subscribe(sandbox, mailbox.url)

    other = ("EZTKanother", "")
    await sandbox.post(TRACKERS, json={"tracker": {"tracking_code": "MG-LOST-1"}}, auth=other)
    await register(sandbox, "MG-LOST-2")

    await mailbox.wait_for(1)
    assert json.loads(mailbox.bodies[0])["result"]["tracking_code"] == "MG-LOST-2"
    assert (await sandbox.get(WEBHOOKS, auth=other)).json() == {"webhooks": []}
    assert len((await sandbox.get(EVENTS, auth=other)).json()["events"]) == 1


async def test_events_are_listed_newest_first_in_pages(sandbox: httpx.AsyncClient) -> None:
    await register(sandbox, "MG-LOST-1")
    for _ in range(3):
        await sandbox.post("/control/parcels/MG-LOST-1/move", json={"to": "next"})

    first = (await sandbox.get(EVENTS, params={"page_size": 3})).json()
    last_id = first["events"][-1]["id"]
    rest = (await sandbox.get(EVENTS, params={"page_size": 3, "before_id": last_id})).json()

    assert all(set(event) == LISTED for event in first["events"])
    assert (len(first["events"]), first["has_more"]) == (3, True)
    assert ([event["description"] for event in rest["events"]], rest["has_more"]) == (
        ["tracker.created"],
        False,
    )


async def test_an_event_remembers_who_took_it(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await subscribe(sandbox, mailbox.url)
    await register(sandbox, "MG-LOST-1")
    await mailbox.wait_for(1)
    id = json.loads(mailbox.bodies[0])["id"]  # noqa: A001

    event = (await sandbox.get(f"{EVENTS}/{id}")).json()
    while event["status"] == "pending":
        event = (await sandbox.get(f"{EVENTS}/{id}")).json()

    assert set(event) == EVENT
    assert (event["pending_urls"], event["completed_urls"]) == ([], [mailbox.url])
    assert (await sandbox.get(f"{EVENTS}/evt_none")).status_code == 404

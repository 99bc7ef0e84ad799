"""Webhooks arrive in order and again after failures, unless disorder is ordered."""

import json
from collections import Counter
from typing import Any

import httpx

from tests.sandbox.conftest import Mailbox

TRACKERS = "/easypost/v2/trackers"
WEBHOOKS = "/easypost/v2/webhooks"


async def subscribe(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> dict[str, Any]:
    answer = await sandbox.post(WEBHOOKS, json={"webhook": {"url": mailbox.url}})
    hook: dict[str, Any] = answer.json()
    return hook


async def register(sandbox: httpx.AsyncClient, code: str) -> None:
    await sandbox.post(TRACKERS, json={"tracker": {"tracking_code": code, "carrier": "UPS"}})


async def move(sandbox: httpx.AsyncClient, code: str, *moves: str) -> None:
    for to in moves:
        await sandbox.post(f"/control/parcels/{code}/move", json={"to": to})


def scans(mailbox: Mailbox) -> list[int]:
    """How many scans each webhook told of."""
    return [len(json.loads(body)["result"]["tracking_details"]) for body in mailbox.bodies]


async def test_webhooks_arrive_in_the_order_of_what_happened(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await subscribe(sandbox, mailbox)
    await register(sandbox, "MG-LOST-1")

    await move(sandbox, "MG-LOST-1", *["next"] * 5)

    await mailbox.wait_for(6)
    assert scans(mailbox) == [2, 3, 4, 5, 6, 7]


async def test_a_webhook_is_sent_again_until_it_is_taken(quick: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await subscribe(quick, mailbox)
    mailbox.answers = [500, 302, 404]

    await register(quick, "EZ7000000007")

    await mailbox.wait_for(5)
    ids = [json.loads(body)["id"] for body in mailbox.bodies]
    assert len(set(ids[:4])) == 1
    assert ids[4] != ids[0]
    assert mailbox.bodies[0] == mailbox.bodies[3]


async def test_a_webhook_that_keeps_failing_is_disabled_until_it_is_patched(
    quick: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    hook = await subscribe(quick, mailbox)
    mailbox.answers = [500] * 18
    for number in (1, 2):
        await register(quick, f"EZ{number}00000000{number}")
    await mailbox.wait_for(18)
    await _idle(quick)

    disabled = (await quick.get(f"{WEBHOOKS}/{hook['id']}")).json()
    assert disabled["disabled_at"] is not None
    await register(quick, "EZ3000000003")
    await _idle(quick)
    assert len(mailbox.bodies) == 18

    patched = await quick.patch(f"{WEBHOOKS}/{hook['id']}", json={})
    assert patched.json()["disabled_at"] is None
    await register(quick, "EZ4000000004")
    await mailbox.wait_for(20)


async def test_a_hook_that_nobody_listens_at_harms_no_other(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await sandbox.post(WEBHOOKS, json={"webhook": {"url": "http://127.0.0.1:9/"}})
    await subscribe(sandbox, mailbox)

    await register(sandbox, "MG-LOST-1")

    await mailbox.wait_for(1)


async def test_duplicates_carry_the_same_event(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await subscribe(sandbox, mailbox)
    await sandbox.post("/control/webhooks", json={"duplicate": 2})

    await register(sandbox, "MG-LOST-1")
    await move(sandbox, "MG-LOST-1", "next")

    await mailbox.wait_for(6)
    assert sorted(Counter(mailbox.bodies).values()) == [3, 3]


async def test_shuffled_webhooks_all_arrive_but_not_in_order(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await subscribe(sandbox, mailbox)
    await sandbox.post("/control/webhooks", json={"shuffle": True, "hold": 0.5, "duplicate": 1})

    await register(sandbox, "MG-LOST-1")
    await move(sandbox, "MG-LOST-1", *["next"] * 5)

    await mailbox.wait_for(12)
    told = scans(mailbox)
    assert told != sorted(told)
    assert sorted(told) == [2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7]


async def test_dropped_webhooks_never_arrive_and_the_next_does(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await subscribe(sandbox, mailbox)
    await sandbox.post("/control/webhooks", json={"drop": 2})

    await register(sandbox, "MG-LOST-1")
    await move(sandbox, "MG-LOST-1", "next", "next")

    await mailbox.wait_for(1)
    assert scans(mailbox) == [4]
    tally = (await sandbox.get("/control/webhooks")).json()
    assert (tally["dropped"], tally["disorder"]["drop"]) == (2, 0)


async def test_withdrawing_faults_ends_the_disorder(sandbox: httpx.AsyncClient) -> None:
    await sandbox.post("/control/webhooks", json={"drop": 2, "shuffle": True})

    await sandbox.delete("/control/faults")

    disorder = (await sandbox.get("/control/webhooks")).json()["disorder"]
    assert (disorder["drop"], disorder["shuffle"]) == (0, False)


async def _idle(sandbox: httpx.AsyncClient) -> None:
    while (await sandbox.get("/control/webhooks")).json()["waiting"]:
        pass

"""Each fault does on the wire what it says, to the calls that it is meant for and no others."""

import asyncio
from typing import Any

import httpx
import pytest

TRACKERS = "/easypost/v2/trackers"


async def order(sandbox: httpx.AsyncClient, fault: object, **more: Any) -> None:
    assert (await sandbox.post("/control/faults", json={"fault": fault, **more})).status_code == 201


async def register(sandbox: httpx.AsyncClient, code: str = "MG-LOST-1") -> httpx.Response:
    return await sandbox.post(TRACKERS, json={"tracker": {"tracking_code": code, "carrier": "UPS"}})


async def trackers(sandbox: httpx.AsyncClient) -> int:
    return len((await sandbox.get(TRACKERS)).json()["trackers"])


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 405, 408, 422, 429, 500, 502, 503, 504])
async def test_a_status_is_refused_in_easyposts_words_and_does_no_work(sandbox: httpx.AsyncClient, status: int) -> None:
    await order(sandbox, str(status))

    refused = await register(sandbox)

    assert refused.status_code == status
    assert set(refused.json()["error"]) == {"code", "message", "errors"}
    assert "x-ep-request-uuid" in refused.headers
    assert await trackers(sandbox) == 0


@pytest.mark.parametrize("wish", [7, "Wed, 21 Oct 2026 07:28:00 GMT"])
async def test_retry_after_is_sent_as_ordered(sandbox: httpx.AsyncClient, wish: int | str) -> None:
    await order(sandbox, 429, retry_after=wish)

    assert (await register(sandbox)).headers["retry-after"] == str(wish)


@pytest.mark.parametrize("errors", [["plainly wrong"], [{"field": "carrier", "message": "is wrong"}], []])
async def test_a_refusal_carries_the_ordered_details(sandbox: httpx.AsyncClient, errors: list[object]) -> None:
    await order(sandbox, 422, errors=errors)

    assert (await register(sandbox)).json()["error"]["errors"] == errors


async def test_both_shapes_of_errors_come_without_being_ordered(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, 404)
    await order(sandbox, 422)

    strings = (await register(sandbox)).json()["error"]["errors"]
    objects = (await register(sandbox)).json()["error"]["errors"]

    assert all(isinstance(error, str) for error in strings)
    assert objects == [{"field": "tracker", "message": "cannot be blank"}]


async def test_slow_does_the_work_after_a_while(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, "slow", delay=0.3)

    with pytest.raises(httpx.ReadTimeout):
        await sandbox.post(TRACKERS, json={"tracker": {"tracking_code": "MG-LOST-1"}}, timeout=0.05)
    await order(sandbox, "slow", delay=0.05)

    assert (await register(sandbox, "MG-LOST-2")).status_code == 201


async def test_late_does_the_work_of_a_caller_who_has_gone(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, "late", delay=0.2)

    with pytest.raises(httpx.ReadTimeout):
        await sandbox.post(TRACKERS, json={"tracker": {"tracking_code": "MG-LOST-1"}}, timeout=0.05)
    assert await trackers(sandbox) == 0
    await asyncio.sleep(0.5)

    assert await trackers(sandbox) == 1


async def test_hang_stays_silent_then_ends_the_connection_and_does_no_work(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, "hang")
    with pytest.raises(httpx.ReadTimeout):
        await sandbox.post(TRACKERS, json={"tracker": {"tracking_code": "MG-LOST-1"}}, timeout=0.2)
    await order(sandbox, "hang", delay=0.1)
    with pytest.raises(httpx.RemoteProtocolError):
        await register(sandbox)

    assert await trackers(sandbox) == 0


async def test_reset_after_work_breaks_the_connection_with_the_work_done(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, "reset_after_work")

    with pytest.raises(httpx.ReadError):
        await register(sandbox)

    assert await trackers(sandbox) == 1
    assert (await register(sandbox)).status_code == 200


async def test_reset_before_work_breaks_the_connection_with_nothing_done(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, "reset_before_work")

    with pytest.raises(httpx.ReadError):
        await register(sandbox)

    assert await trackers(sandbox) == 0


async def test_a_reset_is_seen_as_a_reset_by_the_callers_socket(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, "reset_after_work")
    reader, writer = await asyncio.open_connection(sandbox.base_url.host, sandbox.base_url.port)
    writer.write(b"GET /easypost/v2/trackers HTTP/1.1\r\nhost: sandbox\r\n\r\n")

    with pytest.raises(ConnectionResetError):
        await reader.read()

    writer.close()


async def test_malformed_answers_with_no_json(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, "malformed")

    answer = await register(sandbox)

    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/json"
    with pytest.raises(ValueError, match="Expecting value"):
        answer.json()


async def test_truncated_stops_in_the_middle_with_the_work_done(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, "truncated")

    with pytest.raises(httpx.RemoteProtocolError):
        await register(sandbox)

    assert await trackers(sandbox) == 1


async def test_a_fault_befalls_so_many_calls(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, 500, times=2)

    assert [(await register(sandbox)).status_code for _ in range(4)] == [500, 500, 201, 200]


async def test_a_fault_without_an_end_lasts_until_it_is_withdrawn(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, 503, times=None)
    assert [(await register(sandbox)).status_code for _ in range(3)] == [503] * 3

    assert (await sandbox.delete("/control/faults")).json() == {"withdrawn": 1}

    assert (await register(sandbox)).status_code == 201


@pytest.mark.parametrize(
    "match",
    [
        {"method": "GET"},
        {"path_prefix": "/webhooks"},
        {"api_key": "EZTKanother"},
        {"tracking_code": "MG-LOST-2"},
        {"method": "POST", "tracking_code": "MG-LOST-2"},
    ],
)
async def test_a_fault_leaves_other_calls_alone(sandbox: httpx.AsyncClient, match: dict[str, str]) -> None:
    await order(sandbox, 500, match=match)

    assert (await register(sandbox)).status_code == 201
    assert len((await sandbox.get("/control/faults")).json()["faults"]) == 1


async def test_a_fault_finds_a_parcel_in_path_query_and_batch(sandbox: httpx.AsyncClient) -> None:
    tracker = (await register(sandbox)).json()
    await order(sandbox, 500, times=None, match={"tracking_code": "MG-LOST-1"})

    met = [
        await sandbox.get(f"{TRACKERS}/{tracker['id']}"),
        await sandbox.get(TRACKERS, params={"tracking_codes[]": "MG-LOST-1"}),
        await sandbox.post(f"{TRACKERS}/batch", json={"tracking_codes": ["MG-LOST-1"]}),
    ]

    assert [answer.status_code for answer in met] == [500] * 3


async def test_faults_in_force_are_shown_without_the_key(sandbox: httpx.AsyncClient) -> None:
    await order(sandbox, 500, match={"api_key": "EZTKverysecret"})

    shown = await sandbox.get("/control/faults")

    assert shown.json()["faults"][0]["match"]["api_key"] == "…cret"
    assert "verysecret" not in shown.text


async def test_no_more_than_a_hundred_faults_are_in_force(sandbox: httpx.AsyncClient) -> None:
    for _ in range(100):
        await order(sandbox, 500)

    assert (await sandbox.post("/control/faults", json={"fault": 500})).status_code == 400


async def test_a_body_too_large_is_refused(sandbox: httpx.AsyncClient) -> None:
    answer = await sandbox.post(TRACKERS, content=b" " * (12 * 1_048_576 + 1))

    assert answer.status_code == 413
    assert (await sandbox.get(TRACKERS)).status_code == 200

"""The sandbox's shops check signatures and keys themselves, and show what they did."""

import base64
import hashlib
import hmac
import json
import time

import httpx
import pytest

SECRET = "whsec_bWFrZWdvb2Qtc2FuZGJveC1zZWNyZXQ="
ASKED: dict[str, object] = {
    "type": "refund", "key": "k1", "reference": "res_1", "orderId": "1001", "currencyCode": "EUR", "amount": "12.50",
    "shippingAmount": "0.00", "payout": "ORIGINAL", "lines": [{"lineId": "line-1", "quantity": 1, "amount": "12.50"}],
}  # fmt: skip


def signed(message_id: str, body: bytes, *, secret: str = SECRET, at: float | None = None) -> dict[str, str]:
    """As Standard Webhooks 1.0 says."""
    stamp = str(int(time.time() if at is None else at))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.new(key, f"{message_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": message_id, "webhook-timestamp": stamp, "webhook-signature": signature}


async def post(sandbox: httpx.AsyncClient, path: str, asked: dict[str, object]) -> httpx.Response:
    body = json.dumps(asked).encode()
    return await sandbox.post(path, content=body, headers=signed(str(asked.get("key", "msg_1")), body))


async def look(sandbox: httpx.AsyncClient, path: str, key: str) -> httpx.Response:
    return await sandbox.get(f"{path}/{key}", headers=signed(key, b""))


async def test_a_signed_call_is_done_once_for_its_key_and_shown(sandbox: httpx.AsyncClient) -> None:
    assert (await look(sandbox, "/generic/a/refunds", "k1")).status_code == 404
    first = await post(sandbox, "/generic/a/refunds", ASKED)
    assert (await post(sandbox, "/generic/a/refunds", ASKED)).json() == first.json()
    assert (await look(sandbox, "/generic/a/refunds", "k1")).json() == first.json()
    assert first.json() == {
        "key": "k1", "id": "refund_1", "number": "RE-1001", "amount": "12.50", "currencyCode": "EUR",
    }  # fmt: skip
    shown = (await sandbox.get("/generic/a")).json()
    assert (len(shown["done"]), shown["posted"]) == (1, {"k1": 2})
    assert (await sandbox.get("/generic/b")).json()["done"] == []


async def test_one_that_does_not_know_keys_does_everything_again(sandbox: httpx.AsyncClient) -> None:
    await sandbox.put("/generic/a/ways", json={"idempotent": False})
    ids = [(await post(sandbox, "/generic/a/refunds", ASKED)).json()["id"] for _ in range(3)]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(("first", "done"), [("fails", 0), ("works_then_fails", 1)])
async def test_the_first_call_of_a_key_can_fail_before_or_after_its_work(
    sandbox: httpx.AsyncClient, first: str, done: int
) -> None:
    await sandbox.put("/generic/a/ways", json={"first": first})
    assert (await post(sandbox, "/generic/a/refunds", ASKED)).status_code == 500
    assert len((await sandbox.get("/generic/a")).json()["done"]) == done
    assert (await post(sandbox, "/generic/a/refunds", ASKED)).status_code == 200
    assert len((await sandbox.get("/generic/a")).json()["done"]) == 1


async def test_what_is_not_signed_now_with_the_shops_secret_is_refused(sandbox: httpx.AsyncClient) -> None:
    body = json.dumps(ASKED).encode()
    good = signed("k1", body)
    wrong = [
        {}, signed("k1", b"{}"), signed("k2", body) | {"webhook-id": "k1"}, signed("k1", body, at=time.time() - 400),
        signed("k1", body, at=time.time() + 400), signed("k1", body, secret="whsec_d3Jvbmc="),
        good | {"webhook-signature": "v1,%%%"}, good | {"webhook-timestamp": "now"}, good | {"webhook-signature": ""},
    ]  # fmt: skip
    for headers in wrong:
        answer = await sandbox.post("/generic/a/refunds", content=body, headers=headers)
        assert answer.status_code == 401, headers
    assert (await sandbox.post("/generic/a/refunds", content=body, headers=good)).status_code == 200


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("credits", {}), ("nonsense", {}), ("refunds", {"type": "credit"}), ("refunds", {"amount": None}),
        ("refunds", {"amount": "much"}), ("refunds", {"lines": [{"lineId": "line-1", "quantity": 0}]}),
        ("reshipments", {"type": "reshipment"}),
    ],
)  # fmt: skip
async def test_a_call_that_makes_no_sense_is_refused(
    sandbox: httpx.AsyncClient, path: str, change: dict[str, object]
) -> None:
    answer = await post(sandbox, f"/generic/a/{path}", ASKED | change)
    assert answer.status_code in {400, 422}
    assert (await sandbox.get("/generic/a")).json()["done"] == []


async def test_a_shop_of_a_name_that_none_has_and_ways_that_none_has_are_refused(sandbox: httpx.AsyncClient) -> None:
    assert (await sandbox.get("/generic/No_Shop")).status_code == 404
    assert (await sandbox.put("/generic/a/ways", json={"mood": "bad"})).status_code == 400
    assert (await sandbox.put("/generic/a/ways", json={"secret": "whsec_%"})).status_code == 422
    assert (await sandbox.get("/generic/")).status_code == 404


async def test_faults_befall_one_shop_and_can_word_its_no(sandbox: httpx.AsyncClient) -> None:
    fault = {"company": "generic", "fault": 409, "match": {"api_key": "a"}, "errors": [{"code": "OUT_OF_STOCK"}]}
    assert (await sandbox.post("/control/faults", json=fault)).status_code == 201
    assert (await post(sandbox, "/generic/b/refunds", ASKED)).status_code == 200
    answer = await post(sandbox, "/generic/a/refunds", ASKED)
    assert (answer.status_code, answer.json()) == (409, {"error": {"code": "OUT_OF_STOCK"}})


async def test_a_reset_forgets_the_shops(sandbox: httpx.AsyncClient) -> None:
    await post(sandbox, "/generic/a/refunds", ASKED)
    await sandbox.post("/control/reset")
    assert (await sandbox.get("/generic/a")).json()["done"] == []

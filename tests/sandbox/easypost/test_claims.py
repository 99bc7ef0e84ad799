"""Insurances and claims: filed as often as asked, decided by hand, told to webhooks in either spelling."""

import json
from typing import Any

import httpx
import pytest

from tests.sandbox.conftest import KEY, Mailbox

API = "/easypost/v2"
CONTROL = "/control/easypost"
CLAIM = {
    "type": "loss",
    "tracking_code": "MG-LOST-1",
    "amount": "80.00",
    "description": "Never arrived.",
    "contact_email": "claims@shop.example",
    "invoice_attachments": ["data:application/pdf;base64,JVBERg=="],
}
FIELDS = {
    "approved_amount", "attachments", "check_delivery_address", "contact_email", "created_at", "description", "history",
    "id", "insurance_amount", "insurance_id", "mode", "object", "payment_method", "recipient_name", "requested_amount",
    "salvage_value", "shipment_id", "status", "status_detail", "status_timestamp", "tracking_code", "type",
    "updated_at",
}  # fmt: skip


async def insure(sandbox: httpx.AsyncClient) -> dict[str, Any]:
    label = {"api_key": KEY, "tracking_code": "MG-LOST-1", "carrier": "UPS"}
    shipment = (await sandbox.post(f"{CONTROL}/shipments", json=label)).json()["id"]
    answer = await sandbox.post(f"{API}/shipments/{shipment}/insure", json={"amount": "100.00"})
    told: dict[str, Any] = answer.json()
    return told


async def file(sandbox: httpx.AsyncClient) -> dict[str, Any]:
    answer = await sandbox.post(f"{API}/claims", json=CLAIM)
    assert answer.status_code == 201
    claim: dict[str, Any] = answer.json()
    return claim


async def test_an_insured_shipment_has_its_insurance_and_its_fee(sandbox: httpx.AsyncClient) -> None:
    shipment = await insure(sandbox)
    assert shipment["insurance"] == "100.00"
    assert shipment["fees"][-1] == {
        "object": "Fee", "type": "InsuranceFee", "amount": "1.00000", "charged": True, "refunded": False,
    }  # fmt: skip
    listed = (await sandbox.get(f"{API}/insurances")).json()
    assert [(found["shipment_id"], found["amount"]) for found in listed["insurances"]] == [
        (shipment["id"], "100.00000")
    ]


async def test_a_parcel_that_somebody_follows_was_insured_by_them(sandbox: httpx.AsyncClient) -> None:
    premium = {"tracking_code": "MG-LOST-1", "amount": "100.00"}
    assert (await sandbox.post(f"{CONTROL}/insurances", json=premium)).status_code == 400
    await sandbox.post(f"{API}/trackers", json={"tracker": {"tracking_code": "MG-LOST-1", "carrier": "UPS"}})

    insured = (await sandbox.post(f"{CONTROL}/insurances", json=premium)).json()

    assert (insured["status"], insured["tracking_code"]) == ("purchased", "MG-LOST-1")
    assert (await sandbox.get(f"{API}/insurances")).json()["insurances"] == [insured]
    assert (await sandbox.get(f"{CONTROL}/insurances")).json()["insurances"] == [insured]
    assert (await file(sandbox))["insurance_id"] == insured["id"]


async def test_a_claim_has_the_recorded_fields_and_is_listed_twice_when_filed_twice(sandbox: httpx.AsyncClient) -> None:
    await insure(sandbox)
    first, second = await file(sandbox), await file(sandbox)
    assert set(first) == FIELDS
    assert first["history"] == [
        {"status": "submitted", "status_detail": "Claim was created.", "timestamp": first["created_at"]}
    ]
    listed = (await sandbox.get(f"{API}/claims", params={"page_size": 1})).json()
    assert ([claim["id"] for claim in listed["claims"]], listed["has_more"]) == ([second["id"]], True)
    assert (await sandbox.get(f"{API}/claims", auth=("EZTKanother", ""))).json()["claims"] == []
    assert (await sandbox.get(f"{API}/claims/{first['id']}", auth=("EZTKanother", ""))).status_code == 404


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"type": "delay"}, 422),
        ({"description": ""}, 422),
        ({"amount": "much"}, 422),
        ({"invoice_attachments": ["https://shop.example/a.pdf"]}, 422),
        ({"tracking_code": "MG-LOST-2"}, 404),
    ],
)
async def test_a_claim_that_makes_no_sense_is_refused(
    sandbox: httpx.AsyncClient, change: dict[str, Any], status: int
) -> None:
    await insure(sandbox)
    answer = await sandbox.post(f"{API}/claims", json=CLAIM | change)
    assert answer.status_code == status
    if status == 404:
        assert answer.json()["error"]["errors"] == ["No eligible insurance found with provided tracking code."]


async def test_decisions_and_messages_are_told_in_either_spelling(sandbox: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await sandbox.post(f"{API}/webhooks", json={"webhook": {"url": mailbox.url}})
    await insure(sandbox)
    claim = await file(sandbox)
    path = f"{CONTROL}/claims/{claim['id']}"
    await sandbox.post(f"{path}/move", json={"to": "needs_action", "plural": True})
    await sandbox.post(f"{path}/messages", json={"body": "An invoice, please."})
    await sandbox.post(f"{path}/move", json={"to": "approved_partial"})
    await mailbox.wait_for(5)
    told = [json.loads(body) for body in mailbox.bodies]
    assert [event["description"] for event in told] == [
        "insurance.purchased",
        "claim.submitted",
        "claims.updated",
        "claim.message",
        "claim.approved",
    ]
    message = told[3]["result"]
    assert (message["claim_id"], message["direction"], message["body"]) == (
        claim["id"],
        "outbound",
        "An invoice, please.",
    )
    assert (told[4]["result"]["approved_amount"], told[4]["previous_attributes"]) == (
        "40.00",
        {"status": "needs_action"},
    )


async def test_what_is_paid_is_seen_by_the_hand_that_pays_alone(sandbox: httpx.AsyncClient) -> None:
    await insure(sandbox)
    claim = await file(sandbox)
    for amount in ("80", "80"):
        await sandbox.post(f"{CONTROL}/claims/{claim['id']}/pay", json={"amount": amount})
    (listed,) = (await sandbox.get(f"{CONTROL}/claims")).json()["claims"]
    assert listed["payouts"] == [{"amount": "80.00", "currency_code": "USD"}] * 2
    assert (await sandbox.get(f"{API}/claims/{claim['id']}")).json()["status"] == "submitted"


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("claims/clm_none/move", {"to": "approved"}),
        ("insurances/ins_none/move", {"to": "purchased"}),
        ("shipments", {"api_key": "nonsense", "tracking_code": "1"}),
    ],
)
async def test_an_order_about_nothing_is_wrong(sandbox: httpx.AsyncClient, path: str, order: dict[str, str]) -> None:
    assert (await sandbox.post(f"{CONTROL}/{path}", json=order)).status_code == 400

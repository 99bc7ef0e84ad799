import asyncio
from typing import Any

import pytest

from services.core.ids import new_id
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import a_key


async def a_parcel(asker: Asker) -> tuple[dict[str, Any], dict[str, Any]]:
    """An order and its one parcel."""
    order = await an_order(asker)
    return order, await a_shipment(asker, order["id"])


def claim_input(order_id: str, **changes: Any) -> dict[str, Any]:
    """A claim, as a storefront would send it."""
    return {"idempotencyKey": a_key(), "orderId": order_id, "reason": "STOLEN"} | changes


async def test_a_claim_is_shown_with_what_it_is_about(asker: Asker) -> None:
    order, parcel = await a_parcel(asker)
    told = await a_claim(asker, order["id"], parcel["id"], preferredResolution="REFUND", customerNote="Never came")
    claim = await asker.send("claim", id=told["id"])
    assert (claim["status"], claim["reason"], claim["openedBy"]) == ("SUBMITTED", "LOST_IN_TRANSIT", "PARTNER")
    assert (claim["preferredResolution"], claim["customerNote"]) == ("REFUND", "Never came")
    assert (claim["order"]["id"], claim["shipment"]["id"]) == (order["id"], parcel["id"])
    assert {item["orderLine"]["title"]: item["quantity"] for item in claim["items"]} == {"Mug": 2, "Teapot": 1}
    assert [(event["type"], event["sequence"]) for event in claim["events"]] == [("claim.submitted", 1)]
    assert (await asker.send("claim", number=claim["number"].lower()))["id"] == told["id"]


async def test_a_claim_taken_back_tells_why_and_frees_its_quantity(asker: Asker) -> None:
    order, parcel = await a_parcel(asker)
    for name, reason in (("claimCancel", "WITHDRAWN"), ("claimReportArrived", "PARCEL_ARRIVED")):
        claim = await a_claim(asker, order["id"], parcel["id"])
        canceled = await asker.change(name, idempotencyKey=a_key(), claimId=claim["id"], expectedVersion=1)
        assert (canceled["claim"]["status"], canceled["claim"]["cancelReason"]) == ("CANCELED", reason)
        shown = await asker.send("claim", id=claim["id"])
        assert [event["cancelReason"] for event in shown["events"]] == [None, reason]


async def test_a_move_that_is_not_allowed_is_refused(asker: Asker) -> None:
    order, parcel = await a_parcel(asker)
    claim = await a_claim(asker, order["id"], parcel["id"])
    await asker.change("claimCancel", idempotencyKey=a_key(), claimId=claim["id"])
    refusal = await asker.refusal("claimCancel", idempotencyKey=a_key(), claimId=claim["id"])
    assert refusal == [("MOVE_NOT_ALLOWED", "claimId")]


async def test_a_decision_on_an_older_version_is_refused(asker: Asker) -> None:
    order, parcel = await a_parcel(asker)
    claim = await a_claim(asker, order["id"], parcel["id"])
    refusal = await asker.refusal("claimCancel", idempotencyKey=a_key(), claimId=claim["id"], expectedVersion=7)
    assert refusal == [("VERSION_CONFLICT", "expectedVersion")]


async def test_of_twenty_claims_at_once_on_one_quantity_one_wins(asker: Asker) -> None:
    order, parcel = await a_parcel(asker)
    line = next(line["id"] for line in parcel["lines"] if line["quantity"] == 1)
    values = [claim_input(order["id"], items=[{"shipmentLineId": line, "quantity": 1}]) for _ in range(20)]
    answers = await asyncio.gather(*(asker.send("claimCreate", input=value) for value in values))
    assert sum(answer["claim"] is not None for answer in answers) == 1
    refusals = [error for answer in answers for error in answer["userErrors"]]
    assert {error["code"] for error in refusals} == {"QUANTITY_ALREADY_CLAIMED"}
    assert len(refusals) == 19


BAD: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({}, ("INVALID", "items")),
    ({"orderId": "ord_nothing", "items": [{"orderLineId": "x", "quantity": 1}]}, ("NOT_FOUND", "orderId")),
    ({"orderId": "nul \x00", "items": [{"orderLineId": "x", "quantity": 1}]}, ("INVALID", "")),
    ({"shipmentId": "shp_nothing"}, ("NOT_FOUND", "shipmentId")),
    ({"items": [{"shipmentLineId": "shl_nothing", "quantity": 1}]}, ("NOT_FOUND", "items.0.shipmentLineId")),
    ({"items": [{"orderLineId": "orl_nothing", "quantity": 0}]}, ("INVALID_QUANTITY", "items.0.quantity")),
    ({"items": [{"quantity": 1}]}, ("INVALID", "items.0")),
    ({"items": [{"quantity": 1, "shipmentLineId": "a", "orderLineId": "b"}]}, ("INVALID", "items.0")),
    ({"customerNote": "x" * 1_000_000, "shipmentId": "shp_x"}, ("TOO_LONG", "customerNote")),
]


@pytest.mark.parametrize(("change", "problem"), BAD, ids=lambda value: str(value)[:40])
async def test_a_claim_that_cannot_be_right_is_refused_and_not_kept(
    asker: Asker, change: dict[str, Any], problem: tuple[str, str]
) -> None:
    order, _ = await a_parcel(asker)
    assert problem in await asker.refusal("claimCreate", **claim_input(order["id"], **change))
    assert (await asker.send("claims"))["nodes"] == []


async def test_a_claim_of_another_storefront_is_not_there(asker: Asker, stranger: Asker) -> None:
    order, parcel = await a_parcel(stranger)
    theirs = await a_claim(stranger, order["id"], parcel["id"])
    assert await asker.send("claim", id=theirs["id"]) is None
    assert await asker.send("claim", number=theirs["number"]) is None
    assert (await asker.send("claims", filter={"orderId": order["id"]}))["nodes"] == []
    assert await asker.refusal("claimCreate", **claim_input(order["id"], shipmentId=parcel["id"])) == [
        ("NOT_FOUND", "orderId")
    ]
    for claim_id in (theirs["id"], new_id("clm")):
        values = {"idempotencyKey": a_key(), "claimId": claim_id}
        assert await asker.refusal("claimCancel", **values) == [("NOT_FOUND", "claimId")]
    assert (await stranger.send("claim", id=theirs["id"]))["status"] == "SUBMITTED"


async def test_claims_are_filtered(asker: Asker) -> None:
    order, parcel = await a_parcel(asker)
    first = await a_claim(asker, order["id"], parcel["id"])
    await asker.change("claimCancel", idempotencyKey=a_key(), claimId=first["id"])
    second = await a_claim(asker, order["id"], parcel["id"], reason="STOLEN")

    async def ids(**filter_: Any) -> list[str]:
        return [node["id"] for node in (await asker.send("claims", filter=filter_))["nodes"]]

    assert await ids() == [second["id"], first["id"]]
    assert await ids(statuses=["CANCELED"]) == [first["id"]]
    assert await ids(statuses=[]) == []
    assert await ids(reasons=["STOLEN"], shipmentId=parcel["id"]) == [second["id"]]
    assert await ids(createdBefore="2020-01-01T00:00:00Z") == []
    assert await ids(createdFrom="2020-01-01T00:00:00Z", orderId=order["id"]) == [second["id"], first["id"]]


async def test_opening_claims_needs_its_scope(asker: Asker) -> None:
    order, parcel = await a_parcel(asker)
    reader = asker.with_scopes(Scope.READ)
    values = claim_input(order["id"], shipmentId=parcel["id"])
    assert await reader.codes(document("claimCreate"), input=values) == ["FORBIDDEN"]

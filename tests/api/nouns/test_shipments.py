from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.core.database import Pool
from services.core.ids import new_id
from services.core.shipments import operations
from services.core.shipments.model import Scan, ScanSource, Tracking, TrackingStatus
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import LINES, a_claim, a_shipment, an_order, shipment_input
from tests.builders import Shop, a_key
from tests.reads.golden.statements import PROOF


async def tell_scans(app: Pool, shop: Shop, shipment_id: str, *words: str) -> None:
    """What the carrier says, a day apart, the last one an hour ago; the last is the delivery."""
    now = datetime.now(UTC).replace(microsecond=0)
    moments = [now - timedelta(hours=1, days=len(words) - 1 - place) for place in range(len(words))]
    scans = tuple(
        Scan(moment, TrackingStatus(word), word.lower(), word, "Aarhus")
        for moment, word in zip(moments, words, strict=True)
    )
    async with app.write(shop.id) as tx:
        tracking = Tracking(scans, signed_by="I. Hansen" if words[-1] == "DELIVERED" else None)
        await operations.record_tracking(tx, shipment_id, tracking, ScanSource.POLL, company="easypost", now=now)


async def test_a_parcel_without_lines_holds_all_that_is_in_no_other(asker: Asker) -> None:
    order = await an_order(asker)
    first = await a_shipment(asker, order["id"], lines=[{"orderLineId": order["lines"][0]["id"], "quantity": 1}])
    second = await a_shipment(asker, order["id"])
    assert [line["quantity"] for line in first["lines"]] == [1]
    assert {line["orderLine"]["externalId"]: line["quantity"] for line in second["lines"]} == {"line-1": 1, "line-2": 1}


async def test_a_parcel_is_shown_on_both_axes(asker: Asker, app: Pool, shop: Shop) -> None:
    order = await an_order(asker)
    agreed = {"signatureRequired": True, "agreedPlace": "RECEPTION", "photoRequired": True}
    told = await a_shipment(asker, order["id"], trackingNumber="mg 12 ab", **agreed)
    before = await asker.send("shipment", id=told["id"])
    assert (before["signatureReceived"], before["proofOfDelivery"]) == (False, None)
    await tell_scans(app, shop, told["id"], "PRE_TRANSIT", "IN_TRANSIT", "DELIVERED")
    shipment = await asker.send("shipment", id=told["id"])
    assert shipment["trackingNumber"] == "MG12AB"
    assert (shipment["status"], shipment["trackingStatus"]) == ("SHIPPED", "DELIVERED")
    assert shipment["deliveredAt"].endswith("+00:00")
    assert shipment["signatureReceived"] is True
    assert shipment["proofOfDelivery"] == {"handover": None, "signed": True}
    seen = (await asker.get(PROOF, id=told["id"]))["shipment"]
    assert (seen["agreedPlace"], seen["photoRequired"]) == ("RECEPTION", True)
    proof = seen["proofOfDelivery"]
    assert (proof["signedBy"], proof["files"]) == ("I. Hansen", [])
    assert shipment["order"]["id"] == order["id"]
    assert shipment["lastCheckedAt"] is not None
    assert [event["status"] for event in shipment["events"]] == ["DELIVERED", "IN_TRANSIT", "PRE_TRANSIT"]
    newest = await asker.send("shipment", id=told["id"], events=1)
    assert [event["status"] for event in newest["events"]] == ["DELIVERED"]


async def test_a_parcel_is_found_by_its_number_however_it_is_written(asker: Asker) -> None:
    order = await an_order(asker)
    told = await a_shipment(asker, order["id"], trackingNumber="MG 99 XY", carrier="PostNord")
    for names in ({"trackingNumber": "mg99xy"}, {"trackingNumber": " MG99 XY", "carrier": "postnord"}):
        assert (await asker.send("shipment", **names))["id"] == told["id"]
    assert await asker.send("shipment", trackingNumber="MG99XY", carrier="GLS") is None


@pytest.mark.parametrize(
    "names", [{}, {"carrier": "USPS"}, {"id": "x", "trackingNumber": "y"}, {"id": "x", "carrier": "y"}]
)
async def test_a_parcel_is_named_in_one_way(asker: Asker, names: dict[str, str]) -> None:
    assert await asker.codes(document("shipment"), **names) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize("first", [-1, 101])
async def test_scans_are_asked_for_by_the_hundred_at_most(asker: Asker, first: int) -> None:
    shipment = await a_shipment(asker, (await an_order(asker))["id"])
    assert await asker.codes(document("shipment"), id=shipment["id"], events=first) == ["BAD_USER_INPUT"]


FACTS = """query($id: ID) { shipment(id: $id) { weightGrams originCountry labelSource labelSeller goods
    lines { orderLine { unitCost { amount currencyCode } } } } }"""
BAD: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"orderId": "ord_nothing"}, ("NOT_FOUND", "orderId")),
    ({"carrier": ""}, ("INVALID", "carrier")),
    ({"trackingNumber": "x" * 1_000_000}, ("TOO_LONG", "trackingNumber")),
    ({"trackingNumber": "-_-"}, ("INVALID", "trackingNumber")),
    ({"shippedAt": "2199-01-01T00:00:00Z"}, ("IMPOSSIBLE_DATE", "shippedAt")),
    ({"declaredValue": {"amount": "1.00", "currencyCode": "ZZZ"}}, ("INVALID_MONEY", "declaredValue")),
    ({"declaredValue": {"amount": "-1.00", "currencyCode": "EUR"}}, ("INVALID_MONEY", "declaredValue")),
    ({"lines": [{"orderLineId": "orl_nothing", "quantity": 1}]}, ("NOT_FOUND", "lines.0.orderLineId")),
    ({"lines": [{"orderLineId": "orl_nothing", "quantity": -1}]}, ("INVALID_QUANTITY", "lines.0.quantity")),
    ({"trackedBy": "acc_nothing"}, ("NOT_FOUND", "trackedBy")),
    ({"weightGrams": 0}, ("IMPOSSIBLE_WEIGHT", "weightGrams")),
    ({"weightGrams": 30_000_001}, ("IMPOSSIBLE_WEIGHT", "weightGrams")),
    ({"originCountry": "Denmark"}, ("UNKNOWN_COUNTRY", "originCountry")),
    ({"labelSeller": "easypost"}, ("INVALID", "labelSeller")),
    ({"goods": ["cash"] * 21}, ("TOO_MANY", "goods")),
    ({"goods": ["cash", "g" * 51]}, ("TOO_LONG", "goods.1")),
]


@pytest.mark.parametrize(("change", "problem"), BAD, ids=lambda value: str(value)[:40])
async def test_a_parcel_that_cannot_be_right_is_refused(
    asker: Asker, change: dict[str, Any], problem: tuple[str, str]
) -> None:
    order = await an_order(asker)
    assert problem in await asker.refusal("shipmentUpsert", **shipment_input(order["id"], **change))
    assert (await asker.send("order", id=order["id"]))["shipments"] == []


async def test_what_decides_whom_to_ask_is_shown_to_staff_as_it_was_told(asker: Asker) -> None:
    order = await an_order(asker, lines=[LINES[0] | {"unitCost": {"amount": "31.5", "currencyCode": "DKK"}}, LINES[1]])
    told = {"weightGrams": 1200, "originCountry": "DE", "labelSource": "SHIPPING_AGGREGATOR"}
    parcel = await a_shipment(asker, order["id"], labelSeller="EasyPost", goods=["Jewellery "], **told)
    found = (await asker.get(FACTS, id=parcel["id"]))["shipment"]
    assert [line["orderLine"]["unitCost"] for line in found.pop("lines")] == [
        {"amount": "31.50", "currencyCode": "DKK"},
        None,
    ]
    assert found == told | {"labelSeller": "easypost", "goods": ["jewellery"]}


async def test_more_than_was_ordered_does_not_fit(asker: Asker) -> None:
    order = await an_order(asker)
    lines = [{"orderLineId": order["lines"][0]["id"], "quantity": 3}]
    refusal = await asker.refusal("shipmentUpsert", **shipment_input(order["id"], lines=lines))
    assert refusal == [("QUANTITY_EXCEEDED", "lines.0.quantity")]


async def test_a_parcel_of_another_storefront_is_not_there(asker: Asker, stranger: Asker) -> None:
    order = await an_order(stranger)
    theirs = await a_shipment(stranger, order["id"], trackingNumber="MGTHEIRS")
    assert await asker.send("shipment", id=theirs["id"]) is None
    assert await asker.send("shipment", trackingNumber="MGTHEIRS") is None
    assert await asker.refusal("shipmentUpsert", **shipment_input(order["id"])) == [("NOT_FOUND", "orderId")]
    for shipment_id in (theirs["id"], new_id("shp")):
        values = {"idempotencyKey": a_key(), "shipmentId": shipment_id}
        assert await asker.refusal("trackingRefresh", **values) == [("NOT_FOUND", "shipmentId")]


async def test_a_refresh_is_asked_for_once_and_answers_with_the_parcel(asker: Asker) -> None:
    shipment = await a_shipment(asker, (await an_order(asker))["id"])
    values = {"idempotencyKey": a_key(), "shipmentId": shipment["id"]}
    for _ in range(2):
        assert (await asker.change("trackingRefresh", **values))["shipment"]["id"] == shipment["id"]


async def test_what_is_claimed_of_a_parcel_is_counted_on_its_lines(asker: Asker) -> None:
    order = await an_order(asker)
    told = await a_shipment(asker, order["id"])
    mugs = next(line["id"] for line in told["lines"] if line["orderLine"]["externalId"] == "line-1")
    await a_claim(asker, order["id"], told["id"], items=[{"shipmentLineId": mugs, "quantity": 1}])
    shipment = await asker.send("shipment", id=told["id"])
    assert {line["orderLine"]["title"]: line["claimedQuantity"] for line in shipment["lines"]} == {
        "Mug": 1,
        "Teapot": 0,
    }
    assert [line["claimedQuantity"] for line in (await asker.send("order", id=order["id"]))["lines"]] == [1, 0]
    assert len(shipment["claims"]["nodes"]) == 1


async def test_telling_parcels_needs_its_scope(asker: Asker) -> None:
    order = await an_order(asker)
    reader = asker.with_scopes(Scope.READ, Scope.ORDERS_WRITE)
    assert await reader.codes(document("shipmentUpsert"), input=shipment_input(order["id"])) == ["FORBIDDEN"]


async def test_a_carrier_is_corrected_and_the_parcel_begins_anew(asker: Asker, app: Pool, shop: Shop) -> None:
    order = await an_order(asker)
    shipment = await a_shipment(asker, order["id"])
    await tell_scans(app, shop, shipment["id"], "DELIVERED")
    values = {"idempotencyKey": a_key(), "shipmentId": shipment["id"], "carrier": "DHL"}
    parcel = (await asker.change("shipmentCorrectCarrier", **values))["shipment"]
    assert (parcel["carrier"], parcel["trackingStatus"]) == ("DHL", "UNKNOWN")
    assert await asker.refusal("shipmentCorrectCarrier", **(values | {"idempotencyKey": a_key(), "carrier": " "})) == [
        ("INVALID", "carrier")
    ]

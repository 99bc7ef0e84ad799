import pytest

from services.core.database import Pool
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, WatchEnded, document
from tests.api.nouns.inputs import a_claim, a_shipment, an_order, order_input, shipment_input
from tests.api.nouns.test_shipments import tell_scans
from tests.builders import Shop, a_key


async def test_a_customer_sees_their_order_and_what_belongs_to_it(asker: Asker) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    customer = asker.customer_of(order["id"])
    claim = await a_claim(customer, order["id"], parcel["id"])
    assert claim["openedBy"] == "CUSTOMER"
    assert (await customer.send("order", id=order["id"]))["shipments"][0]["id"] == parcel["id"]
    assert (await customer.send("shipment", trackingNumber=parcel["trackingNumber"]))["id"] == parcel["id"]
    assert (await customer.send("claim", number=claim["number"]))["id"] == claim["id"]
    assert [node["id"] for node in (await customer.send("claims"))["nodes"]] == [claim["id"]]
    withdrawn = await customer.change("claimCancel", idempotencyKey=a_key(), claimId=claim["id"])
    assert withdrawn["claim"]["cancelReason"] == "WITHDRAWN"


async def test_another_order_is_not_there_for_a_customer(asker: Asker) -> None:
    mine, other = await an_order(asker), await an_order(asker)
    parcel = await a_shipment(asker, other["id"])
    claim = await a_claim(asker, other["id"], parcel["id"])
    customer = asker.customer_of(mine["id"])
    for name, names in (
        ("order", {"id": other["id"]}),
        ("order", {"number": other["number"]}),
        ("order", {"externalId": other["externalId"]}),
        ("shipment", {"id": parcel["id"]}),
        ("shipment", {"trackingNumber": parcel["trackingNumber"]}),
        ("claim", {"id": claim["id"]}),
        ("claim", {"number": claim["number"]}),
        ("node", {"id": other["id"]}),
        ("node", {"id": parcel["id"]}),
        ("node", {"id": claim["id"]}),
    ):
        assert await customer.send(name, **names) is None, (name, names)
    for filter_ in ({}, {"orderId": other["id"]}, {"shipmentId": parcel["id"]}):
        assert (await customer.send("claims", filter=filter_))["nodes"] == []
    values = {"idempotencyKey": a_key(), "claimId": claim["id"]}
    assert await customer.refusal("claimCancel", **values) == [("NOT_FOUND", "claimId")]
    values = {"idempotencyKey": a_key(), "orderId": other["id"], "shipmentId": parcel["id"], "reason": "STOLEN"}
    assert await customer.refusal("claimCreate", **values) == [("NOT_FOUND", "orderId")]


@pytest.mark.parametrize(
    ("noun", "field"),
    [
        ("order", "customer { name }"),
        ("shipment", "trackedBy"),
        ("shipment", "trackingReference"),
        ("shipment", "labelSource"),
        ("shipment", "labelSeller"),
        ("shipment", "goods"),
        ("order", "lines { unitCost { amount } }"),
        ("shipment", "declaredValue { amount }"),
        ("shipment", "events { source }"),
        ("claim", "events { actor { id } }"),
    ],
)
async def test_a_customer_who_names_an_internal_field_is_refused(
    asker: Asker, app: Pool, shop: Shop, noun: str, field: str
) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"], declaredValue={"amount": "65.00", "currencyCode": "EUR"})
    claim = await a_claim(asker, order["id"], parcel["id"])
    await tell_scans(app, shop, parcel["id"], "IN_TRANSIT")
    ids = {"order": order["id"], "shipment": parcel["id"], "claim": claim["id"]}
    text = f"query ($id: ID!) {{ {noun}(id: $id) {{ {field} }} }}"
    assert set(await asker.customer_of(order["id"]).codes(text, id=ids[noun])) == {"FORBIDDEN"}
    assert await asker.codes(text, id=ids[noun]) == []


@pytest.mark.parametrize("name", ["tasks", "effects"])
async def test_a_customer_does_not_see_the_work_behind_the_scenes(asker: Asker, name: str) -> None:
    order = await an_order(asker)
    assert await asker.customer_of(order["id"]).codes(document(name)) == ["FORBIDDEN"]


async def test_a_customer_may_change_nothing_but_claims(asker: Asker) -> None:
    order = await an_order(asker)
    customer = asker.customer_of(order["id"])
    for name, values in (
        ("orderUpsert", order_input()),
        ("shipmentUpsert", shipment_input(order["id"])),
        ("trackingRefresh", {"idempotencyKey": a_key(), "shipmentId": "shp_x"}),
        ("customerTokenCreate", {"idempotencyKey": a_key(), "orderId": order["id"]}),
        ("guestTokenCreate", {"idempotencyKey": a_key(), "number": order["number"], "postalCode": "2100"}),
        ("staffTokenCreate", {"idempotencyKey": a_key(), "actor": "me", "scopes": ["READ"]}),
        ("tokensRevoke", {"idempotencyKey": a_key(), "orderId": order["id"]}),
        ("taskReplay", {"idempotencyKey": a_key(), "id": "tsk_x"}),
        ("effectDecide", {"idempotencyKey": a_key(), "id": "eff_x", "decision": "CONFIRM"}),
    ):
        assert await customer.codes(document(name), input=values) == ["FORBIDDEN"], name


async def test_a_visitor_sees_the_storefront_alone(asker: Asker) -> None:
    order = await an_order(asker)
    visitor = asker.visitor()
    storefront = await visitor.send("storefront")
    assert storefront == {
        "id": asker.storefront.id if asker.storefront else None,
        "name": "Test shop",
        "currencyCode": "EUR",
        "timeZone": "Europe/Copenhagen",
        "countryCode": None,
        "mode": "TEST",
    }
    for name, names in (
        ("order", {"id": order["id"]}),
        ("claims", {}),
        ("node", {"id": order["id"]}),
        ("nodes", {"ids": [storefront["id"]]}),
        ("tasks", {}),
    ):
        assert await visitor.codes(document(name), **names) == ["FORBIDDEN"], name
    assert await visitor.codes(document("orderUpsert"), input=order_input()) == ["FORBIDDEN"]
    with pytest.raises(WatchEnded, match="FORBIDDEN"):
        async with visitor.watch("orderUpdated", id=order["id"]) as pushes:
            await anext(pushes)


async def test_a_visitor_with_scopes_by_mistake_is_still_a_visitor(asker: Asker) -> None:
    visitor = asker.visitor().with_scopes(*Scope)
    for name in ("order", "shipment", "claim", "claims", "node", "tasks", "effects"):
        variables = {"id": "x"} if name in {"order", "shipment", "claim", "node"} else {}
        assert await visitor.codes(document(name), **variables) == ["FORBIDDEN"], name

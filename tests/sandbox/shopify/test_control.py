"""A test or a person has things happen in the shops; what cannot happen is explained."""

from typing import Any

import pytest

from tests.sandbox.shopify.conftest import SHOP, Shop


async def test_two_shops_are_there_from_the_start_with_goods(shop: Shop) -> None:
    shops = (await shop.http.get("/control/shopify/shops")).json()["shops"]

    assert [(one["domain"], one["currency"], len(one["variants"])) for one in shops] == [
        (SHOP, "DKK", 3),
        ("makegood-demo-us.myshopify.com", "USD", 3),
    ]
    assert all(one["installed"] for one in shops)


@pytest.mark.parametrize(
    ("currency", "price", "total"), [("JPY", "1200", "1200.00"), ("USD", "12.99", "12.99"), ("KWD", "1.125", "1.125")]
)
async def test_currencies_keep_their_decimals(shop: Shop, currency: str, price: str, total: str) -> None:
    await shop.http.post("/control/shopify/shops", json={"domain": "far", "currency": currency})
    lines = [{"title": "Bowl", "price": price}]

    order = (await shop.http.post("/control/shopify/shops/far/orders", json={"lines": lines})).json()

    assert (order["total"], order["currency"]) == (total, currency)


async def test_a_discount_is_shared_out_to_the_last_unit(shop: Shop) -> None:
    order = await shop.order("10.00", "10.00", "10.00", discount="10.00")

    assert [line["paid"] for line in order["lines"]] == ["6.67", "6.66", "6.67"]
    assert order["total"] == "20.00"


async def test_an_order_and_its_parcel_can_be_of_the_past(shop: Shop) -> None:
    order = await shop.order("10.00", placed_at="2026-01-05T09:30:00Z")

    await shop.do(f"/orders/{order['name'][1:]}/fulfill", at="2026-01-06T08:00:00Z", number="1Z1")
    seen = await shop.do(f"/orders/{order['id']}/scan", status="IN_TRANSIT", at="2026-01-07T08:00:00Z")

    assert seen["rest"]["created_at"] == seen["rest"]["processed_at"] == "2026-01-05T09:30:00+00:00"
    assert seen["fulfillments"][0]["created_at"] == "2026-01-06T08:00:00+00:00"
    assert seen["fulfillments"][0]["shipment_status"] == "in_transit"


async def test_an_order_is_sent_in_parts(shop: Shop) -> None:
    order = await shop.order("10.00", "20.00")
    part = {"id": order["lines"][0]["id"], "quantity": 1}

    first = await shop.do(f"/orders/{order['id']}/fulfill", lines=[part], number="1Z1")
    rest = await shop.do(f"/orders/{order['id']}/fulfill", number="1Z2")

    assert (first["fulfillment_status"], rest["fulfillment_status"]) == ("PARTIALLY_FULFILLED", "FULFILLED")
    await shop.do(f"/orders/{order['id']}/fulfill", expected=400)


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"lines": []},
        {"lines": [{"title": "Bowl"}]},
        {"lines": [{"sku": "nothing"}]},
        {"lines": [{"variant_id": 1}]},
        {"lines": [{"title": "Bowl", "price": "-1"}]},
        {"lines": [{"title": "Bowl", "price": "NaN"}]},
        {"lines": [{"title": "Bowl", "price": "1", "quantity": 0}]},
        {"lines": [{"title": "Bowl", "price": "1", "discount": "2"}]},
        {"lines": [{"title": "Bowl", "price": "1"}], "discount": "2"},
        {"lines": [{"title": "Bowl", "price": "1"}], "currency": "XYZ"},
        {"lines": [{"title": "Bowl", "price": "1"}], "rate": "0"},
        {"lines": [{"title": "Bowl", "price": "1"}], "colour": "blue"},
        {"lines": [{"title": "Bowl", "price": "1"}] * 501},
    ],
)
async def test_an_order_that_makes_no_sense_is_explained(shop: Shop, order: dict[str, Any]) -> None:
    assert (await shop.do("/orders", expected=400, **order))["error"]
    assert (await shop.look("/orders"))["count"] == 0


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("/shops", {"domain": SHOP}),
        ("/shops", {"domain": "not a domain"}),
        ("/shops", {"domain": "fine", "currency": "XYZ"}),
        ("/shops/nobody/orders", {"lines": [{"title": "Bowl", "price": "1"}]}),
        (f"/shops/{SHOP}/orders/1/cancel", {}),
        (f"/shops/{SHOP}/stock", {"sku": "nothing", "stock": 1}),
        (f"/shops/{SHOP}/returns/1/approve", {}),
        (f"/shops/{SHOP}/disputes/1", {"status": "WON"}),
        (f"/shops/{SHOP}/webhooks", {"times": 1001}),
        (f"/shops/{SHOP}/webhooks", {"order": "sideways"}),
        (f"/shops/{SHOP}/privacy", {"topic": "orders/create"}),
    ],
)
async def test_a_wrong_order_is_explained(shop: Shop, path: str, order: dict[str, Any]) -> None:
    answer = await shop.http.post(f"/control/shopify{path}", json=order)

    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_conduct_that_makes_no_sense_is_explained_and_leaves_the_old(shop: Shop) -> None:
    for wrong in ({"index_lag": -1}, {"points": 0}, {"colour": "blue"}):
        answer = await shop.http.patch(f"/control/shopify/shops/{SHOP}", json=wrong)
        assert answer.status_code == 400

    assert (await shop.look(""))["conduct"]["points"] == 2000


async def test_goods_that_were_not_sent_cannot_come_back(shop: Shop) -> None:
    order = await shop.order("10.00")

    assert (await shop.do(f"/orders/{order['id']}/return", expected=400))["error"]

    await shop.do(f"/orders/{order['id']}/fulfill")
    asked = await shop.do(f"/orders/{order['id']}/return")
    number = asked["returns"][0]["id"]
    await shop.do(f"/returns/{number}/close", expected=400)
    await shop.do(f"/returns/{number}/approve", expected=200)
    await shop.do(f"/returns/{number}/close", expected=200)
    await shop.do(f"/returns/{number}/sell", expected=400)


async def test_a_reset_leaves_the_shops_of_the_start_as_new(shop: Shop) -> None:
    await shop.http.post("/control/shopify/shops", json={"domain": "gone"})
    await shop.http.patch("/control/shopify/app", json={"client_secret": "other", "scopes": []})
    await shop.behave(index_lag=9)
    await shop.order("10.00")

    await shop.http.post("/control/reset")

    seen = await shop.look("")
    assert (seen["counts"]["orders"], seen["conduct"]["index_lag"]) == (0, 0)
    assert "write_orders" in seen["scopes"]
    assert (await shop.http.get("/control/shopify/shops/gone")).status_code == 400
    assert (await shop.order("10.00"))["name"] == "#1001"


async def test_ids_are_never_those_of_an_earlier_time(shop: Shop) -> None:
    before = (await shop.order("10.00"))["id"]
    await shop.http.post("/control/reset")

    assert (await shop.order("10.00"))["id"] > before


async def test_no_more_than_a_hundred_shops_are_kept(shop: Shop) -> None:
    made = [await shop.http.post("/control/shopify/shops", json={"domain": f"shop-{n}"}) for n in range(99)]

    assert [one.status_code for one in made] == [201] * 98 + [400]

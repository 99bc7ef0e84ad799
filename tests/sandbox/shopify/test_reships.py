"""Orders that an app makes: no key, stock by the behaviour asked for, and a search that comes late."""

from typing import Any

import pytest

from tests.sandbox.shopify.conftest import CREATE, FIND, Shop

DRAFT = """mutation DraftOrderCreate($input: DraftOrderInput!) { draftOrderCreate(input: $input) {
  draftOrder { id name } userErrors { field message } } }"""
DRAFTS = "query($query: String!) { draftOrders(first: 10, query: $query) { nodes { id tags } } }"
DOLLARS = {"shopMoney": {"amount": "1.00", "currencyCode": "USD"}}
NOTHING = {"shopMoney": {"amount": "0.00", "currencyCode": "DKK"}}


async def variant(shop: Shop, sku: str = "NK-VASE") -> dict[str, Any]:
    return next(one for one in (await shop.look(""))["variants"] if one["sku"] == sku)


async def reship(shop: Shop, quantity: int = 1, stock: str = "DECREMENT_OBEYING_POLICY", **more: Any) -> dict[str, Any]:
    line = {"variantId": (await variant(shop))["gid"], "quantity": quantity, "priceSet": NOTHING}
    order = {"lineItems": [line], "tags": ["makegood-reship", "res_1"], "sourceIdentifier": "res_1", **more}
    payload: dict[str, Any] = (await shop.ask(CREATE, order=order, options={"inventoryBehaviour": stock}))[
        "orderCreate"
    ]
    return payload


async def test_twice_the_same_is_two_orders_without_a_price(shop: Shop) -> None:
    first, other = await reship(shop), await reship(shop)

    assert (first["order"]["name"], other["order"]["name"]) == ("#1001", "#1002")
    told = await shop.look("/orders?by_app=true&tag=res_1")
    assert [(one["total"], one["financial_status"]) for one in told["orders"]] == [("0.00", "PAID")] * 2


@pytest.mark.parametrize("query", ['source_identifier:"res_1"', "tag:'res_1'", "tag:res_1 status:any"])
async def test_it_is_found_by_what_was_written_into_it(shop: Shop, query: str) -> None:
    made = await reship(shop)

    found = await shop.ask(FIND, query=query)

    assert [node["id"] for node in found["orders"]["nodes"]] == [made["order"]["id"]]


async def test_the_search_is_late_by_the_lag_that_was_set_and_the_order_itself_is_not(shop: Shop) -> None:
    await shop.behave(index_lag=1)
    made = await reship(shop)

    assert (await shop.ask(FIND, query="tag:res_1"))["orders"]["nodes"] == []
    assert (await shop.ask("query($id: ID!) { order(id: $id) { tags } }", id=made["order"]["id"]))["order"]

    while not (await shop.ask(FIND, query="tag:res_1"))["orders"]["nodes"]:
        pass


async def test_a_late_search_still_knows_the_tags_of_before(shop: Shop) -> None:
    order = await shop.order("25.00", tags=["before"])
    await shop.behave(index_lag=3600)
    assert (await shop.ask(FIND, query="tag:before"))["orders"]["nodes"] == []
    await shop.behave(index_lag=0)

    document = (
        'mutation($id: ID!) { tagsAdd(id: $id, tags: ["after", "BEFORE"]) { node { id } userErrors { message } } }'
    )
    await shop.ask(document, id=order["gid"])

    assert (await shop.ask(FIND, query="tag:after"))["orders"]["nodes"][0]["tags"] == ["after", "before"]


@pytest.mark.parametrize(
    ("stock", "code", "left"),
    [
        ("DECREMENT_OBEYING_POLICY", ["INVENTORY_CLAIM_FAILED"], 2),
        ("DECREMENT_IGNORING_POLICY", [], -1),
        ("BYPASS", [], 2),
    ],
)
async def test_stock_is_taken_by_the_behaviour_that_was_asked_for(
    shop: Shop, stock: str, code: list[str], left: int
) -> None:
    await shop.do("/stock", expected=200, sku="NK-VASE", stock=2)

    payload = await reship(shop, 3, stock)

    assert [error["code"] for error in payload["userErrors"]] == code
    assert (payload["order"] is None) is bool(code)
    assert (await variant(shop))["stock"] == left


async def test_stock_that_may_be_oversold_or_is_not_counted_is_never_missing(shop: Shop) -> None:
    await shop.do("/stock", expected=200, sku="NK-VASE", stock=0, oversell=True)
    assert (await reship(shop))["userErrors"] == []

    await shop.do("/stock", expected=200, sku="NK-VASE", stock=None)
    assert (await reship(shop, 9))["userErrors"] == []
    assert (await variant(shop))["stock"] is None


async def test_a_development_store_makes_five_orders_a_minute(shop: Shop) -> None:
    await shop.behave(orders_per_minute=5)

    payloads = [await reship(shop) for _ in range(6)]

    assert [bool(payload["order"]) for payload in payloads] == [True] * 5 + [False]
    assert payloads[5]["userErrors"][0]["message"] == "Too many attempts. Please try again later."


@pytest.mark.parametrize(
    "change",
    [
        {"lineItems": []},
        {"lineItems": [{"variantId": "gid://shopify/ProductVariant/1", "quantity": 1}]},
        {"lineItems": [{"title": "Bowl", "quantity": 0}]},
        {"lineItems": [{"quantity": 1}]},
        {"lineItems": [{"title": "Bowl", "quantity": 1, "priceSet": DOLLARS}]},
        {"customer": {"toAssociate": {"id": "gid://shopify/Customer/1"}}},
        {"tags": ["x" * 41]},
    ],
)  # fmt: skip
async def test_an_order_that_makes_no_sense_is_a_user_error(shop: Shop, change: dict[str, Any]) -> None:
    payload = await reship(shop, **change)

    assert payload["order"] is None
    assert len(payload["userErrors"]) == 1
    assert (await shop.look("/orders"))["count"] == 0


async def test_a_draft_takes_no_stock_until_staff_completes_it(shop: Shop) -> None:
    goods = await variant(shop)
    free = {"title": "Replacement", "value": 100.0, "valueType": "PERCENTAGE"}
    line = {"variantId": goods["gid"], "quantity": 2, "appliedDiscount": free}

    made = (await shop.ask(DRAFT, input={"lineItems": [line], "tags": ["res_1"]}))["draftOrderCreate"]["draftOrder"]

    found = await shop.ask(DRAFTS, query='tag:"res_1"')
    assert found["draftOrders"]["nodes"] == [{"id": made["id"], "tags": ["res_1"]}]
    assert made["name"] == "#D1"
    assert (await variant(shop))["stock"] == goods["stock"]
    number = made["id"].rpartition("/")[2]
    order = await shop.do(f"/drafts/{number}/complete")
    assert (order["total"], order["tags"]) == ("0.00", ["res_1"])
    assert (await variant(shop))["stock"] == goods["stock"] - 2
    await shop.do(f"/drafts/{number}/complete", expected=400)

"""The Admin API answers, and says no, in the shapes that Shopify has."""

import re

import pytest

from tests.sandbox.shopify.conftest import ADMIN, ORDER, SUGGEST, Shop

CLOSED = "{ order(id: 1) { id "


async def test_an_answer_tells_what_it_cost_and_what_is_left(shop: Shop) -> None:
    order = await shop.order("249.50")

    answer = await shop.post(ORDER, id=order["gid"])

    assert answer.status_code == 200
    body = answer.json()
    assert body["data"]["order"] == {
        "id": order["gid"],
        "note": None,
        "tags": [],
        "customer": {"id": f"gid://shopify/Customer/{order['rest']['customer']['id']}"},
        "refunds": [],
    }
    cost = body["extensions"]["cost"]
    assert set(cost) == {"requestedQueryCost", "actualQueryCost", "throttleStatus"}
    assert cost["requestedQueryCost"] >= cost["actualQueryCost"] > 0
    status = cost["throttleStatus"]
    assert (status["maximumAvailable"], status["restoreRate"]) == (2000.0, 100.0)
    assert status["currentlyAvailable"] == 2000 - cost["actualQueryCost"]


async def test_a_wrong_token_gets_a_401_with_one_text(shop: Shop) -> None:
    answer = await shop.post("{ shop { id } }", token="shpat_wrong")

    assert answer.status_code == 401
    assert answer.json() == {"errors": "[API] Invalid API key or access token (unrecognized login or wrong password)"}


async def test_a_shop_or_a_version_that_is_not_there_gets_a_404(shop: Shop) -> None:
    headers = {"X-Shopify-Access-Token": "shpat_sandbox"}

    for path in (ADMIN.replace("demo", "nobody"), ADMIN.replace("2026-10", "2026-07"), "/shopify/x/admin/orders.json"):
        answer = await shop.http.post(path, json={"query": "{ shop { id } }"}, headers=headers)
        assert (answer.status_code, set(answer.json())) == (404, {"errors"})


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"query": null}', b'{"variables": {}}', b'{"query": 7}'])
async def test_a_body_without_a_document_gets_a_400(shop: Shop, body: bytes) -> None:
    answer = await shop.http.post(ADMIN, content=body, headers={"X-Shopify-Access-Token": "shpat_sandbox"})

    assert answer.status_code == 400
    assert answer.json() == {"errors": {"query": "Required parameter missing or invalid"}}


@pytest.mark.parametrize(
    ("document", "code", "message"),
    [
        ("{ order(id: 1) { colour } }", "undefinedField", "Field 'colour' doesn't exist on type 'Order'"),
        ("{ order { id } }", "missingRequiredArguments", "Field 'order' is missing required arguments: id"),
        ("{ order(id: 1, x: 2) { id } }", "argumentNotAccepted", r"Field '.*order' doesn't accept argument 'x'"),
        ("{ order(id: 1) }", "selectionMismatch", r"Field must have selections \(field 'order' returns Order.*"),
        ("query($a: ID!) { shop { id } }", "variableNotUsed", r"Variable \$a is declared .* but not used"),
        ("{ shop { ...Gone } }", "useAndDefineFragment", "Fragment Gone was used, but not defined"),
    ],
)
async def test_an_invalid_document_is_told_with_200_a_place_and_a_code(
    shop: Shop, document: str, code: str, message: str
) -> None:
    answer = await shop.post(document)

    assert answer.status_code == 200
    error, *_ = answer.json()["errors"]
    assert re.fullmatch(message, error["message"])
    assert error["extensions"]["code"] == code
    assert error["locations"][0]["line"] == 1
    assert "data" not in answer.json()


async def test_a_document_that_is_none_is_told_with_200(shop: Shop) -> None:
    answer = await shop.post(CLOSED)

    assert answer.status_code == 200
    assert answer.json()["errors"][0]["message"].startswith("syntax error")


async def test_a_variable_that_does_not_fit_is_told_with_its_code(shop: Shop) -> None:
    answer = await shop.post(SUGGEST, id=None)

    assert answer.json()["errors"][0]["extensions"]["code"] == "INVALID_VARIABLE"
    assert "data" not in answer.json()


async def test_what_is_not_there_is_null_and_no_error(shop: Shop) -> None:
    document = "query($id: ID!) { order(id: $id) { id } node(id: $id) { id } nodes(ids: [$id]) { id } }"

    for name in ("gid://shopify/Order/1", "gid://shopify/Nothing/1", "1", "gid://shopify/Order/x", ""):
        assert await shop.ask(document, id=name) == {"order": None, "node": None, "nodes": [None]}


async def test_amounts_are_written_as_shopifys_decimals(shop: Shop) -> None:
    dinars = await shop.order("1.250", currency="KWD")
    yen = await shop.order("1200", currency="JPY")
    crowns = await shop.order("249.50")
    document = "query($id: ID!) { order(id: $id) { totalPriceSet { presentmentMoney { amount currencyCode } } } }"

    told = [
        (await shop.ask(document, id=one["gid"]))["order"]["totalPriceSet"]["presentmentMoney"]
        for one in (dinars, yen, crowns)
    ]

    assert told == [
        {"amount": "1.25", "currencyCode": "KWD"},
        {"amount": "1200.0", "currencyCode": "JPY"},
        {"amount": "249.5", "currencyCode": "DKK"},
    ]


async def test_a_scope_that_was_not_granted_is_asked_for_by_name(shop: Shop) -> None:
    await shop.http.patch("/control/shopify/app", json={"scopes": ["read_orders"]})
    made = await shop.http.post("/control/shopify/shops", json={"domain": "narrow"})
    assert made.json()["scopes"] == ["read_orders"]
    document = 'mutation { tagsAdd(id: "gid://shopify/Order/1", tags: ["x"]) { userErrors { message } } }'

    answer = await shop.http.post(
        ADMIN.replace("makegood-demo", "narrow"),
        json={"query": document},
        headers={"X-Shopify-Access-Token": "shpat_sandbox"},
    )

    error = answer.json()["errors"][0]
    assert answer.status_code == 200
    assert error["extensions"]["code"] == "ACCESS_DENIED"
    assert "write_orders" in error["extensions"]["requiredAccess"]
    assert answer.json()["data"] == {"tagsAdd": None}


async def test_a_long_order_is_read_in_pages(shop: Shop) -> None:
    order = await shop.order(*["1.00"] * 200)
    document = """query($id: ID!, $after: String) { order(id: $id) { lineItems(first: 150, after: $after) {
      nodes { id } pageInfo { hasNextPage endCursor } } } }"""

    first = (await shop.ask(document, id=order["gid"]))["order"]["lineItems"]
    after = first["pageInfo"]["endCursor"]
    rest = (await shop.ask(document, id=order["gid"], after=after))["order"]["lineItems"]

    assert [line["id"] for line in first["nodes"] + rest["nodes"]] == [line["gid"] for line in order["lines"]]
    assert (first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (True, False)


async def test_a_connection_without_a_size_and_a_cursor_of_nowhere_are_errors(shop: Shop) -> None:
    for wanted in ("", "(first: 251)", '(first: 1, after: "nowhere")'):
        answer = (await shop.post(f"{{ orders{wanted} {{ nodes {{ id }} }} }}")).json()
        assert answer["errors"][0]["path"] == ["orders"]


async def test_what_cannot_be_searched_for_is_ignored_as_shopify_does(shop: Shop) -> None:
    order = await shop.order("10.00", tags=["Fragile"], source_identifier="pos-7")
    document = "query($query: String) { orders(first: 5, query: $query) { nodes { id } } }"

    async def found(query: str) -> bool:
        return [node["id"] for node in (await shop.ask(document, query=query))["orders"]["nodes"]] == [order["gid"]]

    for query in (
        "", "status:any", "status:open", "tag:fragile", "tag:'Fragile'", 'source_identifier:"pos-7"', "name:#1001",
        "name:1001",
        "updated_at:>='2020-01-01T00:00:00Z'", "weather:sunny", "tag:fragile AND status:open", "-tag:other",
        "email:ROBIN@example.com",
        "financial_status:paid", f"id:{order['id']}", "fragile",
    ):  # fmt: skip
        assert await found(query), query
    for query in (
        "status:closed", "tag:other", "-tag:fragile", "source_identifier:pos-8", "updated_at:>'2100-01-01'", "id:>x",
        "created_at:<2020-01-01", "financial_status:refunded", "tag:fragile status:cancelled",
    ):  # fmt: skip
        assert not await found(query), query

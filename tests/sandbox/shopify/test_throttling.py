"""Calls are paid from a bucket that really empties, and fills again."""

from typing import Any

from tests.sandbox.shopify.conftest import SHOP, Shop, back, refund

DEAR = "{ orders(first: 250) { nodes { id customer { id } lineItems(first: 9) { nodes { id } } } } }"


def cost(answer: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = answer["extensions"]["cost"]
    return told


async def test_an_empty_bucket_throttles_with_200_and_says_how_much_is_there(shop: Shop) -> None:
    await shop.behave(points=100, points_per_second=0.01)
    await shop.do("/points", expected=200, left=1)

    answer = await shop.post("{ orders(first: 50) { nodes { id } } }")

    assert answer.status_code == 200
    body = answer.json()
    assert "data" not in body
    assert body["errors"][0]["message"] == "Throttled"
    assert body["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert (cost(body)["requestedQueryCost"], cost(body)["actualQueryCost"]) == (52, None)
    assert cost(body)["throttleStatus"] == {"maximumAvailable": 100.0, "currentlyAvailable": 1, "restoreRate": 0.01}


async def test_a_throttled_mutation_has_done_nothing(shop: Shop) -> None:
    order = await shop.order("25.00")
    given = await back(shop, order, "10.00")
    await shop.behave(points_per_second=0.01)
    await shop.do("/points", expected=200, left=0)
    document = 'mutation($i: RefundInput!) { refundCreate(input: $i) @idempotent(key: "k") { refund { id } } }'
    assert (await shop.post(document, i=given)).json()["errors"][0]["extensions"]["code"] == "THROTTLED"

    await shop.do("/points", expected=200, left=2000)

    assert (await shop.look(f"/orders/{order['id']}"))["refunds"] == []
    assert (await refund(shop, given))["userErrors"] == []


async def test_the_bucket_fills_while_nobody_asks(shop: Shop) -> None:
    await shop.behave(points=100, points_per_second=200)
    await shop.do("/points", expected=200, left=0)

    answers = [(await shop.post("{ orders(first: 50) { nodes { id } } }")).json()]
    while "errors" in answers[-1]:
        answers.append((await shop.post("{ orders(first: 50) { nodes { id } } }")).json())

    assert answers[-1]["data"] == {"orders": {"nodes": []}}


async def test_only_what_the_answer_had_is_charged(shop: Shop) -> None:
    await shop.behave(points_per_second=0.01)
    await shop.order("25.00")

    told = cost((await shop.post("{ orders(first: 100) { nodes { id customer { id } } } }")).json())

    assert (told["requestedQueryCost"], told["actualQueryCost"]) == (202, 4)
    assert told["throttleStatus"]["currentlyAvailable"] == 1996


async def test_a_mutation_costs_ten_points_beside_what_it_answers(shop: Shop) -> None:
    order = await shop.order("25.00")
    document = 'mutation($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { node { id } userErrors { message } } }'

    told = cost((await shop.post(document, id=order["gid"])).json())

    assert (told["requestedQueryCost"], told["actualQueryCost"]) == (11, 11)


async def test_another_shop_has_a_bucket_of_its_own(shop: Shop) -> None:
    await shop.behave(points_per_second=0.01)
    await shop.do("/points", expected=200, left=0)

    other = await shop.http.post(
        f"/shopify/{SHOP.replace('demo', 'demo-us')}/admin/api/2026-10/graphql.json",
        json={"query": "{ shop { id } }"},
        headers={"X-Shopify-Access-Token": "shpat_sandbox"},
    )

    assert "errors" not in other.json()


async def test_a_call_that_no_bucket_could_pay_is_refused_whole(shop: Shop) -> None:
    answer = (await shop.post(DEAR)).json()

    error = answer["errors"][0]
    assert error["extensions"]["code"] == "MAX_COST_EXCEEDED"
    assert error["extensions"]["cost"] > error["extensions"]["maxCost"] == 1000

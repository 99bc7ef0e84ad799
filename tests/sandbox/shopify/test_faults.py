"""Shopify's bad days: each befalls the shop and the operation that it was ordered for, and no other."""

from typing import Any

import httpx
import pytest

from tests.sandbox.shopify.conftest import ORDER, REFUND, SHOP, Shop, back, refund


async def order_fault(shop: Shop, fault: object, **more: Any) -> None:
    answer = await shop.http.post("/control/faults", json={"fault": fault, "company": "shopify", **more})
    assert answer.status_code == 201, answer.text


async def refunds(shop: Shop, order: dict[str, Any]) -> int:
    return len((await shop.look(f"/orders/{order['id']}"))["refunds"])


@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 423, 429, 500, 502, 503, 504])
async def test_a_status_is_refused_in_shopifys_words_and_does_no_work(shop: Shop, status: int) -> None:
    order = await shop.order("25.00")
    given = await back(shop, order, "10.00")
    await order_fault(shop, status, match={"operation": "refundCreate"}, retry_after=2)

    answer = await shop.post(REFUND, input=given, key="key-1")

    assert answer.status_code == status
    assert isinstance(answer.json()["errors"], str)
    assert answer.headers["retry-after"] == "2"
    assert await refunds(shop, order) == 0


async def test_shopifys_own_failure_comes_as_200_with_an_error(shop: Shop) -> None:
    await order_fault(shop, 200)

    answer = await shop.post("{ shop { id } }")

    assert answer.status_code == 200
    assert answer.json()["errors"][0]["extensions"]["code"] == "INTERNAL_SERVER_ERROR"


@pytest.mark.parametrize("fault", ["reset_after_work", "truncated"])
async def test_a_lost_answer_has_done_the_work_and_the_key_finds_it(shop: Shop, fault: str) -> None:
    order = await shop.order("25.00")
    given = await back(shop, order, "10.00")
    await order_fault(shop, fault, match={"shop": SHOP, "operation": "RefundCreate"})

    with pytest.raises(httpx.TransportError):
        await shop.post(REFUND, input=given, key="key-1")

    assert await refunds(shop, order) == 1
    assert (await refund(shop, given))["refund"]
    assert await refunds(shop, order) == 1


async def test_a_malformed_answer_has_done_the_work(shop: Shop) -> None:
    order = await shop.order("25.00")
    given = await back(shop, order, "10.00")
    await order_fault(shop, "malformed", match={"operation": "refundCreate"})

    assert "upstream" in (await shop.post(REFUND, input=given, key="key-1")).text

    assert await refunds(shop, order) == 1


async def test_a_caller_who_hung_up_was_still_refunded(shop: Shop) -> None:
    order = await shop.order("25.00")
    given = await back(shop, order, "10.00")
    await shop.behave(refund_seconds=0.2)

    with pytest.raises(httpx.ReadTimeout):
        await shop.http.post(
            f"/shopify/{SHOP}/admin/api/2026-10/graphql.json",
            json={"query": REFUND, "variables": {"input": given, "key": "key-1"}},
            headers={"X-Shopify-Access-Token": "shpat_sandbox"},
            timeout=0.1,
        )

    while not await refunds(shop, order):
        pass
    assert (await refund(shop, given))["userErrors"] == []
    assert await refunds(shop, order) == 1


@pytest.mark.parametrize("match", [{"operation": "orderCreate"}, {"shop": "other.myshopify.com"}, {"api_key": "other"}])
async def test_a_fault_leaves_other_calls_alone(shop: Shop, match: dict[str, str]) -> None:
    await order_fault(shop, 500, match=match)

    assert (await shop.post("{ shop { id } }")).status_code == 200
    assert len((await shop.http.get("/control/faults")).json()["faults"]) == 1


async def test_calls_are_counted_by_shop_and_operation(shop: Shop) -> None:
    order = await shop.order("25.00")
    given = await back(shop, order, "10.00")
    await refund(shop, given)
    await refund(shop, given)
    await shop.ask(ORDER, id=order["gid"])

    async def count(**wanted: str) -> int:
        return int((await shop.http.get("/control/calls", params=wanted)).json()["count"])

    assert await count(operation="refundCreate") == await count(operation="RefundCreate") == 2
    assert await count(operation="Refundable", shop=SHOP) == 1
    assert await count(operation="refundCreate", shop="other.myshopify.com") == 0
    assert "shpat" not in (await shop.http.get("/control/calls")).text

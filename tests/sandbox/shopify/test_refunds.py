"""A refund moves what is allowed, once for each key."""

import asyncio
from typing import Any

import pytest

from tests.sandbox.shopify.conftest import ORDER, REFUND, SUGGEST, Shop, back, refund, words


async def refunded(shop: Shop, order: dict[str, Any]) -> list[str]:
    seen = await shop.look(f"/orders/{order['id']}")
    return [moved["amount"] for one in seen["refunds"] for moved in one["transactions"]]


async def test_a_suggestion_knows_discounts_taxes_and_shipping(shop: Shop) -> None:
    lines = [{"title": "Bowl", "price": "100.00", "quantity": 3, "tax_rate": "0.25"}]
    order = await shop.do("/orders", lines=lines, discount="10.00", shipping="39.00", taxes_included=False)
    line = {"lineItemId": order["lines"][0]["gid"], "quantity": 1}

    data = await shop.ask(SUGGEST, id=order["gid"], lines=[line], shipping=True)

    # 290 after the discount and 72.50 of tax are shared by three; the shipping has no tax
    suggested = data["order"]["suggestedRefund"]
    assert suggested["amountSet"]["presentmentMoney"] == {"amount": "159.84", "currencyCode": "DKK"}
    assert suggested["maximumRefundableSet"]["presentmentMoney"]["amount"] == "401.5"


async def test_a_suggestion_for_more_than_is_left_is_an_error_of_the_query(shop: Shop) -> None:
    order = await shop.order("25.00")
    line = {"lineItemId": order["lines"][0]["gid"], "quantity": 2}

    answer = (await shop.post(SUGGEST, id=order["gid"], lines=[line])).json()

    assert answer["data"] == {"order": {"suggestedRefund": None}}
    assert answer["errors"][0]["message"] == "Quantity cannot refund more items than were purchased"


async def test_the_shares_of_a_line_add_up_to_what_was_paid(shop: Shop) -> None:
    lines = [{"title": "Bowl", "price": "33.33", "quantity": 3}]
    order = await shop.do("/orders", lines=lines, discount="0.99")
    part = {"id": order["lines"][0]["id"], "quantity": 1}

    for _ in range(3):
        await shop.do(f"/orders/{order['id']}/refund", lines=[part])

    seen = await shop.look(f"/orders/{order['id']}")
    assert (seen["net_payment"], seen["financial_status"]) == ("0.00", "REFUNDED")
    assert sorted(await refunded(shop, order)) == ["33.00", "33.00", "33.00"]


async def test_the_same_key_is_the_same_refund(shop: Shop) -> None:
    order = await shop.order("249.50")
    given = await back(shop, order, "100.00")

    first, again = await refund(shop, given), await refund(shop, given)

    assert first == again
    assert first["refund"]["totalRefundedSet"]["presentmentMoney"] == {"amount": "100.0", "currencyCode": "DKK"}
    assert await refunded(shop, order) == ["100.00"]


async def test_two_keys_are_two_refunds(shop: Shop) -> None:
    order = await shop.order("249.50")
    given = await back(shop, order, "100.00")

    first, other = await refund(shop, given, "key-1"), await refund(shop, given, "key-2")

    assert first["refund"]["id"] != other["refund"]["id"]
    assert await refunded(shop, order) == ["100.00", "100.00"]


async def test_a_key_with_other_parameters_is_refused_and_moves_nothing(shop: Shop) -> None:
    order = await shop.order("249.50")
    await refund(shop, await back(shop, order, "100.00"))

    other = await refund(shop, await back(shop, order, "50.00"))

    assert words(other) == ["The same idempotency key cannot be used with different operation parameters."]
    assert await refunded(shop, order) == ["100.00"]


async def test_without_the_directive_nothing_is_done_though_the_schema_allows_it(shop: Shop) -> None:
    order = await shop.order("249.50")
    bare = REFUND.replace(" @idempotent(key: $key)", "").replace(", $key: String!", "")

    answer = (await shop.post(bare, input=await back(shop, order, "100.00"))).json()

    assert answer["data"] == {"refundCreate": None}
    error = answer["errors"][0]
    assert error["message"] == "The @idempotent directive is required for this mutation but was not provided."
    assert error["extensions"]["code"] == "BAD_REQUEST"
    assert await refunded(shop, order) == []


async def test_a_key_that_is_worked_on_is_told_so_and_works_afterwards(shop: Shop) -> None:
    order = await shop.order("249.50")
    given = await back(shop, order, "100.00")
    await shop.behave(refund_seconds=60)

    slow = asyncio.create_task(refund(shop, given))
    while not (await shop.http.get("/control/calls", params={"operation": "refundCreate"})).json()["count"]:
        pass
    early = await refund(shop, given)
    await shop.behave(refund_seconds=0)

    assert words(early) == ["This request is currently in progress, please try again."]
    assert (await slow)["refund"] == (await refund(shop, given))["refund"]
    assert await refunded(shop, order) == ["100.00"]


async def test_many_at_once_with_one_key_are_one_refund(shop: Shop) -> None:
    order = await shop.order("249.50")
    given = await back(shop, order, "100.00")
    await shop.behave(refund_seconds=0.05)

    payloads = await asyncio.gather(*(refund(shop, given) for _ in range(20)))

    assert len({payload["refund"]["id"] for payload in payloads if payload["refund"]}) == 1
    assert await refunded(shop, order) == ["100.00"]


async def test_a_refused_refund_leaves_its_key_free(shop: Shop) -> None:
    order = await shop.order("249.50")
    assert words(await refund(shop, await back(shop, order, "249.51")))

    assert words(await refund(shop, await back(shop, order, "249.50"))) == []


async def test_more_than_was_paid_is_refused_in_shopifys_words(shop: Shop) -> None:
    order = await shop.order("25.00")
    await refund(shop, await back(shop, order, "10.00"))

    payload = await refund(shop, await back(shop, order, "15.01"), "key-2")

    assert payload["refund"] is None
    assert words(payload) == ["Refund amount $15.01 is greater than net payment received $15.00"]
    assert payload["userErrors"][0]["field"] is None
    assert await refunded(shop, order) == ["10.00"]


async def test_staff_and_app_together_cannot_give_back_more_than_was_paid(shop: Shop) -> None:
    order = await shop.order("25.00")
    await shop.do(f"/orders/{order['id']}/refund", amount="20.00")

    assert words(await refund(shop, await back(shop, order, "5.01")))
    await shop.do(f"/orders/{order['id']}/refund", expected=400, amount="5.01")
    assert await refunded(shop, order) == ["20.00"]


@pytest.mark.parametrize(
    ("change", "field", "message"),
    [
        ({"orderId": "gid://shopify/Order/1"}, ["orderId"], "Order does not exist"),
        ({"currency": "USD"}, ["currency"], "Currency must be the order's presentment currency DKK"),
        ({"transactions": []}, None, "Refund must have at least one line item, shipping, duty or transaction"),
        (
            {"shipping": {"amount": "0.01"}},
            ["shipping", "amount"],
            "Shipping refund amount is greater than what is refundable",
        ),
        (
            {"refundLineItems": [{"lineItemId": "gid://shopify/LineItem/1", "quantity": 1}]},
            ["refundLineItems", "0", "lineItemId"],
            "Line item does not exist",
        ),
    ],
)  # fmt: skip
async def test_a_refund_that_makes_no_sense_is_a_user_error(
    shop: Shop, change: dict[str, Any], field: list[str] | None, message: str
) -> None:
    order = await shop.order("25.00")

    payload = await refund(shop, await back(shop, order, "10.00") | change)

    assert payload == {"refund": None, "userErrors": [{"field": field, "message": message}]}
    assert await refunded(shop, order) == []


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "SALE"},
        {"parentId": "gid://shopify/OrderTransaction/1"},
        {"amount": "0"},
        {"amount": "-1"},
        {"amount": "0.001"},
        {"orderId": "gid://shopify/Order/1"},
    ],
)
async def test_money_that_cannot_go_back_is_a_user_error(shop: Shop, change: dict[str, Any]) -> None:
    order = await shop.order("25.00")
    given = await back(shop, order, "10.00")
    given["transactions"][0] |= change

    assert len(words(await refund(shop, given))) == 1
    assert await refunded(shop, order) == []


@pytest.mark.parametrize("amount", ["ten", "1e3", "NaN", "", True, None])
async def test_an_amount_that_is_none_is_an_error_of_the_variable(shop: Shop, amount: object) -> None:
    order = await shop.order("25.00")
    given = await back(shop, order, "10.00")
    given["transactions"][0]["amount"] = amount

    answer = (await shop.post(REFUND, input=given, key="key-1")).json()

    assert answer["errors"][0]["extensions"]["code"] == "INVALID_VARIABLE"
    assert await refunded(shop, order) == []


async def test_more_of_a_line_than_was_bought_is_refused(shop: Shop) -> None:
    order = await shop.order("25.00")
    line = {"lineItemId": order["lines"][0]["gid"], "quantity": 1, "restockType": "NO_RESTOCK"}
    given = await back(shop, order, "10.00", refundLineItems=[line])
    await refund(shop, given)

    payload = await refund(shop, given, "key-2")

    assert words(payload) == ["Quantity cannot refund more items than were purchased"]
    assert payload["userErrors"][0]["field"] == ["refundLineItems", "0", "quantity"]


async def test_only_goods_that_come_back_go_on_the_shelf(shop: Shop) -> None:
    async def stock() -> int:
        sold = (await shop.look(""))["variants"]
        return next(int(one["stock"]) for one in sold if one["sku"] == "NK-VASE")

    order = await shop.do("/orders", lines=[{"sku": "NK-VASE", "quantity": 2}])
    before = await stock()

    for kind, expected in (("NO_RESTOCK", before), ("RETURN", before + 1)):
        line = {"lineItemId": order["lines"][0]["gid"], "quantity": 1, "restockType": kind}
        assert words(await refund(shop, await back(shop, order, "1.00", refundLineItems=[line]), kind)) == []
        assert await stock() == expected


async def test_store_credit_by_a_refund_is_once_too_and_part_of_what_was_paid(shop: Shop) -> None:
    order = await shop.order("25.00")
    credit = {"storeCreditRefund": {"amount": {"amount": "20.00", "currencyCode": "DKK"}}}
    given = {"orderId": order["gid"], "refundMethods": [credit], "note": "res_1"}

    assert await refund(shop, given) == await refund(shop, given)

    given_out = await shop.look("/credits")
    assert [(one["currency"], one["balance"]) for one in given_out["accounts"]] == [("DKK", "20.00")]
    assert [entry["event"] for entry in given_out["accounts"][0]["entries"]] == ["ORDER_REFUND"]
    assert words(await refund(shop, await back(shop, order, "5.01"), "key-2"))
    seen = (await shop.ask(ORDER, id=order["gid"]))["order"]["refunds"][0]
    assert (seen["note"], seen["transactions"]["nodes"]) == ("res_1", [{"kind": "REFUND", "status": "SUCCESS"}])
    told = (await shop.look(f"/orders/{order['id']}"))["refunds"][0]
    assert told["transactions"][0]["gateway"] == "shopify_store_credit"


async def test_store_credit_needs_a_customer_and_the_orders_currency(shop: Shop) -> None:
    for order, currency in ((await shop.order("25.00", customer=None), "DKK"), (await shop.order("25.00"), "USD")):
        credit = {"storeCreditRefund": {"amount": {"amount": "20.00", "currencyCode": currency}}}
        assert words(await refund(shop, {"orderId": order["gid"], "refundMethods": [credit]}))
    assert (await shop.look("/credits"))["accounts"] == []


async def test_an_order_in_another_currency_is_refunded_in_it_and_says_so(shop: Shop) -> None:
    order = await shop.order("100.00", currency="EUR", rate="7.46")
    given = await back(shop, order, "40.00")

    assert words(await refund(shop, given)) == ["Currency is required when the order has a presentment currency"]
    payload = await refund(shop, given | {"currency": "EUR"})

    assert payload["refund"]["totalRefundedSet"]["presentmentMoney"] == {"amount": "40.0", "currencyCode": "EUR"}
    sent = (await shop.look(f"/orders/{order['id']}"))["rest"]
    assert (sent["total_price"], sent["current_total_price"]) == ("746.00", "447.60")


async def test_what_was_paid_in_two_ways_goes_back_in_two(shop: Shop) -> None:
    paid = [{"gateway": "gift_card", "amount": "30.00"}, {"gateway": "shopify_payments", "amount": "70.00"}]
    order = await shop.order("100.00", payments=paid)
    line = {"lineItemId": order["lines"][0]["gid"], "quantity": 1}

    data = await shop.ask(SUGGEST, id=order["gid"], lines=[line])

    ways = data["order"]["suggestedRefund"]["suggestedTransactions"]
    assert [way["gateway"] for way in ways] == ["gift_card", "shopify_payments"]
    given = await back(shop, order, "31.00")
    assert words(await refund(shop, given)), "no way gives back more than came by it"


async def test_what_lines_and_shipping_do_not_explain_is_an_adjustment(shop: Shop) -> None:
    order = await shop.order("25.00", shipping="10.00")
    at, part = f"/orders/{order['id']}", {"id": order["lines"][0]["id"]}
    await shop.do(f"{at}/fulfill")
    asked = (await shop.do(f"{at}/return"))["returns"][0]["id"]

    await shop.do(f"{at}/refund", amount="3.00")
    await shop.do(f"{at}/refund", lines=[part], shipping="4.00", amount="28.00", return_id=asked)
    seen = await shop.do(f"{at}/refund", shipping="4.00")

    first, other, last = seen["refunds"]
    amounts = [[one["amount"] for one in refund["order_adjustments"]] for refund in (first, other, last)]
    assert amounts == [["-3.00"], ["1.00"], []]
    assert [len(refund["refund_shipping_lines"]) for refund in (first, other, last)] == [0, 1, 1]
    assert other["refund_shipping_lines"][0]["subtotal_amount_set"]["shop_money"]["amount"] == "4.00"
    assert ((other["return"] or {}).get("id"), last["return"]) == (asked, None)
    await shop.do(f"{at}/refund", expected=400, amount="1.00", return_id=1)

"""Store credit and gift cards have no key: twice is twice."""

from typing import Any

import pytest

from tests.sandbox.shopify.conftest import CREDIT, Shop

GIFT_CARD = """mutation GiftCardCreate($input: GiftCardCreateInput!) { giftCardCreate(input: $input) {
  giftCard { id maskedCode note initialValue { amount currencyCode } } userErrors { code field message } } }"""
GIFT_CARDS = (
    "query GiftCards($query: String!) { giftCards(first: 9, reverse: true, query: $query) { nodes { id note } } }"
)
KNOWN = """query Known($id: ID!) { order(id: $id) { customer { storeCreditAccounts(first: 9) { nodes { id
  transactions(first: 9, reverse: true, query: "type:credit") { nodes {
    amount { amount currencyCode } event createdAt ... on StoreCreditAccountCreditTransaction { id } } } } } } } }"""


def amount(value: str, currency: str = "DKK") -> dict[str, str]:
    return {"amount": value, "currencyCode": currency}


async def customer_of(shop: Shop, order: dict[str, Any]) -> str:
    return f"gid://shopify/Customer/{order['rest']['customer']['id']}"


async def credit(shop: Shop, to: str, **given: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await shop.ask(CREDIT, id=to, input=given))["storeCreditAccountCredit"]
    return payload


async def test_the_same_credit_twice_is_two_and_both_can_be_read_back(shop: Shop) -> None:
    order = await shop.order("25.00")
    to = await customer_of(shop, order)

    first, other = [await credit(shop, to, creditAmount=amount("5.00")) for _ in range(2)]

    made = [one["storeCreditAccountTransaction"]["id"] for one in (first, other)]
    known = (await shop.ask(KNOWN, id=order["gid"]))["order"]["customer"]["storeCreditAccounts"]["nodes"]
    assert [entry["id"] for entry in known[0]["transactions"]["nodes"]] == made[::-1]
    assert {entry["event"] for entry in known[0]["transactions"]["nodes"]} == {"ADJUSTMENT"}
    assert (await shop.look("/credits"))["accounts"][0]["balance"] == "10.00"


async def test_an_account_is_credited_by_its_own_name_too(shop: Shop) -> None:
    order = await shop.order("25.00")
    await credit(shop, await customer_of(shop, order), creditAmount=amount("5.00"))
    account = (await shop.look("/credits"))["accounts"][0]["id"]

    assert (await credit(shop, f"gid://shopify/StoreCreditAccount/{account}", creditAmount=amount("1")))[
        "userErrors"
    ] == []
    assert (await shop.look("/credits"))["accounts"][0]["balance"] == "6.00"


@pytest.mark.parametrize(
    ("to", "given", "code"),
    [
        ("gid://shopify/Customer/1", {"creditAmount": amount("5")}, "OWNER_NOT_FOUND"),
        ("gid://shopify/StoreCreditAccount/1", {"creditAmount": amount("5")}, "ACCOUNT_NOT_FOUND"),
        (None, {"creditAmount": amount("0")}, "NEGATIVE_OR_ZERO_AMOUNT"),
        (None, {"creditAmount": amount("-5")}, "NEGATIVE_OR_ZERO_AMOUNT"),
        (None, {"creditAmount": amount("5", "USD")}, "UNSUPPORTED_CURRENCY"),
        (None, {"creditAmount": amount("100000.01")}, "CREDIT_LIMIT_EXCEEDED"),
        (None, {"creditAmount": amount("5"), "expiresAt": "2001-01-01T00:00:00Z"}, "EXPIRES_AT_IN_PAST"),
    ],
)
async def test_a_credit_that_makes_no_sense_has_shopifys_code(
    shop: Shop, to: str | None, given: dict[str, Any], code: str
) -> None:
    order = await shop.order("25.00")

    payload = await credit(shop, to or await customer_of(shop, order), **given)

    assert payload["storeCreditAccountTransaction"] is None
    assert [error["code"] for error in payload["userErrors"]] == [code]


async def test_gift_cards_are_found_by_their_customer_and_their_code_stays_hidden(shop: Shop) -> None:
    order = await shop.order("25.00")
    customer = await customer_of(shop, order)
    given = {"initialAmount": amount("50.00"), "customerId": customer, "note": "res_1", "code": "ABCD-1234-WXYZ"}

    made = (await shop.ask(GIFT_CARD, input=given))["giftCardCreate"]["giftCard"]
    taken = (await shop.ask(GIFT_CARD, input=given))["giftCardCreate"]
    await shop.ask(GIFT_CARD, input={"initialValue": "7"})

    assert (made["maskedCode"], made["initialValue"]) == (
        "•••• •••• •••• wxyz",
        {"amount": "50.0", "currencyCode": "DKK"},
    )
    assert [error["code"] for error in taken["userErrors"]] == ["TAKEN"]
    found = await shop.ask(GIFT_CARDS, query=f"customer_id:{customer.rpartition('/')[2]} source:api_client")
    assert found["giftCards"]["nodes"] == [{"id": made["id"], "note": "res_1"}]
    assert "1234" not in str(await shop.look("/credits"))


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({}, "MISSING_ARGUMENT"),
        ({"initialValue": "0"}, "GREATER_THAN"),
        ({"initialValue": "5", "code": "short"}, "TOO_SHORT"),
        ({"initialValue": "5", "code": "x" * 21}, "TOO_LONG"),
        ({"initialValue": "5", "code": "<script>"}, "INVALID"),
        ({"initialValue": "5", "customerId": "gid://shopify/Customer/1"}, "CUSTOMER_NOT_FOUND"),
        ({"initialValue": "5", "recipientAttributes": {"id": "gid://shopify/Customer/1"}}, "RECIPIENT_NOT_FOUND"),
        ({"initialAmount": amount("5", "USD")}, "INVALID"),
    ],
)
async def test_a_gift_card_that_makes_no_sense_has_shopifys_code(shop: Shop, given: dict[str, Any], code: str) -> None:
    payload = (await shop.ask(GIFT_CARD, input=given))["giftCardCreate"]

    assert payload["giftCard"] is None
    assert [error["code"] for error in payload["userErrors"]] == [code]

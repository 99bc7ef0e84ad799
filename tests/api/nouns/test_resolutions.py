"""Claims made good over the API: approved, chosen, decided by staff, told from elsewhere, and booked."""

from typing import Any

import pytest

from services.core.database import Pool
from services.core.storefronts.model import Scope
from services.core.vault import Vault
from tests.api.nouns.asking import Asker
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import Shop, a_key
from tests.selling import a_platform, carried_out, chosen

OPTIONS = "query ($id: ID!) { claim(id: $id) { resolutionOptions { type isDefault amount { amount currencyCode } } } }"
LEFT = """query ($id: ID!) { order(id: $id) { lines {
    refundedAmount { amount currencyCode } refundableAmount { amount } } } }"""
CASE = """query ($id: ID!) { claim(id: $id) {
    status preferredResolution failureReason
    resolution { id type status external goodwill chosenBy reference amount { amount } failure { code effect }
        lines { quantity amount { amount } orderLine { externalId } } claim { id } }
    resolutions { id goodwill }
    financials { currencyCode cost expected recovered net }
    ledger { id type side amount { amount currencyCode } settlementAmount { amount currencyCode } fxRate fxDate
        expected ref reverses } } }"""


@pytest.fixture
async def order(asker: Asker, app: Pool, vault: Vault, shop: Shop) -> dict[str, Any]:
    account = await a_platform(app, vault, shop)
    return await an_order(asker, platformAccountId=account, shippingAmount="5.00")


@pytest.fixture
async def claim(asker: Asker, order: dict[str, Any]) -> str:
    parcel = await a_shipment(asker, order["id"])
    opened = await a_claim(asker, order["id"], parcel["id"], preferredResolution="RESHIPMENT")
    return str(opened["id"])


def at(claim: str, **values: Any) -> dict[str, Any]:
    return {"idempotencyKey": a_key(), "claimId": claim, **values}


def money(amount: str, currency: str = "EUR") -> dict[str, str]:
    return {"amount": amount, "currencyCode": currency}


async def test_a_customer_is_offered_chooses_and_sees_what_becomes_of_it(
    asker: Asker, order: dict[str, Any], claim: str, app: Pool, shop: Shop
) -> None:
    customer = asker.customer_of(order["id"])
    approved = (await asker.change("claimApprove", **at(claim)))["claim"]
    assert approved["status"] == "APPROVED"
    options = (await customer.get(OPTIONS, id=claim))["claim"]["resolutionOptions"]
    assert options == approved["resolutionOptions"]
    assert [(one["type"], one["amount"]["amount"], one["isDefault"]) for one in options] == [
        ("REFUND", "65.00", True),
        ("RESHIPMENT", "65.00", False),
        ("STORE_CREDIT", "65.00", False),
    ]
    chosen_now = (await customer.change("resolutionChoose", **at(claim, type="STORE_CREDIT")))["claim"]
    assert chosen_now["status"] == "RESOLVING"
    assert (chosen_now["resolution"]["type"], chosen_now["resolution"]["chosenBy"]) == ("STORE_CREDIT", "CUSTOMER")
    await carried_out(app, shop, await chosen(app, shop, claim))
    case = (await asker.get(CASE, id=claim))["claim"]
    assert (case["status"], case["preferredResolution"]) == ("RESOLVED", "RESHIPMENT")
    assert (case["resolution"]["status"], case["resolution"]["claim"]["id"]) == ("COMPLETED", claim)
    assert [line["orderLine"]["externalId"] for line in case["resolution"]["lines"]] == ["line-1", "line-2"]
    assert case["financials"] == [
        {"currencyCode": "EUR", "cost": "65.00", "expected": "0.00", "recovered": "0.00", "net": "65.00"}
    ]


async def test_what_is_left_of_a_line_is_told_with_it(
    asker: Asker, order: dict[str, Any], claim: str, app: Pool, shop: Shop
) -> None:
    async def left() -> list[tuple[str, str]]:
        lines = (await asker.get(LEFT, id=order["id"]))["order"]["lines"]
        return [(line["refundedAmount"]["amount"], line["refundableAmount"]["amount"]) for line in lines]

    assert await left() == [("0.00", "25.00"), ("0.00", "40.00")]
    await asker.change("claimApprove", **at(claim))
    line = order["lines"][0]["id"]
    lines = [{"orderLineId": line, "quantity": 1}]
    await asker.change("claimResolve", **at(claim, type="REFUND", lines=lines))
    assert await left() == [("0.00", "12.50"), ("0.00", "40.00")]
    await carried_out(app, shop, await chosen(app, shop, claim))
    assert await left() == [("12.50", "12.50"), ("0.00", "40.00")]


async def test_each_refusal_names_its_field(asker: Asker, order: dict[str, Any], claim: str) -> None:
    refuse = asker.refusal
    assert await refuse("resolutionChoose", **at(claim, type="REFUND")) == [("MOVE_NOT_ALLOWED", "claimId")]
    assert await refuse("claimApprove", **at(claim, partialRefund=money("9.999"))) == [
        ("INVALID_MONEY", "partialRefund")
    ]
    assert await refuse("claimApprove", **at(claim, expectedVersion=9)) == [("VERSION_CONFLICT", "expectedVersion")]
    await asker.change("claimApprove", **at(claim, types=["REFUND"], partialRefund=money("9.99")))
    assert await refuse("resolutionChoose", **at(claim, type="GIFT_CARD")) == [("NOT_OFFERED", "type")]
    resolve: list[tuple[dict[str, Any], tuple[str, str]]] = [
        ({"type": "REFUND", "amount": money("65.01")}, ("ABOVE_REFUNDABLE", "amount")),
        ({"type": "REFUND", "amount": money("1.00", "USD")}, ("CURRENCY_MISMATCH", "amount.currencyCode")),
        ({"type": "REFUND", "amount": money("1.00", "ABC")}, ("INVALID_MONEY", "amount")),
        ({"type": "PARTIAL_REFUND"}, ("INVALID", "amount")),
        (
            {"type": "REFUND", "lines": [{"orderLineId": "orl_1", "quantity": 1}]},
            ("NOT_FOUND", "lines.0.orderLineId"),
        ),
        (
            {"type": "REFUND", "amount": money("1.00"), "shippingAmount": money("1", "JPY")},
            ("CURRENCY_MISMATCH", "amount"),
        ),
    ]
    for values, told in resolve:
        assert await refuse("claimResolve", **at(claim, **values)) == [told]
    assert await refuse("goodwillGive", **at(claim, type="REFUND", amount=money("1.00"))) == [("INVALID", "type")]
    assert await refuse("goodwillGive", **at("clm_1", type="GIFT_CARD", amount=money("1.00"))) == [
        ("NOT_FOUND", "claimId")
    ]


async def test_money_needs_its_own_scope_and_customers_and_strangers_have_none(
    asker: Asker, stranger: Asker, order: dict[str, Any], claim: str
) -> None:
    customer, clerk = asker.customer_of(order["id"]), asker.with_scopes(Scope.READ, Scope.CLAIMS_DECIDE)
    everything = """mutation ($in: %sInput!) { %s(input: $in) { userErrors { code } } }"""
    entry = {"type": "CLAIM_FEE", "amount": money("1.00"), "occurredAt": "2026-03-01T12:00:00Z"}
    mutations: tuple[tuple[str, dict[str, Any]], ...] = (
        ("claimResolve", {"type": "REFUND"}),
        ("claimMarkResolvedExternally", {"type": "REFUND"}),
        ("goodwillGive", {"type": "GIFT_CARD", "amount": money("1.00")}),
        ("ledgerEntryRecord", entry),
    )
    for name, values in mutations:
        text = everything % (name[0].upper() + name[1:], name)
        given = at(claim, **values)
        assert await customer.codes(text, **{"in": given}) == ["FORBIDDEN"]
        assert await clerk.codes(text, **{"in": given}) == ["FORBIDDEN"]
        assert (await stranger.get(text, **{"in": given}))[name]["userErrors"] == [{"code": "NOT_FOUND"}]
    for field in (
        "financials { cost }",
        "ledger { id }",
        "resolution { reference }",
        "resolution { failure { code } }",
    ):
        text = f"query ($id: ID!) {{ claim(id: $id) {{ {field} }} }}"
        assert await customer.codes(text, id=claim) == ["FORBIDDEN"]


async def test_what_was_done_elsewhere_is_booked_and_goodwill_stands_beside_it(
    asker: Asker, order: dict[str, Any], claim: str
) -> None:
    done = {"type": "REFUND", "amount": money("20.00"), "reference": "rf-7"}
    told = (await asker.change("claimMarkResolvedExternally", **at(claim, **done)))["claim"]
    assert (told["status"], told["resolution"]["external"]) == ("RESOLVED", True)
    given = await asker.change("goodwillGive", **at(claim, type="STORE_CREDIT", amount=money("5.00")))
    assert (given["resolution"]["goodwill"], given["resolution"]["status"]) == (True, "CHOSEN")
    case = (await asker.get(CASE, id=claim))["claim"]
    assert case["resolution"]["id"] == told["resolution"]["id"]
    assert [one["goodwill"] for one in case["resolutions"]] == [True, False]


async def test_costs_and_recoveries_are_summed_for_each_currency_and_undone_again(asker: Asker, claim: str) -> None:
    async def record(kind: str, amount: dict[str, str], **values: Any) -> str:
        entry = at(claim, type=kind, amount=amount, occurredAt="2026-03-02T12:00:00Z", **values)
        return str((await asker.change("ledgerEntryRecord", **entry))["entry"]["id"])

    async def sums() -> list[tuple[str, ...]]:
        case = (await asker.get(CASE, id=claim))["claim"]
        return [
            (one["currencyCode"], one["cost"], one["expected"], one["recovered"], one["net"])
            for one in case["financials"]
        ]

    settlement = {"amount": money("52.21", "DKK"), "fxRate": "7.4588", "fxDate": "2026-03-02"}
    await record("REPLACEMENT_FREIGHT", money("7.00"), settlement=settlement, ref="label 1")
    asked = await record("CARRIER_PAYOUT", money("50.00", "USD"), expected=True)
    await record("CLAIM_FEE", money("100", "JPY"))
    before = await sums()
    assert before == [
        ("EUR", "7.00", "0.00", "0.00", "7.00"),
        ("JPY", "100", "0", "0", "100"),
        ("USD", "0.00", "50.00", "0.00", "0.00"),
    ]
    wrong = await record("INSURER_PAYOUT", money("3.00"))
    assert (await sums())[0] == ("EUR", "7.00", "0.00", "3.00", "4.00")
    undone = await asker.change("ledgerEntryReverse", idempotencyKey=a_key(), entryId=wrong)
    assert undone["entry"]["reverses"] == wrong
    assert await sums() == before
    again = {"idempotencyKey": a_key(), "entryId": wrong}
    assert await asker.refusal("ledgerEntryReverse", **again) == [("ALREADY_REVERSED", "entryId")]
    await asker.change("ledgerEntryReverse", idempotencyKey=a_key(), entryId=asked, ref="it came")
    assert (await sums())[2] == ("USD", "0.00", "0.00", "0.00", "0.00")
    booked = (await asker.get(CASE, id=claim))["claim"]["ledger"][0]
    assert (booked["type"], booked["side"], booked["ref"]) == ("REPLACEMENT_FREIGHT", "COST", "label 1")
    assert (booked["settlementAmount"], booked["fxRate"], booked["fxDate"]) == (
        money("52.21", "DKK"),
        "7.4588",
        "2026-03-02",
    )


async def test_an_entry_that_cannot_be_is_told_every_reason(asker: Asker, claim: str) -> None:
    entry = at(
        claim,
        type="CLAIM_FEE",
        amount=money("0.00"),
        occurredAt="1999-01-01T00:00:00Z",
        expected=True,
        ref="x" * 256,
        settlement={"amount": money("0"), "fxRate": "0"},
    )
    assert sorted(await asker.refusal("ledgerEntryRecord", **entry)) == [
        ("IMPOSSIBLE_DATE", "occurredAt"),
        ("INVALID", "expected"),
        ("INVALID", "settlement.fxRate"),
        ("INVALID_MONEY", "amount"),
        ("INVALID_MONEY", "settlement.amount"),
        ("TOO_LONG", "ref"),
    ]
    assert (await asker.get(CASE, id=claim))["claim"]["ledger"] == []

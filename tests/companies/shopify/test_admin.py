"""One shop's Admin API on its bad days: points, statuses, both kinds of errors, and answers that nobody can read."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from services.core.companies.shopify import App, Shopify
from services.core.companies.shopify.cost import Budget, Cost, Status
from services.core.companies.shopify.ids import like, to_global, to_number
from services.core.ids import new_id
from services.core.outside import Outside
from services.core.ports import Credentials, Credit, Rejected, Unavailable, Unintelligible
from tests.answering import Answering

SHOP = Credentials("acc_1", {"shop": "nordlys.myshopify.com", "access_token": "shpat_1"})
CREDIT = Credit("eff_1", new_id("res"), "gid://shopify/Order/1", "DKK", Decimal("25.00"))
ORDER = {
    "order": {
        "id": "gid://shopify/Order/1",
        "presentmentCurrencyCode": "DKK",
        "customer": {"id": "gid://shopify/Customer/1"},
    }
}
PLAN = {"partnerDevelopment": True}
DONE = {
    "storeCreditAccountCredit": {
        "storeCreditAccountTransaction": {
            "id": "gid://shopify/StoreCreditAccountCreditTransaction/7",
            "amount": {"amount": "25.0", "currencyCode": "DKK"},
        },
        "userErrors": [],
    }
}


def costs(requested: float, available: float, rate: float = 50.0) -> dict[str, Any]:
    status = {"maximumAvailable": 1000.0, "currentlyAvailable": available, "restoreRate": rate}
    return {"cost": {"requestedQueryCost": requested, "actualQueryCost": None, "throttleStatus": status}}


def data(answer: object, **extensions: Any) -> tuple[int, object]:
    return 200, {"data": answer, "extensions": extensions or costs(10, 990)}


def wrong(code: str | None, message: str = "No", **parts: Any) -> tuple[int, object]:
    error = {"message": message, **({"extensions": {"code": code}} if code else {}), **parts}
    return 200, {"errors": [error], "extensions": costs(10, 990)}


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.at = 1000.0

    def monotonic(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += seconds
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def shopify(stand_in: Answering, clock: Clock) -> AsyncIterator[Shopify]:
    async with Outside(monotonic=clock.monotonic, sleep=clock.sleep, jitter=lambda: 0.0) as outside:
        yield Shopify(outside, f"{stand_in.url}/{{shop}}", App("app-1", "secret"))


async def failure(call: Awaitable[object]) -> Unavailable:
    with pytest.raises(Unavailable) as caught:
        await call
    return caught.value


async def test_a_document_goes_to_the_shops_own_address_with_its_token(stand_in: Answering, shopify: Shopify) -> None:
    stand_in.answers = [data(ORDER), data(DONE)]
    done = await shopify.carry_out(SHOP, CREDIT)
    assert (done.amount, done.reference) == (Decimal("25.0"), "gid://shopify/StoreCreditAccountCreditTransaction/7")
    paths, headers, bodies = zip(*stand_in.asked, strict=True)
    assert set(paths) == {"/nordlys.myshopify.com/admin/api/2026-10/graphql.json"}
    assert {header["x-shopify-access-token"] for header in headers} == {"shpat_1"}
    assert bodies[1]["variables"]["input"] == {"creditAmount": {"amount": "25.00", "currencyCode": "DKK"}}


async def test_throttled_waits_for_the_points_that_are_short_and_is_in_no_doubt(
    stand_in: Answering, shopify: Shopify
) -> None:
    throttled = (
        200,
        {"errors": [{"message": "Throttled", "extensions": {"code": "THROTTLED"}}], "extensions": costs(752, 2, 50)},
    )
    stand_in.answers = [data(ORDER), throttled]
    caught = await failure(shopify.carry_out(SHOP, CREDIT))
    assert (caught.retry_after, caught.ambiguous) == (15.0, False)
    assert len(stand_in.asked) == 2, "what is not idempotent is not sent again here"


async def test_points_that_are_used_up_are_waited_for_before_anything_is_sent(
    stand_in: Answering, shopify: Shopify, clock: Clock
) -> None:
    stand_in.answers = [data(ORDER, **costs(100, 0, 50)), data(DONE)]
    await shopify.carry_out(SHOP, CREDIT)
    assert clock.slept == [2.0], "the guess of 100 points at 50 each second"
    granted = {"currentAppInstallation": {"accessScopes": []}, "shop": {"myshopifyDomain": "x", "plan": PLAN}}
    stand_in.answers = [data(granted, **costs(900, 0, 50))]
    await shopify.installs.granted(SHOP)
    asked = len(stand_in.asked)
    caught = await failure(shopify.installs.granted(SHOP))
    assert (len(stand_in.asked), caught.ambiguous) == (asked, False), "a long wait is the task's own"
    assert caught.retry_after == 18.0


def test_points_come_back_with_time_and_are_shared_by_calls_at_once() -> None:
    budget = Budget()
    assert budget.reserve("acc_1", "order", 0.0, 5.0) == 0.0, "nothing is known yet"
    budget.settle("acc_1", "order", Cost(200.0, 20.0, Status(1000.0, 300.0, 100.0)), 0.0)
    assert budget.reserve("acc_1", "order", 0.0, 5.0) == 0.0
    assert budget.reserve("acc_1", "order", 0.0, 5.0) == 1.0
    assert budget.reserve("acc_1", "order", 0.0, 5.0) == 3.0, "behind the one before"
    assert budget.reserve("acc_1", "order", 0.0, 4.0) == 5.0, "and reserves nothing when it is too long"
    assert budget.reserve("acc_1", "order", 0.0, 4.0) == 5.0
    assert budget.reserve("acc_2", "order", 0.0, 5.0) == 0.0, "another shop's are its own"
    assert budget.reserve("acc_1", "order", 1000.0, 5.0) == 0.0
    budget.settle("acc_1", "order", None, 1000.0)
    budget.settle("acc_1", "huge", Cost(5000.0, None, Status(1000.0, 1000.0, 100.0)), 1000.0)
    assert budget.reserve("acc_1", "huge", 1000.0, 5.0) == 0.0, (
        "more than there can ever be is let through to be told so"
    )


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((401, {"errors": "[API] Invalid API key or access token"}), "ACCESS_REVOKED"),
        ((403, b"<html>"), "ACCESS_REVOKED"),
        ((402, {}), "SHOP_INACTIVE"),
        ((423, {}), "SHOP_INACTIVE"),
        ((404, {}), "UNKNOWN_SHOP"),
        ((400, {}), "HTTP_400"),
        (wrong("ACCESS_DENIED", path=["storeCreditAccountCredit"]), "ACCESS_DENIED"),
        (wrong("MAX_COST_EXCEEDED"), "MAX_COST_EXCEEDED"),
        (wrong(None, "Field 'x' doesn't exist"), "GRAPHQL_ERROR"),
        ((200, {"errors": "Not today"}), "GRAPHQL_ERROR"),
    ],
)
async def test_a_no_before_anything_was_done_is_a_no(
    stand_in: Answering, shopify: Shopify, answer: tuple[int, object], code: str
) -> None:
    stand_in.answers = [data(ORDER), answer]
    with pytest.raises(Rejected) as caught:
        await shopify.carry_out(SHOP, CREDIT)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "answer", [(500, {}), (502, b""), (504, {}), (408, {}), wrong("INTERNAL_SERVER_ERROR"), wrong("TIMEOUT")]
)
async def test_a_failure_of_theirs_may_have_come_after_the_deed(
    stand_in: Answering, shopify: Shopify, answer: tuple[int, object]
) -> None:
    stand_in.answers = [data(ORDER), answer]
    assert (await failure(shopify.carry_out(SHOP, CREDIT))).ambiguous


async def test_too_many_requests_are_none_of_ours_done(stand_in: Answering, shopify: Shopify) -> None:
    stand_in.answers = [data(ORDER), (429, {})]
    assert not (await failure(shopify.carry_out(SHOP, CREDIT))).ambiguous


@pytest.mark.parametrize("answer", [(500, {}), wrong("INTERNAL_SERVER_ERROR"), (503, b"")])
async def test_a_failure_while_reading_leaves_no_doubt_as_nothing_was_asked_for_yet(
    stand_in: Answering, shopify: Shopify, answer: tuple[int, object]
) -> None:
    stand_in.answers = [answer]
    assert not (await failure(shopify.carry_out(SHOP, CREDIT))).ambiguous


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"<html>"),
        (200, b'{"data": {'),
        (200, {}),
        (200, []),
        (200, {"data": None}),
        data({"storeCreditAccountCredit": None}),
        data({"storeCreditAccountCredit": {"storeCreditAccountTransaction": None, "userErrors": []}}),
        data({"storeCreditAccountCredit": {**DONE["storeCreditAccountCredit"], "userErrors": [{"message": "Hm"}]}}),
        wrong(None, "Boom", path=["storeCreditAccountCredit"]),
        wrong("ACCESS_DENIED", path=["storeCreditAccountCredit", "storeCreditAccountTransaction"]),
    ],
)
async def test_an_answer_that_says_neither_yes_nor_no_is_for_a_person(
    stand_in: Answering, shopify: Shopify, answer: tuple[int, object]
) -> None:
    stand_in.answers = [data(ORDER), answer]
    with pytest.raises(Unintelligible) as caught:
        await shopify.carry_out(SHOP, CREDIT)
    assert "html" not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ({"code": "MISMATCHING_CURRENCY", "message": "x"}, "CURRENCY_MISMATCH"),
        ({"code": "OWNER_NOT_FOUND", "message": "x"}, "NOT_SUPPORTED"),
        ({"code": "CREDIT_LIMIT_EXCEEDED", "message": "x"}, "CREDIT_LIMIT_EXCEEDED"),
        ({"message": "Refund amount cannot exceed the total"}, "ABOVE_REFUNDABLE"),
        ({"message": "Order does not exist"}, "UNKNOWN_ORDER"),
        ({"message": "Something\nelse\x00" + "x" * 500}, "REFUSED"),
    ],
)
async def test_user_errors_are_told_in_the_ports_words(
    stand_in: Answering, shopify: Shopify, error: dict[str, str], code: str
) -> None:
    no = {"storeCreditAccountTransaction": None, "userErrors": [{"field": None, **error}]}
    stand_in.answers = [data(ORDER), data({"storeCreditAccountCredit": no})]
    with pytest.raises(Rejected) as caught:
        await shopify.carry_out(SHOP, CREDIT)
    assert caught.value.code == code
    assert len(caught.value.message) <= 300
    assert "\n" not in caught.value.message


async def test_a_token_past_its_end_is_waited_for_and_never_sent(stand_in: Answering, shopify: Shopify) -> None:
    past = (datetime.now(UTC) - timedelta(seconds=1)).isoformat()
    caught = await failure(shopify.carry_out(Credentials("acc_1", {**SHOP.values, "expires_at": past}), CREDIT))
    assert (stand_in.asked, caught.ambiguous) == ([], False)


@pytest.mark.parametrize("missing", ["shop", "access_token"])
async def test_an_account_without_its_credentials_calls_nobody(
    stand_in: Answering, shopify: Shopify, missing: str
) -> None:
    left = {name: value for name, value in SHOP.values.items() if name != missing}
    with pytest.raises(Rejected, match="CREDENTIALS_INCOMPLETE"):
        await shopify.carry_out(Credentials("acc_1", left), CREDIT)
    assert stand_in.asked == []


def test_ids_are_read_in_both_forms_and_given_back_like_the_example() -> None:
    for given in ("1001", "gid://shopify/Order/1001", "gid://shopify/Order/1001?x=1", "gid://shopify/Order/1001#2"):
        assert (to_number(given), to_global("Order", given)) == ("1001", "gid://shopify/Order/1001")
    for given in ("", "x", "10 01", "gid://other/Order/1", "gid://shopify/Order/x", "1" * 21, "\u0661"):
        assert to_global("Order", given) is None
    assert like("1001", "gid://shopify/Refund/7") == "7"
    assert like("gid://shopify/Order/1", "gid://shopify/Refund/7") == "gid://shopify/Refund/7"

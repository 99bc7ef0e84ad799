"""What a recovery's mutations refuse: each with its code and the path of what is wrong, and nothing is changed."""

from typing import Any

import pytest

from services.core.ids import new_id
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.recovering import GLS, a_lost_parcel, days_from_now, do, filed, no, payment
from tests.builders import a_key

NUL, HALF = "nul \x00", "half \ud800"
DECIDED, PAID, WRITTEN, FILED = (
    "recoveryRecordDecision", "recoveryRecordPayment", "recoveryAddMessage", "recoveryRecordFiled",
)  # fmt: skip


def money(amount: str, currency: str = "EUR") -> dict[str, Any]:
    """A payment of that."""
    return payment(amount, currency)


BAD: list[tuple[str, dict[str, Any], tuple[str, str]]] = [
    (FILED, {"reference": " "}, ("INVALID", "reference")),
    (FILED, {"reference": NUL}, ("INVALID", "reference")),
    (FILED, {"reference": HALF}, ("INVALID", "reference")),
    (FILED, {"reference": "x" * 101}, ("TOO_LONG", "reference")),
    (FILED, {"reference": "x", "filedAt": "2999-01-01T00:00:00Z"}, ("IMPOSSIBLE_DATE", "filedAt")),
    (FILED, {"reference": "x", "filedAt": "0001-01-02T00:00:00Z"}, ("IMPOSSIBLE_DATE", "filedAt")),
    (FILED, {"reference": "x"}, ("MOVE_NOT_ALLOWED", "recoveryId")),
    (DECIDED, {"status": "PAID"}, ("INVALID", "status")),
    (DECIDED, {"status": "WITHDRAWN"}, ("INVALID", "status")),
    (DECIDED, {"status": "DRAFT"}, ("INVALID", "status")),
    (DECIDED, {"status": "REJECTED", "detail": NUL}, ("INVALID", "detail")),
    (DECIDED, {"status": "REJECTED", "detail": HALF}, ("INVALID", "detail")),
    (DECIDED, {"status": "REJECTED", "detail": "x" * 1001}, ("TOO_LONG", "detail")),
    (DECIDED, {"status": "APPROVED_PARTIAL"}, ("REQUIRED", "approvedAmount")),
    (DECIDED, {"status": "APPROVED_PARTIAL", "approvedAmount": "0"}, ("INVALID_MONEY", "approvedAmount")),
    (DECIDED, {"status": "APPROVED", "approvedAmount": "-1"}, ("INVALID_MONEY", "approvedAmount")),
    (DECIDED, {"status": "APPROVED", "approvedAmount": "1.001"}, ("INVALID_MONEY", "approvedAmount")),
    (DECIDED, {"status": "APPROVED", "approvedAmount": "1" + "0" * 19}, ("INVALID_MONEY", "approvedAmount")),
    (DECIDED, {"status": "REJECTED", "approvedAmount": "1"}, ("INVALID", "approvedAmount")),
    (DECIDED, {"status": "UNDER_REVIEW", "approvedAmount": "1"}, ("INVALID", "approvedAmount")),
    (DECIDED, {"status": "INFORMATION_REQUESTED", "informationBy": days_from_now(-1)},
     ("IMPOSSIBLE_DATE", "informationBy")),
    (DECIDED, {"status": "REJECTED", "appealBy": days_from_now(800)}, ("IMPOSSIBLE_DATE", "appealBy")),
    (WRITTEN, {"body": ""}, ("INVALID", "body")),
    (WRITTEN, {"body": NUL}, ("INVALID", "body")),
    (WRITTEN, {"body": HALF}, ("INVALID", "body")),
    (WRITTEN, {"body": "x" * 10_001}, ("TOO_LONG", "body")),
    ("recoveryAppeal", {"reason": " "}, ("INVALID", "reason")),
    ("recoveryAppeal", {"reason": NUL}, ("INVALID", "reason")),
    ("recoveryAppeal", {"reason": "x" * 1001}, ("TOO_LONG", "reason")),
    ("recoveryAppeal", {"reason": "Why?"}, ("MOVE_NOT_ALLOWED", "recoveryId")),
    ("recoveryWithdraw", {"reason": NUL}, ("INVALID", "reason")),
    ("recoveryWithdraw", {"reason": "x" * 501}, ("TOO_LONG", "reason")),
    ("recoverySubmit", {"idempotencyKey": " "}, ("INVALID", "idempotencyKey")),
    ("recoverySubmit", {"idempotencyKey": "x" * 256}, ("INVALID", "idempotencyKey")),
    ("recoverySubmit", {"idempotencyKey": NUL}, ("INVALID", "")),
    (PAID, money("0"), ("INVALID_MONEY", "amount")),
    (PAID, money("-1"), ("INVALID_MONEY", "amount")),
    (PAID, money("1.001"), ("INVALID_MONEY", "amount")),
    (PAID, money("1", "EURO"), ("INVALID_MONEY", "amount")),
    (PAID, money("1", NUL), ("INVALID_MONEY", "amount")),
    (PAID, money("1", "DKK"), ("NEEDS_SETTLED_AMOUNT", "settledAmount")),
    (PAID, money("1", "DKK") | {"settledAmount": "0"}, ("INVALID_MONEY", "settledAmount")),
    (PAID, money("1", "DKK") | {"settledAmount": "1.001"}, ("INVALID_MONEY", "settledAmount")),
    (PAID, money("1") | {"feeAmount": "1.01"}, ("INVALID_MONEY", "feeAmount")),
    (PAID, money("1") | {"feeAmount": "-1"}, ("INVALID_MONEY", "feeAmount")),
    (PAID, money("1") | {"feeAmount": "0.001"}, ("INVALID_MONEY", "feeAmount")),
    (PAID, money("1") | {"feeAmount": "1", "direction": "REPAYMENT"}, ("INVALID", "feeAmount")),
    (PAID, money("1") | {"direction": "REPAYMENT"}, ("ABOVE_PAID", "amount")),
    (PAID, money("1") | {"reference": " "}, ("INVALID", "reference")),
    (PAID, money("1") | {"reference": HALF}, ("INVALID", "reference")),
    (PAID, money("1") | {"reference": "x" * 201}, ("TOO_LONG", "reference")),
    (PAID, money("1") | {"occurredAt": days_from_now(3)}, ("IMPOSSIBLE_DATE", "occurredAt")),
    (PAID, money("1") | {"occurredAt": "0001-01-02T00:00:00Z"}, ("IMPOSSIBLE_DATE", "occurredAt")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "values", "problem"), BAD, ids=lambda value: str(value)[:50])
async def test_what_cannot_be_right_is_refused_and_changes_nothing(
    asker: Asker, name: str, values: dict[str, Any], problem: tuple[str, str]
) -> None:
    recovery, _ = await filed(asker)
    before = await asker.send("recovery", id=recovery)
    assert problem in await no(asker, name, recovery, **values)
    assert await asker.send("recovery", id=recovery) == before


@pytest.mark.parametrize(
    ("name", "values"),
    [
        (DECIDED, {"status": "LOST_INTEREST"}),
        (DECIDED, {"status": "APPROVED", "approvedAmount": "1e3"}),
        (DECIDED, {"status": "APPROVED", "approvedAmount": "NaN"}),
        (DECIDED, {"status": "APPROVED", "approvedAmount": 1.5}),
        (DECIDED, {"status": "REJECTED", "appealBy": "2026-03-01T12:00:00"}),
        (PAID, money("1") | {"direction": "SIDEWAYS"}),
        (PAID, money("1") | {"occurredAt": "yesterday"}),
        (FILED, {"reference": 7}),
        (FILED, {}),
    ],
)
async def test_what_does_not_fit_the_schema_is_bad_input(asker: Asker, name: str, values: dict[str, Any]) -> None:
    given = {"idempotencyKey": a_key(), "recoveryId": new_id("rcv")} | values
    assert await asker.codes(document(name), input=given) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    "name", [DECIDED, PAID, WRITTEN, FILED, "recoveryAppeal", "recoverySubmit", "recoveryWithdraw"]
)
async def test_a_recovery_that_is_not_there_is_told_for_each_mutation(asker: Asker, stranger: Asker, name: str) -> None:
    theirs, _ = await filed(stranger)
    values: dict[str, dict[str, Any]] = {
        DECIDED: {"status": "APPROVED"}, PAID: payment(), WRITTEN: {"body": "Hello."}, FILED: {"reference": "x"},
        "recoveryAppeal": {"reason": "Why?"},
    }  # fmt: skip
    for recovery in (theirs, new_id("rcv"), "x", ""):
        assert await no(asker, name, recovery, **values.get(name, {})) == [("NOT_FOUND", "recoveryId")]
    for recovery in (NUL, HALF):
        assert await no(asker, name, recovery, **values.get(name, {})) == [("INVALID", "")]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"shipmentId": "shp_x"}, ("NOT_FOUND", "shipmentId")),
        ({"shipmentId": NUL}, ("INVALID", "")),
        ({"shipmentId": HALF}, ("INVALID", "")),
        ({"claimId": "clm_x"}, ("NOT_FOUND", "claimId")),
        ({"counterparty": "ups"}, ("NO_SUCH_OPTION", "counterparty")),
        ({"counterparty": NUL}, ("NO_SUCH_OPTION", "counterparty")),
        ({"route": "PLATFORM"}, ("NO_SUCH_OPTION", "counterparty")),
        ({"route": "NONE", "counterparty": "self"}, ("NO_SUCH_OPTION", "counterparty")),
        ({"idempotencyKey": ""}, ("INVALID", "idempotencyKey")),
    ],
    ids=str,
)
async def test_what_is_no_option_is_not_begun(asker: Asker, change: dict[str, Any], problem: tuple[str, str]) -> None:
    _, parcel, _ = await a_lost_parcel(asker)
    given = {"idempotencyKey": a_key(), "shipmentId": parcel} | GLS | change
    assert await asker.refusal("recoveryCreate", **given) == [problem]
    assert (await asker.send("recoveries"))["nodes"] == []


async def test_an_option_whose_time_is_over_says_so(asker: Asker) -> None:
    _, parcel, _ = await a_lost_parcel(asker, shippedAt=days_from_now(-400))
    (best, *_) = await asker.send("recoveryOptions", shipmentId=parcel)
    assert (best["fileable"], best["route"]) == (False, "NONE")
    refusal = await asker.refusal("recoveryCreate", idempotencyKey=a_key(), shipmentId=parcel, **GLS)
    assert refusal == [("OUTSIDE_WINDOW", "counterparty")]


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"shipmentId": "shp_x"}, "NOT_FOUND"),
        ({"shipmentId": NUL}, "INVALID"),
        ({"shipmentId": HALF}, "INVALID"),
        ({"claimId": "clm_x"}, "NOT_FOUND"),
    ],
)
async def test_options_of_what_is_not_there_are_a_coded_error(
    asker: Asker, stranger: Asker, variables: dict[str, str], code: str
) -> None:
    _, parcel, _ = await a_lost_parcel(asker)
    assert await asker.codes(document("recoveryOptions"), **({"shipmentId": parcel} | variables)) == [code]
    _, theirs, claim = await a_lost_parcel(stranger)
    assert await asker.codes(document("recoveryOptions"), shipmentId=theirs) == ["NOT_FOUND"]
    assert await asker.codes(document("recoveryOptions"), shipmentId=parcel, claimId=claim) == ["NOT_FOUND"]


async def test_nothing_is_written_to_or_paid_by_who_was_never_asked(asker: Asker) -> None:
    _, parcel, _ = await a_lost_parcel(asker)
    given = {"idempotencyKey": a_key(), "shipmentId": parcel} | GLS
    draft = (await asker.change("recoveryCreate", **given))["recovery"]["id"]
    assert await no(asker, WRITTEN, draft, body="Hello.") == [("NOT_FILED", "recoveryId")]
    assert await no(asker, PAID, draft, **payment()) == [("NOT_FILED", "recoveryId")]
    assert await no(asker, DECIDED, draft, status="APPROVED") == [("MOVE_NOT_ALLOWED", "recoveryId")]
    await do(asker, "recoveryWithdraw", draft)
    assert await no(asker, PAID, draft, **payment()) == [("NOT_FILED", "recoveryId")]


async def test_a_fee_below_the_smallest_coin_of_what_was_asked_for_is_none(asker: Asker) -> None:
    recovery, _ = await filed(asker)
    paid = payment("1000000", "DKK", feeAmount="0.01", settledAmount="65.00")
    assert (await do(asker, PAID, recovery, **paid))["status"] == "PAID"
    tiny = payment("0.01", "DKK", settledAmount="99999999999.00")
    assert (await do(asker, PAID, recovery, **tiny))["status"] == "PAID"
    assert (await asker.send("recovery", id=recovery))["fee"]["amount"] == "0.00"

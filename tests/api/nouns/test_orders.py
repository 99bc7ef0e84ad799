import asyncio
from typing import Any

import pytest

from services.core.ids import new_id
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import LINES, an_order, order_input
from tests.builders import a_key


async def test_an_order_that_was_told_is_shown_as_it_was_told(asker: Asker) -> None:
    told = await an_order(asker, number="#1001", promisedDeliveryBy="2026-03-09T00:00:00Z")
    order = await asker.send("order", id=told["id"])
    assert order["number"] == "#1001"
    assert order["placedAt"] == "2026-03-01T11:00:00+00:00"
    assert order["promisedDeliveryBy"] == "2026-03-09T00:00:00+00:00"
    assert order["total"] == {"amount": "65.00", "currencyCode": "EUR"}
    assert [(line["title"], line["quantity"], line["claimedQuantity"]) for line in order["lines"]] == [
        ("Mug", 2, 0),
        ("Teapot", 1, 0),
    ]
    assert order["lines"][0]["unitPrice"] == {"amount": "12.50", "currencyCode": "EUR"}


async def test_an_order_is_found_by_each_of_its_names(asker: Asker) -> None:
    told = await an_order(asker, number="#Ab-7")
    for name, value in (("id", told["id"]), ("number", "#aB-7"), ("externalId", told["externalId"])):
        assert (await asker.send("order", **{name: value}))["id"] == told["id"]


@pytest.mark.parametrize("names", [{}, {"id": "x", "number": "y"}, {"id": "x", "number": "y", "externalId": "z"}])
async def test_an_order_is_named_in_exactly_one_way(asker: Asker, names: dict[str, str]) -> None:
    assert await asker.codes(document("order"), **names) == ["BAD_USER_INPUT"]


async def test_an_order_told_anew_is_the_same_order(asker: Asker) -> None:
    first = await an_order(asker, externalId="e-1")
    second = await an_order(asker, externalId="e-1", number="#new")
    assert second["id"] == first["id"]
    assert (second["number"], second["version"]) == ("#new", first["version"] + 1)


async def test_amounts_have_the_decimals_of_their_currency(asker: Asker) -> None:
    line = LINES[0] | {"unitPrice": "1200", "paidAmount": "2400"}
    told = await an_order(asker, currencyCode="JPY", total="2400", lines=[line])
    order = await asker.send("order", id=told["id"])
    assert order["total"] == {"amount": "2400", "currencyCode": "JPY"}


COST = {"amount": "1.00", "currencyCode": "XXY"}
BAD: list[tuple[dict[str, Any], tuple[str, str]]] = [
    ({"currencyCode": "XXY"}, ("INVALID_MONEY", "total")),
    ({"total": "-1.00"}, ("INVALID_MONEY", "total")),
    ({"total": "1.005"}, ("INVALID_MONEY", "total")),
    ({"lines": []}, ("INVALID", "lines")),
    ({"lines": [LINES[0] | {"quantity": 0}]}, ("INVALID_QUANTITY", "lines.0.quantity")),
    ({"lines": [LINES[0] | {"quantity": -3}]}, ("INVALID_QUANTITY", "lines.0.quantity")),
    ({"lines": [LINES[0], LINES[0]]}, ("DUPLICATE", "lines.1.externalId")),
    ({"placedAt": "1066-10-14T09:00:00Z"}, ("IMPOSSIBLE_DATE", "placedAt")),
    ({"placedAt": "9999-12-31T23:59:59Z"}, ("IMPOSSIBLE_DATE", "placedAt")),
    ({"promisedDeliveryBy": "2026-02-01T00:00:00Z"}, ("IMPOSSIBLE_DATE", "promisedDeliveryBy")),
    ({"lines": [LINES[0] | {"unitCost": COST}]}, ("INVALID_MONEY", "lines.0.unitCost")),
    ({"number": "9" * 1_000_000}, ("TOO_LONG", "number")),
    ({"number": "  "}, ("INVALID", "number")),
    ({"number": "nul \x00"}, ("INVALID", "number")),
    ({"customer": {"name": "half \ud800"}}, ("INVALID", "customer.name")),
    ({"customer": {"countryCode": "Denmark"}}, ("INVALID", "customer.countryCode")),
    ({"idempotencyKey": ""}, ("INVALID", "idempotencyKey")),
    ({"idempotencyKey": "k" * 256}, ("INVALID", "idempotencyKey")),
]


@pytest.mark.parametrize(("change", "problem"), BAD, ids=lambda value: str(value)[:40])
async def test_an_order_that_cannot_be_right_is_refused_and_not_kept(
    asker: Asker, change: dict[str, Any], problem: tuple[str, str]
) -> None:
    told = order_input(**change)
    assert problem in await asker.refusal("orderUpsert", **told)
    assert await asker.send("order", externalId=told["externalId"]) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("total", 65.0), ("total", 65), ("total", "1e5"), ("total", "NaN"), ("total", "6,50"), ("total", None),
        ("total", "9" * 1_000_000), ("placedAt", "2026-03-01T12:00:00"), ("placedAt", "2026-02-30T12:00:00Z"),
        ("placedAt", "yesterday"), ("placedAt", 1772366400), ("placedAt", "0001-01-01T00:00:00+14:00"),
        ("placedAt", "2" * 1_000_000), ("lines", None), ("idempotencyKey", None),
    ],
    ids=lambda value: str(value)[:30],
)  # fmt: skip
async def test_a_value_that_is_none_of_its_type_is_a_coded_error(asker: Asker, name: str, value: object) -> None:
    data, errors = await asker.ask(document("orderUpsert"), input=order_input(**{name: value}))
    assert data is None
    assert [error["extensions"]["code"] for error in errors] == ["BAD_USER_INPUT"]


async def test_a_moment_without_a_time_zone_is_told_how_to_be_written(asker: Asker) -> None:
    told = order_input(placedAt="2026-03-01T12:00:00")
    _, errors = await asker.ask(document("orderUpsert"), input=told)
    assert "time zone" in errors[0]["message"]


async def test_the_same_key_and_input_change_nothing_again(asker: Asker) -> None:
    told = order_input()
    first = await asker.change("orderUpsert", **told)
    second = await asker.change("orderUpsert", **told)
    assert second["order"]["id"] == first["order"]["id"]
    assert second["order"]["version"] == 1


async def test_the_same_key_with_another_input_is_refused(asker: Asker) -> None:
    told = order_input()
    await asker.change("orderUpsert", **told)
    refusal = await asker.refusal("orderUpsert", **(told | {"number": "#other"}))
    assert refusal == [("IDEMPOTENCY_MISMATCH", "idempotencyKey")]


async def test_a_refused_key_stays_free(asker: Asker) -> None:
    told = order_input()
    await asker.refusal("orderUpsert", **(told | {"total": "-1"}))
    await asker.change("orderUpsert", **told)


async def test_twenty_at_once_with_one_key_are_one_change(asker: Asker) -> None:
    told = order_input()
    answers = await asyncio.gather(*(asker.change("orderUpsert", **told) for _ in range(20)))
    assert len({answer["order"]["id"] for answer in answers}) == 1
    assert {answer["order"]["version"] for answer in answers} == {1}


async def test_an_unknown_id_and_anothers_get_the_same_answer(asker: Asker, stranger: Asker) -> None:
    theirs = await an_order(stranger)
    nameless = [new_id("ord"), theirs["id"], "", "ord_", "nonsense", "x" * 1_000_000]
    answers = [await asker.ask(document("order"), id=order_id) for order_id in nameless]
    assert answers == [({"order": None}, [])] * len(nameless)
    assert await asker.send("order", externalId=theirs["externalId"]) is None
    assert await asker.send("order", number=theirs["number"]) is None


async def test_text_that_cannot_be_looked_for_is_a_coded_error(asker: Asker) -> None:
    assert await asker.codes(document("order"), number="nul \x00") == ["BAD_USER_INPUT"]
    assert await asker.codes(document("order"), number="half \ud800") == ["BAD_USER_INPUT"]


async def test_telling_orders_needs_its_scope(asker: Asker) -> None:
    reader = asker.with_scopes(Scope.READ)
    assert await reader.codes(document("orderUpsert"), input=order_input()) == ["FORBIDDEN"]


async def test_who_may_only_tell_is_not_shown_what_they_told(asker: Asker) -> None:
    writer = asker.with_scopes(Scope.ORDERS_WRITE)
    data, errors = await writer.ask(document("orderUpsert"), input=order_input(externalId="told"))
    assert data == {"orderUpsert": {"order": None, "userErrors": []}}
    assert [error["extensions"]["code"] for error in errors] == ["FORBIDDEN"]
    assert await asker.send("order", externalId="told") is not None


async def test_nobody_is_told_to_say_who_they_are(asker: Asker) -> None:
    assert await asker.nobody().codes(document("order"), number=a_key()) == ["UNAUTHENTICATED"]

"""What the widget's forms decide by themselves: which reasons come first, and what a report sends."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.backend import Backend
from tests.browser.visits import Visit, visiting

MUG = {"shipmentLineId": "shl_mug", "orderLineId": "orl_mug", "title": "Mug", "maxQuantity": 2}
POT = {"shipmentLineId": "shl_pot", "orderLineId": "orl_pot", "title": "Teapot", "maxQuantity": 1}
JUG = {"shipmentLineId": None, "orderLineId": "orl_jug", "title": "Jug", "maxQuantity": 3}


@pytest_asyncio.fixture(scope="module", loop_scope="package")
async def page(browser: Browser, backend: Backend) -> AsyncIterator[Visit]:
    """A page that may load the widget's modules."""
    async with visiting(browser, backend) as visits:
        yield await visits(await backend.order())


async def call(visit: Visit, backend: Backend, module: str, function: str, *arguments: object) -> Any:
    """Call a function that a module exports."""
    script = "async ([url, name, given]) => (await import(url))[name](...given)"
    return await visit.page.evaluate(script, [f"{backend.url}/widget/{module}.js", function, arguments])


def a_parcel(name: str, quantity: int, direction: str = "OUTBOUND", status: str = "ACTIVE") -> dict[str, object]:
    lines = [{"id": f"shl_{name}", "quantity": quantity, "orderLine": {"id": "orl_mug"}}]
    return {"id": name, "direction": direction, "status": status, "lines": lines}


@pytest.mark.parametrize(
    ("parcels", "subjects"),
    [
        ([a_parcel("all", 2)], ["all"]),
        ([a_parcel("some", 1)], ["some", None]),
        ([a_parcel("one", 1), a_parcel("other", 1)], ["one", "other"]),
        ([a_parcel("all", 2), a_parcel("back", 2, "RETURN")], ["all"]),
        ([a_parcel("all", 2), a_parcel("again", 1, "REPLACEMENT")], ["all", "again"]),
        ([a_parcel("all", 2, status="CANCELED")], [None]),
        ([], [None]),
    ],
)  # fmt: skip
async def test_a_report_is_about_a_parcel_or_about_what_was_never_sent(
    backend: Backend, page: Visit, parcels: Sequence[dict[str, object]], subjects: list[str | None]
) -> None:
    order = {"lines": [{"id": "orl_mug", "quantity": 2}], "shipments": parcels}
    found = await call(page, backend, "reasons", "subjectsOf", order)
    assert [parcel and parcel["id"] for parcel in found] == subjects


@pytest.mark.parametrize(
    ("status", "first", "later"),
    [
        ("DELIVERED", "DELIVERED_NOT_RECEIVED", "LOST_IN_TRANSIT"),
        ("DAMAGED", "DAMAGED_IN_TRANSIT", "DELAYED"),
        ("LOST", "LOST_IN_TRANSIT", "WRONG_ITEM"),
        ("RETURNED", "RETURNED_TO_SENDER", "STOLEN"),
        ("IN_TRANSIT", "LOST_IN_TRANSIT", "MISSING_ITEM"),
    ],
)
async def test_reasons_that_fit_where_the_parcel_is_come_first(
    backend: Backend, page: Visit, status: str, first: str, later: str
) -> None:
    found = await call(page, backend, "reasons", "reasonsFor", {"trackingStatus": status})
    assert found["fitting"][0] == first
    assert found["fitting"][-1] == "OTHER"
    assert later in found["others"]
    assert not set(found["fitting"]) & set(found["others"])


async def test_what_was_never_sent_cannot_have_come_damaged(backend: Backend, page: Visit) -> None:
    found = await call(page, backend, "reasons", "reasonsFor", None)
    assert found == {"fitting": ["NEVER_SHIPPED", "OTHER"], "others": []}


async def test_only_what_is_left_can_be_claimed_and_outside_of_parcels_only_what_lies_in_none(
    backend: Backend, page: Visit
) -> None:
    items = [MUG, POT | {"maxQuantity": 0}, JUG]
    assert await call(page, backend, "draft", "claimable", {"items": items}, "shp_1") == [MUG, JUG]
    assert await call(page, backend, "draft", "claimable", {"items": items}, None) == [JUG]


@pytest.mark.parametrize(
    ("items", "reason", "quantities"),
    [
        ([MUG, POT], "LOST_IN_TRANSIT", {"shl_mug": "2", "shl_pot": "1"}),
        ([MUG, POT], "DAMAGED_IN_TRANSIT", {"shl_mug": "0", "shl_pot": "0"}),
        ([POT], "DAMAGED_IN_TRANSIT", {"shl_pot": "1"}),
        ([JUG], "NEVER_SHIPPED", {"orl_jug": "3"}),
    ],
)
async def test_all_is_meant_at_first_where_nothing_came(
    backend: Backend, page: Visit, items: object, reason: str, quantities: dict[str, str]
) -> None:
    assert await call(page, backend, "draft", "quantitiesOf", items, reason, {}) == quantities


async def test_quantities_that_were_typed_stay_as_far_as_so_many_are_left(backend: Backend, page: Visit) -> None:
    typed = {"shl_mug": "9", "shl_pot": "0"}
    found = await call(page, backend, "draft", "quantitiesOf", [MUG, POT], "LOST_IN_TRANSIT", typed)
    assert found == {"shl_mug": "2", "shl_pot": "0"}


@pytest.mark.parametrize("typed", ["3", "-1", "1.5", "two", "1e1", " 1"])
async def test_a_quantity_that_cannot_be_is_found(backend: Backend, page: Visit, typed: str) -> None:
    wrong = await call(page, backend, "draft", "impossible", [MUG, POT], {"shl_mug": typed, "shl_pot": "1"})
    assert wrong == [MUG]


async def test_a_report_names_the_lines_that_were_chosen(backend: Backend, page: Visit) -> None:
    typed = {"shl_mug": "2", "shl_pot": "", "orl_jug": "1"}
    sent = await call(page, backend, "draft", "chosenItems", [MUG, POT, JUG], typed)
    assert sent == [{"quantity": 2, "shipmentLineId": "shl_mug"}, {"quantity": 1, "orderLineId": "orl_jug"}]


async def test_a_refused_line_is_told_by_its_id_and_any_other_field_as_it_is(backend: Backend, page: Visit) -> None:
    problems = [{"code": "A", "field": ["items", "1", "quantity"]}, {"code": "B", "field": ["items"]}, {"code": "C"}]
    sent = [{"quantity": 2, "shipmentLineId": "shl_mug"}, {"quantity": 1, "orderLineId": "orl_jug"}]
    told = await call(page, backend, "draft", "byLine", problems, sent)
    assert told == [{"code": "A", "field": ["items", "orl_jug"]}, *problems[1:]]


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("da", "da"), ("da-dk", "da-DK"), ("en-GB", "en-GB"), ("de-Latn-AT", "de-AT"), ("es-419", "es")],
)
async def test_the_language_is_told_as_the_api_takes_it(backend: Backend, page: Visit, tag: str, locale: str) -> None:
    assert await call(page, backend, "draft", "localeOf", tag) == locale


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ({"type": "image/jpeg", "size": 10 * 1024**2}, None),
        ({"type": "image/jpeg", "size": 10 * 1024**2 + 1}, "TOO_LARGE"),
        ({"type": "application/pdf", "size": 0}, "EMPTY"),
        ({"type": "video/quicktime", "size": 1}, "TYPE_NOT_ALLOWED"),
        ({"type": "", "size": 1}, "TYPE_NOT_ALLOWED"),
    ],
)
async def test_files_that_no_api_takes_are_refused(
    backend: Backend, page: Visit, file: dict[str, object], code: str | None
) -> None:
    assert await call(page, backend, "files", "refusalOf", file) == code

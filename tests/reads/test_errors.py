"""What is asked in a wrong way is told at its place, and costs nothing else its answer."""

from dataclasses import replace
from typing import Any

import pytest

from tests.api.nouns.asking import Asker
from tests.reads.counted import counted

PLACES = """query($sort: ClaimSort, $first: Int, $ids: [ID!]!) {
  shop: storefront { id }
  lost: claim { id }
  ...Lists
  nodes(ids: $ids) { id }
  __typename
}
fragment Lists on Query { page: claims(sort: $sort, first: $first) { nodes { id } } }"""


def told(errors: list[Any]) -> list[tuple[str, Any]]:
    return [(error["extensions"]["code"], error.get("path")) for error in errors]


async def both_times(asker: Asker, text: str, **variables: Any) -> tuple[Any, list[Any]]:
    """The data and the errors, which are the same when the text is known."""
    first, second = [await asker.ask(text, **variables) for _ in range(2)]
    assert first == second
    return first


async def test_one_field_that_is_asked_for_in_a_wrong_way_leaves_the_others_their_answers(asker: Asker) -> None:
    data, errors = await both_times(asker, PLACES, first=5, ids=[])
    assert asker.storefront is not None
    assert data == {
        "shop": {"id": asker.storefront.id},
        "lost": None,
        "page": {"nodes": []},
        "nodes": [],
        "__typename": "Query",
    }
    assert list(data) == ["shop", "lost", "page", "nodes", "__typename"]
    assert told(errors) == [("BAD_USER_INPUT", ["lost"])]
    assert errors[0]["message"] == "Name the claim by `id` or by `number`."
    assert errors[0]["locations"] == [{"line": 3, "column": 3}]


async def test_a_field_that_is_never_null_takes_all_with_it(asker: Asker) -> None:
    data, errors = await both_times(asker, PLACES, first=101, ids=[])
    assert data is None
    assert told(errors) == [("BAD_USER_INPUT", ["lost"]), ("BAD_USER_INPUT", ["page"])]


@pytest.mark.parametrize(
    "text",
    [
        '{ a: node(id: 1) { id } b: claim(id: 1, number: "2") { id } }',
        '{ a: node(id: 1) { id } ... on Query { b: claim(id: 1, number: "2") { id } } }',
        '{ a: node(id: 1) { id } ...F } fragment F on Query { b: claim(id: 1, number: "2") { id } }',
        "{ a: node(id: 1) { id } ...F } fragment F on Query { ...G } fragment G on Query { b: claim { id } }",
        '{ a: node(id: 1) { id } b: claim(id: "\\u0000") { id } }',
        "{ a: node(id: 1) { id } b: order(id: 1) { claims(first: 1, last: 1) { nodes { id } } } }",
        '{ a: node(id: 1) { id } b: order(id: 1) { claims(after: "no cursor") { nodes { id } } } }',
    ],
)
async def test_an_error_stands_at_the_key_of_its_root_field(asker: Asker, text: str) -> None:
    data, errors = await both_times(asker, text)
    assert data == {"a": None, "b": None}
    ((code, path),) = told(errors)
    assert code == "BAD_USER_INPUT"
    assert path == ["b"]


@pytest.mark.parametrize(
    "variables",
    [
        {},
        {"ids": None},
        {"ids": [None]},
        {"ids": [7.5]},
        {"ids": [], "first": "many"},
        {"ids": [], "first": 2**31},
        {"ids": [], "sort": "SIDEWAYS"},
    ],
)
async def test_variables_that_fit_no_type_are_an_error_of_the_request(asker: Asker, variables: dict[str, Any]) -> None:
    data, errors = await both_times(asker, PLACES, **variables)
    assert data is None
    assert [(code, path) for code, path in told(errors)] == [("BAD_USER_INPUT", None)]


async def test_what_concerns_the_whole_operation_leaves_no_answer(asker: Asker) -> None:
    assert await both_times(asker.nobody(), "{ storefront { id } claim { id } }") == (
        None,
        (await asker.nobody().ask("{ storefront { id } }"))[1],
    )


async def test_a_field_in_error_does_not_make_room_for_more_objects(asker: Asker) -> None:
    process, reads, _ = counted(asker.process)
    asker = replace(asker, process=process)
    page = "claims(first: 20) { nodes { order { claims(first: 100) { nodes { order { id } } } } } }"
    pages = " ".join(f"p{place}: {page}" for place in range(5))  # of 4,041 objects each
    for text in (f"{{ {pages} }}", f"{{ {pages} claim {{ id }} }}", f"{{ claim {{ id }} {pages} _service {{ sdl }} }}"):
        reads.statements.clear()
        assert asker.storefront is not None
        process.budgets._hand(asker.storefront.id).level = 20_000
        data, errors = await asker.ask(text)
        assert data is None
        assert "OPERATION_TOO_LARGE" in [code for code, _ in told(errors)]
        assert len(reads.statements) < 5


async def test_what_is_answered_apart_costs_what_it_costs_at_once(asker: Asker) -> None:
    text = "query($number: String) { claims(first: 9) { nodes { id } } claim(number: $number) { id } }"
    costs = []
    for number in ("CLM-1", "\0"):
        result = await asker.schema.execute(text, {"number": number}, asker.context())
        costs.append((result.extensions or {})["cost"]["requestedQueryCost"])
    assert costs == [1 + 10 + 1, 10 + 1]  # the operation's own object is put together elsewhere


async def test_a_field_that_a_customer_may_not_name_leaves_the_others_their_answers(asker: Asker) -> None:
    customer = asker.customer_of("ord_" + "0" * 26)
    text = "{ storefront { name } order(id: 1) { id owner: customer { email } } }"
    data, errors = await both_times(customer, text)
    assert data == {"storefront": {"name": "Test shop"}, "order": None}
    assert told(errors) == [("FORBIDDEN", ["order"])]
    assert errors[0]["locations"] == [{"line": 1, "column": 41}]


async def test_a_representation_that_is_none_is_told_in_its_place(asker: Asker) -> None:
    text = "query($r: [_Any!]!) { found: _entities(representations: $r) { ... on Claim { id } } }"
    given = [{"__typename": "Claim", "id": "clm_1"}, {"__typename": "Nothing"}, {"__typename": "Claim"}]
    data, errors = await both_times(asker, text, r=given)
    assert data == {"found": [None, None, None]}
    assert told(errors) == [("BAD_USER_INPUT", ["found", 1]), ("BAD_USER_INPUT", ["found", 2])]

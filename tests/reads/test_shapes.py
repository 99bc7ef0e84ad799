"""A plan depends on the shape of the variables and on the role, never on a value."""

from typing import Any

import pytest
from graphql import parse
from graphql.language.print_string import print_string
from hypothesis import given, settings
from hypothesis import strategies as st

from services.api.reads import reader
from services.api.reads.connections import write_key
from services.api.reads.plan import Bounded, Plan
from services.api.reads.reader import MOST_PLANS, Prepared
from services.api.schema import make_schema
from services.core.clock import system_clock
from services.core.ids import new_id
from services.core.storefronts.model import Role
from tests.api.nouns.asking import document

SCHEMA = make_schema()._schema
CLAIMS = """query($filter: ClaimFilter, $sort: ClaimSort, $first: Int, $after: String, $ids: [ID!]!, $more: Boolean!) {
  claims(filter: $filter, sort: $sort, first: $first, after: $after) { nodes { id number @include(if: $more) } }
  nodes(ids: $ids) { id }
}"""
GIVEN: dict[str, Any] = {
    "filter": {"orderId": "ord_1", "statuses": ["SUBMITTED"]},
    "sort": "NEWEST",
    "first": 1,
    "after": "x",
    "ids": ["a"],
    "more": True,
}


def prepared(text: str) -> Prepared:
    return reader.prepare(SCHEMA, parse(text), None)


def plan_of(known: Prepared, role: Role = Role.CLIENT, **variables: Any) -> Plan:
    return reader.plan_query(known, known.operation.coerce(variables), role)


@pytest.mark.parametrize(
    "others",
    [
        {"first": 100},
        {"after": write_key("cd", system_clock(), new_id("clm"))},
        {"ids": []},
        {"ids": ["a", "b", "c"]},
        {"filter": {"orderId": "ord_2", "statuses": []}},
        {"filter": {"statuses": ["CANCELED", "SUBMITTED"], "orderId": ""}},
    ],
)
def test_another_value_has_the_same_plan(others: dict[str, Any]) -> None:
    known = prepared(CLAIMS)
    assert plan_of(known, **GIVEN) is plan_of(known, **GIVEN | others)


@pytest.mark.parametrize(
    "others",
    [
        {"first": None},
        {"after": None},
        {"sort": "OLDEST"},
        {"more": False},
        {"filter": None},
        {"filter": {}},
        {"filter": {"orderId": "ord_1"}},
        {"filter": {"orderId": None, "statuses": ["SUBMITTED"]}},
        {"filter": {"orderId": "ord_1", "reasons": ["STOLEN"]}},
    ],
)
def test_another_shape_has_another_plan(others: dict[str, Any]) -> None:
    known = prepared(CLAIMS)
    plans = [plan_of(known, **GIVEN), plan_of(known, **GIVEN | others), plan_of(known, **GIVEN | others)]
    assert plans[0] is not plans[1]
    assert plans[1] is plans[2]


@pytest.mark.parametrize("name", ["filter", "sort", "first", "after"])
def test_what_is_left_out_is_a_shape_of_its_own(name: str) -> None:
    known = prepared(CLAIMS)
    left = {key: value for key, value in GIVEN.items() if key != name}
    assert len({id(plan_of(known, **given)) for given in (GIVEN, left, GIVEN | {name: None})}) >= 2
    assert len(known.plans) == 3


def test_only_so_many_plans_of_an_operation_are_kept() -> None:
    known = prepared(CLAIMS)
    keys = ["orderId", "shipmentId", "createdFrom", "createdBefore"]
    for bits in range(16):
        chosen = {key: ("2026-01-01T00:00:00Z" if "created" in key else "x")
                  for place, key in enumerate(keys) if bits >> place & 1}  # fmt: skip
        for sort in ("NEWEST", "OLDEST", "UPDATED"):
            for more in (True, False):
                plan_of(known, **GIVEN | {"filter": chosen, "sort": sort, "more": more})
                assert len(known.plans) <= MOST_PLANS
    assert len(known.plans) == MOST_PLANS


@given(st.integers(1, 4), st.lists(st.tuples(st.integers(0, 6), st.booleans())))
def test_what_was_used_least_recently_is_forgotten(most: int, steps: list[tuple[int, bool]]) -> None:
    kept, used = Bounded[int, int](most), list[int]()
    for key, put in steps:
        if put:
            kept.put(key, -key - 1)
        else:
            assert kept.get(key) == (-key - 1 if key in used else None)
        if put or key in used:
            used = [*(one for one in used if one != key), key][-most:]
        assert list(kept.keys()) == used
        assert len(kept) == len(used)


def test_staff_and_programs_share_plans_and_customers_have_their_own() -> None:
    known = prepared(document("order"))
    of = {role: plan_of(known, role, id="ord_1") for role in Role if role is not Role.VISITOR}
    assert of[Role.STAFF] is of[Role.CLIENT]
    assert of[Role.CUSTOMER].sql != of[Role.CLIENT].sql
    internal = prepared("query($id: ID) { order(id: $id) { customer { email } } }")
    for role in (Role.CUSTOMER, Role.CLIENT, Role.CUSTOMER, Role.STAFF):
        plan = plan_of(internal, role, id="ord_1")
        assert (plan.refusal is not None) == (role is Role.CUSTOMER)
        assert ("customer_email" in plan.sql) == (role is not Role.CUSTOMER)


PLACES = """{
  claim(number: %s) { id }
  node(id: %s) { id }
  nodes(ids: [%s]) { id }
  claims(after: %s, filter: { orderId: %s }) { nodes { id events(first: 3, afterSequence: 7) { id } } }
  shipment(carrier: %s, trackingNumber: %s) { id }
  _entities(representations: [{ __typename: "Claim", id: %s }]) { ... on Claim { id } }
}"""
VARIABLES = PLACES.replace("%s", "$v").replace("{", "query($v: String!, $i: ID!) {", 1)
for _place in ("node(id: $v", "ids: [$v", "orderId: $v"):
    VARIABLES = VARIABLES.replace(_place, _place.replace("$v", "$i"))
VARIABLES = VARIABLES.replace('{ __typename: "Claim", id: $v }', "$r").replace("$i: ID!", "$i: ID!, $r: _Any!")
strings = st.text(st.characters(exclude_categories=["Cs"])).map(lambda text: f"~{text}~")


@given(strings)
@settings(deadline=None)
def test_no_value_gets_into_a_statement_as_a_literal_or_as_a_variable(value: str) -> None:
    as_literal = [plan_of(prepared(PLACES.replace("%s", print_string(text)))).sql for text in (value, "other")]
    as_variable = [
        plan_of(prepared(VARIABLES), v=text, i=text, r={"__typename": "Claim", "id": text}).sql
        for text in (value, "other")
    ]
    assert as_literal[0] == as_literal[1]
    assert as_variable[0] == as_variable[1]
    assert "~" not in as_literal[0] + as_variable[0]

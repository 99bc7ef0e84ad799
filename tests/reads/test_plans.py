"""One plan serves every value of one shape, no value gets into a statement, and every cache is bounded."""

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any, cast

import pytest
from graphql import GraphQLError, parse
from hypothesis import given
from hypothesis import strategies as st
from strawberry.schema.exceptions import InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from services.api import metrics
from services.api.reads.execution import MOST_KNOWN, ReadSchema
from services.api.reads.plan import Bounded
from services.api.reads.reader import MOST_PLANS, plan_query, prepare
from services.api.schema import make_schema
from services.core.storefronts.model import Role, Scope
from tests.api.nouns.asking import Asker
from tests.api.nouns.inputs import an_order
from tests.builders import Shop

PAGE = """query (
    $filter: ClaimFilter, $sort: ClaimSort! = NEWEST, $first: Int, $after: String, $whole: Boolean! = true
) { claims(filter: $filter, sort: $sort, first: $first, after: $after) {
        nodes { id number @include(if: $whole) } pageInfo { endCursor } } }"""
CURSORS = ("Y2QxNzcyMzYyODAwMTIwMDAwLmNsbV81azcwMGs2bjV6ajR4Z3JwZXB5cmphaGQ1MQ", "no cursor")


def plans(asker: Asker, text: str = PAGE) -> int:
    """How many plans there are for the text."""
    known = cast("ReadSchema", asker.schema)._known.get((text, None))
    return len(known.plans) if known is not None else 0


async def test_every_value_of_a_shape_is_served_by_one_plan(asker: Asker) -> None:
    for first, order_id, after in (
        (1, "ord_a", CURSORS[0]),
        (100, "ord_b", CURSORS[0]),
        (7, "'; select 1", CURSORS[0]),
    ):
        await asker.get(PAGE, first=first, filter={"orderId": order_id, "statuses": ["SUBMITTED"]}, after=after)
    assert plans(asker) == 1
    await asker.ask(PAGE, first=1000, filter={"orderId": "x", "statuses": ["CANCELED", "SUBMITTED"]}, after=CURSORS[0])
    assert plans(asker) == 1 + 1  # an error is looked for in each root field by itself, which is a plan too


@pytest.mark.parametrize(
    "change",
    [
        {"first": None}, {"after": CURSORS[0]}, {"sort": "UPDATED"}, {"whole": False}, {"filter": None},
        {"filter": {"reasons": ["STOLEN"]}}, {"filter": {"orderId": None}},
    ],
    ids=str,
)  # fmt: skip
async def test_another_shape_is_another_plan(asker: Asker, change: dict[str, Any]) -> None:
    given: dict[str, Any] = {"first": 1, "filter": {"orderId": "ord_a"}}
    await asker.get(PAGE, **given)
    await asker.get(PAGE, **(given | change))
    assert plans(asker) == 2


async def test_staff_share_the_plans_of_clients_and_customers_never_do(asker: Asker) -> None:
    order = await an_order(asker)
    assert asker.caller is not None
    staff = replace(asker, caller=replace(asker.caller, role=Role.STAFF))
    for who, expected in ((asker, 1), (staff, 1), (asker.customer_of(order["id"]), 2)):
        await who.get(PAGE, first=1)
        assert plans(asker) == expected


TEXTS = st.text(alphabet="xyzäö'\"\\;$%{}-\n", min_size=8, max_size=40)
SCHEMA = make_schema()


@given(TEXTS, TEXTS)
def test_no_value_gets_into_a_statement(told: str, written: str) -> None:
    literal = json.dumps(written, ensure_ascii=False)
    text = f"query ($v: String) {{ a: order(number: $v) {{ id }} b: order(number: {literal}) {{ id }} }}"
    prepared = prepare(SCHEMA._schema, parse(text), None)
    plan = plan_query(prepared, prepared.operation.coerce({"v": told}), Role.CLIENT)
    assert told not in plan.sql
    assert written not in plan.sql


def test_what_is_remembered_is_bounded() -> None:
    kept: Bounded[int, str] = Bounded(2)
    for key in (1, 2, 1, 3):
        kept.put(key, str(key))
        assert kept.get(1) is not None
    assert (kept.get(2), kept.get(3), len(kept)) == (None, "3", 2)


async def test_neither_texts_nor_plans_pile_up(asker: Asker) -> None:
    schema = cast("ReadSchema", asker.schema)
    document = parse("{ storefront { id } }")
    for number in range(MOST_KNOWN + 5):
        schema.prepared(f"{{ storefront {{ id }} }} # {number}", None, document)
    assert len(schema._known) == MOST_KNOWN
    switches = ", ".join(f"$s{place}: Boolean!" for place in range(7))
    fields = " ".join(f"f{place}: id @include(if: $s{place})" for place in range(7))
    text = f"query ({switches}) {{ storefront {{ id {fields} }} }}"
    for number in range(2**7):
        await asker.get(text, **{f"s{place}": bool(number >> place & 1) for place in range(7)})
    assert plans(asker, text) == MOST_PLANS


async def test_a_known_text_takes_the_short_way_and_honors_what_the_long_one_does(asker: Asker, shop: Shop) -> None:
    answered = metrics.operation("query", "answered")._value
    before = answered.get()
    for times in (1, 2, 3):
        await asker.get(PAGE, first=1)
        assert answered.get() - before == times
    assert await asker.with_scopes(Scope.OPERATE).codes(PAGE, first=1) == ["FORBIDDEN"]
    assert await asker.nobody().codes(PAGE, first=1) == ["UNAUTHENTICATED"]
    assert await asker.codes(PAGE, first="x") == ["BAD_USER_INPUT"]
    with pytest.raises(InvalidOperationTypeError):
        await asker.schema.execute(
            PAGE, {"first": 1}, asker.context(), allowed_operation_types=[OperationType.MUTATION]
        )
    with suppress(GraphQLError):
        while True:
            asker.process.budgets.spend(shop.id, 100)
    assert await asker.codes(PAGE, first=100) == ["THROTTLED"]

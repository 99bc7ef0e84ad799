"""What an operation may cost is known before it runs, and what it did cost is the number of objects in its answer."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.api.process import Process
from services.api.reads.plan import count_objects
from services.api.reads.reader import MOST_OBJECTS
from services.core.database import Pool
from services.core.orders.model import NewLine
from services.core.settings import Settings
from tests.api.nouns.asking import Asker, document, plain
from tests.builders import Shop, a_claim, a_key, a_shipment, an_order
from tests.reads.counted import counted
from tests.reads.golden.statements import VALUES, Sample, asked

PAGE = "query($first: Int!) { claims(first: $first) { nodes { id order { id } } } }"
BRACES = '{"a": {"b": "{\\"c"}} \\{"'


def objects(value: Any) -> int:
    """How many objects there are that hold something."""
    if isinstance(value, dict):
        return bool(value) + sum(map(objects, value.values()))
    return sum(map(objects, value)) if isinstance(value, list) else 0


async def answered(asker: Asker, text: str, **variables: Any) -> tuple[Any, dict[str, Any]]:
    """The data and the cost that stands beside it."""
    result = await asker.schema.execute(text, variable_values=variables, context_value=asker.context())
    assert result.errors is None
    return plain(result.data), (result.extensions or {})["cost"]


async def full(app: Pool, shop: Shop) -> Sample:
    """A shop with three claims; the ids of the last."""
    order = shipment = claim = ""
    for _ in range(3):
        order = await an_order(app, shop)
        shipment = await a_shipment(app, shop, order)
        claim = await a_claim(app, shop, order, shipment, customer_note=BRACES)
    async with app.read(shop.id) as db:
        row = await db.fetchrow("select id, occurred_at from events where subject = $1", claim)
    assert row is not None
    return Sample(order, shipment, claim, *row)


def queries(sample: Sample) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The stored queries, each with its name and variables."""
    for name, (text, variables) in asked(sample).items():
        sent = document(text) if text.isalpha() else text
        if sent.startswith("query") and name not in VALUES:
            yield name, sent, variables


async def test_the_price_is_a_formula_of_what_is_asked(asker: Asker) -> None:
    for first in (0, 1, 7, 100):
        _, cost = await answered(asker, PAGE, first=first)
        assert cost["requestedQueryCost"] == 2 + 2 * first


async def test_the_price_is_the_same_whatever_there_is_and_whoever_asked_before(
    asker: Asker, app: Pool, shop: Shop
) -> None:
    sample = await full(app, shop)
    for name, text, variables in queries(sample):
        nowhere = replace(asker, caller=replace(shop.caller, storefront_id="sto_" + "0" * 26))
        prices = [(await answered(who, text, **variables))[1] for who in (nowhere, asker, asker)]
        assert len({cost["requestedQueryCost"] for cost in prices}) == 1, name


async def test_the_cost_is_the_number_of_objects_and_no_more_than_the_price_when_lists_are_bounded(
    asker: Asker, app: Pool, shop: Shop
) -> None:
    sample = await full(app, shop)
    for name, text, variables in queries(sample):
        for _ in range(2):  # on both ways, past Strawberry and not
            data, cost = await answered(asker, text, **variables)
            assert cost["actualQueryCost"] == objects(data), name
            assert cost["actualQueryCost"] <= cost["requestedQueryCost"], name


async def test_a_list_without_a_bound_may_cost_more_than_its_price(asker: Asker, app: Pool, shop: Shop) -> None:
    lines = tuple(NewLine(f"line-{place}", "Mug", 1, "1.00", "1.00") for place in range(30))
    order = await an_order(app, shop, lines=lines)
    data, cost = await answered(asker, "query($id: ID!) { order(id: $id) { lines { id } } }", id=order)
    assert cost["requestedQueryCost"] == 12
    assert cost["actualQueryCost"] == objects(data) == 32


async def test_what_is_too_large_is_refused_before_anything_is_read(asker: Asker) -> None:
    process, reads, present = counted(asker.process)
    asker = replace(asker, process=process)
    text = "query($n: Int!) { claims(first: $n) { nodes { order { claims(first: 100) { nodes { id } } } } } }"
    _, cost = await answered(asker, text, n=10)
    assert cost["requestedQueryCost"] == 2 + 10 * 103 < MOST_OBJECTS < 100 * 100 * 4
    deeper = text.replace("{ id }", "{ order { claims(first: 2) { nodes { id } } } }")
    assert reads.statements
    reads.statements.clear()
    for _ in range(2):
        assert await asker.codes(deeper, n=100) == ["OPERATION_TOO_LARGE"]
    assert reads.statements + present.statements == []


async def test_an_answer_tells_what_is_left(asker: Asker, settings: Settings) -> None:
    _, cost = await answered(asker, PAGE, first=100)
    status = cost["throttleStatus"]
    assert (status["maximumAvailable"], status["restoreRate"]) == (settings.cost_capacity, settings.cost_restore_rate)
    assert settings.cost_capacity - 1000 < status["currentlyAvailable"] <= settings.cost_capacity


async def test_a_mutation_costs_what_is_read_of_its_entity(asker: Asker, app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    shipment = await a_shipment(app, shop, order)
    values = {"idempotencyKey": a_key(), "orderId": order, "shipmentId": shipment, "reason": "DELAYED"}
    data, cost = await answered(asker, document("claimCreate"), input=values)
    assert cost["actualQueryCost"] == objects(data["claimCreate"]["claim"])
    assert cost["requestedQueryCost"] == 11


names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,5}", fullmatch=True)
texts = st.one_of(st.text(), st.text('{}[]"\\:, \nab'), st.sampled_from([BRACES, '{"a"', '"{"a', "\\", '\\"{"a']))
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts)
documents = st.recursive(
    leaves, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(names, inner, max_size=4))
)


def as_postgres(value: Any) -> str:
    """JSON as `json_object` and `json_agg` write it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} : {as_postgres(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_postgres, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@given(documents)
@settings(deadline=None)
def test_objects_are_counted_without_reading_the_answer(value: Any) -> None:
    assert count_objects(as_postgres(value).encode("utf-8", "surrogatepass")) == objects(value)


async def test_no_text_is_taken_for_an_object(process: Process) -> None:
    told = [BRACES, '{"a', '"', "\\", '\\{"a', '"{"a": 1}']
    sql = "select json_agg(json_object('a' value t, 'b' value json_object('c' value t))) from unnest($1::text[]) as t"
    answer = await process.reads.read_json(sql, [told])
    assert answer is not None
    assert count_objects(answer) == objects(json.loads(answer)) == 2 * len(told)

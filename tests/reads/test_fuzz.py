"""Random documents get the answers of graphql-core over plain rows, and the comparison notices when they do not."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type, parse
from redis.asyncio import Redis

from services.api.app import open_process
from services.api.process import _RINGING
from services.api.schema import make_schema
from services.core.settings import Settings
from tests.reads.fuzz.callers import UNBOUNDED, Side, both_sides
from tests.reads.fuzz.compare import BOTH_ERRORS, EARLIER, EQUAL, Comparison, difference, read
from tests.reads.fuzz.document import Document
from tests.reads.fuzz.faults import FAULTS
from tests.reads.fuzz.reference import RESOLVERS, SDL, make_reference
from tests.reads.fuzz.run import run
from tests.reads.fuzz.shrink import shrunk

pytestmark = pytest.mark.timeout(400)  # thousands of documents, on a machine that may be busy

SEED = 20260301
MORE = 6
"""How many more seeds may be needed until everything was asked for."""
DOCUMENTS = 600


@dataclass(frozen=True)
class Bench:
    """Two storefronts full of rows, and both sides of the comparison."""

    comparison: Comparison
    sides: list[Side]


@pytest.fixture
async def bench(settings: Settings, redis: Redis, database: str) -> AsyncIterator[Bench]:
    """The service on the test's own database, and the reference with its rows."""
    comparison = Comparison(make_schema(), make_reference())
    async with open_process(settings.model_copy(update=UNBOUNDED)) as process:
        yield Bench(comparison, await both_sides(process, comparison, database))
        # bells that still ring would outlive the connection they ring on
        while _RINGING:
            await asyncio.wait(_RINGING)


def readable(schema: GraphQLSchema) -> set[str]:
    """All fields that a query can reach."""
    found: set[str] = set()
    waiting: list[Any] = [schema.query_type]
    seen: set[str] = set()
    while waiting:
        kind = waiting.pop()
        if isinstance(kind, GraphQLInterfaceType):
            waiting += schema.get_possible_types(kind)
        elif isinstance(kind, GraphQLObjectType) and kind.name not in seen:
            seen.add(kind.name)
            found |= {f"{kind.name}.{name}" for name in kind.fields}
            waiting += [get_named_type(field.type) for field in kind.fields.values()]
    return found


async def test_random_documents_get_the_answers_of_graphql_core(bench: Bench) -> None:
    tally = await run(bench.comparison, bench.sides, SEED, DOCUMENTS)
    assert [
        (one.caller.name, one.verdict, one.document.text, one.document.variables) for one in tally.differences
    ] == []
    assert tally.compared > DOCUMENTS
    assert tally.counts[EQUAL] > 8 * tally.counts[BOTH_ERRORS]
    assert tally.discarded.total() < DOCUMENTS / 10
    reached, seed = bench.sides[0].callers[0].asking.reached, SEED
    while missed := readable(bench.comparison.reference) - set(reached):
        seed += 1
        assert seed <= SEED + MORE, f"{missed} were never asked for"
        assert not (await run(bench.comparison, bench.sides, seed, DOCUMENTS // 3)).different


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (r'{ order(number: "nul \u0000") { id } }', {}),
        (r'query ($company: String = "nul \u0000") { accounts(filter: {company: $company}) { totalCount } }', {}),
        ("query ($kind: String) { tasks(filter: {kind: $kind}) { totalCount } }", {"kind": "nul \0"}),
    ],
    ids=["literal", "default", "variable"],
)
async def test_text_that_postgresql_cannot_keep_is_refused_wherever_it_stands(
    text: str, variables: dict[str, Any], bench: Bench
) -> None:
    verdict = await bench.comparison.verdict(Document(text, parse(text), variables), bench.sides[0].callers[0])
    assert verdict.kind == EARLIER, verdict.detail


async def test_planted_faults_are_noticed(bench: Bench) -> None:
    unnoticed = []
    for name, fault in FAULTS.items():
        comparison = Comparison(bench.comparison.schema, make_reference({**RESOLVERS, **fault}))
        for seed in range(SEED, SEED + MORE):
            tally = await run(comparison, bench.sides, seed, DOCUMENTS, enough=1)
            if tally.different:
                break
        else:
            unnoticed.append(name)
    assert unnoticed == []


async def test_fields_that_customers_never_see_are_noticed_when_they_are_shown(bench: Bench) -> None:
    open_to_all = make_reference(sdl=SDL.replace("not shown to customers", "shown to all"))
    tally = await run(Comparison(bench.comparison.schema, open_to_all), bench.sides, SEED, DOCUMENTS, enough=1)
    assert {one.caller.name.partition(" ")[0] for one in tally.differences} == {"customer"}


async def test_a_difference_is_told_by_a_small_document(bench: Bench) -> None:
    fault = FAULTS["there is never a next page"]
    comparison = Comparison(bench.comparison.schema, make_reference({**RESOLVERS, **fault}))
    differences = (await run(comparison, bench.sides, SEED, DOCUMENTS, enough=8)).differences
    one = max(differences, key=lambda difference: len(difference.document.text))

    async def still(document: Document) -> bool:
        return (await comparison.verdict(document, one.caller)).different

    document = await shrunk(one.document, comparison.reference, still)
    assert await still(document)
    assert len(document.text) < 350 < len(one.document.text)
    assert "hasNextPage" in document.text


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ({"a": 1, "b": None}, {"a": 1, "b": None}, ""),
        ({"b": 1, "a": 1}, {"a": 1, "b": 1}, "data: ours has the keys ['b', 'a'], the reference ['a', 'b']"),
        ({"a": [1, 1]}, {"a": [1]}, "data.a: ours has 2 items, the reference 1"),
        ({"a": [{"b": 1}]}, {"a": [{"b": True}]}, "data.a[0].b: ours is 1, the reference's True"),
        ({"a": 1.0}, {"a": 1}, "data.a: ours is 1.0, the reference's 1"),
        ({"a": None}, {"a": ""}, "data.a: ours is None, the reference's ''"),
        ({"a": {}}, {"a": []}, "data.a: ours is {}, the reference's []"),
    ],
)
def test_answers_differ_by_order_length_kind_and_value(ours: object, theirs: object, told: str) -> None:
    assert difference(ours, theirs, "data") == told


def test_a_key_that_stands_twice_is_no_answer() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        read(b'{"a": {"b": 1, "c": 2, "b": 1}}')

"""Random documents get the answers of graphql-core over plain rows, and the comparison notices when they do not."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from graphql import GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type, parse

from services.api.app import open_process
from services.api.process import _RINGING
from services.api.schema import make_schema
from services.dev.embedded.shared import Addresses
from tests.builders import some_settings
from tests.reads.fuzz.callers import UNBOUNDED, Side, both_sides
from tests.reads.fuzz.compare import BOTH_ERRORS, EARLIER, EQUAL, Comparison
from tests.reads.fuzz.document import Document
from tests.reads.fuzz.faults import FAULTS, Hunt
from tests.reads.fuzz.reference import RESOLVERS, SDL, make_reference
from tests.reads.fuzz.run import Tally, run
from tests.reads.fuzz.shrink import shrunk
from tests.recycling import Databases, in_database

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(400),  # thousands of documents, on a machine that may be busy
]

SEED = 20260301
MORE = 20
"""How many more seeds may be needed until everything was asked for and every fault came to light."""
DOCUMENTS = 600


@dataclass(frozen=True)
class Bench:
    """Two storefronts full of rows, and both sides of the comparison."""

    comparison: Comparison
    sides: list[Side]


@dataclass(frozen=True)
class Outcome:
    """What came of each seed's documents, the fields that were never asked for, and the faults never noticed."""

    tallies: list[Tally]
    missed: set[str]
    unnoticed: set[str]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filled(
    addresses: Addresses, databases: Databases, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Bench]:
    """The service on a database that all tests here read, and the reference with its rows."""
    comparison = Comparison(make_schema(), make_reference())
    name = await databases.take()
    database = in_database(addresses.postgres, name)
    settings = some_settings(database, redis_url, tmp_path_factory.mktemp("files"))
    async with open_process(settings.model_copy(update=UNBOUNDED)) as process:
        yield Bench(comparison, await both_sides(process, comparison, database))
        # bells that still ring would outlive the connection they ring on
        while _RINGING:
            await asyncio.wait(_RINGING)
    await databases.give_back(name)


@pytest.fixture
def bench(filled: Bench) -> Bench:
    """The same as if no test before this one had asked for anything, so that each asks the same when it runs alone."""
    filled.sides[0].callers[0].asking.reached.clear()
    return filled


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


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def outcome(filled: Bench) -> Outcome:
    """What came of random documents, until all was asked for and all faults came to light, or hope was lost."""
    schema, reference = filled.comparison.schema, filled.comparison.reference
    faulty = {name: Comparison(schema, make_reference({**RESOLVERS, **fault})) for name, fault in FAULTS.items()}
    hunt = Hunt(schema, reference, faulty)
    reached, everything = filled.sides[0].callers[0].asking.reached, readable(reference)
    reached.clear()
    tallies = [await run(hunt, filled.sides, SEED, DOCUMENTS)]
    while (hunt.unnoticed or everything - set(reached)) and len(tallies) <= MORE:
        tallies.append(await run(hunt, filled.sides, SEED + len(tallies), DOCUMENTS // 3))
    return Outcome(tallies, everything - set(reached), set(hunt.unnoticed))


async def test_random_documents_get_the_answers_of_graphql_core(outcome: Outcome) -> None:
    assert [
        (one.caller.name, one.verdict, one.document.text, one.document.variables)
        for tally in outcome.tallies
        for one in tally.differences
    ] == []
    # rows differ from run to run, and with them how many documents fail for a reason; most must have an answer
    counts = sum((tally.counts for tally in outcome.tallies), Counter[str]())
    assert counts[EQUAL] > 5 * counts[BOTH_ERRORS]
    for tally in outcome.tallies:
        assert tally.discarded.total() < tally.compared / 10
    assert outcome.tallies[0].compared > DOCUMENTS
    assert outcome.missed == set(), "these were never asked for"


async def test_planted_faults_are_noticed(outcome: Outcome) -> None:
    assert outcome.unnoticed == set()


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

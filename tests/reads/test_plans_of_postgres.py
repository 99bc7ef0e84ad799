"""On a storefront with 10,000 claims, no statement looks at more rows than its answer needs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from services.api.reads.connections import MOST_COUNTED
from services.api.schema import make_schema
from services.core.database import Connection, open_read_pool
from tests.bench.reads.seed import LARGE
from tests.reads.conftest import CLAIMS, Crowd
from tests.reads.explained import explain, nodes, rows_read, scanned
from tests.reads.golden.statements import Statement, statements

pytestmark = pytest.mark.timeout(600)

SCHEMA = make_schema()
A_PAGE_AND_ONE, A_FEW = 51, 10
PAGES = ("claims", "claims-after", "claims-before", "claims-dated", "claimPolicies", "tasks", "effects", "recoveries")
COUNTED = ("claims-oldest", "claims-updated")
WHOLE = "claims-and-all-of-them"
FILTERED = ("claims-filtered", "tasks-dead", "effects-in-review", "recoveries-in-state")

_LARGE = """
select order_id from (select set_config('makegood.storefront', $1, true) as id) s
cross join lateral (
    select order_id from order_lines l where l.storefront_id = s.id and l.place = $2 order by l.id limit 1) found"""


@asynccontextmanager
async def connected(crowd: Crowd) -> AsyncIterator[Connection]:
    """A connection as queries have it."""
    pool = await open_read_pool(crowd.database, size=1)
    async with pool.connection() as connection:
        yield connection
    await pool.close()


@pytest.fixture
async def connection(crowd: Crowd) -> AsyncIterator[Connection]:
    async with connected(crowd) as connection:
        yield connection


async def explain_one(connection: Connection, crowd: Crowd, statement: Statement) -> Any:
    """What the statement does, asked by the customer of the sample's order or by a program."""
    return await explain(
        connection, crowd.storefront_id, statement.plan, statement.values, order_id=crowd.sample.order_id
    )


async def explain_all(crowd: Crowd) -> dict[str, Any]:
    """What each statement did, by its name."""
    async with connected(crowd) as connection:
        return {
            statement.file.stem: await explain_one(connection, crowd, statement)
            for statement in statements(SCHEMA, crowd.sample)
            if statement.plan.refusal is None
        }


@pytest.fixture(scope="module")
def plans(crowd: Crowd) -> dict[str, Any]:
    """All of them; nobody writes to the crowd."""
    return asyncio.run(explain_all(crowd))


async def test_no_big_table_is_read_from_end_to_end(plans: dict[str, Any]) -> None:
    assert {name: scanned(plan) for name, plan in plans.items() if scanned(plan)} == {}


async def test_no_list_is_sorted_but_those_that_are_short(plans: dict[str, Any]) -> None:
    for name, plan in plans.items():
        for node in nodes(plan):
            if "Sort" in node["Node Type"]:
                assert node["Plans"][0]["Actual Rows"] <= A_PAGE_AND_ONE, name


async def test_a_page_is_read_by_an_index_and_nothing_else_of_the_list(plans: dict[str, Any]) -> None:
    for name in PAGES:
        read = rows_read(plans[f"{name}.client"])
        assert max(read.values()) == A_PAGE_AND_ONE, name


async def test_an_entity_needs_a_handful_of_rows(plans: dict[str, Any]) -> None:
    pages = {f"{name}.client" for name in (*PAGES, *COUNTED, *FILTERED, WHOLE)}
    for name, plan in plans.items():
        if name not in pages:
            assert max(rows_read(plan).values(), default=0) <= A_FEW, (name, rows_read(plan))


async def test_a_page_with_all_that_belongs_to_its_claims_reads_that_and_no_more(plans: dict[str, Any]) -> None:
    read = rows_read(plans[f"{WHOLE}.client"])
    assert read["claims"] == A_PAGE_AND_ONE
    assert max(read.values()) <= 3 * A_PAGE_AND_ONE, read


async def test_an_orders_own_money_is_looked_up_once_for_all_of_its_lines(connection: Connection, crowd: Crowd) -> None:
    (found,) = (one for one in statements(SCHEMA, crowd.sample) if one.file.stem == "order-and-its-money.client")
    large = replace(found, values={"id": await connection.fetchval(_LARGE, crowd.storefront_id, LARGE)})
    read = rows_read(await explain_one(connection, crowd, large))
    assert read["order_lines"] == LARGE
    assert read["orders"] <= A_FEW
    assert read["compensations"] <= 3 * 2 * LARGE, "its own two, for each of the two amounts, and all of the order's"


async def test_a_customers_lists_begin_with_the_customers_order(plans: dict[str, Any]) -> None:
    for name in (*PAGES, *COUNTED, *FILTERED):
        assert max(rows_read(plans[f"{name}.customer"]).values(), default=0) <= A_FEW, name


async def test_a_total_is_counted_up_to_a_thousand(plans: dict[str, Any]) -> None:
    for name in COUNTED:
        assert rows_read(plans[f"{name}.client"]) == {"claims": MOST_COUNTED + A_PAGE_AND_ONE}


async def test_a_filter_skips_some_rows_and_not_the_whole_list(plans: dict[str, Any]) -> None:
    for name in FILTERED:
        assert max(rows_read(plans[f"{name}.client"]).values()) <= 20 * A_PAGE_AND_ONE, name


async def test_a_filter_on_a_word_that_is_rare_reads_only_what_it_finds(connection: Connection, crowd: Crowd) -> None:
    for found in statements(SCHEMA, crowd.sample):
        if found.file.stem in ("tasks-dead.client", "effects-in-review.client"):
            nobody = replace(found, values={"first": 50, "filter": {"states": ["RUNNING", "NOBODY"]}})
            plan = await explain_one(connection, crowd, nobody)
            assert set(rows_read(plan).values()) <= {0}, found.file.stem


async def test_a_statement_that_hides_the_storefront_from_the_index_is_noticed(
    connection: Connection, crowd: Crowd
) -> None:
    (found,) = (one for one in statements(SCHEMA, crowd.sample) if one.file.stem == "order-by-number.client")
    sql = found.plan.sql.replace("t1.number_folded = lower(", "lower(t1.number) = lower(")
    worse = replace(found, plan=replace(found.plan, sql=sql))
    assert rows_read(await explain_one(connection, crowd, worse))["orders"] > CLAIMS / 2

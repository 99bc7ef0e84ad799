"""The storefront is set by each statement itself, ends with it, and holds even where a predicate is missing."""

import asyncio
import re
from random import Random

import asyncpg
import msgspec
import pytest
import strawberry

from services.api.process import Process
from services.core.clock import system_clock
from services.core.database import Pool
from tests.api.nouns.asking import Asker, place_events
from tests.builders import Shop, a_claim, a_shipment, an_order
from tests.reads.golden.statements import Sample, Statement, statements

CLAIMS = "query($first: Int) { storefront { id } claims(first: $first) { nodes { id order { id } } } }"
SETTING = "select current_setting('makegood.storefront', true)"
FOUND = {"claim", "claims", "order", "shipment", "node", "nodes", "entities", "claimCreate", "claimUpdated"}


async def with_a_claim(app: Pool, shop: Shop) -> Sample:
    """The ids of an order with a parcel and a claim."""
    order = await an_order(app, shop)
    shipment = await a_shipment(app, shop, order)
    claim = await a_claim(app, shop, order, shipment)
    async with app.read(shop.id) as db:
        event = await db.fetchval("select id from events where subject = $1", claim)
    return Sample(order, shipment, claim, event, system_clock())


@pytest.fixture
async def mine(app: Pool, shop: Shop, relay: Pool) -> Sample:
    sample = await with_a_claim(app, shop)
    await place_events(relay)
    return sample


@pytest.fixture
async def theirs(app: Pool, other_shop: Shop, relay: Pool) -> Sample:
    sample = await with_a_claim(app, other_shop)
    await place_events(relay)
    return sample


async def run(statement: Statement, sql: str, asker: Asker) -> bytes | None:
    """What this text answers with the statement's values."""
    return await asker.process.reads.read_json(sql, statement.plan.bind(statement.values, asker.context()))


def of_client(schema: strawberry.Schema, sample: Sample) -> list[Statement]:
    return [one for one in statements(schema, sample) if one.file.stem.endswith(".client")]


def bare(sql: str) -> str:
    """The statement without the predicates that name the storefront."""
    stripped, count = re.subn(r"\b(t\d+\.(?:storefront_)?id) = s\.id", r"\1 is not null", sql)
    assert count
    return stripped


async def test_after_a_read_the_connection_belongs_to_no_storefront(asker: Asker, mine: Sample) -> None:
    assert (await asker.get(CLAIMS))["storefront"] is not None
    async with asker.process.reads.connection() as connection:
        assert not await connection.fetchval(SETTING)
    assert await asker.codes("{ node(id: 7) { id } }") == []
    assert await asker.codes('{ claim(id: "\\u0000") { id } }') == ["BAD_USER_INPUT"]  # fails inside the statement
    async with asker.process.reads.connection() as connection:
        assert not await connection.fetchval(SETTING)


async def test_one_connection_that_all_share_shows_nobody_the_others_rows(
    asker: Asker, stranger: Asker, mine: Sample, theirs: Sample
) -> None:
    rng, left = Random(20261128), 0
    own = [(asker, mine), (stranger, theirs)]

    async def ask(who: Asker, sample: Sample) -> None:
        data = await who.get(CLAIMS, first=rng.randint(1, 3))
        assert who.storefront is not None
        assert data["storefront"]["id"] == who.storefront.id
        assert data["claims"]["nodes"] == [{"id": sample.claim_id, "order": {"id": sample.order_id}}]

    asking = []
    for _ in range(60):
        batch = [asyncio.create_task(ask(*rng.choice(own))) for _ in range(8)]
        asking += batch
        await asyncio.sleep(rng.random() * 0.004)
        # the first that is not done has the connection, the others wait for it
        running = [task for task in batch if not task.done()]
        for task in running[: rng.randint(0, 2)]:
            task.cancel()
        await asyncio.wait(batch)
    for outcome in await asyncio.gather(*asking, return_exceptions=True):
        if isinstance(outcome, asyncio.CancelledError):
            left += 1
        elif isinstance(outcome, BaseException):
            raise outcome
    assert 20 < left < 200, left
    assert len(asker.process.reads._idle) <= 1


async def test_without_its_predicates_a_statement_still_answers_the_same(
    asker: Asker, schema: strawberry.Schema, mine: Sample, theirs: Sample
) -> None:
    for sample in (mine, theirs):
        for statement in of_client(schema, sample):
            sql = statement.plan.sql
            assert await run(statement, bare(sql), asker) == await run(statement, sql, asker), statement.name


async def test_it_is_row_level_security_that_holds_it_then(
    asker: Asker, schema: strawberry.Schema, database: str, theirs: Sample
) -> None:
    connection = await asyncpg.connect(database, server_settings={"search_path": "makegood"})
    try:
        found = set()
        for statement in of_client(schema, theirs):
            values = statement.plan.bind(statement.values, asker.context())
            if statement.name in FOUND:
                assert theirs.claim_id not in (await run(statement, bare(statement.plan.sql), asker) or b"").decode()
                assert theirs.claim_id in await connection.fetchval(bare(statement.plan.sql), *values)
                found.add(statement.name)
        assert found == FOUND
    finally:
        await connection.close()


async def test_a_statement_that_sets_no_storefront_sees_nothing(
    asker: Asker, schema: strawberry.Schema, mine: Sample
) -> None:
    for statement in of_client(schema, mine):
        unset = re.sub(r"set_config\('makegood.storefront', (\$\d+::text), true\)", r"\1", statement.plan.sql)
        assert unset != statement.plan.sql
        answer = msgspec.json.decode(await run(statement, unset, asker) or b"null")
        for found in (answer or {}).values():
            assert not found or set(found) == {None} or found.get("nodes") == [], statement.name


async def test_a_read_cannot_write(process: Process, shop: Shop) -> None:
    change = "update claims set status = 'CANCELED' returning to_json(id)"
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await process.reads.read_json(change, [])
    first = (
        f"with s as (select set_config('makegood.storefront', $1, true)), c as ({change}) select null::json from s, c"
    )
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await process.present.read_json(first, [shop.id])

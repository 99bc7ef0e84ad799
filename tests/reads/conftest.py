"""An API process with two storefronts that ask, and a database with many claims for those who look at plans."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from uuid import uuid4

import asyncpg
import pytest
import strawberry
from redis.asyncio import Redis

from services.api.app import open_process
from services.api.process import _RINGING, Process
from services.api.schema import make_schema
from services.core.settings import Settings
from services.dev.embedded.shared import Addresses
from tests.api.nouns.asking import Asker
from tests.api.nouns.conftest import asker_of
from tests.bench.reads.seed import seed
from tests.builders import Shop
from tests.reads.golden.statements import Sample
from tests.recycling import in_database

CLAIMS, STOREFRONTS, OPERATING = 20_000, 10, 20_000
"""Enough for PostgreSQL to plan as it does for ten times as many."""

_TASKS = """
insert into tasks (storefront_id, id, kind, subject, state, due_at, created_at, finished_at)
select storefront_id, 'tsk_' || right(id, 26), 'claim.verify', subject,
    (array['DONE', 'DONE', 'DEAD', 'WAITING'])[1 + position / 2 % 4], occurred_at, occurred_at, occurred_at
from events where position <= $1"""
_EFFECTS = """
insert into effects (storefront_id, id, kind, subject, state, created_at, updated_at)
select storefront_id, 'eff_' || right(id, 26), 'tracker.register', subject,
    (array['CONFIRMED', 'CONFIRMED', 'REVIEW', 'PLANNED'])[1 + position / 2 % 4], occurred_at, occurred_at
from events where position <= $1"""
_POLICIES = """
insert into claim_policies (storefront_id, id, version, document, created_by, created_at)
select storefront_id, 'pol_' || right(id, 26), row_number() over (partition by storefront_id order by position),
    '{"rules": [], "built_in": []}', 'STAFF', occurred_at
from events where position <= $1"""
_SAMPLE = """
select c.storefront_id, c.order_id, c.shipment_id, c.id as claim_id, e.id as event_id, c.created_at as moment
from claims c join events e on e.storefront_id = c.storefront_id and e.subject = c.id
where c.storefront_id = $1 order by c.id offset $2 limit 1"""


@pytest.fixture
def schema() -> strawberry.Schema:
    """A schema that knows no text yet."""
    return make_schema()


@pytest.fixture
async def process(settings: Settings, redis: Redis) -> AsyncIterator[Process]:
    """Everything that requests use; to read there is one connection, which all share."""
    async with open_process(settings.model_copy(update={"database_pool": 1})) as process:
        yield process
        # bells that still ring would outlive the connection they ring on
        while _RINGING:
            await asyncio.wait(_RINGING)


@pytest.fixture
async def asker(process: Process, schema: strawberry.Schema, shop: Shop) -> Asker:
    """Somebody who may do everything in the shop."""
    return await asker_of(process, schema, shop)


@pytest.fixture
async def stranger(process: Process, schema: strawberry.Schema, other_shop: Shop) -> Asker:
    """Somebody who may do everything in another shop."""
    return await asker_of(process, schema, other_shop)


@dataclass(frozen=True)
class Crowd:
    """Where the database is, its storefront with half of all claims, and one of them."""

    database: str
    storefront_id: str
    sample: Sample


@pytest.fixture(scope="session")
def crowd(addresses: Addresses, template: str) -> Iterator[Crowd]:
    """20,000 claims in 10 storefronts, with what belongs to them."""
    name = f"crowd_{uuid4().hex}"
    asyncio.run(_in_server(addresses, f"create database {name} template {template}"))
    try:
        yield asyncio.run(_fill(in_database(addresses.postgres, name)))
    finally:
        asyncio.run(_in_server(addresses, f"drop database {name} with (force)"))


async def _in_server(addresses: Addresses, statement: str) -> None:
    connection = await asyncpg.connect(addresses.postgres)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _fill(database: str) -> Crowd:
    connection = await asyncpg.connect(database)
    try:
        shop, *_ = await seed(connection, CLAIMS, STOREFRONTS)
        for rows in (_TASKS, _EFFECTS, _POLICIES):
            await connection.execute(rows, OPERATING)
        await connection.execute("vacuum analyze tasks, effects, claim_policies")
        row = await connection.fetchrow(_SAMPLE, shop, CLAIMS // 4)
    finally:
        await connection.close()
    assert row is not None
    return Crowd(database, row["storefront_id"], Sample(*list(row.values())[1:]))

"""Queries are read from the replica; what a mutation or an event tells is read where it was written."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
import strawberry
from pydantic import SecretStr
from redis.asyncio import Redis

from services.api.app import open_process
from services.api.process import _RINGING, Process
from services.core.database import Pool
from services.core.settings import Settings
from services.dev.embedded.shared import Addresses
from tests.api.nouns.asking import Asker, place_events
from tests.api.nouns.conftest import asker_of
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import Shop, a_key
from tests.recycling import in_database

CLAIM = "query($id: ID) { claim(id: $id) { id status customerNote } }"


@pytest.fixture
async def replica(addresses: Addresses, database: str, shop: Shop) -> AsyncIterator[str]:
    """What the database held when the shop was opened, and nothing that came later."""
    name = f"replica_{uuid4().hex}"
    connection = await asyncpg.connect(addresses.postgres)
    try:
        source = database.rpartition("/")[2]
        await connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", source
        )  # a database is cloned while nobody uses it
        await connection.execute(f"create database {name} template {source}")
        yield in_database(addresses.postgres, name)
        await connection.execute(f"drop database {name} with (force)")
    finally:
        await connection.close()


@pytest.fixture
async def process(settings: Settings, redis: Redis, replica: str) -> AsyncIterator[Process]:
    async with open_process(settings.model_copy(update={"database_read_url": SecretStr(replica)})) as process:
        yield process
        while _RINGING:
            await asyncio.wait(_RINGING)


@pytest.fixture
async def asker(process: Process, schema: strawberry.Schema, shop: Shop) -> Asker:
    return await asker_of(process, schema, shop)


async def test_a_mutation_answers_what_it_wrote_and_a_query_what_the_replica_has(asker: Asker) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    assert claim["status"] == "SUBMITTED"
    withdrawn = await asker.change("claimCancel", idempotencyKey=a_key(), claimId=claim["id"])
    assert withdrawn["claim"]["cancelReason"] == "WITHDRAWN"
    for _ in range(2):  # on both ways, past Strawberry and not
        assert await asker.get(CLAIM, id=claim["id"]) == {"claim": None}
    assert (await asker.send("claims"))["nodes"] == []
    assert await asker.send("node", id=claim["id"]) is None
    assert (await asker.send("storefront"))["id"] == (asker.storefront.id if asker.storefront else None)


async def test_a_query_shows_the_replicas_rows_and_not_those_of_the_primary(asker: Asker, replica: str) -> None:
    connection = await asyncpg.connect(replica)
    try:
        await connection.execute("update makegood.storefronts set name = 'As it was'")
    finally:
        await connection.close()
    assert (await asker.send("storefront"))["name"] == "As it was"
    mixed = "{ storefront { name } _service { sdl } }"
    assert (await asker.get(mixed))["storefront"] == {"name": "As it was"}
    apart = "{ storefront { name } claim { id } }"
    data, errors = await asker.ask(apart)
    assert data == {"storefront": {"name": "As it was"}, "claim": None}
    assert len(errors) == 1


async def test_a_push_shows_the_present_whatever_the_replica_has(asker: Asker, relay: Pool) -> None:
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    await place_events(relay)
    async with asker.watch("claimUpdated", id=claim["id"], after=order["cursor"]) as pushes, asyncio.timeout(20):
        push = await anext(pushes)
    assert (push["claim"]["id"], push["claim"]["status"]) == (claim["id"], "SUBMITTED")


async def test_without_a_replica_there_is_one_pool_for_both(settings: Settings, redis: Redis, shop: Shop) -> None:
    async with open_process(settings) as process:
        assert process.reads is process.present

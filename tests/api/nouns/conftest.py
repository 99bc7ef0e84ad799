"""An API process without its transports, and somebody with a key who asks."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import strawberry
from redis.asyncio import Redis

from services.api.app import open_process
from services.api.process import _RINGING, Process
from services.api.schema import make_schema
from services.core.settings import Settings
from services.core.storefronts import repository
from tests.api.nouns.asking import Asker
from tests.builders import Shop


@pytest.fixture(scope="session")
def schema() -> strawberry.Schema:
    """The schema, which keeps nothing between operations."""
    return make_schema()


@pytest.fixture
async def process(settings: Settings, redis: Redis) -> AsyncIterator[Process]:
    """Everything that requests use."""
    async with open_process(settings) as process:
        yield process
        # bells that still ring would outlive the connection they ring on
        while _RINGING:
            await asyncio.wait(_RINGING)


async def asker_of(process: Process, schema: strawberry.Schema, shop: Shop) -> Asker:
    """Somebody who may do everything in the shop."""
    async with process.app.read(shop.id) as db:
        storefront = await repository.get(db)
    return Asker(process, schema, storefront, shop.caller)


@pytest.fixture
async def asker(process: Process, schema: strawberry.Schema, shop: Shop) -> Asker:
    """Somebody who may do everything in the shop."""
    return await asker_of(process, schema, shop)


@pytest.fixture
async def stranger(process: Process, schema: strawberry.Schema, other_shop: Shop) -> Asker:
    """Somebody who may do everything in another shop."""
    return await asker_of(process, schema, other_shop)

"""APIs that listen: the product's own, and one over a schema that misbehaves on purpose."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from services.core.database import Pool
from services.core.settings import Settings
from services.dev import embedded
from services.migrate import migrate, read_migrations
from tests.api.feeds import Feeds
from tests.api.probe import make_probe
from tests.api.serving import Api, served


@pytest.fixture
async def api(settings: Settings, redis: Redis) -> AsyncIterator[Api]:
    """The product's API, served."""
    async with served(settings) as api:
        yield api


@pytest.fixture
async def probe(settings: Settings, redis: Redis) -> AsyncIterator[Api]:
    """The probe's schema behind the product's transports, served."""
    async with served(settings, schema=make_probe()) as api:
        yield api


@pytest.fixture
def own_postgres() -> Iterator[embedded.Postgres]:
    """A running PostgreSQL of the test's own, migrated, to be stopped and started."""
    with tempfile.TemporaryDirectory(prefix="makegood-test-") as made:
        Path(made).chmod(0o711)  # PostgreSQL's user must reach it when we are root
        server = embedded.Postgres(Path(made) / "postgres", durable=False)
        server.start()
        asyncio.run(migrate(server.address, read_migrations()))
        yield server
        server.remove()


@pytest.fixture
async def feeds(app: Pool, relay: Pool, redis: Redis) -> Feeds:
    """Writes feeds."""
    return Feeds(app, relay, redis)

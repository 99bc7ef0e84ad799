"""What every test may ask for: real servers, a migrated, empty database, a shop and the pools to act in it."""

import asyncio
import hashlib
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
from redis.asyncio import Redis

from services.core.database import APP, DOOR, RELAY, Pool, open_pool
from services.core.feed import open_redis
from services.core.settings import Settings
from services.core.vault import Vault, open_vault
from services.dev import embedded
from services.dev.embedded.shared import Addresses, SharedServers, shared_addresses
from services.migrate import migrate, read_migrations
from tests.builders import VAULT_KEYS, Shop, a_shop, some_settings
from tests.processes import Sandbox, a_sandbox
from tests.recycling import Databases, in_database

SERVERS = "MAKEGOOD_TEST_SERVERS"
LONGEST = (
    "test_admin.py",
    "test_fuzz.py",
    "test_plans_of_postgres.py",
    "test_demo.py",
    "test_worker_killed.py",
    "test_filing_crashes.py",
    "test_app.py",
    "test_redis_gone.py",
)
"""Files that take longest, begun first, so that no process goes on alone with one of them at the end."""


def pytest_configure(config: pytest.Config) -> None:
    """The first process of a run owns the servers; the others find them by the environment."""
    if SERVERS not in os.environ:
        servers = SharedServers()
        os.environ[SERVERS] = str(servers.door)
        config.add_cleanup(servers.close)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring the longest files to the front; `--no-loadscope-reorder` keeps them there."""
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path.name, len(LONGEST)))


@pytest.fixture(scope="session")
def addresses() -> Addresses:
    """Where the test run's PostgreSQL and Redis are: the embedded ones, or those of the environment."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return Addresses(os.environ["DATABASE_URL"], os.environ["REDIS_URL"])
    return shared_addresses(os.environ[SERVERS])


async def make_template(url: str) -> str:
    """The name of a migrated database to clone; made by whichever process comes first."""
    migrations = read_migrations()
    name = "makegood_" + hashlib.sha256("".join(m.checksum for m in migrations).encode()).hexdigest()[:12]
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("select pg_advisory_lock(20261123)")
        if not await connection.fetchval("select true from pg_database where datname = $1", name):
            making = f"making_{uuid4().hex}"
            await connection.execute(f"create database {making}")
            await migrate(in_database(url, making), migrations)
            await connection.execute(f"alter database {making} rename to {name}")
    finally:
        await connection.close()
    return name


@pytest.fixture(scope="session")
def template(addresses: Addresses) -> str:
    """The migrated database that each test's own is cloned from."""
    return asyncio.run(make_template(addresses.postgres))


@pytest.fixture(scope="session")
def databases(addresses: Addresses, template: str) -> Iterator[Databases]:
    """The databases that this test process uses again and again."""
    databases = Databases(addresses.postgres, template)
    yield databases
    asyncio.run(databases.close())


@pytest.fixture
async def database(addresses: Addresses, databases: Databases) -> AsyncIterator[str]:
    """The URL of a migrated, empty database that is the test's own."""
    name = await databases.take()
    yield in_database(addresses.postgres, name)
    await databases.give_back(name)


@pytest.fixture(scope="session")
def redis_url(addresses: Addresses, worker_id: str) -> str:
    """The URL of a Redis database that only this test process uses; its channels are everybody's."""
    number = int(worker_id.removeprefix("gw")) if worker_id != "master" else 0
    return f"{addresses.redis.rstrip('/').removesuffix('/0')}/{number % 15 + 1}"


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """An empty Redis database."""
    client = open_redis(redis_url)
    await client.flushdb()
    yield client
    await client.aclose()


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[embedded.Redis]:
    """A running Redis of the test's own, to be killed, paused and emptied."""
    server = embedded.Redis(tmp_path / "redis")
    server.start()
    yield server
    server.stop()


@pytest.fixture
async def app(database: str) -> AsyncIterator[Pool]:
    """The pool that acts for storefronts."""
    pool = await open_pool(database, APP, size=10)
    yield pool
    await pool.close()


@pytest.fixture
async def door(database: str) -> AsyncIterator[Pool]:
    """The pool that looks up who knocks."""
    pool = await open_pool(database, DOOR, size=3)
    yield pool
    await pool.close()


@pytest.fixture
async def relay(database: str) -> AsyncIterator[Pool]:
    """The pool that moves events and tasks of all storefronts."""
    pool = await open_pool(database, RELAY, size=5)
    yield pool
    await pool.close()


@pytest.fixture
def vault() -> Vault:
    """The vault of the test settings."""
    return open_vault(VAULT_KEYS)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    """The outside in a box, ten times as fast as for people."""
    async with a_sandbox("--speed", "10") as sandbox:
        yield sandbox


@pytest.fixture
def settings(database: str, redis_url: str, tmp_path: Path) -> Settings:
    """Settings for the test's own database, Redis and folder of files."""
    return some_settings(database, redis_url, tmp_path / "files")


@pytest.fixture
async def shop(database: str, app: Pool, vault: Vault) -> Shop:
    """A storefront that may do everything."""
    return await a_shop(database, app, vault)


@pytest.fixture
async def other_shop(database: str, app: Pool, vault: Vault) -> Shop:
    """Another storefront in the same database."""
    return await a_shop(database, app, vault)

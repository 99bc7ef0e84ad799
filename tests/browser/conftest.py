"""One service and one Chromium for all these tests of a process, and one browser context for each test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect
from pydantic import SecretStr

from services.core.feed import open_redis
from services.core.settings import Settings
from services.dev import embedded
from services.dev.embedded.shared import Addresses
from tests.browser.backend import Backend
from tests.browser.chromium import FLAGS, MISSING, find_chromium
from tests.browser.pages import served_pages
from tests.browser.running import a_backend
from tests.browser.visits import Visits, visiting
from tests.builders import TOKEN_KEYS, VAULT_KEYS
from tests.recycling import Databases, in_database

HERE = Path(__file__).parent
PATIENCE_MILLISECONDS = 20_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests share what is slow to start, so they share an event loop; without a browser they are skipped."""
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        if pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="package"), append=False)
        if find_chromium() is None:
            item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def browser() -> AsyncIterator[Browser]:
    """A running Chromium."""
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=list(FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def backend(
    addresses: Addresses, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Backend]:
    """The service, with a database and a Redis of its own."""
    folder = tmp_path_factory.mktemp("backend")
    name = await databases.take()
    own_redis = embedded.Redis(folder / "redis")
    own_redis.start()
    redis = open_redis(own_redis.address)
    settings = Settings(
        storage_url=(folder / "files").as_uri(),
        database_url=SecretStr(in_database(addresses.postgres, name)),
        redis_url=SecretStr(own_redis.address),
        vault_keys=SecretStr(VAULT_KEYS),
        token_keys=SecretStr(TOKEN_KEYS),
        log_format="console",
        log_level="WARNING",
    )
    try:
        async with served_pages() as pages, a_backend(settings, redis, pages) as backend:
            yield backend
    finally:
        await redis.aclose()
        own_redis.stop()
        await databases.give_back(name)


@pytest_asyncio.fixture(loop_scope="package")
async def visit(browser: Browser, backend: Backend) -> AsyncIterator[Visits]:
    """Opens pages of the shop's; a script's error in any of them fails the test."""
    async with visiting(browser, backend) as visits:
        yield visits

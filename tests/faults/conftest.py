"""Servers and workers that faults befall, and the ledger check that ends each test."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.core.settings import Settings
from services.dev import embedded
from tests.processes import Sandbox
from tests.worker.rows import all_rows


@pytest.fixture
async def rows(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection past every rule."""
    async with all_rows(database) as connection:
        yield connection


@pytest.fixture
def outward(settings: Settings, sandbox: Sandbox, redis: Redis) -> Settings:
    """Settings that reach the sandbox, with an empty Redis."""
    return settings.model_copy(update={"company_urls": f"*={sandbox.url}"})


@pytest.fixture
def doomed(settings: Settings, own_redis: embedded.Redis) -> Settings:
    """Settings with a Redis that may be killed."""
    return settings.model_copy(update={"redis_url": SecretStr(own_redis.address)})

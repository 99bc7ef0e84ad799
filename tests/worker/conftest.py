"""A sandbox to talk to, and workers that run for one test."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

import asyncpg
import pytest
from redis.asyncio import Redis

from services.core.database import RELAY, connect
from services.core.settings import Settings
from services.worker.job import Process
from services.worker.jobs import JOBS
from services.worker.main import wiring, work
from services.worker.run import Handler
from tests.processes import Sandbox
from tests.worker.rows import all_rows


class Working(Protocol):
    """Starts a worker for as long as the block lasts."""

    def __call__(self, jobs: Mapping[str, Handler] = JOBS, **changes: object) -> AbstractAsyncContextManager[None]: ...


@asynccontextmanager
async def a_worker(settings: Settings, jobs: Mapping[str, Handler] = JOBS) -> AsyncIterator[None]:
    """A worker in this process, stopped at the end."""
    stop = asyncio.Event()
    running = asyncio.create_task(work(settings, stop, jobs))
    try:
        yield
    finally:
        stop.set()
        async with asyncio.timeout(15):
            await running


@pytest.fixture
def outward(settings: Settings, sandbox: Sandbox, redis: Redis) -> Settings:
    """Settings that reach the sandbox, with an empty Redis."""
    return settings.model_copy(update={"easypost_url": f"{sandbox.url}/easypost/v2"})


@pytest.fixture
def working(outward: Settings) -> Working:
    """Starts a worker that reaches the sandbox."""

    def start(jobs: Mapping[str, Handler] = JOBS, **changes: object) -> AbstractAsyncContextManager[None]:
        return a_worker(outward.model_copy(update=changes), jobs)

    return start


@pytest.fixture
def inward(settings: Settings, redis: Redis) -> Working:
    """Starts a worker whose jobs call nobody."""

    def start(jobs: Mapping[str, Handler] = JOBS, **changes: object) -> AbstractAsyncContextManager[None]:
        return a_worker(settings.model_copy(update=changes), jobs)

    return start


@pytest.fixture
async def process(settings: Settings) -> AsyncIterator[Process]:
    """What a worker process gives its jobs, without the worker."""
    async with wiring(settings) as process:
        yield process


@pytest.fixture
async def rows(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection past every rule."""
    async with all_rows(database) as connection:
        yield connection


@pytest.fixture
async def leader(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection such as the leading relay has."""
    connection = await connect(database, RELAY)
    yield connection
    await connection.close()

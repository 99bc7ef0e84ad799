"""A sandbox to talk to, and workers that run for one test."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from redis.asyncio import Redis

from services.core.settings import Settings
from services.worker.main import work
from tests.processes import Sandbox

Working = Callable[[], AbstractAsyncContextManager[None]]


@asynccontextmanager
async def a_worker(settings: Settings) -> AsyncIterator[None]:
    """A worker in this process, stopped at the end."""
    stop = asyncio.Event()
    running = asyncio.create_task(work(settings, stop))
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
    """Starts a worker for as long as the block lasts."""
    return lambda: a_worker(outward)

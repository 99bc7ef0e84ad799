"""A sandbox to talk to, and workers that run for one test."""

import json
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Protocol

import asyncpg
import httpx
import pytest
from redis.asyncio import Redis

from services.core.database import RELAY, connect
from services.core.settings import Settings
from services.worker.job import Process
from services.worker.jobs import JOBS
from services.worker.main import wiring
from services.worker.run import Handler
from tests.processes import Sandbox
from tests.worker.rows import all_rows
from tests.working import a_worker


class Working(Protocol):
    """Starts a worker for as long as the block lasts."""

    def __call__(self, jobs: Mapping[str, Handler] = JOBS, **changes: object) -> AbstractAsyncContextManager[None]: ...


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    """One sandbox for all tests here, as starting one takes longer than most of them."""
    process = subprocess.Popen(
        [sys.executable, "-m", "services.sandbox", "--port", "0", "--speed", "10"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    told = json.loads(process.stdout.readline())
    draining = threading.Thread(target=process.stdout.read)
    draining.start()
    yield told["url"]
    process.terminate()
    draining.join()
    process.wait()
    process.stdout.close()


@pytest.fixture
async def sandbox(sandbox_url: str) -> AsyncIterator[Sandbox]:
    """The sandbox as new, ten times as fast as for people."""
    async with httpx.AsyncClient(base_url=f"{sandbox_url}/control") as control:
        (await control.post("/reset")).raise_for_status()
        yield Sandbox(sandbox_url, control)


@pytest.fixture
def outward(settings: Settings, sandbox: Sandbox, redis: Redis) -> Settings:
    """Settings that reach the sandbox, with an empty Redis."""
    return settings.model_copy(update={"company_urls": f"*={sandbox.url}"})


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

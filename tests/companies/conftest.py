"""A sandbox in which nothing moves by itself, for adapters to be tried against through real HTTP."""

import json
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from services.core.outside import Outside


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    command = [sys.executable, "-m", "services.sandbox", "--port", "0", "--step-seconds", "3600"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        try:
            url = next(told["url"] for line in process.stdout if (told := json.loads(line)).get("event") == "listening")
            # it tells of each fault, and would wait for a reader once the pipe is full
            draining = threading.Thread(target=process.stdout.read)
            draining.start()
            yield url
        finally:
            process.terminate()
        draining.join()


@pytest.fixture
async def steering(sandbox_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """The sandbox's control API, of a sandbox as new."""
    async with httpx.AsyncClient(base_url=f"{sandbox_url}/control", trust_env=False) as client:
        (await client.post("/reset")).raise_for_status()
        yield client


@pytest.fixture
async def no_pause() -> AsyncIterator[Outside]:
    """Everything outside, which does not wait between tries."""

    async def sleep(_seconds: float) -> None:
        return

    async with Outside(sleep=sleep) as outside:
        yield outside

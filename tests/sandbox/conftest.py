"""Sandboxes on real sockets, and a place that takes their webhooks."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.sandbox.box import Box
from services.sandbox.server import listen, make_server
from services.sandbox.settings import Settings

KEY = "EZTKsandboxtests"
# so slow that a journey only goes on when a test pushes it
STILL = Settings(port=0, step_seconds=3600)
QUICK = Settings(port=0, step_seconds=0.5, speed=10)


class Mailbox:
    """Takes webhooks; answers with the next of `answers`, then with 200."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: list[int] = []
        self.bodies: list[bytes] = []
        self.headers: list[dict[str, str]] = []
        self._taken = asyncio.Condition()

    async def take(self, request: Request) -> Response:
        self.bodies.append(await request.body())
        self.headers.append(dict(request.headers))
        async with self._taken:
            self._taken.notify_all()
        return Response(status_code=self.answers.pop(0) if self.answers else 200)

    async def wait_for(self, count: int) -> None:
        async with asyncio.timeout(20), self._taken:
            await self._taken.wait_for(lambda: len(self.bodies) >= count)


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """A sandbox in a thread of its own, as starting one for each test takes longer than most tests."""
    listening = listen(settings)
    host, port = listening.getsockname()
    server = make_server(Box(settings))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.005)
    try:
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join()


@asynccontextmanager
async def as_new(url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=url, auth=(KEY, ""), timeout=10, trust_env=False) as client:
        await client.post("/control/reset")
        yield client


@pytest.fixture(scope="session")
def still_url() -> Iterator[str]:
    with running(STILL) as url:
        yield url


@pytest.fixture(scope="session")
def quick_url() -> Iterator[str]:
    with running(QUICK) as url:
        yield url


@pytest.fixture
async def sandbox(still_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a sandbox in which nothing moves by itself."""
    async with as_new(still_url) as client:
        yield client


@pytest.fixture
async def quick(quick_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a sandbox in a hurry."""
    async with as_new(quick_url) as client:
        yield client


@pytest.fixture
async def mailbox() -> AsyncIterator[Mailbox]:
    listening = listen(STILL)
    host, port = listening.getsockname()
    mailbox = Mailbox(f"http://{host}:{port}/hook")
    app = Starlette(routes=[Route("/hook", mailbox.take, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.005)
    yield mailbox
    server.should_exit = True
    await serving

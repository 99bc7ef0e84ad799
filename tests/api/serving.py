"""The API on a free port of this process, and clients for it."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import msgspec
import strawberry
from pydantic import SecretStr
from starlette.applications import Starlette
from websockets.asyncio.client import ClientConnection, connect

from services.api.__main__ import Server, listen
from services.api.app import make_app
from services.api.process import Process
from services.api.widget import FOLDER
from services.core.clock import Clock, system_clock
from services.core.settings import Settings
from tests.builders import TOKEN_KEYS, VAULT_KEYS

PROTOCOL = "graphql-transport-ws"
NOWHERE = "127.0.0.1:1"
AWAY = Settings(
    database_url=SecretStr(f"postgresql://x@{NOWHERE}/x"),
    redis_url=SecretStr(f"redis://{NOWHERE}/0"),
    token_keys=SecretStr(TOKEN_KEYS),
    vault_keys=SecretStr(VAULT_KEYS),
)
"""Of a process whose database and Redis are away, for what needs neither."""
Headers = Mapping[str, str]
Events = AsyncIterator[dict[str, str]]


class QuietServer(Server):
    """Leaves the test's own signals alone."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing."""
        yield


@dataclass
class Socket:
    """A client's WebSocket that speaks JSON."""

    connection: ClientConnection

    async def send(self, message: object) -> None:
        """Text goes out as it is, anything else as JSON."""
        text = message if isinstance(message, str | bytes) else msgspec.json.encode(message).decode()
        await self.connection.send(text)

    async def receive(self, seconds: float = 10) -> Any:
        """The next message."""
        async with asyncio.timeout(seconds):
            return msgspec.json.decode(await self.connection.recv())

    async def subscribe(self, query: str, operation: str = "1", **variables: object) -> None:
        """Begin an operation."""
        await self.send({"id": operation, "type": "subscribe", "payload": {"query": query, "variables": variables}})

    async def closed(self, seconds: float = 10) -> tuple[int | None, str | None]:
        """The code and reason with which the server closes, whatever it says before."""
        async with asyncio.timeout(seconds):
            await self.connection.wait_closed()
        return self.connection.close_code, self.connection.close_reason


@dataclass
class Client:
    """Whoever asks a served API."""

    url: str
    client: httpx.AsyncClient

    async def post(
        self, query: str, key: str | None = None, headers: Headers | None = None, **variables: object
    ) -> httpx.Response:
        """Send an operation."""
        told = {**(headers or {}), **({"Authorization": f"Bearer {key}"} if key else {})}
        return await self.client.post("/graphql", json={"query": query, "variables": variables}, headers=told)

    @asynccontextmanager
    async def connect(self, **options: Any) -> AsyncIterator[Socket]:
        """Open a WebSocket and say nothing."""
        url = self.url.replace("http://", "ws://") + "/graphql"
        options = {"subprotocols": [PROTOCOL], "compression": None, "open_timeout": 10} | options
        async with connect(url, **options) as connection:
            yield Socket(connection)

    @asynccontextmanager
    async def socket(self, key: str, **options: Any) -> AsyncIterator[Socket]:
        """Open a WebSocket and be let in."""
        async with self.connect(**options) as socket:
            await socket.send({"type": "connection_init", "payload": {"authorization": f"Bearer {key}"}})
            assert await socket.receive() == {"type": "connection_ack"}
            yield socket

    @asynccontextmanager
    async def stream(
        self, query: str, key: str, headers: Headers | None = None, **variables: object
    ) -> AsyncIterator[Events]:
        """Open a stream of server-sent events; each as its fields."""
        told = {"Authorization": f"Bearer {key}", "Accept": "text/event-stream", **(headers or {})}
        body = {"query": query, "variables": variables}
        async with self.client.stream("POST", "/graphql", json=body, headers=told, timeout=30) as response:
            assert response.status_code == 200, await response.aread()
            assert response.headers["content-type"].startswith("text/event-stream")
            yield _events(response)


@dataclass
class Api(Client):
    """An API served in this process."""

    app: Starlette
    server: Server

    @property
    def process(self) -> Process:
        """What its requests use."""
        process: Process = self.app.state.process
        return process


async def _events(response: httpx.Response) -> Events:
    event: dict[str, str] = {}
    async for line in response.aiter_lines():
        if not line and event:
            yield event
            event = {}
        elif line and not line.startswith(":"):
            name, _, value = line.partition(":")
            event[name] = value.removeprefix(" ")


@asynccontextmanager
async def served(
    settings: Settings,
    *,
    port: int = 0,
    schema: strawberry.Schema | None = None,
    clock: Clock = system_clock,
    widget_folder: Path = FOLDER,
) -> AsyncIterator[Api]:
    """Serve for as long as the block lasts."""
    app = make_app(settings, clock, schema, widget_folder)
    listener = listen("127.0.0.1", port)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = QuietServer(app, settings.model_copy(update={"drain_seconds": 6.0}))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        async with asyncio.timeout(10), httpx.AsyncClient(base_url=url, timeout=20) as client:
            while not server.started:
                await asyncio.sleep(0.005)
        async with httpx.AsyncClient(base_url=url, timeout=20) as client:
            yield Api(url, client, app, server)
    finally:
        server.should_exit = True
        async with asyncio.timeout(20):
            await running

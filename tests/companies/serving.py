"""What adapters are tried against: a server that replays bodies, one that takes pushes, and the sandbox's parcels."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn import Config, Server


@dataclass
class Asked:
    """One request, as it came over the wire."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    form: dict[str, str]


@dataclass
class Replaying:
    """Answers one after the other, the last for all that follow."""

    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    answers: list[tuple[int, bytes]] = field(default_factory=list)

    async def __call__(self, request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        query = dict(request.query_params)
        self.asked.append(Asked(request.method, request.url.path, query, dict(request.headers), form))
        status, body = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return Response(body, status, media_type="application/json")


@dataclass
class Mailbox:
    """Takes what is pushed."""

    url: str = ""
    posts: asyncio.Queue[tuple[dict[str, str], bytes]] = field(default_factory=asyncio.Queue)

    async def __call__(self, request: Request) -> Response:
        self.posts.put_nowait((dict(request.headers), await request.body()))
        return Response()

    async def next(self) -> tuple[dict[str, str], bytes]:
        """The headers and the body of the oldest that was not looked at."""
        async with asyncio.timeout(20):
            return await self.posts.get()


@asynccontextmanager
async def replaying() -> AsyncIterator[Replaying]:
    """The server, for as long as the block lasts."""
    company = Replaying()
    async with _served(company.__call__) as company.url:
        yield company


@asynccontextmanager
async def taking() -> AsyncIterator[Mailbox]:
    """The mailbox, for as long as the block lasts."""
    mailbox = Mailbox()
    async with _served(mailbox.__call__) as url:
        mailbox.url = f"{url}/hook"
        yield mailbox


async def moved(steering: httpx.AsyncClient, number: str, to: str = "end") -> None:
    """Move one of the sandbox's parcels along its journey, or have fate turn it."""
    (await steering.post(f"/parcels/{number}/move", json={"to": to})).raise_for_status()


@asynccontextmanager
async def _served(answer: Callable[[Request], Awaitable[Response]]) -> AsyncIterator[str]:
    app = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
    server = Server(Config(app, port=0, log_config=None, lifespan="off", ws="none"))
    config = server.config
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    await server.shutdown()

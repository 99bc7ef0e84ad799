"""A server that answers what a test hands it, and notes what it was asked."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn import Config, Server


@dataclass
class Answering:
    """Answers one after the other, the last for all that follow; a number waits so many seconds before it does."""

    url: str = ""
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    answers: list[tuple[int, object]] = field(default_factory=list)

    async def __call__(self, request: Request) -> Response:
        body = await request.body()
        self.asked.append((request.url.path, dict(request.headers), json.loads(body) if body else None))
        status, answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, float):
            await asyncio.sleep(answer)
            answer = {}
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return Response(content, status, media_type="application/json")


@asynccontextmanager
async def answering() -> AsyncIterator[Answering]:
    """The server, for as long as the block lasts."""
    server_of = Answering()
    app = Starlette(routes=[Route("/{path:path}", server_of.__call__, methods=["POST"])])
    server = Server(Config(app, port=0, log_config=None, lifespan="off", ws="none"))
    config = server.config
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    server_of.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield server_of
    await server.shutdown()

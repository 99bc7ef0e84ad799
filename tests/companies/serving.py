"""What carriers' adapters are tried against: a server that replays bodies, and the sandbox."""

import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn import Config, Server

from services.sandbox.box import Box
from services.sandbox.server import listen, make_server
from services.sandbox.settings import Settings


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


@asynccontextmanager
async def replaying() -> AsyncIterator[Replaying]:
    """The server, for as long as the block lasts."""
    company = Replaying()
    app = Starlette(routes=[Route("/{path:path}", company.__call__, methods=["GET", "POST"])])
    server = Server(Config(app, port=0, log_config=None, lifespan="off", ws="none"))
    config = server.config
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    company.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    yield company
    await server.shutdown()


@contextmanager
def sandbox() -> Iterator[str]:
    """A sandbox in which nothing moves by itself, and its address."""
    settings = Settings(port=0, step_seconds=3600)
    listening = listen(settings)
    host, port = listening.getsockname()
    server = make_server(Box(settings))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.005)
    yield f"http://{host}:{port}"
    server.should_exit = True
    thread.join()

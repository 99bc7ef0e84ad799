"""A shop's own pages, on an origin of their own and under a strict Content-Security-Policy."""

import asyncio
import html
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from services.api.__main__ import listen

HOST = "shop.localhost"
"""Another site than that of the API, so that a browser takes the API's cookies and storage for a third party's."""
SCRIPT = (Path(__file__).parent / "page.js").read_text()
STYLE = (Path(__file__).parent / "page.css").read_text()

NewToken = Callable[[], Awaitable[str | None]]


@dataclass(frozen=True)
class Card:
    """One page: the element in it, whose modules it loads from where, and how it gets tokens."""

    element: str
    module: str | None
    sources: str
    lang: str
    direction: str
    new_token: NewToken | None

    @property
    def policy(self) -> str:
        """What the page lets itself do."""
        return (
            f"default-src 'none'; script-src 'self' {self.sources}; connect-src 'self' {self.sources}; "
            f"style-src 'self'; img-src 'self' blob:; base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'"
        )

    def text(self, key: str) -> str:
        """The page as a shop would write it."""
        module = f'<script type="module" src="{self.module}"></script>' if self.module else ""
        return f"""<!doctype html>
<html lang="{self.lang}" dir="{self.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Your order</title>
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js" data-key="{key}" id="page"></script>
{module}
</head>
<body><main><h1>Nordlys Keramik</h1>{self.element}</main></body>
</html>"""


@dataclass
class Pages:
    """The pages that are served at the moment."""

    origin: str
    cards: dict[str, Card] = field(default_factory=dict)

    def add(
        self,
        attributes: dict[str, str],
        *,
        api: str,
        element: str = "makegood-status",
        reached: str = "",
        lang: str = "en",
        direction: str = "ltr",
        inside: str = "",
        new_token: NewToken | None = None,
    ) -> str:
        """The URL of a new page whose element has these attributes; one of HTML's own needs no module.

        `api` serves the modules. `reached` is where the element finds the API when that is somewhere else.
        """
        key = uuid4().hex
        told = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
        hosts = [api, api.replace("http", "ws", 1)] + ([reached, reached.replace("http", "ws", 1)] if reached else [])
        self.cards[key] = Card(
            element=f"<{element}{told}>{html.escape(inside)}</{element}>",
            module=f"{api}/widget/{element}.js" if "-" in element else None,
            sources=" ".join(hosts),
            lang=lang,
            direction=direction,
            new_token=new_token,
        )
        return f"{self.origin}/{key}"

    async def page(self, request: Request) -> Response:
        """A page."""
        card = self.cards.get(request.path_params["key"])
        if card is None:
            return Response(status_code=404)
        return HTMLResponse(card.text(request.path_params["key"]), headers={"Content-Security-Policy": card.policy})

    async def token(self, request: Request) -> Response:
        """Another token for a page's customer, as the shop's server gives it to whoever is signed in there."""
        card = self.cards[request.path_params["key"]]
        token = await card.new_token() if card.new_token else None
        return PlainTextResponse(token) if token else Response(status_code=401)


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the test's own signals alone."""
        yield


@asynccontextmanager
async def served_pages() -> AsyncIterator[Pages]:
    """Serve pages for as long as the block lasts."""
    listener = listen("127.0.0.1", 0)
    pages = Pages(f"http://{HOST}:{listener.getsockname()[1]}")
    app = Starlette(
        routes=[
            Route("/page.js", lambda _: Response(SCRIPT, media_type="text/javascript")),
            Route("/page.css", lambda _: Response(STYLE, media_type="text/css")),
            Route("/favicon.ico", lambda _: Response(status_code=204)),
            Route("/{key}", pages.page),
            Route("/{key}/token", pages.token, methods=["POST"]),
        ]
    )
    async with serving(app, listener):
        yield pages


@asynccontextmanager
async def serving(app: Starlette, listener: socket.socket) -> AsyncIterator[None]:
    """Serve an application for as long as the block lasts."""
    server = _Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        yield
    finally:
        server.should_exit = True
        async with asyncio.timeout(20):
            await running

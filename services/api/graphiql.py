"""GraphiQL for developers, out of GRAPHIQL_FOLDER: browsers get it at /graphql, and what it loads below /graphiql."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self'; "
    # the editor writes its own styles into the page
    "style-src 'self' 'unsafe-inline'; connect-src 'self'; worker-src 'self'; "
    "font-src 'self' data:; img-src 'self' data:"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
NOT_YET = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<title>GraphiQL · Makegood</title>
<p>GraphiQL is not there yet. <code>make run</code> makes it beside everything else, and this page looks again by
itself; should it never come, <code>make graphiql</code> says why.</p>
</html>
"""


class Files(StaticFiles):
    """Those of a folder that may be made, and made anew, while we run."""

    async def check_config(self) -> None:
        """What is not there is not found."""


class Graphiql:
    """An ASGI application for the page. It knows no key and no token: whoever opens it brings one along."""

    def __init__(self, folder: Path) -> None:
        self._page = folder / "index.html"
        self.files = Mount("/graphiql", Files(directory=folder, check_dir=False))

    def is_wanted(self, scope: Scope) -> bool:
        """Whether a browser opens /graphql itself; a request for data is none of ours, whatever it accepts."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["query_string"]:
            return False
        return "text/html" in Request(scope).headers.get("accept", "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Give the page, or say that it is being made."""
        await self._answer()(scope, receive, send)

    def _answer(self) -> Response:
        try:
            return HTMLResponse(self._page.read_bytes(), headers=HEADERS)
        except FileNotFoundError:
            return HTMLResponse(NOT_YET, 503, HEADERS)

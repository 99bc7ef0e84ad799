"""Who may use the demo: its own pages, and each order the browser that bought it."""

import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "demo_session"
SAFE = frozenset({"GET", "HEAD"})
HERE = frozenset({"127.0.0.1", "localhost", "::1"})
"""Names of this machine. Any other one may be a foreign page's, pointed at us (DNS rebinding)."""


class Guard:
    """An ASGI application around the demo's: refuses foreign origins, and says what the pages may load.

    `api` is the only other origin that they talk to.
    """

    def __init__(self, app: ASGIApp, api: str) -> None:
        self._app = app
        socket = "ws" + api.removeprefix("http")
        self._headers = {
            "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'self'; "
            f"frame-ancestors 'none'; script-src 'self' {api}; connect-src 'self' {api} {socket}; style-src 'self'; "
            f"img-src 'self' data: blob: {api}",
            # a stricter one would take the origin from the forms' posts too
            "referrer-policy": "same-origin",
            "x-content-type-options": "nosniff",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        request = Request(scope)

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._headers)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        if request.method in SAFE or is_own(request):
            await self._app(scope, receive, send_guarded)
        else:
            refusal = JSONResponse({"error": "only the demo's own pages may do this"}, 403)
            await refusal(scope, receive, send_guarded)


def is_own(request: Request) -> bool:
    """Whether a page of this very origin sends the request."""
    here = request.url
    return here.hostname in HERE and request.headers.get("origin") == f"{here.scheme}://{here.netloc}"


def session_of(request: Request) -> str | None:
    """The browser's session. A shop has its customers sign in here."""
    return request.cookies.get(COOKIE)


def begin_session(response: Response) -> str:
    """A new session, which the response's cookie carries."""
    session = secrets.token_urlsafe(24)
    response.set_cookie(COOKIE, session, path="/demo", httponly=True, samesite="lax")
    return session

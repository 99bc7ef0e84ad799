"""Cross-origin requests: pages of the origins that storefronts list may ask, and read the answers."""

from graphql import GraphQLError
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.api.process import process_of
from services.api.protocol.answers import refusal
from services.api.protocol.errors import coded

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "accept, apollo-require-preflight, authorization, content-type, if-none-match, "
    "last-event-id, makegood-storefront, x-request-id",
    "Access-Control-Max-Age": "600",
}


class Cors:
    """Answers preflights, and names the origin in answers to it.

    Any storefront's origins will do here, as a browser asks before it says for whom; each request itself is then
    held to its own storefront, whatever credential it brings. No answer depends on cookies. While nobody can tell what
    storefronts list, every page may read that we are away.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer it when it is a preflight."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        origin = request.headers.get("origin")
        if origin is None and request.method != "OPTIONS":
            await self._app(scope, receive, send)
            return
        allowed = origin is not None and await self._allows(request, origin)
        if request.method == "OPTIONS":
            response = Response(status_code=204, headers=_PREFLIGHT) if allowed else refusal(request, _foreign())
            response.headers["Vary"] = "Origin"
            if allowed:
                response.headers["Access-Control-Allow-Origin"] = str(origin)
            await response(scope, receive, send)
            return

        async def send_with_origin(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "origin" not in headers.get("vary", "").lower():
                    headers.add_vary_header("Origin")
                if allowed:
                    headers["Access-Control-Allow-Origin"] = str(origin)
                    headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, X-Request-Id"
            await send(message)

        await self._app(scope, receive, send_with_origin)

    async def _allows(self, request: Request, origin: str) -> bool:
        try:
            return await process_of(request).callers.allows(origin)
        except GraphQLError:
            return True


def _foreign() -> GraphQLError:
    return coded("ORIGIN_NOT_ALLOWED", "No storefront lists this origin.")

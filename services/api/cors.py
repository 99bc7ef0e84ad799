"""Cross-origin requests: pages of the origins that storefronts list may ask, and read the answers."""

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response

from services.api.process import process_of
from services.api.protocol.answers import refusal
from services.api.protocol.errors import coded

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST",
    "Access-Control-Allow-Headers": "accept, apollo-require-preflight, authorization, content-type, if-none-match, "
    "last-event-id, makegood-storefront, x-request-id",
    "Access-Control-Max-Age": "600",
}


async def preflight(request: Request) -> Response:
    """What a browser is told that asks beforehand."""
    origin = request.headers.get("origin")
    if origin is None or not await _allows(request, origin):
        response = refusal(request, coded("ORIGIN_NOT_ALLOWED", "No storefront lists this origin."))
        response.headers["Vary"] = "Origin"
        return response
    return Response(status_code=204, headers=_PREFLIGHT | {"Access-Control-Allow-Origin": origin, "Vary": "Origin"})


async def name_origin(request: Request, response: Response) -> None:
    """Let the page read the answer.

    Any storefront's origins will do here, as a browser asks before it says for whom; each request itself is then
    held to its own storefront, whatever credential it brings. No answer depends on cookies. While nobody can tell what
    storefronts list, every page may read that we are away.
    """
    origin = request.headers.get("origin")
    if origin is None:
        return
    if "origin" not in response.headers.get("vary", "").lower():
        response.headers.add_vary_header("Origin")
    if await _allows(request, origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After, X-Request-Id"


async def _allows(request: Request, origin: str) -> bool:
    try:
        return await process_of(request).callers.allows(origin)
    except GraphQLError:
        return True

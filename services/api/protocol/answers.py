"""Results as JSON documents over HTTP, with their media type and status."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import msgspec
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from services.api.protocol.errors import present
from services.api.protocol.negotiation import GRAPHQL_JSON, json_type

RETRY_SECONDS = 1
STATUS = {
    "UNAUTHENTICATED": 401,
    "TOKEN_EXPIRED": 401,
    "TOKEN_REVOKED": 401,
    "FORBIDDEN": 403,
    "ORIGIN_NOT_ALLOWED": 403,
    "DOCUMENT_NOT_TRUSTED": 403,
    "PERSISTED_QUERY_NOT_FOUND": 404,
    "METHOD_NOT_ALLOWED": 405,
    "NOT_ACCEPTABLE": 406,
    "REQUEST_TIMEOUT": 408,
    "BODY_TOO_LARGE": 413,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "THROTTLED": 429,
    "INTERNAL_SERVER_ERROR": 500,
    "SERVICE_UNAVAILABLE": 503,
}
"""The HTTP status of a request that was not executed, by its first error's code; 400 for every other."""
WELL_FORMED = frozenset(
    {
        "GRAPHQL_PARSE_FAILED",
        "GRAPHQL_VALIDATION_FAILED",
        "OPERATION_RESOLUTION_FAILURE",
        "OPERATION_TOO_LARGE",
        "BAD_USER_INPUT",
        "PERSISTED_QUERY_NOT_FOUND",
        "DOCUMENT_NOT_TRUSTED",
        "THROTTLED",
    }
)
"""What is 200 as application/json: its clients drop the body of anything else, and with it what was wrong."""
PRIVATE = {"Cache-Control": "private, no-cache", "Vary": "Accept, Authorization, Makegood-Storefront, Origin"}


@dataclass
class Pushed(ExecutionResult):
    """A result of a subscription that knows its place in the feed, to continue behind.

    It goes to many, so each transport keeps here what it has written of it.
    """

    cursor: str | None = None
    written: dict[str, bytes] = field(default_factory=dict)


def payload(result: ExecutionResult) -> dict[str, Any]:
    """A result as it goes out, the same over every transport. One that was never executed has no `data`.

    What is in `data` is not looked at, as it may be JSON already.
    """
    document: dict[str, Any] = {}
    if result.errors:
        document["errors"] = present(result.errors)
    if not is_request_error(result):
        document["data"] = result.data
    if result.extensions:
        document["extensions"] = result.extensions
    return document


def is_request_error(result: ExecutionResult) -> bool:
    """Whether nothing was executed, because the request itself was wrong."""
    if isinstance(result, PreExecutionError):
        return True
    return result.data is None and bool(result.errors) and all(error.path is None for error in result.errors or ())


def answer(request: Request, result: ExecutionResult, *, cacheable: bool = False) -> Response:
    """The answer to an operation; the client may keep a cacheable one, and is told when it is still the same.

    When the database was away and nothing was answered, it is 503.
    """
    document, media = payload(result), json_type(request.headers.get("accept", ""))
    status = _status(document, media)
    if not cacheable or "errors" in document:
        return _json(document, status, media, {"Cache-Control": "no-store"})
    # what it cost is no part of what was asked
    tag = f'"{sha256(msgspec.json.encode([media, document["data"]])).hexdigest()[:32]}"'
    if tag in (known.strip().removeprefix("W/") for known in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=PRIVATE | {"ETag": tag})
    return _json(document, status, media, PRIVATE | {"ETag": tag})


def refusal(request: Request, error: GraphQLError) -> Response:
    """The answer to a request that was not executed at all."""
    allow = (error.extensions or {}).pop("allow", None)
    response = answer(request, PreExecutionError(data=None, errors=[error]))
    if allow:
        response.headers["Allow"] = str(allow)
    return response


def _status(document: dict[str, Any], media: str) -> int:
    codes = [error.get("extensions", {}).get("code") for error in document.get("errors", ())]
    if "data" in document:
        data = document["data"]
        nothing = data is None or (isinstance(data, dict) and all(field is None for field in data.values()))
        return 503 if nothing and "SERVICE_UNAVAILABLE" in codes else 200
    if codes[0] in WELL_FORMED and media != GRAPHQL_JSON:
        return 200
    return STATUS.get(codes[0], 400)


def _json(document: dict[str, Any], status: int, media: str, headers: dict[str, str]) -> Response:
    response = Response(msgspec.json.encode(document), status, headers, f"{media}; charset=utf-8")
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status in {429, 503}:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response

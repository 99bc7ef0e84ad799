"""Results as JSON documents over HTTP, with their media type and status."""

from dataclasses import dataclass
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


@dataclass
class Pushed(ExecutionResult):
    """One result of a stream, with the place in the feed just behind it."""

    cursor: str | None = None


STATUS = {
    "UNAUTHENTICATED": 401,
    "TOKEN_EXPIRED": 401,
    "TOKEN_REVOKED": 401,
    "FORBIDDEN": 403,
    "ORIGIN_NOT_ALLOWED": 403,
    "METHOD_NOT_ALLOWED": 405,
    "REQUEST_TIMEOUT": 408,
    "BODY_TOO_LARGE": 413,
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "INTERNAL_SERVER_ERROR": 500,
    "SERVICE_UNAVAILABLE": 503,
}
"""The HTTP status of a request that was not executed, by its error's code; 400 for every other."""


def payload(result: ExecutionResult) -> dict[str, Any]:
    """A result as it goes out, the same over every transport. One that was never executed has no `data`."""
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


def answer(request: Request, result: ExecutionResult) -> Response:
    """The answer to an operation.

    A request error is 400 for a client that names the newer media type, and 200 for others, as they drop the body
    of anything else. When the database was away and nothing was answered, it is 503 for all.
    """
    document = payload(result)
    media = json_type(request.headers.get("accept", ""))
    status = 200
    if "data" not in document:
        status = 400 if media == GRAPHQL_JSON else 200
    codes = [error.get("extensions", {}).get("code") for error in document.get("errors", ())]
    nothing = not any(result.data.values()) if isinstance(result.data, dict) else result.data is None
    if "SERVICE_UNAVAILABLE" in codes and nothing:
        status = 503
    return _json(document, status, media)


def refusal(request: Request, error: GraphQLError) -> Response:
    """The answer to a request that was not executed at all."""
    shown = present([error])
    extensions = shown[0].get("extensions", {})
    allow = extensions.pop("allow", None)
    status = STATUS.get(str(extensions.get("code")), 400)
    response = _json({"errors": shown}, status, json_type(request.headers.get("accept", "")))
    if allow:
        response.headers["Allow"] = str(allow)
    return response


def _json(document: dict[str, Any], status: int, media: str) -> Response:
    response = Response(msgspec.json.encode(document), status, media_type=f"{media}; charset=utf-8")
    if status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response

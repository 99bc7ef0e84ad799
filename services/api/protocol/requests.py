"""Reading requests: bounded in size and time, and whatever stands in them ends in an operation or a coded error."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.requests import ClientDisconnect, Request

from services.api.protocol.errors import coded

BODY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client wants to have executed."""

    query: str
    variables: dict[str, Any] | None = None
    name: str | None = None


async def read_body(request: Request, longest: int) -> bytes:
    """The body as it came, of up to `longest` bytes.

    Raises:
        GraphQLError: BODY_TOO_LARGE, or REQUEST_TIMEOUT when it does not arrive in time.
    """
    too_large = coded("BODY_TOO_LARGE", f"A body may have up to {longest // 1024} KiB.")
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > longest:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > longest:
                    raise too_large
    except (TimeoutError, ClientDisconnect):
        raise coded("REQUEST_TIMEOUT", "The body did not arrive in time.") from None
    return bytes(body)


def parse_operation(body: bytes) -> Operation:
    """The operation in a JSON body. Raises BAD_REQUEST."""
    document = _parse(body, "The body")
    if isinstance(document, list):
        raise coded("BAD_REQUEST", "Send one operation at a time; arrays are not taken.")
    if not isinstance(document, dict):
        raise coded("BAD_REQUEST", 'Send a JSON object with the member "query".')
    return _operation(document)


def parse_query_string(parameters: Mapping[str, str]) -> Operation:
    """The operation in the query string of a GET. Raises BAD_REQUEST."""
    document: dict[str, Any] = {name: parameters[name] for name in ("query", "operationName") if parameters.get(name)}
    for name in ("variables", "extensions"):
        if parameters.get(name):
            document[name] = _parse(parameters[name], f'"{name}"')
    return _operation(document)


def _parse(text: bytes | str, what: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except RecursionError:
        raise coded("BAD_REQUEST", f"{what} is nested too deeply.") from None
    except (msgspec.MsgspecError, UnicodeError):
        raise coded("BAD_REQUEST", f"{what} is not valid JSON.") from None


def _operation(document: dict[str, Any]) -> Operation:
    query, name = document.get("query"), document.get("operationName")
    variables, extensions = document.get("variables"), document.get("extensions")
    if not isinstance(query, str) or not query.strip():
        raise coded("BAD_REQUEST", '"query" must be a GraphQL document as a string.')
    if not isinstance(name, str | None):
        raise coded("BAD_REQUEST", '"operationName" must be a string or null.')
    if not isinstance(variables, dict | None):
        raise coded("BAD_REQUEST", '"variables" must be an object or null.')
    if not isinstance(extensions, dict | None):
        raise coded("BAD_REQUEST", '"extensions" must be an object or null.')
    return Operation(query, variables, name)

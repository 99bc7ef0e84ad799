"""Reading requests: bounded in size and time, and whatever stands in them ends in an operation or a coded error."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
from graphql import GraphQLError
from starlette.requests import ClientDisconnect, Request

from services.api.protocol.errors import coded

BODY_SECONDS = 10.0
_HASH = re.compile(r"[0-9a-f]{64}")


class PersistedQuery(msgspec.Struct):
    """How Apollo's clients name a document."""

    version: int
    hash: str = msgspec.field(name="sha256Hash")


class Extensions(msgspec.Struct):
    """What stands beside an operation."""

    persisted_query: PersistedQuery | None = msgspec.field(name="persistedQuery", default=None)


class Asked(msgspec.Struct):
    """The members of a request, over HTTP and over a WebSocket alike."""

    query: str | None = None
    variables: dict[str, Any] | None = None
    name: str | None = msgspec.field(name="operationName", default=None)
    extensions: Extensions | None = None
    document_id: str | None = msgspec.field(name="documentId", default=None)
    doc_id: str | None = None

    def operation(self) -> "Operation":
        """What is to be executed. Raises BAD_REQUEST."""
        hashes = {name for name in self._hashes() if name}
        text = self.query or None
        if len(hashes) > 1:
            raise coded("BAD_REQUEST", "The request names several documents.")
        if text is None and not hashes:
            raise coded("BAD_REQUEST", '"query" must be a GraphQL document, unless "documentId" names one.')
        return Operation(text, hashes.pop() if hashes else None, self.variables, self.name or None)

    def _hashes(self) -> tuple[str | None, ...]:
        """The document's hash in the words of GraphQL over HTTP, of Apollo and of Relay."""
        persisted = self.extensions.persisted_query if self.extensions else None
        if persisted is not None and persisted.version != 1:
            raise coded("BAD_REQUEST", "Of persisted queries only version 1 is known.")
        names = (self.document_id, self.doc_id, persisted.hash if persisted else None)
        hashes = tuple(name.removeprefix("sha256:") if name else None for name in names)
        if not all(name is None or _HASH.fullmatch(name) for name in hashes):
            raise coded("BAD_REQUEST", "A document is named by the SHA-256 of its text, as 64 lower-case hex digits.")
        return hashes


@dataclass(frozen=True, slots=True)
class Operation:
    """What a client wants to have executed: a document by its text or its hash, or by both to make it known."""

    text: str | None
    hash: str | None = None
    variables: dict[str, Any] | None = None
    name: str | None = None


_ASKED = msgspec.json.Decoder(Asked)


class PlainRequest(Request):
    """A request whose headers are a plain mapping, as most of them are asked for in every request."""

    @cached_property
    def headers(self) -> Mapping[str, str]:  # type: ignore[override]
        """The headers by their names in lower case; of several with one name the first counts."""
        return {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(self.scope["headers"])}


async def read_body(request: Request, longest: int) -> bytes:
    """The body as it came, of up to `longest` bytes.

    Raises:
        GraphQLError: BODY_TOO_LARGE, or REQUEST_TIMEOUT when it does not arrive in time.
    """
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:20]) > longest:
        raise _too_large(longest)
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > longest:
                    raise _too_large(longest)
    except (TimeoutError, ClientDisconnect):
        raise coded("REQUEST_TIMEOUT", "The body did not arrive in time.") from None
    return bytes(body)


def parse_operation(body: bytes) -> Operation:
    """The operation in a JSON body; several in an array are not taken. Raises BAD_REQUEST."""
    try:
        return _ASKED.decode(body).operation()
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _unreadable("The body", error) from None


def parse_query_string(parameters: Mapping[str, str]) -> Operation:
    """The operation in the query string of a GET; empty parameters count for none. Raises BAD_REQUEST."""
    document: dict[str, Any] = {name: value for name, value in parameters.items() if value}
    try:
        for name in document.keys() & {"variables", "extensions"}:
            document[name] = msgspec.json.decode(document[name])
        return msgspec.convert(document, Asked).operation()
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise _unreadable("The query string", error) from None


def _too_large(longest: int) -> GraphQLError:
    return coded("BODY_TOO_LARGE", f"A body may have up to {longest // 1024} KiB.")


def _unreadable(what: str, error: Exception) -> GraphQLError:
    if isinstance(error, RecursionError):
        return coded("BAD_REQUEST", f"{what} is nested too deeply.")
    reason = str(error) if isinstance(error, msgspec.MsgspecError) else "it is not UTF-8"
    return coded("BAD_REQUEST", f"{what} cannot be read: {reason}")

"""Server-sent events: the distinct connections mode of the GraphQL over SSE protocol."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, cast

import msgspec
from graphql import GraphQLError
from starlette.responses import StreamingResponse
from strawberry.http.streaming import merge_stream_with_heartbeat
from strawberry.types import ExecutionResult

from services.api.protocol.answers import payload

HEARTBEAT_SECONDS = 15.0
_HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}


class EventStream(StreamingResponse):
    """Streams results as they come. Lines end with LF alone, as some clients split on nothing else.

    An event's id is the cursor of its payload, so that a client that comes back with it as Last-Event-ID continues.
    """

    def __init__(self, results: AsyncGenerator[Any, None]) -> None:
        stream = merge_stream_with_heartbeat(
            lambda: _frames(results), lambda: ": ping\n\n", HEARTBEAT_SECONDS, send_initial_heartbeat=False
        )
        super().__init__(stream(), headers=_HEADERS, media_type="text/event-stream")


async def _frames(results: AsyncGenerator[Any, None]) -> AsyncGenerator[str, None]:
    try:
        async with aclosing(results):
            async for result in results:
                yield _next(cast("ExecutionResult", result))
    except Exception as error:  # noqa: BLE001 - the client is told, and the error is logged as any other
        yield _next(ExecutionResult(data=None, errors=[GraphQLError("", original_error=error)]))
    yield "event: complete\ndata: \n\n"


def _next(result: ExecutionResult) -> str:
    document = payload(result)
    cursor = getattr(result, "cursor", None) or _cursor(document)
    name = f"id: {cursor}\n" if cursor else ""
    return f"event: next\n{name}data: {msgspec.json.encode(document).decode()}\n\n"


def _cursor(document: dict[str, Any]) -> str | None:
    data = document.get("data")
    for field in data.values() if isinstance(data, dict) else ():
        cursor = field.get("cursor") if isinstance(field, dict) else None
        if isinstance(cursor, str) and cursor.isascii() and cursor.isprintable():
            return cursor
    return None

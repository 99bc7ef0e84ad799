"""Streams of results over HTTP: server-sent events, or the parts that Apollo's clients read.

The first is the distinct connections mode of GraphQL over SSE, the second Apollo's multipart protocol 1.0.
"""

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, cast

import msgspec
from graphql import GraphQLError
from starlette.responses import StreamingResponse
from strawberry.http.streaming import merge_stream_with_heartbeat
from strawberry.types import ExecutionResult

from services.api.protocol.answers import Pushed, payload
from services.api.protocol.negotiation import EVENT_STREAM, MULTIPART

_HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class Framing:
    """How a stream is written. What it says between results keeps the connection from looking dead."""

    content_type: str
    opening: str
    result: Callable[[ExecutionResult], str]
    heartbeat: str
    heartbeat_seconds: float
    closing: str


def _json(document: object) -> str:
    return msgspec.json.encode(document).decode()


def _event(result: ExecutionResult) -> str:
    """An event. Lines end with LF alone, as some clients split on nothing else."""
    cursor = _cursor(result)
    name = f"id: {cursor}\n" if cursor else ""
    return f"event: next\n{name}data: {_json(payload(result))}\n\n"


def _part(document: object) -> str:
    """A part with the boundary that follows it: only that shows the reader where it ends."""
    return f"\r\nContent-Type: application/json\r\n\r\n{_json(document)}\r\n--graphql"


FRAMINGS = {
    # its first word shows at once whether something between holds the stream back
    EVENT_STREAM: Framing(EVENT_STREAM, ": open\n\n", _event, ": ping\n\n", 15.0, "event: complete\ndata: \n\n"),
    MULTIPART: Framing(
        f'{MULTIPART};boundary="graphql";subscriptionSpec=1.0',
        "--graphql",
        lambda result: _part({"payload": payload(result)}),
        _part({}),
        5.0,
        "--\r\n",
    ),
}


class EventStream(StreamingResponse):
    """Streams results as they come, and says how it ends.

    An event's id is the cursor of its result, so that a client that comes back with it as Last-Event-ID continues.
    """

    def __init__(self, results: AsyncGenerator[Any, None], media: str) -> None:
        framing = FRAMINGS[media]
        stream = merge_stream_with_heartbeat(
            lambda: _frames(results, framing),
            lambda: framing.heartbeat,
            framing.heartbeat_seconds,
            send_initial_heartbeat=False,
        )
        super().__init__(stream(), headers=_HEADERS | {"Content-Type": framing.content_type})


async def _frames(results: AsyncGenerator[Any, None], framing: Framing) -> AsyncGenerator[str, None]:
    yield framing.opening
    try:
        async with aclosing(results):
            async for result in results:
                yield framing.result(cast("ExecutionResult", result))
    except Exception as error:  # noqa: BLE001 - the client is told, and the error is logged as any other
        told = error if isinstance(error, GraphQLError) else GraphQLError("", original_error=error)
        yield framing.result(ExecutionResult(data=None, errors=[told]))
    yield framing.closing


def _cursor(result: ExecutionResult) -> str | None:
    if isinstance(result, Pushed):
        return result.cursor
    for field in result.data.values() if isinstance(result.data, dict) else ():
        cursor = field.get("cursor") if isinstance(field, dict) else None
        if isinstance(cursor, str) and cursor.isascii() and cursor.isprintable():
            return cursor
    return None

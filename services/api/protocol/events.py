"""Streams of results over HTTP: server-sent events, or the parts that Apollo's clients read.

The first is the distinct connections mode of GraphQL over SSE, the second Apollo's multipart protocol 1.0.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.types import ExecutionResult

from services.api.live import Live
from services.api.protocol.answers import Pushed, payload
from services.api.protocol.errors import told
from services.api.protocol.heartbeats import Heartbeats
from services.api.protocol.negotiation import EVENT_STREAM, MULTIPART

Begin = Callable[[], Awaitable[Live | AsyncGenerator[Any, None]]]

_HEADERS = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}


@dataclass(frozen=True, slots=True)
class Framing:
    """How a stream is written. What it says between results keeps the connection from looking dead."""

    content_type: str
    opening: bytes
    result: Callable[[ExecutionResult], bytes]
    heartbeat: bytes
    heartbeat_beats: int
    closing: bytes

    def write(self, result: ExecutionResult) -> bytes:
        """A result; one that is pushed to many is written once."""
        if not isinstance(result, Pushed):
            return self.result(result)
        written = result.written.get(self.content_type)
        if written is None:
            written = result.written[self.content_type] = self.result(result)
        return written


def _event(result: ExecutionResult) -> bytes:
    """An event. Lines end with LF alone, as some clients split on nothing else."""
    cursor = _cursor(result)
    name = f"id: {cursor}\n" if cursor else ""
    return f"event: next\n{name}data: ".encode() + msgspec.json.encode(payload(result)) + b"\n\n"


def _part(document: object) -> bytes:
    """A part with the boundary that follows it: only that shows the reader where it ends."""
    return b"\r\nContent-Type: application/json\r\n\r\n" + msgspec.json.encode(document) + b"\r\n--graphql"


FRAMINGS = {
    # its first word shows at once whether something between holds the stream back
    EVENT_STREAM: Framing(EVENT_STREAM, b": open\n\n", _event, b": ping\n\n", 15, b"event: complete\ndata: \n\n"),
    MULTIPART: Framing(
        f'{MULTIPART};boundary="graphql";subscriptionSpec=1.0',
        b"--graphql",
        lambda result: _part({"payload": payload(result)}),
        _part({}),
        5,
        b"--\r\n",
    ),
}


class EventStream(Response):
    """Streams results as they come, and says how it ends.

    An event's id is the cursor of its result, so that a client that comes back with it as Last-Event-ID continues.
    While a subscription is quiet there is only the server's own task, which waits for the reader to leave: what is due
    is sent by a task that ends with it.
    """

    def __init__(self, begin: Begin, media: str, heartbeats: Heartbeats) -> None:
        self.status_code = 200
        self._framing = FRAMINGS[media]
        self.init_headers(_HEADERS | {"Content-Type": self._framing.content_type})
        self._begin: Begin | None = begin
        self._heartbeats = heartbeats
        self._live: Live | None = None
        self._sending: asyncio.Task[None] | None = None
        self._over = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until either side ends it."""
        self._send, self._context = send, copy_context()
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        # a stream lives long, and nobody looks at these any more
        self.raw_headers.clear()
        scope["headers"].clear()
        self._heartbeats.join(self, self._framing.heartbeat_beats)
        self.wake()
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            self._over = True
            self._heartbeats.leave(self)
            if self._sending is not None:
                self._sending.cancel()
            live, self._live = self._live, None
            if live is not None:
                live.close()

    def wake(self) -> None:
        """Send what is due, unless that is being done."""
        if self._sending is None and not self._over:
            self._sending = asyncio.create_task(self._deliver(), context=self._context)

    async def beat(self) -> None:
        """Show that the connection lives."""
        await self._write(self._framing.heartbeat)

    async def _deliver(self) -> None:
        try:
            if self._begin is not None:
                await self._start()
            if self._live is not None:
                while (result := await self._live.next()) is not None:
                    await self._write(self._framing.write(result))
                return
        except Exception as error:  # noqa: BLE001 - the client is told, and the error is logged as any other
            await self._write(self._framing.write(ExecutionResult(data=None, errors=[told(error)])))
        finally:
            self._sending = None
        self._over = True
        await self._send({"type": "http.response.body", "body": self._framing.closing})

    async def _start(self) -> None:
        """Begin the operation, and carry it out unless it is a live one."""
        begin, self._begin = self._begin, None  # let go, as all that was sent hangs on it
        assert begin is not None, "an operation begins once"
        await self._write(self._framing.opening)
        results = await begin()
        if isinstance(results, Live):
            self._live = results
            await results.open(self.wake)
            return
        async with aclosing(results):
            async for result in results:
                await self._write(self._framing.write(result))

    async def _write(self, text: bytes) -> None:
        if not self._over:
            await self._send({"type": "http.response.body", "body": text, "more_body": True})


def _cursor(result: ExecutionResult) -> str | None:
    if isinstance(result, Pushed):
        return result.cursor
    for field in result.data.values() if isinstance(result.data, dict) else ():
        cursor = field.get("cursor") if isinstance(field, dict) else None
        if isinstance(cursor, str) and cursor.isascii() and cursor.isprintable():
            return cursor
    return None

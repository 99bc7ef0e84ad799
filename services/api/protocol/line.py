"""One WebSocket as a line of JSON messages: whoever wants it closed sets the end, and only the reader closes."""

import asyncio
from contextlib import suppress
from typing import Any, NamedTuple

import msgspec
from graphql import GraphQLError
from starlette.websockets import WebSocket, WebSocketDisconnect

from services.api.protocol.messages import Message, read_message

SEND_SECONDS = 10.0


class End(NamedTuple):
    """How the socket closes, and what its running operations are told before."""

    code: int
    reason: str
    error: GraphQLError | None = None


class Gone(Exception):
    """The other side cannot be reached any more."""


class Line:
    """Reads and writes messages until somebody finishes it."""

    def __init__(self, websocket: WebSocket) -> None:
        self._websocket = websocket
        self._end: asyncio.Future[End] = asyncio.get_running_loop().create_future()
        self._timer: asyncio.TimerHandle | None = None

    async def receive(self) -> Message | None:
        """The next message; nothing when the socket is to be closed. Raises `Gone`."""
        receiving = asyncio.ensure_future(self._websocket.receive())
        try:
            either: set[asyncio.Future[Any]] = {receiving, self._end}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not receiving.done():
                receiving.cancel()
        if self._end.done():
            return None
        event = receiving.result()
        if event["type"] == "websocket.disconnect":
            raise Gone
        text = event.get("text")
        if text is None:
            self.finish(End(4400, "Messages must be text"))
            return None
        try:
            return read_message(text)
        except ValueError as error:
            self.finish(End(4400, str(error)))
            return None

    async def send(self, message: Any) -> None:
        """Raises `Gone` when the other side has left, or does not read."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._websocket.send_text(msgspec.json.encode(message).decode())
        except TimeoutError:
            self.finish(End(1008, "Too slow"))
            raise Gone from None
        except (WebSocketDisconnect, RuntimeError):
            raise Gone from None

    def finish(self, end: End) -> None:
        """Have the socket closed; the first end stands."""
        if not self._end.done():
            self._end.set_result(end)

    def finish_after(self, seconds: float, end: End) -> None:
        """Finish later; this replaces what was to happen before."""
        self.keep_on()
        self._timer = asyncio.get_running_loop().call_later(seconds, self.finish, end)

    def keep_on(self) -> None:
        """Do not finish later."""
        if self._timer is not None:
            self._timer.cancel()

    @property
    def end(self) -> End:
        """How it was finished."""
        return self._end.result()

    async def close(self) -> None:
        """Say to the other side how it was finished."""
        with suppress(WebSocketDisconnect, RuntimeError, TimeoutError):
            async with asyncio.timeout(SEND_SECONDS):
                await self._websocket.close(self.end.code, self.end.reason.encode()[:123].decode(errors="ignore"))

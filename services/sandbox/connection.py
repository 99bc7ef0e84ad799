"""The line to a caller, which can fall silent or break as real lines do."""

import asyncio
import contextlib
import socket
import struct

from starlette.types import Message, Receive, Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

# close at once and send a reset instead of an orderly end
_RESET = struct.pack("ii", 1, 0)


class BreakableProtocol(HttpToolsProtocol):
    """HTTP/1.1 whose requests know the transport that they came by."""

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self.scope["state"]["transport"] = self.transport


class Line:
    """One caller's line; the request must have been read from it."""

    def __init__(self, scope: Scope, receive: Receive, closing: asyncio.Event) -> None:
        self._transport: asyncio.Transport = scope["state"]["transport"]
        self._receive = receive
        self._closing = closing

    async def wait(self, seconds: float) -> bool:
        """Say nothing for so long; whether the caller is still there and the server still open after it."""
        if seconds <= 0:
            return True
        ends = [asyncio.create_task(self._hung_up()), asyncio.create_task(self._closing.wait())]
        try:
            ended, _ = await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in ends:
                task.cancel()
        return not ended

    async def cut(self) -> None:
        """End the connection in good order, whatever is still owed."""
        self._transport.close()
        await self._hung_up()

    async def reset(self) -> None:
        """Break the connection: the caller's socket gets a reset."""
        raw = self._transport.get_extra_info("socket")
        with contextlib.suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._transport.abort()
        await self._hung_up()

    async def _hung_up(self) -> None:
        message: Message = {"type": ""}
        while message["type"] != "http.disconnect":
            message = await self._receive()

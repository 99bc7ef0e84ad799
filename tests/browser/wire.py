"""What lies between a browser and the API: a proxy that can cut, refuse, hold back and answer for itself."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from services.api.__main__ import listen

CHUNK = 65_536
_BEHIND = re.compile(r"^last-event-id: (\S+)", re.IGNORECASE | re.MULTILINE)
_TOLD = re.compile(r"^id: (\S+)", re.MULTILINE)
MAINTENANCE = (
    b"HTTP/1.1 503 Service Unavailable\r\nAccess-Control-Allow-Origin: *\r\n"
    b"Access-Control-Allow-Headers: *, authorization\r\nAccess-Control-Expose-Headers: Retry-After\r\n"
    b"Retry-After: 1\r\nContent-Type: text/html\r\n"
    b"Content-Length: 12\r\nConnection: close\r\n\r\n<h1>503</h1>"
)


def kind_of(head: bytes) -> str:
    """What a request is, by its first bytes: `sse`, `websocket`, or `ask` for what is answered at once."""
    head = head.lower()
    if b"accept: text/event-stream" in head:
        return "sse"
    return "websocket" if b"upgrade: websocket" in head else "ask"


@dataclass
class Line:
    """One connection, and what it carries at the moment."""

    client: asyncio.StreamWriter
    server: asyncio.StreamWriter
    kind: str = "ask"
    """What it carries."""
    left: int | None = None
    """Bytes that still come through before it is cut in the middle of what it says."""

    def cut(self) -> None:
        """End both sides without a word."""
        for writer in (self.client, self.server):
            writer.transport.abort()


@dataclass
class Wire:
    """A proxy to the API's port. What is `blocked` is not let through, what is `held` gets no answer."""

    port: int
    url: str = ""
    blocked: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    is_down: bool = False
    in_maintenance: bool = False
    lines: list[Line] = field(default_factory=list)
    asked: Counter[str] = field(default_factory=Counter)
    """Requests that were seen, by kind."""
    cuts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """What was cut, and how."""
    behind: list[str] = field(default_factory=list)
    """The cursors that streams were asked to go on behind."""
    told: list[str] = field(default_factory=list)
    """The cursors that streams told."""

    def cut(self, manner: str = "at once") -> None:
        """Cut all lines."""
        for line in self.lines:
            self._cut(line, manner)

    def cut_soon(self, most: int) -> None:
        """Cut each line within its next so many bytes to the page, which is mostly in the middle of a frame."""
        for line in self.lines:
            line.left = random.randrange(1, most)

    def calm(self) -> None:
        """Cut nothing more."""
        self.blocked = set()
        for line in self.lines:
            line.left = None

    def _cut(self, line: Line, manner: str) -> None:
        self.cuts[line.kind, manner] += 1
        line.cut()

    async def take(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        """Carry one connection."""
        if self.is_down:
            client.transport.abort()
            return
        with suppress(OSError):
            upstream, server = await asyncio.open_connection("127.0.0.1", self.port)
            line = Line(client, server)
            self.lines.append(line)
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(self._outward(reader, line))
                    both.create_task(self._homeward(upstream, line))
            finally:
                self.lines.remove(line)
                line.cut()

    async def _outward(self, reader: asyncio.StreamReader, line: Line) -> None:
        with suppress(OSError):
            while data := await reader.read(CHUNK):
                if data.startswith((b"POST ", b"GET ", b"OPTIONS ")):
                    line.kind = kind_of(data)
                    self.asked[line.kind] += 1
                    self.behind += _BEHIND.findall(data.decode(errors="replace"))
                    if line.kind in self.blocked:
                        break
                    if self.in_maintenance:
                        line.client.write(MAINTENANCE)
                        await line.client.drain()
                        break
                line.server.write(data)
        line.server.close()
        line.client.close()

    async def _homeward(self, upstream: asyncio.StreamReader, line: Line) -> None:
        with suppress(OSError):
            while data := await upstream.read(CHUNK):
                if line.kind in self.held:
                    continue
                self.told += _TOLD.findall(data.decode(errors="replace"))
                if line.left is not None and len(data) >= line.left:
                    line.client.write(data[: line.left])
                    await asyncio.sleep(0)
                    self._cut(line, "in a frame")
                    return
                line.left = line.left and line.left - len(data)
                line.client.write(data)
                await line.client.drain()
        line.client.close()


@asynccontextmanager
async def a_wire(api: str) -> AsyncIterator[Wire]:
    """A proxy to the API for as long as the block lasts."""
    wire = Wire(int(api.rsplit(":", 1)[1]))
    listener = listen("127.0.0.1", 0)
    wire.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    server = await asyncio.start_server(wire.take, sock=listener)
    try:
        yield wire
    finally:
        server.close()
        wire.cut()
        await server.wait_closed()

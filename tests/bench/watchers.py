"""Many readers of server-sent events in one process: raw sockets that note when each event came, and nothing more.

`python -m tests.bench.watchers` takes orders from its standard input, a line of JSON each, and tells what came.
"""

import asyncio
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvloop

AT_ONCE = 50
"""Connections that are opened at the same time."""
AGAIN_SECONDS = 1.0
LONGEST_LINE = 16 * 2**20
_EVENT = re.compile(rb"^id: (\S+)$", re.MULTILINE)


class Readers:
    """All connections, and for each event the moments at which they got it."""

    def __init__(self) -> None:
        self._expected = 0
        self._moments: defaultdict[bytes, list[float]] = defaultdict(list)
        self._room = asyncio.Semaphore(AT_ONCE)
        self._tasks: list[asyncio.Task[None]] = []
        self._open = 0
        self._ends: Counter[str] = Counter()

    def note(self, event: bytes, moment: float) -> None:
        """One more has it. When all have, that is told."""
        moments = self._moments[event]
        moments.append(moment)
        if len(moments) == self._expected:
            _tell({"moments": moments})

    async def connect(self, port: int, requests: Sequence[str], expected: int) -> None:
        """Open a connection for each request and wait until all are let in; `expected` share each event."""
        self._expected = expected
        self._moments.clear()
        self._ends.clear()
        self._tasks = [asyncio.create_task(self._stay(port, request.encode())) for request in requests]
        while self._open < len(requests):
            await asyncio.sleep(0.05)
        _tell({"open": self._open})

    async def count(self) -> None:
        """Tell what ended until now and why, and how many events not exactly those got who should; begin anew."""
        uneven = sum(len(moments) != self._expected for moments in self._moments.values())
        _tell({"open": self._open, "uneven": uneven, "ends": self._ends})
        self._ends.clear()

    async def leave(self) -> None:
        """Disconnect all."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        _tell({"open": self._open})

    async def _stay(self, port: int, request: bytes) -> None:
        """Be connected; whoever is sent away comes back after a second, as a widget does."""
        loop = asyncio.get_running_loop()
        while True:
            async with self._room:
                _, reader = await loop.create_connection(lambda: Reader(self, request), "127.0.0.1", port)
                status = await reader.status
            if status == "200":
                self._open += 1
                try:
                    status = await reader.end
                finally:
                    self._open -= 1
                    reader.transport.close()
            self._ends[status] += 1
            await asyncio.sleep(AGAIN_SECONDS)


class Reader(asyncio.Protocol):
    """One connection: the HTTP status of its answer, and how its stream ended."""

    def __init__(self, readers: Readers, request: bytes) -> None:
        loop = asyncio.get_running_loop()
        self.transport: Any = None
        self.status: asyncio.Future[str] = loop.create_future()
        self.end: asyncio.Future[str] = loop.create_future()
        self._readers, self._request = readers, request
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask."""
        self.transport = transport
        self.transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Note which events have come completely."""
        now = time.perf_counter()
        data = self._rest + data
        end = data.rfind(b"\n\n") + 2
        for event in _EVENT.findall(data, 0, max(end, 0)):
            self._readers.note(event, now)
        if b"event: complete" in data and not self.end.done():
            self.end.set_result("complete")
        if not self.status.done() and b"\r\n\r\n" in data:
            self.status.set_result(data[9:12].decode())
            if self.status.result() != "200":
                self.transport.close()
        self._rest = data[end:] if end > 1 else data

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell who waits for anything."""
        for waiting in (self.status, self.end):
            if not waiting.done():
                waiting.set_result("closed")


def _tell(what: dict[str, object]) -> None:
    print(json.dumps(what), flush=True)


async def main() -> None:
    """Do what the lines say until there are no more."""
    lines = asyncio.StreamReader(limit=LONGEST_LINE)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    readers = Readers()
    while line := await lines.readline():
        order, arguments = json.loads(line)
        do: Callable[..., Awaitable[None]] = getattr(readers, order)
        await do(**arguments)


@dataclass
class Crowd:
    """The readers' process, seen from the bench."""

    process: asyncio.subprocess.Process

    async def enter(self, port: int, requests: Sequence[str], expected: int) -> None:
        """Have all of them connected; so many share each event."""
        await self._order("connect", port=port, requests=requests, expected=expected)
        told = await self._told()
        assert told == {"open": len(requests)}, told

    async def received(self) -> list[float]:
        """The moments, on the clock of `time.perf_counter`, at which all who share the next event had it."""
        moments: list[float] = (await self._told())["moments"]
        return moments

    async def count(self) -> dict[str, Any]:
        """How many are `open`, how many ended since the last count and how, and `uneven` events."""
        await self._order("count")
        counts: dict[str, Any] = await self._told()
        return counts

    async def leave(self) -> None:
        """Disconnect all."""
        await self._order("leave")
        assert await self._told() == {"open": 0}

    async def _order(self, name: str, **arguments: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps([name, arguments]).encode() + b"\n")
        await self.process.stdin.drain()

    async def _told(self) -> Any:
        assert self.process.stdout is not None
        async with asyncio.timeout(120):
            return json.loads(await self.process.stdout.readline())


@asynccontextmanager
async def a_crowd() -> AsyncIterator[Crowd]:
    """Start the readers' process, with nobody connected."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.watchers",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=LONGEST_LINE,
    )  # fmt: skip
    try:
        yield Crowd(process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


if __name__ == "__main__":
    uvloop.run(main())

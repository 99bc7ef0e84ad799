"""A port before the API whose connections can be cut without a goodbye."""

import asyncio
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit


class Relay:
    """Carries bytes to and fro until `cut`; then it takes new connections."""

    def __init__(self, url: str) -> None:
        self._there = urlsplit(url)
        self._lines: list[asyncio.StreamWriter] = []
        self._serving: set[asyncio.Task[None]] = set()
        self.taken = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.cut()
        for task in self._serving:
            task.cancel()
        await asyncio.gather(*self._serving, return_exceptions=True)
        self.cut()
        await asyncio.sleep(0.05)  # until the broken ones are closed, for which there is nothing to wait

    @property
    def url(self) -> str:
        """Where to knock."""
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def cut(self) -> None:
        """Both sides see their connections break."""
        for line in self._lines:
            line.transport.abort()
        self._lines.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.taken += 1
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        task.add_done_callback(self._serving.discard)
        there, back = await asyncio.open_connection(self._there.hostname, self._there.port)
        self._lines += [writer, back]
        with suppress(OSError):
            await asyncio.gather(_pump(reader, back), _pump(there, writer))


async def _pump(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        sink.write(data)
        await sink.drain()
    sink.close()

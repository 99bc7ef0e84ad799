"""What the worker answers over HTTP: /healthz from its own loop, so that a loop that hangs is silent, and /metrics."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

PATIENCE_SECONDS = 5.0
LONGEST_REQUEST = 8192


@asynccontextmanager
async def answering(host: str, port: int) -> AsyncIterator[None]:
    """Answer on this port for as long as the block lasts; 0 is off. Raises `OSError` when the port is taken."""
    if not port:
        yield
        return
    async with await asyncio.start_server(_answer, host, port, limit=LONGEST_REQUEST):
        yield


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One request for each connection; whoever is slow or strange is left."""
    with suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
            method, path, _ = head.split(b"\r\n", 1)[0].split(b" ")
            writer.write(_response(method, path))
            await writer.drain()
    writer.close()


def _response(method: bytes, path: bytes) -> bytes:
    if method != b"GET":
        return _written("405 Method Not Allowed", "text/plain", b"only GET\n")
    if path == b"/healthz":
        return _written("200 OK", "application/json", b'{"status":"ok"}')
    if path == b"/metrics":
        return _written("200 OK", CONTENT_TYPE_LATEST, generate_latest())
    return _written("404 Not Found", "text/plain", b"/healthz or /metrics\n")


def _written(status: str, kind: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body

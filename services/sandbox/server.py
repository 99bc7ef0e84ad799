"""The process: a listening socket, a server whose lines can break, and an end within three seconds."""

import asyncio
import signal
import socket
import sys

import structlog
import uvicorn

from services.sandbox.app import make_app
from services.sandbox.box import Box
from services.sandbox.connection import BreakableProtocol
from services.sandbox.settings import Settings

# seconds that calls under way have when the server stops
GRACE = 2
MOST_CONNECTIONS = 1_000

log = structlog.get_logger()


class Server(uvicorn.Server):
    """A server that wakes the calls which are silent on purpose before it waits for them."""

    def __init__(self, config: uvicorn.Config, closing: asyncio.Event) -> None:
        super().__init__(config)
        self._closing = closing

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop; called by uvicorn after a signal."""
        self._closing.set()
        await super().shutdown(sockets)


def make_server(box: Box) -> Server:
    """A server for a box; give it a listening socket."""
    config = uvicorn.Config(
        make_app(box),
        # asyncio's own transports let a socket be broken; uvloop hides it
        loop="asyncio",
        http=BreakableProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_graceful_shutdown=GRACE,
    )
    return Server(config, box.closing)


def listen(settings: Settings) -> socket.socket:
    """A listening socket. Raises `OSError` when the address is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.create_server((settings.host, settings.port), family=family, backlog=1024)
    # asyncio forgets it for sockets made by others, and each answer would wait 40 ms for an acknowledgment
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    listening.setblocking(False)
    return listening


def run(settings: Settings) -> int:
    """Serve until a signal; returns the exit status."""
    try:
        listening = listen(settings)
    except OSError as taken:
        log.error("cannot listen", host=settings.host, port=settings.port, why=taken.strerror or str(taken))
        return 1
    # uvicorn raises the signal again after it stopped; an asked-for end is no failure
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: sys.exit(0))
    host, port = listening.getsockname()[:2]
    url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    log.info("listening", url=url, step_seconds=settings.step)
    try:
        make_server(Box(settings)).run(sockets=[listening])
    finally:
        log.info("stopped")
    return 0

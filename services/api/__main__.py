"""`python -m services.api`: the API under uvicorn, until SIGTERM or SIGINT."""

import gc
import logging
import resource
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import structlog
import uvicorn
from starlette.applications import Starlette

from services.api.app import drain, make_app
from services.core import logging as logs
from services.core.settings import Settings, read_settings

log = structlog.get_logger()

LONGEST_MESSAGE = 64 * 1024
SEND_BUFFER = 128 * 1024
STALLED_MILLISECONDS = 15_000
YOUNG = 20_000
"""New objects, less those that are gone, until the youngest are looked through; Python's own 700 are for programs."""
CLOSING_SECONDS = 5
"""What the end of the process may take once no request runs any more."""


class Server(uvicorn.Server):
    """Tells streams to end before it waits for them, and ends with status 0 when it was asked to."""

    def __init__(self, app: Starlette, settings: Settings) -> None:
        self._app = app
        super().__init__(
            uvicorn.Config(
                app,
                loop="uvloop",
                http="httptools",
                ws="websockets-sansio",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                ws_max_size=LONGEST_MESSAGE,
                ws_per_message_deflate=False,
                timeout_graceful_shutdown=max(1, int(settings.drain_seconds) - CLOSING_SECONDS),
            )
        )

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at a signal; a second SIGINT does not wait."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.handle_exit)
        yield

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Send everybody away, then wait for what still runs."""
        drain(self._app)
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """A listening socket whose connections end when their reader stalls, and buffer little for it until then."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED_MILLISECONDS)
        listener.bind((host, port))
        listener.listen(2048)
    except (OSError, OverflowError):
        listener.close()
        raise
    return listener


def collect_rarely() -> None:
    """Keep the garbage collector from holding up everybody: with thousands of streams it has much to look through.

    What was made until here lives as long as the process and is looked at no more. A push to some thousand makes as
    many tasks at once, which all are gone a moment later: that alone is no reason to look.
    """
    gc.freeze()
    gc.set_threshold(YOUNG)


def allow_connections() -> None:
    """Have as many files open as the system lets us: each connection is one, and many systems begin with 1,024."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):  # macOS has a bound that it does not tell
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def main() -> None:
    """Run until stopped. A setting that cannot be used ends it with one line for each."""
    try:
        settings = read_settings("api")
        logs.configure(settings.log_level, settings.log_format)
        app = make_app(settings)
    except ValueError as error:
        sys.exit(f"api: {error}")
    allow_connections()
    try:
        listener = listen(settings.host, settings.port)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        sys.exit(f"api: cannot listen on {settings.host}:{settings.port}: {reason}; set HOST or PORT")
    # uvicorn's and websockets' own lines quote addresses and messages
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    collect_rarely()
    log.info("api.listening", host=settings.host, port=settings.port)
    Server(app, settings).run(sockets=[listener])


if __name__ == "__main__":
    main()

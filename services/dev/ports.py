"""Ports of 127.0.0.1: which are free."""

import random
import socket

from services.dev import DevError


def is_busy(port: int, host: str = "127.0.0.1") -> bool:
    """Whether somebody listens there; connections that still wait for their end do not count."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def free_port() -> int:
    """A port that nobody listens on.

    Below the range that the kernel gives to outgoing connections: otherwise a client that retries while the
    server is away may be given the server's own port, connect to itself and keep the server from coming back.
    """
    for _ in range(200):
        port = random.randrange(15_000, 32_000)
        if not is_busy(port):
            return port
    raise DevError("No free port was found between 15000 and 32000; stop some servers and try again.")

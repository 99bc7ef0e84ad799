"""Functions that no file should be able to make ours into, run apart by tests."""

import os
import signal
import time


def hang(given: bytes) -> bytes:
    """Never end."""
    time.sleep(600)
    return given


def eat(given: bytes) -> bytes:
    """Take all memory there is."""
    return given + bytes(16 * 1024**3)


def die(given: bytes) -> bytes:
    """End as a broken library would."""
    os.kill(os.getpid(), signal.SIGSEGV)
    return given


def fail(given: bytes) -> bytes:
    """Raise."""
    raise RuntimeError(given)


def echo(given: bytes) -> bytes:
    """Give it back."""
    return given


def environment(_: bytes) -> bytes:
    """What a child can read of its surroundings."""
    return repr(dict(os.environ)).encode()

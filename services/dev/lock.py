"""One development setup for each data folder."""

import fcntl
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from services.dev import DevError

STOP_SECONDS = 15.0


@contextmanager
def locked(data: Path) -> Iterator[None]:
    """Holds `data`/lock, which names our process; raises DevError when another process holds it."""
    with (data / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DevError(f"`make run` already runs on {data} (process {_holder(data)}); stop it first.") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def stop_holder(data: Path) -> None:
    """Asks the process that holds `data`/lock to stop, and waits for it; raises DevError when it stays."""
    deadline = time.monotonic() + STOP_SECONDS
    asked = False
    while (data / "lock").exists():
        try:
            with locked(data):
                return
        except DevError:
            if time.monotonic() > deadline:
                raise
        if not asked:
            with suppress(ProcessLookupError, ValueError):
                os.kill(int(_holder(data)), signal.SIGTERM)
            asked = True
        time.sleep(0.1)


def _holder(data: Path) -> str:
    return (data / "lock").read_text().strip() or "unknown"

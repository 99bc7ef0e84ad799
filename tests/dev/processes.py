"""Finds processes by what they carry, and waits for what must become true."""

import time
from collections.abc import Callable

import psutil

PATIENCE = 30.0


def eventually(what: str, true: Callable[[], object]) -> None:
    """Returns as soon as `true` holds, and fails when it never does."""
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.02)


def processes_of(mark: str) -> list[str]:
    """The processes that have `mark` in their command line, folder or environment: id and command line."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.status() == psutil.STATUS_ZOMBIE or process.pid == psutil.Process().pid:
                continue
            line = " ".join(process.cmdline())
            # servers overwrite their command line, but work in their folder
            if mark in line or mark in process.cwd() or mark in process.environ().values():
                found.append(f"{process.pid} {line}")
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
    return found

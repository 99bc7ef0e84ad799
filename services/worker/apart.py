"""Runs a function on bytes that nobody trusts in a process of its own, with an end to its time and memory.

A file can be made to hang or crash whatever reads it. Here it takes the child with it and nothing else: the loop goes
on, leases are renewed, and the child knows no secret and no connection.
"""

import asyncio
import contextlib
import os
import resource
import signal
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACES = 2
SECONDS = 20.0
MEMORY = 1024 * 1024**2
"""Bytes of address space; an image of 50 megapixels takes a third of it."""


class Crashed(Exception):
    """The function did not end well: it raised, was killed, or took too much time or memory."""


class Apart:
    """Starts the children; so many at once, and the rest wait for a place."""

    def __init__(self, places: int = PLACES) -> None:
        self._places = asyncio.Semaphore(places)

    async def run(self, function: str, given: bytes, *, seconds: float = SECONDS, memory: int = MEMORY) -> bytes:
        """What `module:function` makes of the bytes. Raises `Crashed`."""
        async with self._places:
            child = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "services.worker.apart", function, str(int(seconds) + 1), str(memory)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,  # a trace may quote what is in the file
                cwd=ROOT,
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                start_new_session=True,
            )
            try:
                async with asyncio.timeout(seconds):
                    made, _ = await child.communicate(given)
            except TimeoutError:
                raise Crashed(f"{function}: no end within {seconds:g} seconds") from None
            finally:
                if child.returncode is None:
                    with contextlib.suppress(ProcessLookupError):
                        os.killpg(child.pid, signal.SIGKILL)
                    await child.wait()
        if child.returncode:
            raise Crashed(f"{function}: ended with {child.returncode}")
        return made


def main(function: str, seconds: str, memory: str) -> None:
    """The child: bound itself, and pass standard input through the function to standard output."""
    with contextlib.suppress(OSError):
        os.nice(10)
    limits = {
        resource.RLIMIT_CPU: int(seconds),
        resource.RLIMIT_AS: int(memory),
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        with contextlib.suppress(ValueError, OSError):  # a system that does not know it
            resource.setrlimit(limit, (value, value))
    module, _, name = function.partition(":")
    sys.stdout.buffer.write(getattr(import_module(module), name)(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main(*sys.argv[1:])

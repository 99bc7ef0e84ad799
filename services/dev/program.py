"""One program under its guard: its lines as they come, and its end."""

import asyncio
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from services.dev.guard import guarded

LONGEST_LINE = 65_536
SIGNALED = 128

Take = Callable[[str], None]
"""What is done with one line of output."""


@dataclass(frozen=True)
class Program:
    """One command under a name.

    Attributes:
        name: What its lines stand under.
        command: The program and its arguments.
        ready_url: Answers 200 when the program can work; None when there is nothing to ask.
        grace: Its time to stop before it is killed, seconds.
    """

    name: str
    command: tuple[str, ...]
    ready_url: str | None = None
    grace: float = 4.0


class Running:
    """A program's process, from its start to its end."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, program: Program, environment: Mapping[str, str], folder: Path, *, apart: bool) -> "Running":
        """Starts it in `folder`; `apart` keeps its error output apart from its output."""
        return cls(
            await asyncio.create_subprocess_exec(
                *guarded(program.command, [(signal.SIGTERM, program.grace)]),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE if apart else asyncio.subprocess.STDOUT,
                start_new_session=True,
                env=environment,
                cwd=folder,
            )
        )

    async def end(self, output: Take, errors: Take) -> int:
        """Hands over the lines until the process ends; returns its exit status, 128 + n after signal n."""
        streams = ((self._process.stdout, output), (self._process.stderr, errors))
        await asyncio.gather(*(_pump(stream, take) for stream, take in streams if stream is not None))
        return await self._process.wait()

    def stop(self, *, at_once: bool) -> None:
        """Asks it to stop within its grace, or kills it; asking again is harmless."""
        if self._process.returncode is None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            if at_once:
                # not SIGTERM: whether it or the closed pipe comes first would decide how far it goes
                with suppress(ProcessLookupError):
                    self._process.send_signal(signal.SIGUSR1)


async def _pump(stream: asyncio.StreamReader, take: Take) -> None:
    rest = b""
    while part := await stream.read(LONGEST_LINE):
        *lines, rest = (rest + part).split(b"\n")
        if len(rest) > LONGEST_LINE:
            lines.append(rest)
            rest = b""
        for line in lines:
            take(line.decode(errors="replace").rstrip("\r"))
    if rest:
        take(rest.decode(errors="replace"))


def how(status: int) -> str:
    """An exit status of `Running.end` in words."""
    if status > SIGNALED:
        return f"by {signal.Signals(status - SIGNALED).name}"
    return f"with exit status {status}"

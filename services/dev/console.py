"""What a person sees: the lines of all processes, each under its name."""

import os
import select
import sys
from contextlib import suppress
from typing import TextIO

COLORS = (36, 33, 35, 32, 34, 96, 93, 95)
OURS = "makegood"


class Console:
    """Writes whole lines to a stream, in color when it is a terminal and NO_COLOR is not set."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stdout if stream is None else stream
        self._colored = self._stream.isatty() and not os.environ.get("NO_COLOR")
        self._names: dict[str, int] = {}

    def line(self, name: str, text: str) -> None:
        """One line of the process `name`."""
        label = f"{name:<8} │"
        if self._colored:
            color = COLORS[self._names.setdefault(name, len(self._names)) % len(COLORS)]
            label = f"\x1b[{color}m{label}\x1b[0m"
        self._write(f"{label} {text}\n")

    def say(self, text: str) -> None:
        """A line of our own."""
        self.line(OURS, f"\x1b[1m{text}\x1b[0m" if self._colored else text)

    def plain(self, text: str) -> None:
        """Text as it stands."""
        self._write(text + "\n")

    def is_gone(self) -> bool:
        """Whether the stream leads nowhere: its terminal was closed, or the reader of its pipe has ended."""
        poll = select.poll()
        poll.register(self._stream, 0)
        return bool(poll.poll(0))

    def _write(self, text: str) -> None:
        # a terminal that was closed must not keep the processes from being stopped
        with suppress(OSError, ValueError):
            self._stream.write(text)
            self._stream.flush()

"""What the reader sees: who does what, and every request and push in one line with the same columns."""

import os
import sys
import textwrap
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TextIO

from services.dev.demo.pushes import Push

WIDTH = 100
DIM, BOLD, GREEN = 2, 1, 32


class Timeline:
    """Writes to a stream, in color when it is a terminal and NO_COLOR is not set."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = sys.stdout if stream is None else stream
        self._colored = self._stream.isatty() and not os.environ.get("NO_COLOR")
        self._steps = 0

    def title(self, text: str, **facts: str) -> None:
        """What this is, and the facts that a reader may want to use."""
        self.say(self._paint(text, BOLD))
        for name, value in facts.items():
            self.say(f"  {name:<12} {value}")

    def step(self, text: str) -> None:
        """Who does what next."""
        self._steps += 1
        self.say("")
        first, *rest = textwrap.wrap(text, WIDTH, initial_indent=f"{self._steps}. ", subsequent_indent="   ")
        for line in (first, *rest):
            self.say(self._paint(line, BOLD))

    def columns(self) -> None:
        """The names of the columns."""
        self.say("")
        self.note(
            "→ is sent and ← is pushed. ms is the time from the change to its arrival here; behind the cursor a page "
            "continues after a lost connection, so that it misses nothing."
        )
        self.say("")
        names = self._row("time", " ", "over", "what", "which says", "by", "ms", "cursor")
        self.say(self._paint(names, DIM))

    def request(self, what: str, says: str, whom: str, over: str = "HTTP") -> None:
        """One request that is about to be sent."""
        self.say(self._row(_time(datetime.now(UTC)), "→", over, what, says, whom))

    def push(self, push: Push) -> None:
        """One event as it came."""
        event = push.event
        whom = str(event["actor"]["kind"]).lower()
        row = self._row(
            _time(push.arrived),
            "←",
            push.over,
            event["type"],
            _says(event),
            whom,
            f"{push.milliseconds:.0f}",
            f"…{event['cursor'][-6:]}",
        )
        self.say(self._paint(row, GREEN))

    def heading(self, text: str) -> None:
        """What comes out in the end."""
        self.say("")
        self.say(self._paint(text, BOLD))

    def note(self, text: str) -> None:
        """Something that nobody sent."""
        for line in textwrap.wrap(text, WIDTH, initial_indent="   ", subsequent_indent="   "):
            self.say(line)

    def say(self, line: str) -> None:
        """One line as it stands."""
        self._stream.write(line + "\n")
        self._stream.flush()

    def _row(
        self, time: str, arrow: str, over: str, what: str, says: str, whom: str, waited: str = "", cursor: str = ""
    ) -> str:
        return f"   {time:<12} {arrow} {over:<9}  {what:<25}  {says:<23}  {whom:<8}  {waited:>4}  {cursor}".rstrip()

    def _paint(self, text: str, color: int) -> str:
        return f"\x1b[{color}m{text}\x1b[0m" if self._colored else text


def _time(at: datetime) -> str:
    return at.astimezone().strftime("%H:%M:%S.%f")[:-3]


def _says(event: Mapping[str, Any]) -> str:
    """What the event itself tells of the claim, the recovery or the parcel."""
    if event.get("status"):
        return f"{event['status']} {event['cancelReason']}" if event.get("cancelReason") else str(event["status"])
    return str(event.get("recoveryStatus") or event.get("trackingStatus") or "")

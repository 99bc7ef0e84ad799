"""Bad days of half a minute: what can be made to go wrong outside, and for how long it still does."""

import asyncio
from collections.abc import Callable

from services.sandbox.box import Box
from services.sandbox.deliveries import Disorder
from services.sandbox.faults import Fault, Kind, TooMany
from services.sandbox.steering import Wrong

SECONDS = 30.0
FAULTS = {
    "away": Fault(503, times=None),
    "silent": Fault(Kind.HANG, times=None),
}
"""What befalls calls to the carrier's account."""
TWICE = "twice"
"""Webhooks, each of which comes again, out of order."""


class BadDays:
    """Those that a person began, until they end by themselves."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._ends: dict[str, asyncio.TimerHandle] = {}

    def begin(self, name: str) -> None:
        """Begin one; one that lasts already goes on. Raises `Wrong`."""
        if name in self._ends:
            return
        loop = asyncio.get_running_loop()
        self._ends[name] = loop.call_later(SECONDS, self._end, name, self._disturb(name))

    def left(self) -> dict[str, float]:
        """The seconds for which each still lasts."""
        now = asyncio.get_running_loop().time()
        return {name: round(max(0.0, end.when() - now), 1) for name, end in self._ends.items()}

    def close(self) -> None:
        """End all of them."""
        for end in self._ends.values():
            end.cancel()
        self._ends.clear()

    def _disturb(self, name: str) -> Callable[[], None]:
        """Let things go wrong; returns what sets them right."""
        if name == TWICE:
            self._box.deliveries.disorder = Disorder(duplicate=1, shuffle=True, hold=1.0)
            return self._restore
        if name not in FAULTS:
            raise Wrong(f"no such bad day; there are {', '.join((*FAULTS, TWICE))}")
        try:
            number = self._box.faults.order(FAULTS[name])
        except TooMany as full:
            raise Wrong(f"{full}: DELETE /control/faults") from full
        return lambda: self._box.faults.lift(number)

    def _restore(self) -> None:
        self._box.deliveries.disorder = Disorder()

    def _end(self, name: str, restore: Callable[[], None]) -> None:
        self._ends.pop(name, None)
        restore()

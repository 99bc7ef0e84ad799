"""The parcels under way: which scans of their journeys are known by now, and who is told of the next one."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from services.sandbox.journeys import FINAL, TURNS, ClaimStep, Journey, Scan, for_code, turn

Clock = Callable[[], datetime]
Watcher = Callable[["Parcel"], None]

MOST_PARCELS = 50_000
MOST_SCANS = 500


class Full(Exception):
    """A bound of the sandbox is reached; `POST /control/reset` empties it."""


@dataclass(frozen=True, slots=True)
class ClaimTold:
    """A step of a claim on the parcel, and when its carrier told it."""

    at: datetime
    step: ClaimStep


@dataclass(slots=True, eq=False)
class Parcel:
    """One parcel: `known` scans, oldest first, those `to_come`, which nobody has been told, and how its claim goes."""

    code: str
    journey: Journey
    promised_at: datetime
    known: list[Scan]
    to_come: deque[Scan]
    claim: list[ClaimTold] = field(default_factory=list)
    timer: asyncio.TimerHandle | None = field(default=None, repr=False)

    @property
    def last(self) -> Scan | None:
        """The newest known scan."""
        return self.known[-1] if self.known else None

    @property
    def ended(self) -> bool:
        """Whether the carrier will say nothing more."""
        return self.last is not None and self.last.happening in FINAL


class Parcels:
    """All parcels by tracking code. One parcel is the same for every company that is asked about it."""

    def __init__(self, step_seconds: float, clock: Clock) -> None:
        self.scripts: dict[str, Journey] = {}
        self._step_seconds = step_seconds
        self._clock = clock
        self._parcels: dict[str, Parcel] = {}
        self.watchers: list[Watcher] = []

    def find(self, code: str) -> Parcel | None:
        """The parcel with this code, if anybody asked for it before."""
        return self._parcels.get(code)

    def follow(self, code: str) -> Parcel:
        """The parcel with this code; its journey begins when it is asked for first. Raises `Full`."""
        parcel = self._parcels.get(code)
        if parcel is None:
            if len(self._parcels) >= MOST_PARCELS:
                raise Full(f"the sandbox follows {MOST_PARCELS} parcels and no more")
            parcel = self._parcels[code] = self._begin(code)
            self._schedule(parcel)
        return parcel

    def advance(self, parcel: Parcel, steps: int = 1) -> int:
        """Release the next scans of the script at once; returns how many there were."""
        released = min(steps, len(parcel.to_come))
        if released:
            parcel.known.extend(parcel.to_come.popleft() for _ in range(released))
            self._schedule(parcel)
            self._tell(parcel)
        return released

    def turn(self, parcel: Parcel, to: str) -> None:
        """Give the parcel another fate, effective now; the rest of its script is dropped.

        Raises:
            KeyError: no such turn.
            Full: the parcel has seen too much.
        """
        if len(parcel.known) + len(TURNS[to]) > MOST_SCANS:
            raise Full(f"a parcel has {MOST_SCANS} scans and no more")
        parcel.to_come.clear()
        self._schedule(parcel)
        after = parcel.last.at if parcel.last is not None else None
        parcel.known += turn(to, self._clock().replace(microsecond=0), after)
        self._tell(parcel)

    def decide(self, parcel: Parcel, step: ClaimStep) -> None:
        """Let the claim on the parcel come to a step, now. Raises `Full`."""
        if len(parcel.claim) >= MOST_SCANS:
            raise Full(f"a claim has {MOST_SCANS} steps and no more")
        parcel.claim.append(ClaimTold(self._clock().replace(microsecond=0), step))
        self._tell(parcel)

    def forget(self) -> None:
        """Drop all parcels and their timers."""
        for parcel in self._parcels.values():
            if parcel.timer is not None:
                parcel.timer.cancel()
        self._parcels.clear()

    def _begin(self, code: str) -> Parcel:
        journey = self.scripts.get(code) or for_code(code)
        today = self._clock().replace(hour=0, minute=0, second=0, microsecond=0)
        scans = [step.scan(today) for step in journey.steps]
        return Parcel(
            code,
            journey,
            journey.promised_on(today),
            known=scans[: journey.shown],
            to_come=deque(scans[journey.shown :]),
        )

    def _schedule(self, parcel: Parcel) -> None:
        if parcel.timer is not None:
            parcel.timer.cancel()
            parcel.timer = None
        if parcel.to_come:
            loop = asyncio.get_running_loop()
            parcel.timer = loop.call_later(self._step_seconds, self.advance, parcel)

    def _tell(self, parcel: Parcel) -> None:
        for watcher in self.watchers:
            watcher(parcel)

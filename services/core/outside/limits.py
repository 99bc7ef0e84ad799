"""What one account at one company may do in this process: breaker, rate, day, retries and calls at once."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

DAY = 86_400.0
"""Seconds of a day; a day's count begins anew at midnight UTC."""

RETRY_RESERVE = 10.0
"""Most retries that a quiet account can save up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one account. A company with tighter rules of its own hands in other figures.

    `per_day` is of a calendar day in UTC, as companies count; nothing means that the company counts no days.
    """

    concurrent: int = 20
    per_second: float = 20.0
    burst: int = 40
    failures_to_open: int = 5
    open_seconds: float = 30.0
    retry_share: float = 0.1
    per_day: int | None = None

    def part(self, share: float) -> "Limits":
        """These limits for one process of several; every account may call at least now and then."""
        return replace(
            self,
            per_second=self.per_second * share,
            burst=max(1, int(self.burst * share)),
            per_day=None if self.per_day is None else max(1, int(self.per_day * share)),
        )


class Breaker:
    """Stops calls to a company that keeps failing; after a rest one probe decides.

    Failures are counted in a row. Times are seconds of the monotonic clock.
    """

    def __init__(self, failures_to_open: int, open_seconds: float) -> None:
        self._failures_to_open = failures_to_open
        self._open_seconds = open_seconds
        self._failures = 0
        self._opened_at = 0.0
        self._probing = False

    def refuses_for(self, now: float) -> float:
        """Seconds for which no call may pass; 0 when one may."""
        if self._failures < self._failures_to_open:
            return 0.0
        rest = self._opened_at + self._open_seconds - now
        if rest > 0:
            return rest
        return 1.0 if self._probing else 0.0

    def enter(self) -> None:
        """A call that was not refused begins; while open it is the probe."""
        self._probing = self._failures >= self._failures_to_open

    def succeeded(self) -> None:
        """They answered, whatever they said."""
        self._failures = 0
        self._probing = False

    def failed(self, now: float) -> None:
        """They did not answer, or with a failure of their own."""
        self._failures += 1
        self._opened_at = now
        self._probing = False

    def abandoned(self) -> None:
        """The call ended before it could prove anything."""
        self._probing = False


class Rate:
    """A steady rate with a burst (GCRA); a company's own wish to be left alone stops it altogether."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._interval = 1.0 / per_second
        self._burst = (burst - 1) * self._interval
        self._arrival = float("-inf")
        self._paused_until = float("-inf")

    def reserve(self, now: float, patience: float) -> float:
        """Seconds to wait before sending. A wait longer than `patience` seconds reserves nothing."""
        arrival = max(self._arrival, now)
        wait = max(arrival - self._burst - now, self._paused_until - now, 0.0)
        if wait <= patience:
            self._arrival = arrival + self._interval
        return wait

    def pause(self, until: float) -> None:
        """Send nothing before `until`."""
        self._paused_until = max(self._paused_until, until)


class Day:
    """Counts the calls of a calendar day in UTC."""

    def __init__(self, most: int | None) -> None:
        self._most = most
        self._day = 0
        self._count = 0

    def wait(self, now: datetime) -> float:
        """Seconds until there is a call left: 0, or until the next day."""
        day, second = divmod(now.timestamp(), DAY)
        spent = self._most is not None and day == self._day and self._count >= self._most
        return DAY - second if spent else 0.0

    def take(self, now: datetime) -> None:
        """Count a call made at that moment."""
        day = int(now.timestamp() // DAY)
        self._count = self._count + 1 if day == self._day else 1
        self._day = day


class RetryBudget:
    """Allows `share` retries for each call, and one to begin with, so that they never multiply an outage."""

    def __init__(self, share: float) -> None:
        self._share = share
        self._saved = 1.0

    def earn(self) -> None:
        """A call was asked for."""
        self._saved = min(RETRY_RESERVE, self._saved + self._share)

    def spend(self) -> bool:
        """Whether one retry is allowed; it counts as made."""
        # ten tenths add up to a hair less than one
        if self._saved < 1.0 - 1e-9:
            return False
        self._saved -= 1.0
        return True


class Account:
    """The state of one account at one company."""

    def __init__(self, limits: Limits) -> None:
        self.breaker = Breaker(limits.failures_to_open, limits.open_seconds)
        self.rate = Rate(limits.per_second, limits.burst)
        self.day = Day(limits.per_day)
        self.retries = RetryBudget(limits.retry_share)
        self.slots = asyncio.Semaphore(limits.concurrent)
        self.calls = 0

    def reserve(self, seconds: float, now: datetime, patience: float) -> float:
        """Seconds to wait before sending, by this process' own count; more than `patience` reserves nothing.

        `seconds` is the monotonic clock, `now` the wall's.
        """
        wait = self.day.wait(now)
        if wait <= patience:
            wait = max(wait, self.rate.reserve(seconds, patience))
        if wait <= patience:
            self.day.take(now + timedelta(seconds=wait))
        return wait

"""The bad days that a test or a person orders: which calls go wrong, how, and how often."""

from enum import StrEnum
from typing import Annotated

import msgspec

from services.sandbox.company import Caller

MOST_FAULTS = 100
LONGEST_DELAY = 120.0
SLOW = 5.0


class Kind(StrEnum):
    """How a call goes wrong, beside being refused with a status.

    `SLOW` does the work after a while, `LATE` even when the caller has gone by then.
    `HANG` stays silent, then ends the connection; no work is done.
    `RESET_BEFORE_WORK` and `RESET_AFTER_WORK` break the connection without an answer.
    `MALFORMED` and `TRUNCATED` do the work; the answer is no JSON, or stops in its middle.
    """

    SLOW = "slow"
    LATE = "late"
    HANG = "hang"
    RESET_BEFORE_WORK = "reset_before_work"
    RESET_AFTER_WORK = "reset_after_work"
    MALFORMED = "malformed"
    TRUNCATED = "truncated"


class Match(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which calls are meant; empty fields mean all. `path_prefix` is counted from the company's root.

    `operation` is the name of a GraphQL operation or of one of its root fields.
    """

    method: str | None = None
    path_prefix: str | None = None
    api_key: str | None = None
    tracking_code: str | None = None
    shop: str | None = None
    operation: str | None = None

    def fits(self, method: str, path: str, caller: Caller) -> bool:
        """Whether a call is meant."""
        return (
            (self.method is None or self.method.upper() == method)
            and (self.path_prefix is None or path.startswith(self.path_prefix))
            and self.api_key in {None, caller.key}
            and (self.tracking_code is None or self.tracking_code in caller.tracking_codes)
            and self.shop in {None, caller.shop}
            and (self.operation is None or self.operation in caller.operations)
        )


class Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One order: these calls go wrong like this.

    `fault` is a status that the company refuses with, or a `Kind`.
    `times`: for so many calls, `None` for ever.
    `retry_after`: the header's value (seconds or an HTTP date). `errors`: details of the refusal.
    `delay`: seconds of silence before anything else; a hang without one lasts the longest there is.
    """

    fault: int | Kind
    company: str = "easypost"
    match: Match = Match()
    times: Annotated[int, msgspec.Meta(ge=1)] | None = 1
    retry_after: int | float | str | None = None
    delay: Annotated[float, msgspec.Meta(ge=0, le=LONGEST_DELAY)] | None = None
    errors: list[object] | None = None

    @property
    def silence(self) -> float:
        """Seconds before anything else happens."""
        if self.delay is not None:
            return self.delay
        if self.fault is Kind.HANG:
            return LONGEST_DELAY
        return SLOW if self.fault in {Kind.SLOW, Kind.LATE} else 0.0


class TooMany(Exception):
    """No more faults can be ordered before some are withdrawn."""


class Faults:
    """The orders in force, oldest first; the first that fits a call is used."""

    def __init__(self) -> None:
        self._orders: dict[int, Fault] = {}
        self._left: dict[int, int | None] = {}
        self._count = 0

    def order(self, fault: Fault) -> int:
        """Put an order in force; returns its number. Raises `TooMany`."""
        if len(self._orders) >= MOST_FAULTS:
            raise TooMany(f"{MOST_FAULTS} faults are in force; withdraw them first")
        self._count += 1
        self._orders[self._count] = fault
        self._left[self._count] = fault.times
        return self._count

    def take(self, company: str, method: str, path: str, caller: Caller) -> Fault | None:
        """The fault that befalls this call, counted as used."""
        for number, fault in self._orders.items():
            if fault.company == company and fault.match.fits(method, path, caller):
                self._use(number)
                return fault
        return None

    def in_force(self) -> list[tuple[int, Fault, int | None]]:
        """Number, order and how many calls are left of each (`None`: no end)."""
        return [(number, fault, self._left[number]) for number, fault in self._orders.items()]

    def withdraw(self) -> int:
        """Withdraw all orders; returns how many there were."""
        withdrawn = len(self._orders)
        self._orders.clear()
        self._left.clear()
        return withdrawn

    def lift(self, number: int) -> None:
        """Withdraw one order, if it is still in force."""
        self._orders.pop(number, None)
        self._left.pop(number, None)

    def _use(self, number: int) -> None:
        left = self._left[number]
        if left is None:
            return
        if left > 1:
            self._left[number] = left - 1
        else:
            del self._orders[number], self._left[number]

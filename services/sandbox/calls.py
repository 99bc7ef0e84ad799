"""A bounded log of the calls that reached a company, so that a test can count them."""

from collections import Counter, deque
from collections.abc import Iterator
from datetime import datetime

import msgspec

from services.sandbox.company import Caller

MOST_CALLS = 5_000
TAIL = 4


class Call(msgspec.Struct):
    """One call; `status` stays empty while it is unanswered. Of the key only the tail is kept."""

    number: int
    at: datetime
    company: str
    method: str
    path: str
    key_tail: str | None
    tracking_codes: tuple[str, ...]
    shop: str | None = None
    operations: tuple[str, ...] = ()
    fault: str | None = None
    status: int | None = None


class Wanted(msgspec.Struct, frozen=True):
    """Which calls are asked for; empty fields ask for all."""

    company: str | None = None
    method: str | None = None
    path_prefix: str | None = None
    tracking_code: str | None = None
    shop: str | None = None
    operation: str | None = None

    def fits(self, call: Call) -> bool:
        """Whether a call is among those asked for."""
        return (
            self.company in {None, call.company}
            and self.method in {None, call.method}
            and (self.path_prefix is None or call.path.startswith(self.path_prefix))
            and (self.tracking_code is None or self.tracking_code in call.tracking_codes)
            and self.shop in {None, call.shop}
            and (self.operation is None or self.operation in call.operations)
        )


class Calls:
    """The newest calls, oldest first. Numbers go on after old calls are dropped."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=MOST_CALLS)
        self._count = 0
        self.of_accounts: Counter[str] = Counter()
        """How many calls each account made, by company and tail of the key."""

    def note(self, at: datetime, company: str, method: str, path: str, caller: Caller) -> Call:
        """Keep a call that just came in."""
        self._count += 1
        tail = caller.key and caller.key[-TAIL:]
        call = Call(self._count, at, company, method, path, tail, caller.tracking_codes, caller.shop, caller.operations)
        self._calls.append(call)
        if len(self.of_accounts) < MOST_CALLS:
            self.of_accounts[f"{company} {tail}"] += 1
        return call

    def find(self, wanted: Wanted) -> Iterator[Call]:
        """The calls that fit, oldest first."""
        return (call for call in self._calls if wanted.fits(call))

    def forget(self) -> None:
        """Drop all calls; numbers begin again."""
        self._calls.clear()
        self.of_accounts.clear()
        self._count = 0

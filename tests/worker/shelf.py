"""A platform of the test's own, that does as it is told and remembers what it did."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.core.effects import Recovery
from services.core.ports import Credentials, Done, NewsPage, Request, Reship
from services.core.ports.platform import KINDS


@dataclass
class Shelf:
    """Does everything at once, unless `answers` says something else for the next requests of a kind.

    An answer of nothing, or an `Unavailable` that is ambiguous, was done all the same.
    """

    name: str = "shelf"
    recoveries: Mapping[str, Recovery] = field(default_factory=lambda: dict.fromkeys(KINDS.values(), Recovery.RESEND))
    quiet_seconds: float = 0
    key_seconds: float | None = None
    left: dict[str, int | None] = field(default_factory=dict)
    answers: dict[str, list[BaseException]] = field(default_factory=dict)
    done: dict[str, Request] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)
    meanwhile: Callable[[Request], None] | None = None

    def is_sandbox(self, credentials: Credentials) -> bool:
        return True

    async def stock(self, credentials: Credentials, reship: Reship) -> Mapping[str, int | None]:
        return self.left

    async def carry_out(self, credentials: Credentials, request: Request) -> Done:
        self.asked.append(request)
        answers = self.answers.get(KINDS[type(request)])
        answer = answers.pop(0) if answers else None
        if answer is None or getattr(answer, "ambiguous", False):
            self.done[request.key] = request
        if answer is not None:
            raise answer
        return self._told(request)

    async def find(self, credentials: Credentials, request: Request) -> Done | None:
        return self._told(request) if request.key in self.done else None

    async def listen(self, credentials: Credentials, url: str) -> Sequence[str]:
        return ()

    async def updated_since(self, credentials: Credentials, since: datetime, after: str | None) -> NewsPage:
        return NewsPage(())

    def _told(self, request: Request) -> Done:
        place = list(self.done).index(request.key) + 1
        amount = None if isinstance(request, Reship) else request.amount
        return Done(f"shelf/{place}", f"#{9000 + place}", amount)

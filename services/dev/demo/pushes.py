"""What is pushed, over whichever connection: shown as it comes, counted, and waited for."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from services.dev import DevError
from services.dev.demo.client import Event

PATIENCE_SECONDS = 20.0
LOOK_SECONDS = 0.2

T = TypeVar("T")


async def eventually(look: Callable[[], Awaitable[T | None]], what: str, seconds: float) -> T:
    """What is seen by looking again and again, as soon as it is something; raises DevError."""
    try:
        async with asyncio.timeout(seconds):
            while not (seen := await look()):
                await asyncio.sleep(LOOK_SECONDS)
    except TimeoutError:
        raise DevError(f"{what} did not come within {seconds:.0f} s; does the worker run?") from None
    return seen


@dataclass(frozen=True, slots=True)
class Push:
    """One event as it came over one connection, such as `WebSocket`."""

    over: str
    event: Event
    arrived: datetime

    @property
    def milliseconds(self) -> float:
        """From the change to its arrival here, by the clocks of both."""
        return (self.arrived - datetime.fromisoformat(self.event["occurredAt"])).total_seconds() * 1000


class Pushes:
    """All pushes of the story, in the order of their arrival."""

    def __init__(self, show: Callable[[Push], None]) -> None:
        self._show = show
        self._more = asyncio.Condition()
        self.all: list[Push] = []

    async def take(self, over: str, events: AsyncIterator[Event]) -> None:
        """Take what comes over one connection, until it ends."""
        async for event in events:
            push = Push(over, event, datetime.now(UTC))
            self._show(push)
            async with self._more:
                self.all.append(push)
                self._more.notify_all()

    async def until(self, over: str, kind: str, seconds: float = PATIENCE_SECONDS) -> Push:
        """The newest push of this kind over this connection, as soon as there is one; raises DevError."""
        try:
            async with asyncio.timeout(seconds), self._more:
                await self._more.wait_for(lambda: self.find(over, kind))
        except TimeoutError:
            raise DevError(
                f"{kind} was not pushed over the {over} within {seconds:.0f} s; does the worker run?"
            ) from None
        return self.find(over, kind)[-1]

    def find(self, over: str, kind: str) -> list[Push]:
        """The pushes of this kind over this connection."""
        return [push for push in self.all if push.over == over and push.event["type"] == kind]

    def count(self, over: str) -> int:
        """How many came over this connection."""
        return sum(push.over == over for push in self.all)

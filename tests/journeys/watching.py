"""A customer's page that stays up to date whatever happens to its connection."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from services.dev import DevError
from services.dev.demo.client import Event

AGAIN_SECONDS = 0.2


class Page:
    """Watches one thing; after each lost connection it continues behind the last cursor that it saw."""

    def __init__(
        self, subscribe: Callable[..., AsyncIterator[Event]], operation: str, subject: str, after: str
    ) -> None:
        self._subscribe, self._operation, self._subject = subscribe, operation, subject
        self._news = asyncio.Condition()
        self._cursor = after
        self.seen: list[Event] = []
        self.losses: list[str] = []

    @property
    def kinds(self) -> list[str]:
        """What happened, in the order of arrival."""
        return [event["type"] for event in self.seen]

    async def until(self, kind: str, seconds: float = 40) -> Event:
        """The newest event of this type, once there is one. Raises `TimeoutError`."""
        async with asyncio.timeout(seconds), self._news:
            await self._news.wait_for(lambda: kind in self.kinds)
        return next(event for event in reversed(self.seen) if event["type"] == kind)

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            try:
                async for event in self._subscribe(self._operation, lambda: None, id=self._subject, after=self._cursor):
                    self._cursor = event["cursor"]
                    async with self._news:
                        self.seen.append(event)
                        self._news.notify_all()
            except DevError as error:
                self.losses.append(str(error))
            await asyncio.sleep(AGAIN_SECONDS)


@asynccontextmanager
async def open_page(
    subscribe: Callable[..., AsyncIterator[Event]], operation: str, subject: str, after: str
) -> AsyncIterator[Page]:
    """A page that is open for as long as the block lasts."""
    page = Page(subscribe, operation, subject, after)
    watching = asyncio.create_task(page.run())
    try:
        yield page
    finally:
        watching.cancel()
        await asyncio.wait([watching])

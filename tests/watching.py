"""Waiting for what must become true, with an end to the waiting."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from services.core import outbox
from services.core.database import Pool
from services.core.events import Event
from tests.builders import Shop

T = TypeVar("T")


async def until(look: Callable[[], Awaitable[T | None]], seconds: float = 20) -> T:
    """Look again and again until something is seen; what was seen. Raises `TimeoutError`."""
    async with asyncio.timeout(seconds):
        while True:
            seen = await look()
            if seen:
                return seen
            await asyncio.sleep(0.02)


async def feed_of(app: Pool, shop: Shop) -> list[Event]:
    """All events that have a position, in the feed's order."""
    async with app.read(shop.id) as db:
        return [recorded.event for recorded in await outbox.read_feed(db, 0, 100_000)]


async def happened(app: Pool, shop: Shop, subject: str, kind: str, seconds: float = 20) -> Event:
    """The first event of this type on the subject, once it is in the feed."""

    async def look() -> Event | None:
        events = await feed_of(app, shop)
        return next((event for event in events if event.subject == subject and event.type == kind), None)

    return await until(look, seconds)

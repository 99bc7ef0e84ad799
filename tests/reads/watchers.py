"""A storefront whose watchers' reads are counted, and watchers that write down what they see."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

from services.api.protocol.budget import Budgets
from services.api.protocol.errors import coded
from services.core import feed
from services.core.database import Pool
from services.core.outbox import Recorded, read_feed
from tests.api.nouns.asking import Asker, place_events, plain
from tests.builders import Shop, a_claim, a_shipment, an_order
from tests.reads.counted import CountedPool
from tests.watching import until


@dataclass
class Ground:
    """A storefront whose watchers' reads are counted, and what makes events happen in it."""

    asker: Asker
    present: CountedPool
    app: Pool
    relay: Pool
    shop: Shop

    async def claim(self) -> tuple[str, str]:
        """A claim, and its order before it."""
        order = await an_order(self.app, self.shop)
        return order, await a_claim(self.app, self.shop, order, await a_shipment(self.app, self.shop, order))

    async def event_of(self, claim: str) -> Recorded:
        """The claim's first event, with its place."""
        await place_events(self.relay)
        async with self.app.read(self.shop.id) as db:
            events = await read_feed(db, 0, 1000)
        return next(recorded for recorded in events if recorded.event.subject == claim)

    async def reading(self) -> bool:
        """Whether a read was begun."""
        return bool(self.present.statements)

    async def tell(self) -> None:
        """Give what happened its places, and ring."""
        await place_events(self.relay)
        await feed.ring(self.asker.process.redis, feed.FEED, self.shop.id)


@dataclass
class Watcher:
    """What somebody saw."""

    seen: list[Any] = field(default_factory=list)
    errors: list[Any] = field(default_factory=list)

    async def sees(self, count: int) -> None:
        """Wait for so many pushes."""

        async def enough() -> bool:
            return len(self.seen) >= count or bool(self.errors)

        await until(enough, 40)
        assert self.errors == []
        assert len(self.seen) == count

    async def failed(self) -> bool:
        """Whether there were errors."""
        return bool(self.errors)

    @property
    def claims(self) -> list[str]:
        """The claims that were seen."""
        return [push["claimsUpdated"]["claim"]["id"] for push in self.seen]


class SpentBudgets(Budgets):
    """Refuse the first operations, and then no more."""

    def __init__(self, budgets: Budgets, refusals: int) -> None:
        self._budgets, self.refusals = budgets, refusals

    def spend(self, storefront_id: str, requested: int) -> None:
        if self.refusals:
            self.refusals -= 1
            raise coded("THROTTLED", "The storefront's budget is spent; try again shortly.")
        self._budgets.spend(storefront_id, requested)

    def settle(self, storefront_id: str, requested: int, actual: int) -> None:
        self._budgets.settle(storefront_id, requested, actual)


@asynccontextmanager
async def watching(ground: Ground, text: str, asker: Asker | None = None, **variables: Any) -> AsyncIterator[Watcher]:
    """Watch from the beginning of the feed on, for as long as the block lasts."""
    watcher, who = Watcher(), asker or ground.asker
    after = ground.asker.process.cursors.write(ground.shop.id, 0)

    async def watch() -> None:
        source = await who.schema.subscribe(text, variables | {"after": after}, who.context())
        async with aclosing(cast("AsyncGenerator[Any, None]", aiter(source))) as results:
            async for result in results:
                watcher.errors += result.errors or []
                watcher.seen += [] if result.errors else [plain(result.data)]

    task = asyncio.create_task(watch())
    try:
        yield watcher
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

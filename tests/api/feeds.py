"""A feed that the test writes, and watchers that write down what they see."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from graphql import GraphQLError
from redis.asyncio import Redis

from services.api.context import Context
from services.api.process import Process
from services.core import feed, outbox
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.events import Event
from services.core.ids import new_id
from services.core.storefronts.model import Caller, Role
from services.worker.sequencer import sequence
from tests.builders import Shop
from tests.watching import until


@dataclass
class Feeds:
    """Makes events happen, as operations and the relay do."""

    app: Pool
    relay: Pool
    redis: Redis

    async def happen(self, shop: Shop, count: int = 1, *, ring: bool = True, **changes: object) -> list[str]:
        """So many events in one transaction, with positions; their subjects. Rung unless the doorbell is deaf."""
        event = Event("test.happened", "", 1, shop.caller.actor, system_clock())
        subjects = [new_id("clm") for _ in range(count)]
        async with self.app.write(shop.id) as tx:
            for subject in subjects:
                await outbox.append(tx, replace(event, id=new_id("evt"), subject=subject, **changes))  # type: ignore[arg-type]
        await self.give_positions()
        if ring:
            await feed.ring(self.redis, feed.FEED, shop.id)
        return subjects

    async def give_positions(self) -> None:
        """What the relay does after a commit."""
        async with self.relay.connection() as connection:
            await sequence(connection)


@dataclass
class Watch:
    """What one watcher saw, and how its stream ended."""

    seen: list[str] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    code: str | None = None
    details: dict[str, object] = field(default_factory=dict)
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    async def sees(self, subjects: list[str], seconds: float = 20) -> None:
        """Wait until these were seen, all, each once, in this order, and nothing else."""

        async def enough() -> bool:
            return len(self.seen) >= len(subjects)

        await until(enough, seconds)
        assert self.seen == subjects

    async def ends(self, code: str, seconds: float = 15) -> None:
        """Wait for the end, and for this reason."""
        async with asyncio.timeout(seconds):
            await self.ended.wait()
        assert self.code == code


def as_staff(shop: Shop, *, name: str = "ida", issued_at: datetime | None = None, life: float = 600) -> Caller:
    """A member of staff with a token."""
    now = system_clock()
    actor = replace(shop.caller.actor, id=name)
    return replace(
        shop.caller, role=Role.STAFF, actor=actor, issued_at=issued_at or now, expires_at=now + timedelta(seconds=life)
    )


def as_customer(shop: Shop, order_id: str) -> Caller:
    """The customer of an order."""
    return replace(as_staff(shop, name=order_id), role=Role.CUSTOMER, order_id=order_id)


@asynccontextmanager
async def watching(
    process: Process,
    caller: Caller,
    after: str | None = None,
    *,
    matches: Callable[[Event], bool] = lambda event: event.type == "test.happened",
    attached: bool = True,
    gate: asyncio.Event | None = None,
) -> AsyncIterator[Watch]:
    """Watch for as long as the block lasts; `gate` holds the reader back after its first event."""
    watch = Watch()

    async def read() -> None:
        try:
            async with aclosing(process.hub.watch(Context(process, caller, None), matches, after)) as events:
                async for recorded in events:
                    watch.seen.append(recorded.event.subject)
                    watch.positions.append(recorded.position)
                    if gate is not None:
                        await gate.wait()
        except GraphQLError as error:
            watch.details = dict(error.extensions or {})
            watch.code = str(watch.details["code"])
        finally:
            watch.ended.set()

    reading = asyncio.create_task(read())
    try:
        if attached:
            await until_attached(process, caller, watch)
        yield watch
    finally:
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)


async def until_attached(process: Process, caller: Caller, watch: Watch) -> None:
    """Wait until the storefront's position is known, so that what happens from now on is live."""

    async def known() -> bool:
        channel = process.hub._channels.get(caller.storefront_id)
        return watch.ended.is_set() or (channel is not None and channel.position is not None)

    await until(known)
    await asyncio.sleep(0.05)

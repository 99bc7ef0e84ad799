"""The hub: one reader of the feed for everybody who watches through this process."""

import asyncio
import time
from collections.abc import AsyncGenerator
from functools import partial
from typing import TYPE_CHECKING

import structlog
from graphql import GraphQLError
from redis.asyncio import Redis

from services.api import metrics
from services.api.channel import Channel
from services.api.protocol.errors import BUSY, coded
from services.api.watcher import Matches, Watcher
from services.core import feed, outbox
from services.core.clock import Clock
from services.core.cursors import BadCursor, Cursors
from services.core.database import Pool
from services.core.outbox import Recorded
from services.core.settings import Settings
from services.core.storefronts import repository

if TYPE_CHECKING:
    from services.api.context import Context

POLL_SECONDS = 2.0
ALIVE_SECONDS = 10.0
EXPIRY_SECONDS = 0.5
"""How often is looked whose token has run out: one look at all costs less than a timer for each."""
PAGE = 256
MOST_READERS = 4
"""Storefronts read at once, so that connections are left for requests."""
_SHORTEST_WAIT, _LONGEST_WAIT = 0.1, 2.0

log = structlog.get_logger()


class Hub:
    """Reads each watched feed once and hands its events to all watchers.

    The doorbell on Redis says where to look; a look at all positions every two seconds finds what it did not say.
    """

    def __init__(self, app: Pool, door: Pool, redis: Redis, cursors: Cursors, settings: Settings, clock: Clock) -> None:
        self._app, self._door, self._redis = app, door, redis
        self._cursors, self._settings, self._clock = cursors, settings, clock
        self._channels: dict[str, Channel] = {}
        # apart, so that many who come back at once do not delay those who are up to date
        self._live, self._past = asyncio.Semaphore(MOST_READERS), asyncio.Semaphore(MOST_READERS)
        self._tasks: list[asyncio.Task[None]] = []
        self._polled: float | None = None
        self._draining = False

    def start(self) -> None:
        """Begin to listen and to look."""
        self._tasks = [asyncio.create_task(run()) for run in (self._hear, self._poll, self._expire)]

    def alive(self) -> bool:
        """Whether watchers get what happens: the positions were seen not long ago."""
        return self._polled is not None and time.monotonic() - self._polled <= ALIVE_SECONDS

    def drain(self) -> None:
        """Send everybody away, to come back to another process."""
        self._draining = True
        for channel in self._channels.values():
            channel.end(_restarting)

    async def close(self) -> None:
        """Stop listening."""
        self.drain()
        tasks = [*self._tasks, *(channel.reader for channel in self._channels.values() if channel.reader is not None)]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks, timeout=5)

    async def watch(
        self, context: "Context", matches: Matches, after: str | None = None
    ) -> AsyncGenerator[Recorded, None]:
        """The caller's events behind a cursor, or from now on, each once and in the feed's order, until the end.

        Raises:
            GraphQLError: as `attach` and `next`.
        """
        news = asyncio.Event()
        watcher = Watcher(context.caller, matches, lambda _: news.set())
        try:
            await self.attach(watcher, context, after)
            while True:
                while (recorded := await self.next(watcher)) is not None:
                    yield recorded
                await news.wait()
                news.clear()
        finally:
            self.detach(watcher)

    async def attach(self, watcher: Watcher, context: "Context", after: str | None) -> None:
        """Begin to keep for a watcher what happens behind a cursor, or from now on. Whoever calls this detaches it.

        Raises:
            GraphQLError: CURSOR_INVALID, CURSOR_EXPIRED (with `restartAfter`), TOO_MANY_SUBSCRIPTIONS,
                SERVICE_RESTARTING or TOKEN_REVOKED.
        """
        # first of all, so that whatever happens while the past is read is kept
        channel = self._enter(watcher)
        async with context.process.arrivals:
            past, behind = await self._begin(context, channel, context.last_event_id or after)
        watcher.begin(past, behind=behind)

    async def next(self, watcher: Watcher) -> Recorded | None:
        """The next event that the watcher has not seen; nothing when it has seen all, and will be told of the next.

        Raises:
            GraphQLError: why the stream ends: TOKEN_EXPIRED, TOKEN_REVOKED, UNAUTHENTICATED (the key was revoked),
                CURSOR_EXPIRED or SERVICE_RESTARTING.
        """
        while True:
            watcher.check()
            recorded = watcher.take()
            if recorded is not None or not watcher.behind:
                return recorded
            watcher.behind = False  # from here on what happens is kept again
            page = await self._read_past(watcher)
            watcher.read(page, more=len(page) == PAGE)

    def detach(self, watcher: Watcher) -> None:
        """Keep nothing for the watcher any more, if anything was."""
        channel = self._channels.get(watcher.caller.storefront_id)
        if channel is None or watcher not in channel.watchers:
            return
        channel.remove(watcher)
        metrics.WATCHERS.dec()
        if not channel.watchers:
            del self._channels[channel.storefront_id]
            if channel.reader is not None:
                channel.reader.cancel()

    def _enter(self, watcher: Watcher) -> Channel:
        if self._draining:
            raise _restarting()
        storefront_id = watcher.caller.storefront_id
        channel = self._channels.get(storefront_id)
        if channel is None:
            channel = self._channels[storefront_id] = Channel(storefront_id)
            channel.reader = asyncio.create_task(self._follow(channel))
        if len(channel.watchers) >= self._settings.watchers_per_storefront:
            raise coded("TOO_MANY_SUBSCRIPTIONS", "The storefront has as many live subscriptions as it may have.")
        channel.add(watcher)
        metrics.WATCHERS.inc()
        return channel

    async def _begin(self, context: "Context", channel: Channel, after: str | None) -> tuple[int, bool]:
        """The position to continue behind, and whether there is a past to read."""
        storefront_id = channel.storefront_id
        try:
            start = None if after is None else self._cursors.read(storefront_id, after)
        except BadCursor:
            raise coded("CURSOR_INVALID", "This is no cursor of this storefront.") from None
        async with self._app.read(storefront_id) as db:
            extent = await outbox.extent(db)
        # after the watcher was attached: a revocation from here on comes as an event
        await context.process.callers.prove(context.caller)
        if start is not None and not extent.trimmed <= start <= extent.position:
            raise self._cursor_expired(storefront_id, extent.position)
        if channel.position is None:
            channel.position = extent.position
            channel.news.set()  # whatever rang before the position was known
        return (extent.position, False) if start is None else (start, True)

    async def _read_past(self, watcher: Watcher) -> list[Recorded]:
        """A page of the feed; while the database is away, it is tried until the watcher ends."""
        storefront_id, wait = watcher.caller.storefront_id, _SHORTEST_WAIT
        while True:
            watcher.check()
            try:
                async with self._past, self._app.read(storefront_id) as db:
                    extent = await outbox.extent(db)
                    page = await outbox.read_feed(db, watcher.past, PAGE)
            except BUSY:
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)
                continue
            if watcher.past < extent.trimmed:
                raise self._cursor_expired(storefront_id, extent.position)
            return page

    async def _follow(self, channel: Channel) -> None:
        """Read what is new whenever there is news, for as long as somebody watches."""
        wait = _SHORTEST_WAIT
        while True:
            await channel.news.wait()
            channel.news.clear()
            try:
                while await self._read_on(channel):
                    pass
                wait = _SHORTEST_WAIT
            except Exception as error:
                known = isinstance(error, BUSY)
                log.warning("hub.waiting", error=type(error).__name__, exc_info=None if known else error)
                channel.news.set()
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)

    async def _read_on(self, channel: Channel) -> bool:
        """Hand the next page to the watchers; whether there may be more."""
        if channel.position is None:
            return False
        async with self._live, self._app.read(channel.storefront_id) as db:
            page = await outbox.read_feed(db, channel.position, PAGE)
        now = self._clock()
        for recorded in page:
            channel.position = recorded.position
            metrics.DELIVERY_SECONDS.observe(max((now - recorded.event.occurred_at).total_seconds(), 0))
            for watcher in channel.concerned(recorded.event):
                watcher.offer(recorded)
            await asyncio.sleep(0)
        return len(page) == PAGE

    async def _hear(self) -> None:
        async for rung in feed.listen(self._redis, feed.FEED, quiet_seconds=POLL_SECONDS):
            for storefront_id in rung:
                if storefront_id in self._channels:
                    self._channels[storefront_id].news.set()

    async def _poll(self) -> None:
        """Look where every feed is, and which keys still live, whatever the doorbell says."""
        while True:
            try:
                async with asyncio.timeout(ALIVE_SECONDS / 2):
                    await self._look()
                self._polled = time.monotonic()
            except Exception as error:
                known = isinstance(error, BUSY)
                log.warning("hub.blind", error=type(error).__name__, exc_info=None if known else error)
            await asyncio.sleep(POLL_SECONDS)

    async def _expire(self) -> None:
        while True:
            now = self._clock()
            for channel in self._channels.values():
                for watcher in channel.watchers:
                    watcher.expire(now)
            await asyncio.sleep(EXPIRY_SECONDS)

    async def _look(self) -> None:
        before = {channel: channel.position for channel in self._channels.values()}
        by_key = [watcher for channel in before for watcher in channel.watchers if watcher.caller.key_id is not None]
        async with self._door.connection() as connection:
            now = await outbox.positions(connection, [channel.storefront_id for channel in before])
            live = await repository.live_keys(connection, list({str(watcher.caller.key_id) for watcher in by_key}))
        for channel, known in before.items():
            position = now.get(channel.storefront_id, 0)
            if known is None or position > known:
                channel.news.set()
            elif position < known:
                # the database was put back to an earlier time, so that positions will be given a second time
                channel.end(partial(self._cursor_expired, channel.storefront_id, position))
        for watcher in by_key:
            if (watcher.caller.key_id, watcher.caller.storefront_id) not in live:
                watcher.end(coded("UNAUTHENTICATED", "This API key was revoked."))

    def _cursor_expired(self, storefront_id: str, position: int) -> GraphQLError:
        return coded(
            "CURSOR_EXPIRED",
            "The events behind this cursor are not kept any more; read the present and continue behind restartAfter.",
            restartAfter=self._cursors.write(storefront_id, position),
        )


def _restarting() -> GraphQLError:
    return coded("SERVICE_RESTARTING", "The server restarts; connect again and continue behind the last cursor.")

"""The one leader: positions for events, tasks for reactions, rings for the due, repair of what was lost."""

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator
from typing import cast

import structlog
from arq.connections import ArqRedis
from prometheus_client import Counter, Gauge
from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.core import feed
from services.core.database import AWAY, RELAY, Connection, connect
from services.core.settings import Settings
from services.core.tasks import Ring
from services.worker.queue import enqueue
from services.worker.release import expire_leases, release, unanswered
from services.worker.retention import trim
from services.worker.sequencer import sequence

LOCK = 0x52454C41  # "RELA"
LOOK_SECONDS = 1.0
TRIM_SECONDS = 60.0
RING_SECONDS = 1.0

LEADS = Gauge("makegood_relay_leads", "1 in the process whose relay leads.")
EVENTS = Counter("makegood_relay_batches_total", "Batches of events that were given their positions.")
RELEASED = Counter("makegood_tasks_released_total", "Tasks that were handed to the workers.")
LOST = Counter("makegood_leases_expired_total", "Tasks that were taken back from silent workers.")

log = structlog.get_logger()


class Relay:
    """Runs in every worker process; the one that holds the database's advisory lock leads.

    All its writes go through the connection that holds the lock: who loses the connection loses the lock, and can
    write nothing any more, so there are never two leaders.
    """

    def __init__(self, settings: Settings, redis: Redis, queue: ArqRedis) -> None:
        self._settings = settings
        self._redis = redis
        self._queue = queue
        self._swept = self._trimmed = 0.0

    async def run(self) -> None:
        """Lead whenever possible, until cancelled."""
        while True:
            try:
                connection = await connect(self._settings.database_url.get_secret_value(), RELAY)
            except AWAY as error:
                log.warning("relay.database_away", error=type(error).__name__)
                await asyncio.sleep(LOOK_SECONDS)
                continue
            try:
                await self._stand_for(connection)
            except AWAY as error:
                log.warning("relay.connection_lost", error=type(error).__name__)
                await asyncio.sleep(LOOK_SECONDS / 4)
            finally:
                LEADS.set(0)
                await _close(connection)

    async def _stand_for(self, connection: Connection) -> None:
        while not await connection.fetchval("select pg_try_advisory_lock($1)", LOCK):
            await asyncio.sleep(LOOK_SECONDS)
        LEADS.set(1)
        log.info("relay.leads")
        rings = feed.listen(self._redis, feed.OUTBOX, quiet_seconds=LOOK_SECONDS)
        # left to itself after a lost connection it would keep listening until it is collected
        async with contextlib.aclosing(cast("AsyncGenerator[set[str], None]", rings)):
            async for _ in rings:
                await self.turn(connection)

    async def turn(self, connection: Connection) -> None:
        """One look: everything that is committed gets its position, everything that is due and has room is rung."""
        more = heard = True
        while more:
            storefronts, more = await sequence(connection)
            if storefronts:
                EVENTS.inc()
                # while Redis is silent one vain ring a turn is enough: positions do not wait for it
                heard = heard and await feed.ring(self._redis, feed.FEED, *storefronts)
            heard = await self._ring(await release(connection, self._settings), heard=heard)
        if time.monotonic() - self._swept >= self._settings.sweep_seconds / 2:
            self._swept = time.monotonic()
            LOST.inc(await expire_leases(connection))
            await self._ring(await unanswered(connection, self._settings.sweep_seconds / 2), heard=heard)
        if time.monotonic() - self._trimmed >= TRIM_SECONDS and not await trim(connection, self._settings):
            self._trimmed = time.monotonic()

    async def _ring(self, released: list[Ring], *, heard: bool) -> bool:
        """Ring tasks in; whether Redis hears. While it does not they stay released, and the next sweep rings again."""
        RELEASED.inc(len(released))
        if not released or not heard:
            return heard
        try:
            async with asyncio.timeout(RING_SECONDS):
                await enqueue(self._queue, released)
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("relay.queue_away", error=type(error).__name__, tasks=len(released))
            return False
        return True


async def _close(connection: Connection) -> None:
    with contextlib.suppress(*AWAY):
        await connection.close(timeout=2)

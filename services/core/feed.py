"""The doorbell of the feed: both ends of one Redis channel that says which storefronts have news, never what."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

OUTBOX = "makegood:outbox"
"""Rung after a commit with an event: the relay should look."""
FEED = "makegood:feed"
"""Rung after positions were given: the message is the storefront's id."""

_RING_SECONDS = 1.0
SILENT_SECONDS = 5.0
MOST_HEARD = 1000
log = structlog.get_logger()


def open_redis(url: str) -> Redis:
    """A client that never waits long: Redis is only a doorbell."""
    client: Redis = Redis.from_url(
        url,
        socket_timeout=2,
        socket_connect_timeout=1,
        health_check_interval=15,
        retry=Retry(NoBackoff(), 0),
        max_connections=50,
    )
    return client


async def ring(redis: Redis, channel: str, *messages: str) -> bool:
    """Ring once for each message; false when Redis is away, which costs a little time and nothing else."""
    try:
        async with asyncio.timeout(_RING_SECONDS):
            pipeline = redis.pipeline(transaction=False)
            for message in messages:
                pipeline.publish(channel, message)
            await pipeline.execute()
    except (RedisError, OSError, TimeoutError):
        return False
    return True


async def listen(redis: Redis, channel: str, *, quiet_seconds: float) -> AsyncIterator[set[str]]:
    """The messages that rang since the last turn; an empty set after so many quiet seconds, or while Redis is away.

    It never ends and never raises for Redis' sake, so that the reader's own poll goes on whatever happens.
    """
    while True:
        pubsub = redis.pubsub(ignore_subscribe_messages=True)
        try:
            await pubsub.subscribe(channel)
            yield set()  # whatever rang before we listened is found by this first look
            line = _Line(pubsub)
            while True:
                yield await line.hear(quiet_seconds)
        except Exception as error:  # noqa: BLE001 - nothing that a client library does on a bad day may end this
            log.warning("feed.deaf", channel=channel, error=type(error).__name__)
            await asyncio.sleep(min(quiet_seconds, 1.0))
            yield set()
        finally:
            with suppress(RedisError, OSError, TimeoutError):
                async with asyncio.timeout(1):
                    await pubsub.aclose()  # type: ignore[no-untyped-call]


class _Line:
    """One subscription. A line that stays silent is tried with a ping, as a dead one looks the same as a quiet one."""

    def __init__(self, pubsub: PubSub) -> None:
        self._pubsub = pubsub
        self._heard_at = time.monotonic()
        self._asked_at: float | None = None

    async def hear(self, seconds: float) -> set[str]:
        """What rings within so many seconds. Raises `TimeoutError` when the line is dead."""
        heard: set[str] = set()
        message = await self._pubsub.get_message(timeout=seconds)
        if message is None:
            await self._ask()
        while message is not None:
            self._heard_at, self._asked_at = time.monotonic(), None
            if message["type"] == "message":
                heard.add(message["data"].decode(errors="replace"))
            message = await self._pubsub.get_message(timeout=0) if len(heard) < MOST_HEARD else None
        return heard

    async def _ask(self) -> None:
        now = time.monotonic()
        if self._asked_at is not None and now - self._asked_at >= SILENT_SECONDS:
            raise TimeoutError
        if self._asked_at is None and now - self._heard_at >= SILENT_SECONDS:
            self._asked_at = now
            await self._pubsub.ping()

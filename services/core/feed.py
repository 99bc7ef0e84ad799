"""The doorbell of the feed: both ends of one Redis channel that says which storefronts have news, never what."""

import asyncio
from collections.abc import AsyncIterator

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

OUTBOX = "makegood:outbox"
"""Rung after a commit with an event: the relay should look."""
FEED = "makegood:feed"
"""Rung after positions were given: the message is the storefront's id."""

_RING_SECONDS = 1.0
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
            while True:
                heard: set[str] = set()
                message = await pubsub.get_message(timeout=quiet_seconds)
                while message is not None:
                    heard.add(message["data"].decode())
                    message = await pubsub.get_message(timeout=0) if len(heard) < 1000 else None
                yield heard
        except (RedisError, OSError, TimeoutError) as error:
            log.warning("feed.deaf", channel=channel, error=type(error).__name__)
            await asyncio.sleep(min(quiet_seconds, 1.0))
            yield set()
        finally:
            try:
                async with asyncio.timeout(1):
                    await pubsub.aclose()  # type: ignore[no-untyped-call]
            except (RedisError, OSError, TimeoutError):
                pass

"""The leaky buckets in Redis, one for each storefront, that all processes share."""

import asyncio
from typing import NamedTuple

from redis.asyncio import Redis

REDIS_SECONDS = 1.0

_TAKE = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local capacity, rate, floor = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local owed, want = tonumber(ARGV[4]), tonumber(ARGV[5])
local kept = redis.call('HMGET', KEYS[1], 'level', 'at')
local level = capacity
if kept[1] then
    level = tonumber(kept[1]) + math.max(0, now - tonumber(kept[2])) * rate
end
level = math.max(math.min(level, capacity) - owed, floor)
local granted = math.floor(math.max(0, math.min(want, level)))
level = math.min(level - granted, capacity)
redis.call('HSET', KEYS[1], 'level', string.format('%.3f', level), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil((capacity - floor) / rate * 1000) + 1000)
return {granted, math.floor(level)}
"""


class Ask(NamedTuple):
    """What a process has taken without asking (or, below zero, gives back), and what it would have beyond."""

    storefront_id: str
    owed: float
    want: float


class Buckets:
    """Takes from many buckets in one round trip.

    A level may fall below zero, as what was taken before is owed; but only to the floor, so that no storefront pays
    long for a time in which Redis was away.
    """

    def __init__(self, redis: Redis, capacity: int, rate: int, floor: float) -> None:
        self._redis = redis
        self._values = (capacity, rate, floor)

    async def take(self, asks: list[Ask]) -> list[tuple[int, int]]:
        """For each: what was granted, and what is left. Raises whatever the client does while Redis is away."""
        pipeline = self._redis.pipeline(transaction=False)
        for ask in asks:
            values = map(str, (*self._values, ask.owed, ask.want))
            pipeline.eval(_TAKE, 1, f"makegood:budget:{ask.storefront_id}", *values)
        async with asyncio.timeout(REDIS_SECONDS):
            told: list[tuple[int, int]] = await pipeline.execute()
        return told

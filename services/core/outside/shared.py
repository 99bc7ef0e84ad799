"""What one account may still ask for, kept in Redis so that all processes share it."""

import asyncio
import time
from collections.abc import Callable

import structlog
from redis.asyncio import Redis

from services.core.outside.limits import DAY, Limits

REDIS_SECONDS = 0.5
"""How long a call waits for Redis to say whether it may be sent."""
AWAY_SECONDS = 2.0
"""How long Redis is not asked again after it did not answer."""
LOCAL_SHARE = 0.25

# A steady rate with a burst (GCRA) and a count of the day, taken together or not at all. The clock is Redis' own.
_RESERVE = """
local time = redis.call('TIME')
local now = time[1] + time[2] / 1000000
local interval, burst, patience = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local per_day, length, pause = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local kept = redis.call('HMGET', KEYS[1], 'arrival', 'paused', 'day', 'count')
local arrival = math.max(tonumber(kept[1] or now), now)
local paused = math.max(tonumber(kept[2] or now), now + pause)
local wait = math.max(arrival - burst - now, paused - now, 0)
local day = math.floor((now + wait) / length)
local count = tonumber(kept[3]) == day and tonumber(kept[4]) or 0
if per_day > 0 and count >= per_day then
    wait, day, count = (day + 1) * length - now, day + 1, 0
end
if pause > 0 then
    redis.call('HSET', KEYS[1], 'paused', string.format('%.6f', paused))
elseif wait <= patience then
    arrival = arrival + interval
    redis.call('HSET', KEYS[1], 'arrival', string.format('%.6f', arrival), 'day', day, 'count', count + 1)
end
local last = math.max(arrival, paused, per_day > 0 and (day + 1) * length or 0)
redis.call('PEXPIRE', KEYS[1], math.ceil((last - now) * 1000) + 1000)
return string.format('%.6f', wait)
"""

log = structlog.get_logger()


class Shared:
    """Reserves calls for accounts of all companies.

    While Redis is away each process goes on alone with `share` of an account's limits, so that a few processes
    together stay within them. A Redis that was emptied has forgotten the day's count; the company's own 429 says so.
    """

    def __init__(
        self, redis: Redis, share: float = LOCAL_SHARE, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.share = share
        self._redis = redis
        self._monotonic = monotonic
        self._away_until: float | None = None

    async def reserve(self, company: str, account_id: str, limits: Limits, patience: float) -> float | None:
        """Seconds to wait before sending; a wait longer than `patience` reserves nothing. None: Redis is away."""
        return await self._ask(company, account_id, limits, patience, 0.0)

    async def pause(self, company: str, account_id: str, limits: Limits, seconds: float) -> None:
        """Send nothing for so long, as the company wishes."""
        await self._ask(company, account_id, limits, 0.0, seconds)

    async def _ask(self, company: str, account_id: str, limits: Limits, patience: float, pause: float) -> float | None:
        if self._away_until is not None and self._monotonic() < self._away_until:
            return None
        interval = 1.0 / limits.per_second
        values = (interval, (limits.burst - 1) * interval, patience, limits.per_day or 0, DAY, pause)
        try:
            async with asyncio.timeout(REDIS_SECONDS):
                wait = await self._redis.eval(  # type: ignore[misc] # redis' types know of no awaited answer
                    _RESERVE, 1, f"makegood:outside:{company}:{account_id}", *map(repr, values)
                )
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001 - nothing that a client library does on a bad day may stop a call
            if self._away_until is None:
                log.warning("outside.local", error=type(error).__name__)
            self._away_until = self._monotonic() + AWAY_SECONDS
            return None
        if self._away_until is not None:
            self._away_until = None
            log.info("outside.shared")
        return float(wait)

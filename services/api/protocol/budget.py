"""What operations may cost: a leaky bucket for each storefront in Redis, of which each process takes slices.

Slices are taken in the background and spent here, so that no request waits for Redis.
"""

import asyncio
import time
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass

import structlog
from redis.asyncio import Redis

from services.api.protocol.buckets import Ask, Buckets
from services.api.protocol.errors import coded
from services.core.settings import Settings

SLICE = 0.1
"""How much of the capacity a process holds while it spends."""
ROUND_SECONDS, SHORTEST_ROUND, AWAY_SECONDS = 0.1, 0.02, 1.0
IDLE_SECONDS = 5.0
MOST_STOREFRONTS = 2000
MOST_AT_ONCE = 200

log = structlog.get_logger()


@dataclass(slots=True)
class _Hand:
    """What this process has of one storefront's bucket."""

    level: float
    owed: float
    """What was taken without asking Redis, or, below zero, what goes back to it."""
    left: float
    told_at: float
    used_at: float
    restored_at: float
    need: float = 0
    """The cost of an operation that was refused for want of points in hand; they are kept until it comes again."""
    rests: bool = False
    """Whether all of it goes back to Redis, as nobody spent for a while."""
    told: bool = False
    """Whether Redis has said what there is; before that, one operation may take more than a slice and owe it."""


class Budgets:
    """The budgets of all storefronts that ask through this process.

    While Redis is away, each goes on with a local bucket of the configured share.
    """

    def __init__(self, redis: Redis, settings: Settings) -> None:
        self._capacity, self._rate = settings.cost_capacity, settings.cost_restore_rate
        self._share = settings.cost_local_share
        self._slice = SLICE * self._capacity
        self._buckets = Buckets(redis, self._capacity, self._rate, -self._share * self._capacity)
        self._hands: OrderedDict[str, _Hand] = OrderedDict()
        self._away_since: float | None = None
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()

    def start(self) -> None:
        """Begin to take slices."""
        self._task = asyncio.create_task(self._run())

    async def close(self) -> None:
        """Stop, and give back what was not spent."""
        self._closing.set()  # as a cancellation can get lost in Redis' client
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        for hand in self._hands.values():
            hand.used_at = -IDLE_SECONDS
        if self._away_since is None:
            with suppress(Exception):  # it would be restored in a while anyhow
                await self._round()

    def spend(self, storefront_id: str, requested: int) -> None:
        """Take the cost of an operation from the budget before it runs.

        Raises:
            GraphQLError: THROTTLED while there is too little, OPERATION_TOO_LARGE when there never is enough.
        """
        if requested > self._capacity:
            message = f"The operation may cost {requested}, and none may cost more than {self._capacity}."
            raise coded("OPERATION_TOO_LARGE", message, limit=self._capacity)
        hand = self._hand(storefront_id)
        if hand.level < requested and not hand.told and self._away_since is None and hand.owed == self._slice:
            hand.level += requested
            hand.owed += requested
        if hand.level < requested:
            hand.need = max(hand.need, requested)
            self._wake.set()
            cost = {"requestedQueryCost": requested, "actualQueryCost": None, "throttleStatus": self._status(hand)}
            raise coded("THROTTLED", "The storefront's budget is spent; try again shortly.", cost=cost)
        hand.level -= requested
        if requested >= hand.need:
            hand.need = 0
        if hand.level < self._slice / 2:
            self._wake.set()

    def settle(self, storefront_id: str, requested: int, actual: int) -> None:
        """After the operation ran: give back what it did not cost, or charge what it cost beyond."""
        self._hand(storefront_id).level += requested - actual

    def status(self, storefront_id: str) -> dict[str, int]:
        """What the budget holds, as far as this process knows."""
        return self._status(self._hand(storefront_id))

    def _status(self, hand: _Hand) -> dict[str, int]:
        there = 0.0 if self._away_since is not None else hand.left + (time.monotonic() - hand.told_at) * self._rate
        available = int(max(0, min(there + hand.level, self._capacity)))
        return {
            "maximumAvailable": self._capacity,
            "currentlyAvailable": available,
            "restoreRate": self._rate,
        }

    def _hand(self, storefront_id: str) -> _Hand:
        now = time.monotonic()
        hand = self._hands.get(storefront_id)
        if hand is None:
            # the first slice is taken at once and owed
            left = self._capacity - self._slice
            hand = self._hands[storefront_id] = _Hand(self._slice, self._slice, left, now, now, now)
            if len(self._hands) > MOST_STOREFRONTS:
                self._hands.popitem(last=False)
        self._hands.move_to_end(storefront_id)
        hand.used_at = now
        if hand.rests and self._away_since is None:
            # what went back may not have arrived, so a slice is taken and owed as at first
            hand.rests = False
            hand.level += self._slice
            hand.owed += self._slice
        if self._away_since is not None:
            seconds = now - max(hand.restored_at, self._away_since)
            restored = min(seconds * self._rate * self._share, self._capacity * self._share - hand.level)
            hand.level += max(restored, 0)
            hand.owed += max(restored, 0)
            hand.restored_at = now
        return hand

    async def _run(self) -> None:
        while not self._closing.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(ROUND_SECONDS):
                    await self._wake.wait()
            self._wake.clear()
            try:
                await self._round()
            except Exception as error:  # noqa: BLE001 - nothing that a client library does on a bad day may end this
                if self._away_since is None:
                    self._away_since = time.monotonic()
                    log.warning("budget.local", error=type(error).__name__)
                await asyncio.sleep(0 if self._closing.is_set() else AWAY_SECONDS)
            else:
                await asyncio.sleep(SHORTEST_ROUND)

    async def _round(self) -> None:
        """Tell Redis what was taken, give back what is not needed, and take what is."""
        now = time.monotonic()
        asking: list[tuple[str, _Hand, float]] = []
        for storefront_id, hand in self._hands.items():
            idle = now - hand.used_at > IDLE_SECONDS
            if idle:
                hand.need = 0
            enough = 0.0 if idle else max(self._slice, hand.need)
            hand.rests = idle
            if idle or hand.level > 2 * enough:
                hand.owed -= hand.level - enough
                hand.level = enough
            want = enough - hand.level if hand.level < enough / 2 or hand.need else 0.0
            if hand.owed or (want > 0 and hand.used_at > hand.told_at):
                asking.append((storefront_id, hand, max(want, 0.0)))
        for start in range(0, len(asking), MOST_AT_ONCE):
            await self._take(asking[start : start + MOST_AT_ONCE])
        for storefront_id in [one for one, hand in self._hands.items() if now - hand.used_at > IDLE_SECONDS]:
            if not self._hands[storefront_id].owed:
                del self._hands[storefront_id]

    async def _take(self, asking: list[tuple[str, _Hand, float]]) -> None:
        asks = [Ask(storefront_id, hand.owed, want) for storefront_id, hand, want in asking]
        asked_at = time.monotonic()
        told = await self._buckets.take(asks)
        if self._away_since is not None:
            self._away_since = None
            log.info("budget.shared")
        for (_, hand, _), ask, (granted, left) in zip(asking, asks, told, strict=True):
            hand.owed -= ask.owed
            hand.level += granted
            hand.left, hand.told_at = left, asked_at
            hand.told = True

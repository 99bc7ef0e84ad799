"""The budget: shared between processes through Redis, spent without waiting for it, and local while it is away."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from graphql import GraphQLError
from redis.asyncio import Redis

from services.api.protocol.budget import IDLE_SECONDS, MOST_STOREFRONTS, ROUND_SECONDS, SLICE, Budgets
from services.core.feed import open_redis
from services.core.ids import new_id
from services.core.settings import Settings
from services.dev import embedded
from tests.watching import until

CAPACITY, RATE, SHARE = 1000, 100, 0.25
SETTINGS = Settings(cost_capacity=CAPACITY, cost_restore_rate=RATE, cost_local_share=SHARE)


@asynccontextmanager
async def opened(redis: Redis) -> AsyncIterator[Budgets]:
    """The budgets of one process."""
    budgets = Budgets(redis, SETTINGS)
    budgets.start()
    yield budgets
    await budgets.close()


@pytest.fixture
def storefront() -> str:
    return new_id("sto")


def spent(budgets: Budgets, storefront: str, cost: int = 10) -> int:
    """What is spent until the budget says no."""
    total = 0
    while True:
        try:
            budgets.spend(storefront, cost)
        except GraphQLError:
            return total
        total += cost


async def spent_for(seconds: float, storefront: str, *processes: Budgets) -> int:
    """What all of them spend when they spend as fast as they may."""
    total, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        total += sum(spent(budgets, storefront) for budgets in processes)
        await asyncio.sleep(0.01)
    return total


async def test_a_budget_that_is_spent_is_told_in_numbers(redis: Redis, storefront: str) -> None:
    async with opened(redis) as budgets:
        assert budgets.status(storefront) == {
            "maximumAvailable": CAPACITY, "currentlyAvailable": CAPACITY, "restoreRate": RATE,
        }  # fmt: skip
        await spent_for(1, storefront, budgets)
        spent(budgets, storefront, 50)
        with pytest.raises(GraphQLError) as refused:
            budgets.spend(storefront, 50)
        told = refused.value.extensions or {}
        assert told["code"] == "THROTTLED"
        assert (told["cost"]["requestedQueryCost"], told["cost"]["actualQueryCost"]) == (50, None)
        status = told["cost"]["throttleStatus"]
        assert (status["maximumAvailable"], status["restoreRate"]) == (CAPACITY, RATE)
        assert status["currentlyAvailable"] < CAPACITY / 2


async def test_what_can_never_be_paid_is_too_large(redis: Redis, storefront: str) -> None:
    with pytest.raises(GraphQLError) as refused:
        Budgets(redis, SETTINGS).spend(storefront, CAPACITY + 1)
    assert (refused.value.extensions or {})["code"] == "OPERATION_TOO_LARGE"


async def test_whoever_comes_back_just_when_a_rested_budget_is_given_back_is_served(
    redis: Redis, storefront: str
) -> None:
    budgets = Budgets(redis, SETTINGS)
    budgets.spend(storefront, 10)
    await budgets._round()
    budgets._hands[storefront].used_at -= IDLE_SECONDS + 1
    giving_back = asyncio.create_task(budgets._round())
    await asyncio.sleep(0)
    budgets.spend(storefront, 10)
    await giving_back
    budgets.spend(storefront, 10)


async def test_the_difference_is_given_back_or_charged(redis: Redis, storefront: str) -> None:
    budgets = Budgets(redis, SETTINGS)
    for actual in (30, 60):
        budgets.spend(storefront, 40)
        budgets.settle(storefront, 40, actual)
    assert budgets._hands[storefront].level == SLICE * CAPACITY - 30 - 60


async def test_one_operation_may_cost_more_than_a_slice(redis: Redis, storefront: str) -> None:
    async with opened(redis) as budgets:

        async def paid() -> bool:
            try:
                budgets.spend(storefront, CAPACITY * 8 // 10)
            except GraphQLError:
                return False
            return True

        await until(paid)


async def test_what_was_taken_for_a_large_operation_is_kept_until_it_comes_again(redis: Redis, storefront: str) -> None:
    large = round(5 * SLICE * CAPACITY)
    async with opened(redis) as budgets:
        spent(budgets, storefront)

        async def is_told() -> bool:
            return budgets.status(storefront)["currentlyAvailable"] >= large

        await until(is_told)
        with pytest.raises(GraphQLError):
            budgets.spend(storefront, large)
        await asyncio.sleep(10 * ROUND_SECONDS)
        budgets.spend(storefront, large)


async def test_the_first_operation_that_a_process_sees_may_cost_more_than_a_slice(
    redis: Redis, storefront: str
) -> None:
    budgets = Budgets(redis, SETTINGS)  # not started: nobody has asked Redis yet
    budgets.spend(storefront, CAPACITY // 2)
    with pytest.raises(GraphQLError, match="spent"):
        budgets.spend(storefront, CAPACITY // 2)
    await budgets._round()
    assert budgets.status(storefront)["currentlyAvailable"] <= CAPACITY // 2


async def test_two_processes_spend_one_budget(redis: Redis, redis_url: str, storefront: str) -> None:
    second = open_redis(redis_url)
    async with opened(redis) as one, opened(second) as other:
        started = time.monotonic()
        total = 0
        while total < CAPACITY:  # it ends, as the budget is shared and restored
            total += await spent_for(1, storefront, one, other)
        restored = RATE * (time.monotonic() - started)
        assert total <= CAPACITY + restored + SHARE * CAPACITY
        # a process that comes late takes its first slice on trust, and what it owes is paid from what is restored
        async with opened(redis) as third:
            total += await spent_for(1, storefront, one, other, third)
        restored = RATE * (time.monotonic() - started)
        assert total <= CAPACITY + restored + SHARE * CAPACITY
    await second.aclose()


async def test_each_storefront_has_its_own(redis: Redis, storefront: str) -> None:
    async with opened(redis) as budgets:
        await spent_for(0.5, storefront, budgets)
        assert budgets.status(new_id("sto"))["currentlyAvailable"] == CAPACITY


async def test_what_was_not_spent_is_given_back_at_the_end(redis: Redis, storefront: str) -> None:
    async with opened(redis) as budgets:
        budgets.spend(storefront, 10)
    kept = await redis.hget(f"makegood:budget:{storefront}", "level")  # type: ignore[misc]
    assert float(kept) == CAPACITY - 10
    assert await redis.pttl(f"makegood:budget:{storefront}") > 0


async def test_it_closes_whatever_it_is_doing(redis: Redis, storefront: str) -> None:
    for turns in range(40):
        await redis.connection_pool.disconnect()  # so that it connects anew
        async with asyncio.timeout(10), opened(redis) as budgets:
            budgets.spend(storefront, 1)
            for _ in range(turns):
                await asyncio.sleep(0)
                budgets._wake.set()


async def test_while_redis_is_away_a_share_goes_on_and_then_all_of_it(
    own_redis: embedded.Redis, storefront: str
) -> None:
    redis = open_redis(own_redis.address)
    async with opened(redis) as budgets:
        await spent_for(0.5, storefront, budgets)
        await asyncio.to_thread(own_redis.kill)

        async def is_local() -> bool:
            return budgets._away_since is not None

        await until(is_local)
        started = time.monotonic()
        total = await spent_for(2, storefront, budgets)
        assert 0 < total <= SHARE * (CAPACITY + RATE * (time.monotonic() - started)) + CAPACITY * 0.1
        await asyncio.to_thread(own_redis.start)

        async def is_shared() -> bool:
            spent(budgets, storefront)
            return budgets._away_since is None

        await until(is_shared)
        assert await spent_for(1, storefront, budgets) > SHARE * CAPACITY, "an emptied Redis begins with a full bucket"
    await redis.aclose()


async def test_a_hanging_redis_holds_nobody(own_redis: embedded.Redis, storefront: str) -> None:
    redis = open_redis(own_redis.address)
    async with opened(redis) as budgets:
        own_redis.pause()
        assert spent(budgets, storefront) > 0

        async def more() -> int:
            return spent(budgets, storefront)

        assert await until(more) > 0
        own_redis.resume()
    await redis.aclose()


async def test_only_so_many_storefronts_are_remembered(redis: Redis) -> None:
    budgets = Budgets(redis, SETTINGS)
    for _ in range(MOST_STOREFRONTS + 10):
        budgets.spend(new_id("sto"), 1)
    assert len(budgets._hands) == MOST_STOREFRONTS
    await budgets._round()
    assert all(hand.owed == 0 for hand in budgets._hands.values())


async def test_who_is_quiet_is_forgotten_with_nothing_in_hand(redis: Redis, storefront: str) -> None:
    budgets = Budgets(redis, SETTINGS)
    budgets.spend(storefront, 10)
    budgets._hands[storefront].used_at -= 60
    await budgets._round()
    assert budgets._hands == {}
    assert float(await redis.hget(f"makegood:budget:{storefront}", "level")) == CAPACITY - 10  # type: ignore[misc]

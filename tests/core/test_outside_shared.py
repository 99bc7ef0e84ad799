"""What one account may ask for, shared by all processes through Redis, and by each alone while that is away."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from redis.asyncio import Redis

from services.core.feed import open_redis
from services.core.outside import Limits, Shared, shared
from services.core.outside.limits import Account, Day
from services.dev import embedded

QUICK = Limits(per_second=0.01, burst=5)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
async def processes(redis: Redis, redis_url: str) -> AsyncIterator[list[Shared]]:
    """Three processes with connections of their own; Redis is empty."""
    clients = [open_redis(redis_url) for _ in range(3)]
    yield [Shared(client) for client in clients]
    for client in clients:
        await client.aclose()


async def sent(processes: list[Shared], limits: Limits, times: int, account: str = "acc_1") -> int:
    """How many of so many calls of each process may be sent at once."""
    waits = await asyncio.gather(*(one.reserve("acme", account, limits, 0) for one in processes for _ in range(times)))
    assert None not in waits
    return waits.count(0.0)


async def test_processes_share_an_accounts_burst(processes: list[Shared]) -> None:
    assert await sent(processes, QUICK, 10) == 5
    assert await sent(processes, QUICK, 10) == 0
    assert await sent(processes, QUICK, 1, account="acc_2") == 3, "another account has its own"
    wait = await processes[0].reserve("acme", "acc_1", QUICK, 0)
    assert wait is not None
    assert 0 < wait <= 100


async def test_one_who_has_patience_is_given_a_later_place(processes: list[Shared]) -> None:
    limits = Limits(per_second=1, burst=1)
    waits = [await one.reserve("acme", "acc_1", limits, 10) for one in processes]
    assert [round(wait or 0) for wait in waits] == [0, 1, 2]
    assert await sent(processes, limits, 1) == 0, "without patience nothing is taken"
    assert round(await processes[0].reserve("acme", "acc_1", limits, 10) or 0) == 3


async def test_processes_share_a_days_calls(processes: list[Shared]) -> None:
    limits = Limits(per_second=1000, burst=1000, per_day=7)
    assert await sent(processes, limits, 5) == 7
    wait = await processes[1].reserve("acme", "acc_1", limits, 30)
    assert wait is not None
    assert 0 < wait <= 86_400


async def test_a_new_day_begins_anew(processes: list[Shared], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "DAY", 0.5)
    limits = Limits(per_second=1000, burst=1000, per_day=3)
    while await sent(processes, limits, 2) != 3:  # a day may end in between
        await asyncio.sleep(0.05)
    wait = await processes[0].reserve("acme", "acc_1", limits, 0)
    assert wait
    await asyncio.sleep(wait + 0.01)
    assert await sent(processes[:1], limits, 1) == 1


async def test_a_wish_for_quiet_is_everybodys(processes: list[Shared]) -> None:
    await processes[0].pause("acme", "acc_1", QUICK, 60)
    await processes[1].pause("acme", "acc_1", QUICK, 5)
    wait = await processes[2].reserve("acme", "acc_1", QUICK, 0)
    assert wait is not None
    assert 50 < wait <= 60


async def test_redis_holds_names_and_numbers_alone_and_not_for_ever(processes: list[Shared], redis: Redis) -> None:
    await processes[0].reserve("acme", "acc_1", Limits(per_day=5), 0)
    (key,) = await redis.keys("*")
    assert key == b"makegood:outside:acme:acc_1"
    kept = await redis.hgetall(key)  # type: ignore[misc] # redis' types know of no awaited answer
    assert set(kept) == {b"arrival", b"day", b"count"}
    assert 0 < await redis.ttl(key) <= 86_401


@dataclass
class Clock:
    seconds: float = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.mark.parametrize("fault", ["pause", "kill"])
async def test_while_redis_is_away_nobody_waits_for_it_and_each_goes_on_alone(
    own_redis: embedded.Redis, fault: str
) -> None:
    client, clock = open_redis(own_redis.address), Clock()
    one = Shared(client, monotonic=clock)
    assert await one.reserve("acme", "acc_1", QUICK, 0) == 0
    await asyncio.to_thread(own_redis.pause if fault == "pause" else own_redis.kill)
    assert await one.reserve("acme", "acc_1", QUICK, 0) is None
    await asyncio.to_thread(own_redis.resume if fault == "pause" else own_redis.start)
    assert await one.reserve("acme", "acc_1", QUICK, 0) is None, "it is not asked again at once"
    clock.seconds += shared.AWAY_SECONDS
    assert await one.reserve("acme", "acc_1", QUICK, 0) == 0
    await client.aclose()


def test_alone_a_process_has_its_share_and_at_least_one_call() -> None:
    part = Limits(per_second=20, burst=40, per_day=500, concurrent=7).part(0.25)
    assert (part.per_second, part.burst, part.per_day, part.concurrent) == (5, 10, 125, 7)
    least = Limits(burst=1, per_day=2).part(0.25)
    assert (least.burst, least.per_day) == (1, 1)
    assert Limits().part(0.5).per_day is None


def test_a_days_calls_are_counted_alone_too() -> None:
    account = Account(Limits(per_second=1000, burst=1000, per_day=2))
    assert [account.reserve(0, NOON, 0) for _ in range(2)] == [0, 0]
    assert account.reserve(0, NOON, 30) == 12 * 3600
    assert account.reserve(1, NOON + timedelta(hours=11, minutes=59, seconds=50), 30) == 10, "the next day's first"
    assert account.reserve(2, NOON + timedelta(hours=12), 0) == 0
    assert account.reserve(2, NOON + timedelta(hours=12), 0) > 0


def test_without_a_bound_a_day_has_no_end_of_calls() -> None:
    day = Day(None)
    for _ in range(10_000):
        day.take(NOON)
    assert day.wait(NOON) == 0

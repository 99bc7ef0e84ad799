"""Watchers who ask alike share one read of an event; nobody's leaving and no outage costs another a push."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Any

import pytest

from services.api.reads import pushes
from services.core import feed
from services.core.database import Pool
from tests.api.nouns.asking import Asker, place_events
from tests.api.nouns.inputs import a_claim, a_shipment, an_order
from tests.builders import a_key
from tests.reads.counted import CountedPool, counted
from tests.watching import until


async def attached(asker: Asker, count: int) -> None:
    """Wait until so many watch and the feed's position is known."""

    async def all_there() -> bool:
        channels = asker.process.hub._channels.values()
        return sum(len(channel.watchers) for channel in channels if channel.position is not None) == count

    await until(all_there)
    await asyncio.sleep(0.2)


async def cancel(asker: Asker, relay: Pool, claim_id: str) -> None:
    """Something that watchers hear of."""
    await asker.change("claimCancel", idempotencyKey=a_key(), claimId=claim_id)
    await place_events(relay)
    assert asker.caller is not None
    await feed.ring(asker.process.redis, feed.FEED, asker.caller.storefront_id)


async def canceled(stream: Any) -> dict[str, Any]:
    """The push that tells of the cancellation."""
    async for push in stream:
        if push["type"] == "claim.canceled":
            return dict(push)
    raise AssertionError("the stream ended")


@pytest.fixture
async def claimed(asker: Asker, relay: Pool) -> tuple[str, str]:
    """An order and its claim, whose first events are told."""
    order = await an_order(asker)
    parcel = await a_shipment(asker, order["id"])
    claim = await a_claim(asker, order["id"], parcel["id"])
    await place_events(relay)
    return order["id"], claim["id"]


def watched(asker: Asker) -> tuple[Asker, CountedPool]:
    """Somebody whose pushes are counted."""
    process, _, present = counted(asker.process)
    return replace(asker, process=process), present


async def test_a_hundred_watchers_of_one_claim_cost_one_read(
    asker: Asker, relay: Pool, claimed: tuple[str, str]
) -> None:
    watcher, present = watched(asker)
    async with AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(watcher.watch("claimUpdated", id=claimed[1])) for _ in range(100)]
        waiting = [asyncio.create_task(canceled(stream)) for stream in streams]
        await attached(asker, 100)
        await cancel(asker, relay, claimed[1])
        told = await asyncio.gather(*waiting)
    assert all(push == told[0] for push in told)
    assert told[0]["claim"]["status"] == "CANCELED"
    assert len(present.statements) == 1


async def test_customers_of_one_order_share_and_nobody_else_does(
    asker: Asker, relay: Pool, claimed: tuple[str, str]
) -> None:
    watcher, present = watched(asker)
    customer = watcher.customer_of(claimed[0])
    async with AsyncExitStack() as stack:
        streams = [
            await stack.enter_async_context(who.watch("claimUpdated", id=claimed[1]))
            for who in (customer, customer, watcher, watcher)
        ]
        waiting = [asyncio.create_task(canceled(stream)) for stream in streams]
        await attached(asker, 4)
        await cancel(asker, relay, claimed[1])
        await asyncio.gather(*waiting)
    assert len(present.statements) == 2


async def test_who_leaves_takes_nobodys_push_along(asker: Asker, relay: Pool, claimed: tuple[str, str]) -> None:
    watcher, present = watched(asker)
    present.open.clear()
    async with (
        watcher.watch("claimUpdated", id=claimed[1]) as first,
        watcher.watch("claimUpdated", id=claimed[1]) as second,
    ):
        leaving, staying = (asyncio.create_task(canceled(stream)) for stream in (first, second))
        await attached(asker, 2)
        await cancel(asker, relay, claimed[1])

        async def reading() -> bool:
            return bool(present.statements)

        await until(reading)
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        present.open.set()
        assert (await staying)["claim"]["status"] == "CANCELED"
    assert len(present.statements) == 1


async def test_a_database_that_is_away_delays_a_push_and_loses_none(
    asker: Asker, relay: Pool, claimed: tuple[str, str]
) -> None:
    watcher, present = watched(asker)
    present.away = True
    async with watcher.watch("claimUpdated", id=claimed[1]) as stream:
        waiting = asyncio.create_task(canceled(stream))
        await attached(asker, 1)
        await cancel(asker, relay, claimed[1])

        async def tried_again() -> bool:
            return len(present.statements) > 1

        await until(tried_again)
        present.away = False
        assert (await waiting)["type"] == "claim.canceled"


async def test_what_is_shared_is_forgotten_soon(asker: Asker, relay: Pool, claimed: tuple[str, str]) -> None:
    watcher, present = watched(asker)
    start = (await asker.send("claim", id=claimed[1]))["cursor"]
    await cancel(asker, relay, claimed[1])
    for times in (1, 2):
        async with watcher.watch("claimUpdated", id=claimed[1], after=start) as stream:
            await canceled(stream)
        assert len(present.statements) == times
        await asyncio.sleep(pushes.SHARED_SECONDS + 0.1)

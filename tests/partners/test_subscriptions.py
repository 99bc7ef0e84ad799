"""The generated client's subscriptions: their events, errors, and lost connections."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest
from makegood_client import ClaimStatus, Makegood
from makegood_client import OrderUpdatedOrderUpdated as Event
from makegood_client.connection import MakegoodError
from relay import Relay
from selling import claim, sell


async def test_a_subscription_tells_what_happens_in_its_order(makegood: Makegood) -> None:
    order, shipment, cursor = await sell(makegood)
    async with aclosing(makegood.order_updated(id=order, after=cursor)) as events:
        assert (await anext(events)).type_ == "order.created"
        mine = await claim(makegood, order, shipment)
        seen = [event async for event in _until("claim.submitted", events)]
    assert seen[-1].claim is not None
    assert seen[-1].claim.id == mine
    assert seen[-1].claim.status in ClaimStatus


async def test_a_cursor_that_is_none_ends_a_subscription_with_its_code(makegood: Makegood) -> None:
    order, _, _ = await sell(makegood)
    with pytest.raises(MakegoodError) as raised:
        await anext(makegood.order_updated(id=order, after="no cursor"))
    assert raised.value.code == "CURSOR_INVALID"


async def test_who_closes_a_subscription_leaves_nothing_open(makegood: Makegood) -> None:
    order, _, cursor = await sell(makegood)
    before = asyncio.all_tasks()
    events = makegood.order_updated(id=order, after=cursor)
    await anext(events)
    await events.aclose()
    await asyncio.sleep(0)  # until the connection's own task has seen that it is to end
    assert asyncio.all_tasks() == before


async def test_a_lost_connection_is_made_again_behind_the_last_event(makegood: Makegood, url: str, key: str) -> None:
    order, shipment, cursor = await sell(makegood)
    async with Relay(url) as relay, Makegood(relay.url, key) as partner:
        async with aclosing(partner.order_updated(id=order, after=cursor)) as events:
            first = await anext(events)
            relay.cut()
            await claim(makegood, order, shipment)
            seen = [first, *[event async for event in _until("claim.submitted", events)]]
        assert relay.taken > 1
    async with aclosing(makegood.order_updated(id=order, after=cursor)) as events:
        steady = [event async for event in _until("claim.submitted", events)]
    assert [event.id for event in seen] == [event.id for event in steady]


async def _until(kind: str, events: AsyncIterator[Event]) -> AsyncIterator[Event]:
    async with asyncio.timeout(30):
        async for event in events:
            yield event
            if event.type_ == kind:
                return

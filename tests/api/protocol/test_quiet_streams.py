"""Thousands may watch through one process, so a quiet stream costs no task and keeps nothing of its request."""

import asyncio
import gc
from collections import Counter
from contextlib import AsyncExitStack

from services.api.protocol.requests import PlainRequest
from services.core.database import Pool
from tests.api.feeds import Feeds
from tests.api.nouns.asking import document
from tests.api.serving import Api
from tests.builders import Shop, an_order
from tests.watching import until

STREAMS = 12
TEXT = document("orderUpdated")


def tasks() -> Counter[str]:
    """What runs, by the name of its coroutine."""
    return Counter(getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks())


async def test_a_quiet_stream_is_the_servers_own_task_and_no_more(
    api: Api, feeds: Feeds, app: Pool, shop: Shop
) -> None:
    order = await an_order(app, shop)

    async def quiet() -> bool:
        channels = api.process.hub._channels.values()
        return sum(len(channel.watchers) for channel in channels) == STREAMS and not tasks()["EventStream._deliver"]

    before = tasks()
    async with AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(api.stream(TEXT, shop.key, id=order)) for _ in range(STREAMS)]
        await until(quiet)
        added = tasks() - before
        assert added.pop("RequestResponseCycle.run_asgi") == STREAMS
        assert not any("Stream" in name or "Live" in name for name in added), added
        # not isinstance: a weak proxy answers that for an object that may be gone
        assert not any(type(one) is PlainRequest for one in gc.get_objects())
        subjects = await feeds.happen(shop, order_id=order)
        ids = {(await anext(events))["id"] for events in streams}
        assert len(ids) == len(subjects) == 1
        await until(quiet)


async def test_those_who_watch_alike_are_told_the_same_and_nothing_of_it_is_left(
    api: Api, feeds: Feeds, app: Pool, shop: Shop
) -> None:
    order, pushes = await an_order(app, shop), api.process.pushes

    async def shared() -> bool:
        return len(pushes._views) == 1 and len(next(iter(api.process.hub._channels.values())).watchers) == 3

    async def nothing() -> bool:
        return not pushes._views and not pushes._readings

    async with AsyncExitStack() as stack:
        streams = [await stack.enter_async_context(api.stream(TEXT, shop.key, id=order)) for _ in range(3)]
        await until(shared)
        await feeds.happen(shop, order_id=order)
        first, *others = [await anext(events) for events in streams]
        assert others == [first, first]
    await until(nothing)

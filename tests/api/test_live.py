"""A live subscription wakes its stream when there is something to send, and not before."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from graphql import GraphQLError
from redis.asyncio import Redis

from services.api.app import open_process
from services.api.context import Context
from services.api.live import Live
from services.api.process import Process
from services.api.protocol.answers import Pushed
from services.core.clock import system_clock
from services.core.outbox import Recorded
from services.core.settings import Settings
from tests.api.feeds import Feeds, as_staff
from tests.builders import Shop
from tests.watching import until


class Slow:
    """A view whose readings the test completes."""

    def __init__(self) -> None:
        self.readings: dict[str, asyncio.Future[Pushed]] = {}

    def begin(self, recorded: Recorded) -> "asyncio.Future[Pushed]":
        """The reading of an event."""
        subject = recorded.event.subject
        return self.readings.setdefault(subject, asyncio.get_running_loop().create_future())

    async def read(self, recorded: Recorded) -> Pushed:
        """What the test said."""
        return await self.begin(recorded)

    def complete(self, subject: str) -> None:
        """Let a reading be done."""
        self.readings[subject].set_result(Pushed({"subject": subject}, None))

    async def began(self) -> bool:
        """Whether anything is being read."""
        return bool(self.readings)


class Watched:
    """A live subscription of a member of staff, and how often it was woken."""

    def __init__(self, process: Process, shop: Shop, life: float = 600) -> None:
        self.view, self.woken = Slow(), 0
        self.live = Live(Context(process, as_staff(shop, life=life), None), lambda e: e.type == "test.happened", None)
        self.live.view = self.view

    async def open(self) -> None:
        """Begin, and find nothing."""
        await self.live.open(self._wake)
        assert await self.live.next() is None

    def _wake(self) -> None:
        self.woken += 1

    async def awake(self) -> bool:
        """Whether it was woken."""
        return self.woken > 0


@pytest.fixture
async def process(settings: Settings, redis: Redis) -> AsyncIterator[Process]:
    """What an API process is made of, with its hub running."""
    async with open_process(settings) as process:
        yield process


async def test_it_wakes_once_what_happened_is_read(process: Process, feeds: Feeds, shop: Shop) -> None:
    watched = Watched(process, shop)
    await watched.open()
    (subject,) = await feeds.happen(shop)
    await until(watched.view.began)
    assert watched.woken == 0
    watched.view.complete(subject)
    await until(watched.awake)
    assert await watched.live.next() == Pushed({"subject": subject}, None)
    assert await watched.live.next() is None
    watched.live.close()


async def test_it_wakes_once_for_many_and_they_come_in_order(process: Process, feeds: Feeds, shop: Shop) -> None:
    watched = Watched(process, shop)
    await watched.open()
    subjects = await feeds.happen(shop, 5)
    await until(watched.view.began)
    assert list(watched.view.readings) == subjects[:1]
    for subject in subjects:
        watched.view.readings.setdefault(subject, asyncio.get_running_loop().create_future())
    for subject in reversed(subjects):
        watched.view.complete(subject)
    await until(watched.awake)
    assert [await watched.live.next() for _ in subjects] == [Pushed({"subject": one}, None) for one in subjects]
    assert await watched.live.next() is None
    assert watched.woken == 1
    watched.live.close()


async def test_it_ends_although_what_happened_cannot_be_read(process: Process, feeds: Feeds, shop: Shop) -> None:
    watched = Watched(process, shop)
    await watched.open()
    await feeds.happen(shop)
    await until(watched.view.began)
    process.hub.drain()
    await until(watched.awake)
    with pytest.raises(GraphQLError, match="restarts"):
        await watched.live.next()
    watched.live.close()


async def test_what_is_kept_is_not_delivered_once_the_token_has_run_out(
    settings: Settings, redis: Redis, feeds: Feeds, shop: Shop
) -> None:
    late = timedelta(0)
    async with open_process(settings, lambda: system_clock() + late) as process:
        watched = Watched(process, shop)
        await watched.open()
        (subject,) = await feeds.happen(shop)
        await until(watched.view.began)
        late = timedelta(hours=1)
        await until(watched.awake)
        watched.view.complete(subject)
        with pytest.raises(GraphQLError, match="expired"):
            await watched.live.next()
        watched.live.close()


async def test_nothing_is_left_of_it_when_it_is_closed(process: Process, feeds: Feeds, shop: Shop) -> None:
    watched = Watched(process, shop)
    await watched.open()
    watched.live.close()
    assert process.hub._channels == {}
    await feeds.happen(shop)
    assert watched.woken == 0

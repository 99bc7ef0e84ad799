"""The doorbell: heard at once when Redis is there, and never in anybody's way when it is not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from services.core import feed
from services.dev import embedded


@pytest.fixture
def channel() -> str:
    """A channel that nobody else rings."""
    return f"test:{uuid4().hex}"


@asynccontextmanager
async def listening(redis: Redis, channel: str, quiet_seconds: float = 0.3) -> AsyncIterator[AsyncIterator[set[str]]]:
    """A listener that has begun."""
    async with asyncio.timeout(60), aclosing(feed.listen(redis, channel, quiet_seconds=quiet_seconds)) as turns:  # type: ignore[type-var]
        assert await anext(turns) == set(), "there is a first look before anything rang"
        yield turns


async def next_heard(turns: AsyncIterator[set[str]]) -> set[str]:
    async for heard in turns:
        if heard:
            return heard
    raise AssertionError("it ended")


async def test_what_rings_is_heard(redis: Redis, channel: str) -> None:
    async with listening(redis, channel) as turns:
        assert await feed.ring(redis, channel, "sto_a")
        assert await next_heard(turns) == {"sto_a"}


async def test_what_rings_meanwhile_is_heard_together_and_once(redis: Redis, channel: str) -> None:
    async with listening(redis, channel) as turns:
        await feed.ring(redis, channel, *(f"sto_{number % 3}" for number in range(300)))
        await asyncio.sleep(0.2)
        assert await next_heard(turns) == {"sto_0", "sto_1", "sto_2"}
        assert await anext(turns) == set()


async def test_a_quiet_time_is_told_as_well(redis: Redis, channel: str) -> None:
    async with listening(redis, channel, 0.05) as turns:
        for _ in range(3):
            assert await anext(turns) == set()


async def test_other_channels_and_garbage_do_not_disturb(redis: Redis, channel: str) -> None:
    async with listening(redis, channel) as turns:
        await feed.ring(redis, f"{channel}:other", "not mine")
        await redis.publish(channel, b"\xff\xfe")
        await feed.ring(redis, channel, "mine")
        heard = await next_heard(turns) | await anext(turns)
        assert "mine" in heard
        assert "not mine" not in heard


async def test_ringing_where_nobody_is_costs_nothing_but_a_no(channel: str) -> None:
    redis = feed.open_redis("redis://127.0.0.1:1/0")
    assert not await feed.ring(redis, channel, "sto_a")
    await redis.aclose()


async def test_a_listener_hears_again_after_redis_was_killed(own_redis: embedded.Redis, channel: str) -> None:
    redis = feed.open_redis(own_redis.address)
    async with listening(redis, channel) as turns:
        await asyncio.to_thread(own_redis.kill)
        assert not await feed.ring(redis, channel, "lost")
        assert await anext(turns) == set(), "the reader's own look goes on"
        await asyncio.to_thread(own_redis.start)
        heard: set[str] = set()
        while not heard:
            await feed.ring(redis, channel, "sto_a")
            heard = await anext(turns)
        assert heard == {"sto_a"}
    await redis.aclose()


async def test_a_hanging_redis_holds_neither_the_ringer_nor_the_listener(
    own_redis: embedded.Redis, channel: str
) -> None:
    redis = feed.open_redis(own_redis.address)
    async with listening(redis, channel) as turns:
        own_redis.pause()
        assert not await feed.ring(redis, channel, "late")
        assert await anext(turns) == set()
        own_redis.resume()
        while not await feed.ring(redis, channel, "sto_a"):
            pass
        heard = await next_heard(turns)
        while "sto_a" not in heard:
            heard = await next_heard(turns)
    await redis.aclose()


class Wire:
    """A line to Redis that can go dead without a word, while new lines work."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._lines: list[asyncio.Task[None]] = []
        self._dead: set[asyncio.Task[None]] = set()
        self.count = 0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forward both ways."""
        self.count += 1
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
        ways = [
            asyncio.create_task(self._pump(reader, far_writer)),
            asyncio.create_task(self._pump(far_reader, writer)),
        ]
        self._lines += ways
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for end in (far_writer, writer):
            end.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            if asyncio.current_task() not in self._dead:
                writer.write(data)

    def cut(self) -> None:
        """From now on the present lines swallow everything."""
        self._dead.update(self._lines)


async def test_a_line_that_died_without_a_word_is_replaced(
    own_redis: embedded.Redis, channel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "SILENT_SECONDS", 0.5)
    assert own_redis.port is not None
    wire = Wire(own_redis.port)
    direct = feed.open_redis(own_redis.address)
    server = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    redis = feed.open_redis(own_redis.address.replace(str(own_redis.port), str(port)))
    async with listening(redis, channel, 0.1) as turns:
        wire.cut()
        heard: set[str] = set()
        while not heard:
            assert await feed.ring(direct, channel, "sto_a")
            heard = await anext(turns)
        assert wire.count > 1
    server.close()
    await redis.aclose()
    await direct.aclose()


async def test_a_quiet_line_is_kept(redis: Redis, channel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "SILENT_SECONDS", 0.1)
    async with listening(redis, channel, 0.05) as turns:
        for _ in range(20):
            assert await anext(turns) == set()
        assert int((await redis.pubsub_numsub(channel))[0][1]) == 1
        await feed.ring(redis, channel, "sto_a")
        assert await next_heard(turns) == {"sto_a"}

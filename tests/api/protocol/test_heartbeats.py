"""Quiet streams say in time that they live, and never all at the same moment."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from services.api.protocol import heartbeats
from services.api.protocol.heartbeats import ROUND, Heartbeats
from tests.watching import until


class Stream:
    """Counts its beats."""

    def __init__(self) -> None:
        self.beats = 0

    async def beat(self) -> None:
        """One more."""
        self.beats += 1


@pytest.fixture
async def hearts(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Heartbeats]:
    monkeypatch.setattr(heartbeats, "BEAT_SECONDS", 0.001)
    found = Heartbeats()
    found.start()
    yield found
    found.close()


async def test_every_stream_beats_once_in_each_round(hearts: Heartbeats) -> None:
    streams = [Stream() for _ in range(100)]
    for stream in streams:
        hearts.join(stream, ROUND)

    async def thrice() -> bool:
        return streams[-1].beats >= 3

    await until(thrice)
    assert {stream.beats for stream in streams} <= {2, 3, 4}


async def test_who_wants_to_beat_more_often_does(hearts: Heartbeats) -> None:
    slow, quick = Stream(), Stream()
    hearts.join(slow, ROUND)
    hearts.join(quick, 5)

    async def often() -> bool:
        return slow.beats >= 4

    await until(often)
    assert 3 * slow.beats - 3 <= quick.beats <= 3 * slow.beats + 3


async def test_streams_that_come_together_do_not_beat_together(hearts: Heartbeats) -> None:
    for _ in range(10 * ROUND):
        hearts.join(Stream(), ROUND)
    assert {len(turn) for turn in hearts._turns} == {10}


async def test_who_takes_nothing_in_is_not_told_again_and_again(hearts: Heartbeats) -> None:
    class Stuck(Stream):
        async def beat(self) -> None:
            await super().beat()
            await asyncio.Event().wait()

    stuck, other = Stuck(), Stream()
    for one in (stuck, other):
        hearts.join(one, 5)

    async def others() -> bool:
        return other.beats >= 3

    await until(others)
    assert stuck.beats == 1


async def test_nothing_is_left_of_a_stream_that_went(hearts: Heartbeats) -> None:
    stream, other = Stream(), Stream()
    for one in (stream, other):
        hearts.join(one, 5)
    hearts.leave(stream)
    await asyncio.sleep(0)  # what had begun is done
    before = stream.beats

    async def others() -> bool:
        return other.beats >= 2

    await until(others)
    assert stream.beats == before
    hearts.leave(other)
    assert not any(hearts._turns)

"""Signs of life on quiet streams, from one clock for all of them."""

import asyncio
from typing import Protocol

ROUND = 15
"""Beats until a stream's turn comes again."""
BEAT_SECONDS = 1.0


class Quiet(Protocol):
    """What is to be kept from looking dead."""

    async def beat(self) -> None:
        """Say something."""
        ...


class Heartbeats:
    """Has each stream beat in time, a part of them at once, so that they never hold up everybody together."""

    def __init__(self) -> None:
        self._turns: list[set[Quiet]] = [set() for _ in range(ROUND)]
        self._clock: asyncio.Task[None] | None = None
        self._beating: dict[Quiet, asyncio.Task[None]] = {}

    def start(self) -> None:
        """Begin to beat."""
        self._clock = asyncio.create_task(self._go_on())

    def close(self) -> None:
        """Stop."""
        for task in (self._clock, *self._beating.values()):
            if task is not None:
                task.cancel()

    def join(self, stream: Quiet, every: int) -> None:
        """Let the stream beat every so many beats, a divisor of `ROUND`, and sooner for the first time."""
        emptiest = min(range(every), key=lambda turn: len(self._turns[turn]))
        for turn in self._turns[emptiest::every]:
            turn.add(stream)

    def leave(self, stream: Quiet) -> None:
        """Let it be."""
        for turn in self._turns:
            turn.discard(stream)

    async def _go_on(self) -> None:
        while True:
            for turn in self._turns:
                await asyncio.sleep(BEAT_SECONDS)
                # whoever takes nothing in has not even read the last beat
                for stream in turn - self._beating.keys():
                    self._beat(stream)

    def _beat(self, stream: Quiet) -> None:
        self._beating[stream] = task = asyncio.create_task(stream.beat())
        task.add_done_callback(lambda _: self._beating.pop(stream))

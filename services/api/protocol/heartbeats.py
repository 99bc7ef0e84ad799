"""Signs of life on quiet streams, from one clock for all of them."""

import asyncio
from typing import Protocol

ROUND = 15
"""Beats until a stream's turn comes again."""
BEAT_SECONDS = 1.0


class Quiet(Protocol):
    """What is to be kept from looking dead."""

    def beat(self) -> None:
        """Say something, unless something is being said."""
        ...


class Heartbeats:
    """Has each stream beat in time, a part of them at once, so that they never hold up everybody together."""

    def __init__(self) -> None:
        self._turns: list[set[Quiet]] = [set() for _ in range(ROUND)]
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to beat."""
        self._task = asyncio.create_task(self._run())

    def close(self) -> None:
        """Stop."""
        if self._task is not None:
            self._task.cancel()

    def join(self, stream: Quiet, every: int) -> None:
        """Let the stream beat every so many beats, a divisor of `ROUND`, and sooner for the first time."""
        emptiest = min(range(every), key=lambda turn: len(self._turns[turn]))
        for turn in self._turns[emptiest::every]:
            turn.add(stream)

    def leave(self, stream: Quiet) -> None:
        """Let it be."""
        for turn in self._turns:
            turn.discard(stream)

    async def _run(self) -> None:
        while True:
            for turn in self._turns:
                await asyncio.sleep(BEAT_SECONDS)
                for stream in turn:
                    stream.beat()

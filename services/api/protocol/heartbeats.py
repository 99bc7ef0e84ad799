"""Signs of life on quiet streams, from one clock for all of them."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol

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
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to beat."""
        self._run(self._go_on())

    def close(self) -> None:
        """Stop."""
        for task in self._tasks:
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
                for stream in turn:
                    self._run(stream.beat())

    def _run(self, beating: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(beating)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

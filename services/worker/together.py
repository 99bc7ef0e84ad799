"""Turns many small requests that come at once into few large ones."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

MOST = 200
GATHER_SECONDS = 0.003

Item = TypeVar("Item", bound=Hashable)
Answer = TypeVar("Answer")


class Together(Generic[Item, Answer]):
    """Carries out single requests together.

    One that comes alone goes at once; those that come while it is under way go together after it, as a database
    commits transactions in groups. So one alone never waits, and a crowd costs few round trips.
    """

    def __init__(self, carry_out: Callable[[list[Item]], Awaitable[dict[Item, Answer]]], most: int = MOST) -> None:
        self._carry_out = carry_out
        self._most = most
        self._waiting: list[tuple[Item, asyncio.Future[Answer | None]]] = []
        self._under_way: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return self._under_way is None

    async def ask(self, item: Item) -> Answer | None:
        """The answer to one request, or nothing when it has none. Raises whatever carrying out raises."""
        future: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._under_way is None:
            self._under_way = asyncio.create_task(self._go())
        return await future

    async def _go(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                try:
                    answers = await self._carry_out([item for item, _ in batch])
                except BaseException as error:  # noqa: BLE001 - it is raised where it was asked
                    for _, future in batch:
                        if not future.done():
                            future.set_exception(error)
                else:
                    for item, future in batch:
                        if not future.done():
                            # of two that ask the same, one gets it: a lease, say, is for one run
                            future.set_result(answers.pop(item, None))
                if self._waiting:
                    await asyncio.sleep(GATHER_SECONDS)
        finally:
            self._under_way = None

"""How a request reads: in batches, each in one short transaction, and only a few of them at a time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from strawberry.dataloader import DataLoader

from services.api.reads.found import Found
from services.core import outbox
from services.core.database import Db
from services.core.storefronts.model import Caller, Scope

if TYPE_CHECKING:
    from services.api.context import Context

AT_ONCE = 2
"""Transactions that one request may have open, so that a wide one leaves the pool to others."""
LARGEST_BATCH = 500

K = TypeVar("K")
A = TypeVar("A")
V = TypeVar("V")
R = TypeVar("R")


class Loads:
    """The reads of one request, or of one socket. Nothing is kept: every load sees the present."""

    def __init__(self, context: "Context") -> None:
        self._context = context
        self._turns = asyncio.Semaphore(AT_ONCE)

    @property
    def caller(self) -> Caller:
        """Who asks. Raises a coded error when nobody has said who they are."""
        return self._context.caller

    @asynccontextmanager
    async def read(self, scope: Scope = Scope.READ) -> AsyncIterator[Db]:
        """A read-only transaction. Raises a coded error when the caller lacks the scope."""
        self._context.require(scope)
        async with self._turns, self._context.read() as db:
            yield db

    def batched(
        self,
        load: Callable[[Db, list[K]], Awaitable[Mapping[K, V]]],
        missing: Callable[[], V],
        scope: Scope = Scope.READ,
    ) -> Callable[[K], Awaitable[V]]:
        """A load by key; keys that are asked for at the same time are read together."""

        async def read_all(keys: list[K]) -> list[V]:
            async with self.read(scope) as db:
                found = await load(db, list(dict.fromkeys(keys)))
            return [found[key] if key in found else missing() for key in keys]

        loader: DataLoader[K, Any] = DataLoader(read_all, max_batch_size=LARGEST_BATCH, cache=False)
        return loader.load

    async def found(self, db: Db, rows: Mapping[str, R], order_of: Callable[[R], str]) -> dict[str, Found[R]]:
        """The rows that the caller may see, with the feed's position in this snapshot."""
        position = (await outbox.extent(db)).position
        caller = self.caller
        return {key: Found(row, position) for key, row in rows.items() if caller.reaches_order(order_of(row))}


def nothing() -> None:
    """What stands for an entity that is not there."""


def by_arguments(keys: Iterable[tuple[str, A]]) -> dict[A, list[str]]:
    """Keys of (id, arguments), as the ids that are asked for with the same arguments."""
    groups: dict[A, list[str]] = {}
    for key, arguments in keys:
        groups.setdefault(arguments, []).append(key)
    return groups

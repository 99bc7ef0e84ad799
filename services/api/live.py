"""A subscription that runs: whose events it waits for, and how each of them is told."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING

from services.api.protocol.answers import Pushed
from services.api.watcher import Matches, Watcher
from services.core.outbox import Recorded

if TYPE_CHECKING:
    from services.api.context import Context


class Live:
    """What a subscription's resolver answers. It holds little and runs nothing while nothing happens.

    Either somebody has a task of their own to iterate over it, or it is opened, woken, asked what is due, and closed.
    """

    __slots__ = ("_after", "_context", "_matches", "_watcher", "tell")

    tell: Callable[[Recorded], Awaitable[Pushed]]
    """How an event becomes a result; given by who knows what is selected of it."""

    def __init__(self, context: "Context", matches: Matches, after: str | None) -> None:
        self._context = context
        self._matches = matches
        self._after = after
        self._watcher: Watcher | None = None

    async def __aiter__(self) -> AsyncGenerator[Pushed, None]:
        """Each event as it happens, until the end. Raises as `Hub.watch`."""
        hub = self._context.process.hub
        async with aclosing(hub.watch(self._context, self._matches, self._after)) as happening:
            async for recorded in happening:
                yield await self.tell(recorded)

    async def open(self, wake: Callable[[], None]) -> None:
        """Begin; `wake` is called whenever something is due, or the end. Raises as `Hub.attach`."""
        self._watcher = Watcher(self._context.caller, self._matches, wake)
        await self._context.process.hub.attach(self._watcher, self._context, self._after)

    async def due(self) -> AsyncGenerator[Pushed, None]:
        """What has happened since. Raises as `Hub.due`."""
        assert self._watcher is not None, "what is due is asked of who was opened"
        async with aclosing(self._context.process.hub.due(self._watcher)) as due:
            async for recorded in due:
                yield await self.tell(recorded)

    def close(self) -> None:
        """Wait for nothing any more."""
        if self._watcher is not None:
            self._context.process.hub.detach(self._watcher)

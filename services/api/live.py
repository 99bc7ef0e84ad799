"""A subscription that runs: whose events it waits for, and how each of them is told."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING, Protocol

from strawberry.types import ExecutionResult

from services.api.protocol.answers import Pushed
from services.api.protocol.counting import count
from services.api.protocol.errors import told
from services.api.watcher import Matches, Watcher
from services.core.outbox import Recorded

if TYPE_CHECKING:
    from services.api.context import Context


class View(Protocol):
    """What is selected of each event."""

    def begin(self, recorded: Recorded) -> "asyncio.Future[Pushed]":
        """Read the result that tells of an event."""
        ...

    async def read(self, recorded: Recorded) -> Pushed:
        """That result."""
        ...


class Live:
    """What a subscription's resolver answers. It holds little and runs nothing while nothing happens.

    Either somebody with a task of their own iterates over it, or it is opened, woken, asked for the next, and closed.
    """

    __slots__ = ("_after", "_context", "_error", "_matches", "_rests", "_wake", "_watcher", "view")

    view: View
    """Given by who knows what is selected."""

    def __init__(self, context: "Context", matches: Matches, after: str | None) -> None:
        self._context, self._matches, self._after = context, matches, after
        self._watcher: Watcher | None = None
        self._rests = False
        self._error: Exception | None = None

    async def __aiter__(self) -> AsyncGenerator[ExecutionResult, None]:
        """Each event as it happens; at the end the error that `Hub.watch` raises, as the last result."""
        hub = self._context.process.hub
        try:
            async with aclosing(hub.watch(self._context, self._matches, self._after)) as happening:
                async for recorded in happening:
                    yield await self.view.read(recorded)
        except Exception as error:  # noqa: BLE001 - whoever iterates presents it
            self._error = error
            yield ExecutionResult(data=None, errors=[told(error)])
        finally:
            self.close()

    async def open(self, wake: Callable[[], None]) -> None:
        """Begin; `wake` is called whenever the next result is there, or the end. Raises as `Hub.attach`."""
        self._wake = wake
        self._watcher = Watcher(self._context.caller, self._matches, self._hear)
        try:
            await self._context.process.hub.attach(self._watcher, self._context, self._after)
        except Exception as error:
            self._error = error
            raise

    async def next(self) -> Pushed | None:
        """The next result, nothing until `wake` is called again. Raises as `Hub.next`."""
        assert self._watcher is not None, "only what was opened goes on"
        try:
            recorded = await self._context.process.hub.next(self._watcher)
            self._rests = recorded is None
            return None if recorded is None else await self.view.read(recorded)
        except Exception as error:
            self._error = error
            raise

    def close(self) -> None:
        """Wait for nothing any more. Now it counts, by how it ended."""
        watcher, self._watcher = self._watcher, None  # so that nothing holds itself until it is collected
        if watcher is not None:
            self._context.process.hub.detach(watcher)
        count("subscription", [told(self._error)] if self._error is not None else [])

    def _hear(self, recorded: Recorded | None) -> None:
        """Wake for an event once it is read, as until then there is nothing to do; for anything else at once."""
        if recorded is None:
            self._wake()
        elif self._rests:
            self._rests = False
            reading = self.view.begin(recorded)
            if reading.done():
                self._wake()
            else:
                reading.add_done_callback(lambda _: self._wake())

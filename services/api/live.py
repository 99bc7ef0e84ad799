"""A subscription that runs: whose events it waits for, and how each of them is told."""

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

    async def read(self, recorded: Recorded) -> Pushed:
        """The result that tells of an event."""
        ...


class Live:
    """What a subscription's resolver answers. It holds little and runs nothing while nothing happens.

    Either somebody with a task of their own iterates over it, or it is opened, woken, asked what is due, and closed.
    """

    __slots__ = ("_after", "_context", "_error", "_matches", "_watcher", "view")

    view: View
    """Given by who knows what is selected."""

    def __init__(self, context: "Context", matches: Matches, after: str | None) -> None:
        self._context, self._matches, self._after = context, matches, after
        self._watcher: Watcher | None = None
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
        """Begin; `wake` is called whenever something is due, be it the end. Raises as `Hub.attach`."""
        self._watcher = Watcher(self._context.caller, self._matches, wake)
        try:
            await self._context.process.hub.attach(self._watcher, self._context, self._after)
        except Exception as error:
            self._error = error
            raise

    async def due(self) -> AsyncGenerator[Pushed, None]:
        """What has happened since. Raises as `Hub.due`."""
        assert self._watcher is not None, "what is due is asked of who was opened"
        try:
            async with aclosing(self._context.process.hub.due(self._watcher)) as due:
                async for recorded in due:
                    yield await self.view.read(recorded)
        except Exception as error:
            self._error = error
            raise

    def close(self) -> None:
        """Wait for nothing any more. Now it counts, by how it ended."""
        if self._watcher is not None:
            self._context.process.hub.detach(self._watcher)
        count("subscription", [told(self._error)] if self._error is not None else [])

"""One read and one encoding of an event for everybody who watches it in the same way."""

import asyncio
import time
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import msgspec
from graphql import GraphQLError

from services.api.protocol.answers import Pushed
from services.api.protocol.errors import BUSY, code_of, coded
from services.api.reads.plan import Plan
from services.api.reads.reader import ID, read
from services.core.outbox import Recorded

if TYPE_CHECKING:
    from services.api.context import Context
    from services.core.database import ReadPool

SHARED_SECONDS = 1.0
"""How old what is read may be: entities beside an event are the present."""
MOST_READS = 8
"""Reads at once: more would take connections and points of the budget from requests, and be done no sooner."""
PATIENCE_SECONDS = 60.0
_SHORTEST_WAIT, _LONGEST_WAIT = 0.1, 2.0


class View:
    """One way to watch: what is selected, with which values, for whom. All who watch alike share it."""

    def __init__(self, pushes: "Pushes", key: str, plan: Plan, variables: dict[str, Any], context: "Context") -> None:
        self._pushes, self._key, self._plan = pushes, key, plan
        self._variables, self._context = variables, context

    def begin(self, recorded: Recorded) -> "asyncio.Future[Pushed]":
        """The reading of the result that tells of an event, shared by all. Fails as `Pushes.begin` says."""
        return self._pushes.begin(self, recorded)

    async def read(self, recorded: Recorded) -> Pushed:
        """The same once it is there."""
        reading = self.begin(recorded)
        # shielded, as others may wait for it when this watcher leaves
        return reading.result() if reading.done() else await asyncio.shield(reading)

    async def read_alone(self, recorded: Recorded, pool: "ReadPool") -> Pushed:
        """The same, read for nobody else; nothing is tried again."""
        context = self._context
        context.requested = 0  # each push is bounded by itself
        found = await read(self._plan, self._variables | {ID: recorded.event.id}, context, pool)
        if found is None:
            raise coded("NOT_FOUND", "The event is not kept any more.")
        cursor = context.process.cursors.write(context.caller.storefront_id, recorded.position)
        # encoded once: what is in it is not looked at any more
        data: Any = msgspec.Raw(msgspec.json.encode({self._key: found}))
        return Pushed(data, None, None, cursor)


class Pushes:
    """The views of those who watch, and what was read for them in the last second."""

    def __init__(self, pool: "ReadPool") -> None:
        self._pool = pool
        self._views: WeakValueDictionary[tuple[int, str], View] = WeakValueDictionary()
        self._room = asyncio.Semaphore(MOST_READS)
        self._readings: dict[tuple[View, str], asyncio.Task[Pushed]] = {}

    def view(self, key: str, plan: Plan, variables: dict[str, Any], context: "Context") -> View:
        """The view under the response key `key`; the same for all whose statement has the same values.

        Raises:
            GraphQLError: a value that is not taken.
        """
        place = (id(plan), f"{key} {plan.bind(variables | {ID: ''}, context)!r}")  # the view keeps its plan alive
        view = self._views.get(place)
        if view is None:
            view = self._views[place] = View(self, key, plan, variables, context)
        return view

    def begin(self, view: View, recorded: Recorded) -> "asyncio.Future[Pushed]":
        """Read what tells of an event to those who share the view, unless that was begun less than a second ago.

        It is tried again while the database is away, or the storefront's budget is spent. It fails with a GraphQLError:
        NOT_FOUND when the event is gone.
        """
        place = (view, recorded.event.id)
        reading = self._readings.get(place)
        if reading is None:
            reading = self._readings[place] = asyncio.create_task(self._read(view, recorded))
            asyncio.get_running_loop().call_later(SHARED_SECONDS, self._readings.pop, place)
        return reading

    async def _read(self, view: View, recorded: Recorded) -> Pushed:
        deadline, wait = time.monotonic() + PATIENCE_SECONDS, _SHORTEST_WAIT
        while True:
            try:
                async with self._room:
                    return await view.read_alone(recorded, self._pool)
            except (*BUSY, GraphQLError) as error:
                throttled = isinstance(error, GraphQLError) and code_of(error) == "THROTTLED"
                if time.monotonic() > deadline or not (throttled or isinstance(error, BUSY)):
                    raise
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)

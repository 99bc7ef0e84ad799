"""One read and one encoding of an event for everybody who watches it in the same way."""

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from graphql import GraphQLError

from services.api.protocol.errors import BUSY, code_of, coded
from services.api.reads.plan import Bounded, Plan
from services.api.reads.reader import read

if TYPE_CHECKING:
    from services.api.context import Context
    from services.core.database import ReadPool

SHARED_SECONDS = 1.0
"""How old what is read may be: entities beside an event are the present."""
MOST_SHARED = 2000
PATIENCE_SECONDS = 60.0
_SHORTEST_WAIT, _LONGEST_WAIT = 0.1, 2.0


@dataclass(frozen=True, slots=True)
class _Shared:
    plan: Plan  # held, so that no other plan gets its id
    until: float
    reading: "asyncio.Task[msgspec.Raw]"


class Pushes:
    """What was read for events in the last second, by plan and values; the caller's order is one of these."""

    def __init__(self, pool: "ReadPool") -> None:
        self._pool = pool
        self._shared: Bounded[tuple[int, str], _Shared] = Bounded(MOST_SHARED)

    async def read(self, key: str, plan: Plan, variables: dict[str, Any], context: "Context") -> msgspec.Raw:
        """The data of one push: the event under its response key.

        It is tried again while the database is away, or the storefront's budget is spent.

        Raises:
            GraphQLError: a value that is not taken, or NOT_FOUND when the event is gone.
        """
        place = (id(plan), f"{key} {plan.bind(variables, context)!r}")
        shared = self._shared.get(place)
        if shared is None or time.monotonic() > shared.until:
            reading = asyncio.create_task(self._read(key, plan, variables, context))
            shared = _Shared(plan, time.monotonic() + SHARED_SECONDS, reading)
            self._shared.put(place, shared)
        # shielded, as others may wait for it when this watcher leaves
        return await asyncio.shield(shared.reading)

    async def _read(self, key: str, plan: Plan, variables: dict[str, Any], context: "Context") -> msgspec.Raw:
        deadline, wait = time.monotonic() + PATIENCE_SECONDS, _SHORTEST_WAIT
        while True:
            try:
                found = await read(plan, variables, context, self._pool)
            except (*BUSY, GraphQLError) as error:
                throttled = isinstance(error, GraphQLError) and code_of(error) == "THROTTLED"
                if time.monotonic() > deadline or not (throttled or isinstance(error, BUSY)):
                    raise
                await asyncio.sleep(wait)
                wait = min(2 * wait, _LONGEST_WAIT)
                continue
            if found is None:
                raise coded("NOT_FOUND", "The event is not kept any more.")
            return msgspec.Raw(msgspec.json.encode({key: found}))

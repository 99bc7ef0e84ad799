"""Events on the wire: what happened, to whom, by whom; and how a subscription yields them."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self, TypeVar

import strawberry

from services.api.access import Info
from services.api.entities import column, computed
from services.api.reads.found import Found
from services.api.watcher import Matches
from services.api.words import describe
from services.core import events
from services.core.events import ActorKind

describe(
    ActorKind,
    "ActorKind",
    "Who did something.",
    {
        ActorKind.CUSTOMER: "The customer of the order.",
        ActorKind.STAFF: "Somebody of the shop's staff.",
        ActorKind.PARTNER: "A program with a key of its own.",
        ActorKind.SYSTEM: "Makegood itself, or a company outside that told it something.",
    },
)

AfterEvent = Annotated[
    str | None,
    strawberry.argument(
        description="Continue behind this cursor, of an event or of an entity that was read; without it, from now on. "
        "`CURSOR_EXPIRED` tells that the feed does not reach back so far: read again and continue from there."
    ),
]
W = TypeVar("W", bound=StrEnum)


@strawberry.type(description="Who did something.")
class Actor:
    """The actor of an event."""

    row: strawberry.Private[events.Actor]
    kind: ActorKind = column("What kind of actor it was.")
    id: str | None = column(
        "The client's id, the staff member's id, or the name of the job or company; not shown to customers.",
        internal=True,
    )


@strawberry.interface(
    description="One thing that happened. Its own fields say what was so then; entities are the present."
)
class Event:
    """What all events tell."""

    row: strawberry.Private[events.Event]
    position: strawberry.Private[int]
    id: strawberry.ID = column("The event's id; the same event always has the same.")
    type: str = column("What happened, such as `claim.submitted` or `shipment.tracking_updated`.")
    sequence: int = column("Counts the events of its subject, from 1; customers see it rise with gaps.")
    occurred_at: datetime = column("When it happened.")

    @computed("The place just behind this event: pass it as `after` to continue.")
    def cursor(self, info: Info) -> str:
        """The feed's place."""
        context = info.context
        return context.process.cursors.write(context.caller.storefront_id, self.position)

    @computed("Who did it.")
    def actor(self) -> Actor:
        """As the event recorded it."""
        return Actor(row=self.row.actor)

    @classmethod
    def all(cls, found: list[Found[events.Event]]) -> list[Self]:
        """The events that were found."""
        return [cls(row=one.row, position=one.position) for one in found]


def word(event: events.Event, name: str, kind: type[W]) -> W | None:
    """A word of the event's own data, if it has it."""
    told = event.data.get(name)
    return kind(str(told)) if told is not None else None


E = TypeVar("E", bound=Event)


async def watch(info: Info, kind: type[E], matches: Matches, after: str | None) -> AsyncIterator[E]:
    """The events that match and that the caller may see: those past the cursor, then each as it happens."""
    async with aclosing(info.context.process.hub.watch(info.context, matches, after)) as happening:
        async for recorded in happening:
            yield kind(row=recorded.event, position=recorded.position)

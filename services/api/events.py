"""Events on the wire: what happened, to whom, by whom; and how a subscription yields them."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any, TypeVar, cast

import strawberry

from services.api.access import Info
from services.api.live import Live
from services.api.reads.words import column, computed, embedded
from services.api.watcher import Matches
from services.api.words import describe
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


@strawberry.type(description="Who did something.")
class Actor:
    """The actor of an event."""

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

    id: strawberry.ID = column("The event's id; the same event always has the same.")
    type: str = column("What happened, such as `claim.submitted` or `shipment.tracking_updated`.")
    sequence: int = column("Counts the events of its subject, from 1; customers see it rise with gaps.")
    occurred_at: datetime = column("When it happened.")
    # an event without a position yet will get one past all that were given
    cursor: str = computed(
        "The place just behind this event: pass it as `after` to continue.", "cursor", "coalesce({t}.position, {feed})"
    )
    actor: Actor = embedded("Who did it.", {"kind": "{t}.actor_kind", "id": "{t}.actor_id"})


def said(description: str, name: str) -> Any:
    """A word of the event's own data, if it has it."""
    return column(description, f"{{t}}.data->>'{name}'")


PUBLIC = "{t}.public and {t}.order_id = {order}"
"""What a customer may see of events."""

E = TypeVar("E", bound=Event)


def watch(info: Info, kind: type[E], matches: Matches, after: str | None) -> AsyncIterator[E]:
    """The events that match and that the caller may see: those past the cursor, then each as it happens."""
    return cast("AsyncIterator[E]", Live(info.context, matches, after))

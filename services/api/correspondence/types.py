"""How messages are shown, and the one list of everything that happened on a case."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from services.api.correspondence.words import (
    Author,
    Channel,
    Delivery,
    TemplateKey,
    TimelineKind,
    Visibility,
    Way,
)
from services.api.entities import Node
from services.api.events import Actor
from services.api.reads.words import Argument, column, embedded, table, to_one
from services.api.shipments.types import TrackingEvent

if TYPE_CHECKING:
    from services.api.claims.types import Claim, ClaimEvent

SINCE = Argument("since", datetime | None, "Only what happened then or later.", where="{t}.occurred_at >= {value}")


@table("messages", prefix="msg", customer="{t}.visibility = 'PUBLIC' and {t}.order_id = {order}")
@strawberry.type(description="Something that was written or said about a claim.")
class Message(Node):
    """A message; its text never changes."""

    author: Author = column("Who wrote or said it.")
    author_id: str | None = column(
        "The client's or staff member's id, or the job's name; not shown to customers.", internal=True
    )
    channel: Channel = column("How it came or went.")
    direction: Way = column("Whether it came to the shop or is its own.")
    visibility: Visibility = column("Who sees it.")
    subject: str | None = column("The subject of its mail, if it has one.")
    body: str = column("Its text.")
    locale: str | None = column("The language that it was written in, if a template was used.")
    template_key: TemplateKey | None = column("The template that it was written from, if one was used.")
    automatic: bool = column("Whether no person wrote it: a text of ours, or an absence notice that came by mail.")
    delivery: Delivery | None = column("How far it got if it goes out by mail; not shown to customers.", internal=True)
    failure_code: str | None = column(
        "Why it cannot be sent by mail, such as `RECIPIENT_REFUSED`; not shown to customers.", internal=True
    )
    sent_at: datetime | None = column("When the mail server took it.")
    created_at: datetime = column("When it was written or received.")
    attachment_ids: list[strawberry.ID] = column(
        "The evidence that came with it.",
        "coalesce((select array_agg(a.evidence_id order by a.place) from message_attachments a "
        "where a.storefront_id = {t}.storefront_id and a.message_id = {t}.id), '{{}}')",
    )
    claim: Annotated["Claim", strawberry.lazy("services.api.claims.types")] | None = to_one(
        "The claim that it is about.", "claim_id"
    )


@table("case_timeline", customer="{t}.public and {t}.order_id = {order}")
@strawberry.type(description="One thing that happened on a case: an event, a message or a scan.")
class TimelineEntry:
    """An entry; its details stand in the one of `event`, `message` and `scan` that it is."""

    id: strawberry.ID = column("The id of the event, message or scan.", "coalesce({t}.id, '')")
    kind: TimelineKind = column("What it is.", "coalesce({t}.kind, '')")
    occurred_at: datetime = column("When it happened.", "coalesce({t}.occurred_at, 'epoch')")
    word: str = column(
        "The event's type, the message's author, or where the parcel was: a word for programs.",
        "coalesce({t}.word, '')",
    )
    actor: Actor | None = embedded(
        "Who did it, if it is an event.",
        {"kind": "{t}.actor_kind", "id": "{t}.actor_id"},
        present="{t}.actor_kind is not null",
    )
    text: str | None = column("What the message or the carrier says, in their own words.", "{t}.body")
    event: Annotated["ClaimEvent", strawberry.lazy("services.api.claims.types")] | None = to_one(
        "The event, if it is one.", "event_id"
    )
    message: Message | None = to_one("The message, if it is one.", "message_id")
    scan: TrackingEvent | None = to_one("The scan, if it is one.", "scan_id")

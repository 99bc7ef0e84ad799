"""Both ends of the feed in PostgreSQL: append inside the transaction, read past a position after it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.core.database import Connection, Db, Row, Tx
from services.core.events import Actor, ActorKind, Event

_COLUMNS = """id, position, type, subject, sequence, order_id, shipment_id, claim_id, account_id, public,
    actor_kind, actor_id, occurred_at, data"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its position in its storefront's feed."""

    event: Event
    position: int


async def append(tx: Tx, event: Event) -> None:
    """Record an event beside the change that it tells of. It is in the feed once the relay gave it a position."""
    await tx.execute(
        """insert into events (storefront_id, id, type, subject, sequence, order_id, shipment_id, claim_id,
               account_id, public, actor_kind, actor_id, occurred_at, data)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)""",
        tx.storefront_id, event.id, event.type, event.subject, event.sequence, event.order_id, event.shipment_id,
        event.claim_id, event.account_id, event.public, event.actor.kind.value, event.actor.id, event.occurred_at,
        event.data,
    )  # fmt: skip


async def read_feed(db: Db, after: int, limit: int) -> list[Recorded]:
    """The storefront's events past a position, in the feed's order."""
    rows = await db.fetch(
        f"select {_COLUMNS} from events where storefront_id = $1 and position > $2 order by position limit $3",
        db.storefront_id, after, limit,
    )  # fmt: skip
    return [_recorded(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Extent:
    """How far a storefront's feed reaches: the last position given, and the last one that was trimmed."""

    position: int
    trimmed: int


async def extent(db: Db) -> Extent:
    """The reach of the storefront's feed at this moment."""
    row = await db.fetchrow("select position, trimmed from feeds where storefront_id = $1", db.storefront_id)
    return Extent(row["position"], row["trimmed"]) if row else Extent(0, 0)


async def positions(connection: Connection, storefront_ids: list[str]) -> dict[str, int]:
    """The last position given in each of these storefronts' feeds. Needs the door's role."""
    rows = await connection.fetch(
        "select storefront_id, position from feeds where storefront_id = any($1)", storefront_ids
    )
    return {row["storefront_id"]: row["position"] for row in rows}


def _recorded(row: Row) -> Recorded:
    return Recorded(event_of(row), row["position"])


def event_of(row: Any) -> Event:
    """An event as its row holds it."""
    occurred_at: datetime = row["occurred_at"]
    return Event(
        type=row["type"],
        subject=row["subject"],
        sequence=row["sequence"],
        actor=Actor(ActorKind(row["actor_kind"]), row["actor_id"]),
        occurred_at=occurred_at,
        order_id=row["order_id"],
        shipment_id=row["shipment_id"],
        claim_id=row["claim_id"],
        account_id=row["account_id"],
        public=row["public"],
        data=row["data"],
        id=row["id"],
    )

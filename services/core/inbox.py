"""What companies post to us: both ends, kept as it came and taken by a job."""

from dataclasses import dataclass
from datetime import datetime

from services.core import outbox
from services.core.database import Tx
from services.core.events import Actor, ActorKind, Event
from services.core.ids import new_id


@dataclass(frozen=True, slots=True)
class Letter:
    """One message from outside. `external_id` is the sender's own id of it.

    Platforms also say outside of the body what it is about (`topic`, `version`), when they wrote it, and by `event_id`
    which messages tell of the same.
    """

    account_id: str
    company: str
    external_id: str
    body: bytes
    topic: str | None = None
    event_id: str | None = None
    version: str | None = None
    triggered_at: datetime | None = None


async def keep(tx: Tx, letter: Letter, now: datetime) -> bool:
    """Keep a verified message and tell the worker; false when it, or its event under this topic, was here before."""
    inbox_id = new_id("inb")
    kept = await tx.execute(
        """insert into inbox (storefront_id, id, account_id, company, external_id, body, received_at, topic, event_id,
               version, triggered_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing""",
        tx.storefront_id, inbox_id, letter.account_id, letter.company, letter.external_id, letter.body, now,
        letter.topic, letter.event_id, letter.version, letter.triggered_at,
    )  # fmt: skip
    if kept:
        event = Event(
            type="inbox.received",
            subject=inbox_id,
            sequence=1,
            actor=Actor(ActorKind.SYSTEM, letter.company),
            occurred_at=now,
            account_id=letter.account_id,
            public=False,
        )
        await outbox.append(tx, event)
    return bool(kept)


async def take(tx: Tx, inbox_id: str) -> Letter | None:
    """The message, held until the transaction ends; nothing when it was taken before."""
    row = await tx.fetchrow(
        """select account_id, company, external_id, body, topic, event_id, version, triggered_at from inbox
           where storefront_id = $1 and id = $2 and taken_at is null for update""",
        tx.storefront_id, inbox_id,
    )  # fmt: skip
    return Letter(**dict(row)) if row else None


async def close(tx: Tx, inbox_id: str, now: datetime, problem: str | None = None) -> None:
    """Mark as taken and drop the body, which may hold personal data. A problem keeps the body for a person."""
    await tx.execute(
        """update inbox set taken_at = $3, problem = $4, body = case when $4::text is null then null else body end
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, inbox_id, now, problem,
    )  # fmt: skip


async def forget(tx: Tx, account_id: str) -> None:
    """Drop the bodies of an account's messages that were taken and could not be read: they may hold personal data."""
    await tx.execute(
        """update inbox set body = null
           where storefront_id = $1 and account_id = $2 and taken_at is not null and body is not null""",
        tx.storefront_id, account_id,
    )  # fmt: skip

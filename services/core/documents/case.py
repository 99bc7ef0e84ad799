"""A case as plain values: all that a document says, read before it is written. What is empty is left out."""

from dataclasses import dataclass, field
from datetime import datetime

from services.core.documents.model import Audience, Language

WRITTEN = "claim.message_added"
"""What happened when a message was written, which is told by the message itself where it is there."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as a decimal text, with its ISO 4217 code."""

    amount: str
    currency_code: str


@dataclass(frozen=True, slots=True)
class OrderLine:
    """A line of the order, and how many of it are claimed."""

    title: str
    sku: str | None
    quantity: int
    paid: Money
    claimed: int
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What was ordered, by whom. Who is nothing to the reader is left out."""

    number: str
    placed_at: datetime
    total: Money
    lines: tuple[OrderLine, ...]
    customer: tuple[tuple[str, str], ...] = ()
    """Words for labels, such as `name`, with their values."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a carrier said of a parcel."""

    occurred_at: datetime
    status: str
    description: str
    location: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel with its scans, oldest first."""

    carrier: str
    tracking_number: str
    direction: str
    tracking_status: str
    service: str | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    signed_by: str | None
    scans: tuple[Scan, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to the claim."""

    occurred_at: datetime
    type: str
    actor: str
    actor_id: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """One message between the customer and the shop, or an internal one for the staff alone."""

    sent_at: datetime
    author: str
    channel: str
    body: str
    subject: str | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class Resolution:
    """How the claim was made good, or what was given beside as goodwill."""

    decided_at: datetime
    type: str
    status: str
    amount: Money | None = None
    reference: str | None = None
    goodwill: bool = False


@dataclass(frozen=True, slots=True)
class Recovery:
    """What was asked back from one counterparty, under its own name for people."""

    number: str
    counterparty: str
    status: str
    reference: str | None
    requested: Money
    approved: Money | None
    paid: Money | None
    repaid: Money | None
    file_by: datetime | None
    filed_at: datetime | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One amount that the case cost or brought back; one that reverses another counts the other way round.

    `settled` is what it became in the shop's own currency; `expected` is asked for and has not come yet.
    """

    occurred_at: datetime
    type: str
    side: str
    amount: Money
    reference: str | None = None
    settled: Money | None = None
    expected: bool = False
    reverses: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """One file of the evidence. `path` is its name in the archive; nothing when the file itself is not in it."""

    id: str
    kind: str
    file_name: str
    mime_type: str
    size: int
    sha256: str
    original_sha256: str | None
    uploaded_by: str
    added_at: datetime
    pages: int | None
    key: str | None
    path: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """What the customer says went wrong, and where it stands."""

    number: str
    reason: str
    status: str
    opened_at: datetime
    opened_by: str
    preferred_resolution: str | None = None
    customer_note: str | None = None
    denial_code: str | None = None
    denial_message: str | None = None
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """All of it."""

    storefront: str
    time_zone: str
    audience: Audience
    language: Language
    made_at: datetime
    claim: Claim
    order: Order
    parcels: tuple[Parcel, ...] = ()
    happenings: tuple[Happening, ...] = ()
    letters: tuple[Letter, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    recoveries: tuple[Recovery, ...] = ()
    ledger: tuple[Entry, ...] = ()
    evidence: tuple[File, ...] = field(default=())

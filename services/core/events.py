"""What happened to whom: the one record that the timeline, the feed and the tasks are made from."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from services.core.ids import new_id


class ActorKind(StrEnum):
    """Who did it."""

    CUSTOMER = "CUSTOMER"
    STAFF = "STAFF"
    PARTNER = "PARTNER"
    SYSTEM = "SYSTEM"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something. `id` is a client's, staff member's or job's name; never personal data of a customer."""

    kind: ActorKind
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    `sequence` counts without gaps for each subject; `data` holds ids, words and numbers only.
    """

    type: str
    subject: str
    sequence: int
    actor: Actor
    occurred_at: datetime
    order_id: str | None = None
    shipment_id: str | None = None
    claim_id: str | None = None
    account_id: str | None = None
    public: bool = True
    data: dict[str, object] = field(default_factory=dict)
    id: str = field(default_factory=lambda: new_id("evt"))

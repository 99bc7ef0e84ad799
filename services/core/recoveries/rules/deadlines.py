"""What a window is counted from for one parcel, and when it falls."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.core.recoveries.rules.terms import Anchor


@dataclass(frozen=True, slots=True)
class Facts:
    """When a parcel went through what windows are counted from, as far as it is known.

    `notified_at` is when the counterparty was told of the loss; `decided_at` when it decided.
    """

    ordered_at: datetime
    shipped_at: datetime | None = None
    mailed_at: datetime | None = None
    accepted_at: datetime | None = None
    scheduled_at: datetime | None = None
    delivered_at: datetime | None = None
    notified_at: datetime | None = None
    decided_at: datetime | None = None

    def at(self, anchor: Anchor) -> datetime | None:
        """When it was there."""
        return {
            Anchor.SHIP: self.shipped_at,
            Anchor.MAILING: self.mailed_at,
            Anchor.ACCEPTANCE: self.accepted_at,
            Anchor.SCHEDULED: self.scheduled_at,
            Anchor.DELIVERY: self.delivered_at,
            Anchor.DECISION: self.decided_at,
        }[anchor]


class DeadlineKind(StrEnum):
    """What has to be done in time."""

    NOTICE = "NOTICE"
    FILE = "FILE"
    APPEAL = "APPEAL"


class Standing(StrEnum):
    """Where a moment lies: too early, in time, in time but without notice, too late."""

    WAITING = "WAITING"
    OPEN = "OPEN"
    NOTICE_PASSED = "NOTICE_PASSED"
    PASSED = "PASSED"


@dataclass(frozen=True, slots=True)
class Assumption:
    """A moment that nobody told was counted from another one; `bound` is `opens` or a deadline's kind."""

    bound: str
    anchor: Anchor
    instead: str


@dataclass(frozen=True, slots=True)
class Alarm:
    """When somebody should be told that so few days are left."""

    kind: DeadlineKind
    days: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Deadlines:
    """A rule's window for one parcel; each `…_by` is the first moment that is too late.

    `alarms` are those still to come, soonest first. What was assumed is on the safe side: no later than the truth for
    a deadline, no sooner for the opening.
    """

    opens_at: datetime | None
    notice_by: datetime | None
    file_by: datetime | None
    appeal_by: datetime | None
    standing: Standing
    alarms: tuple[Alarm, ...]
    assumed: tuple[Assumption, ...]

    def assumes(self, bound: str) -> bool:
        """Whether this bound was counted from a moment that nobody told."""
        return any(assumption.bound == bound for assumption in self.assumed)

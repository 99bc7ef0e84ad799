"""Claims, their states, and the one table of allowed moves."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.core.events import ActorKind


class ClaimStatus(StrEnum):
    """Where the customer's leg of a case stands."""

    SUBMITTED = "SUBMITTED"
    UNDER_REVIEW = "UNDER_REVIEW"
    CANCELED = "CANCELED"


class Command(StrEnum):
    """What can be done to a claim."""

    REVIEW = "REVIEW"
    WITHDRAW = "WITHDRAW"
    REPORT_ARRIVED = "REPORT_ARRIVED"


class CancelReason(StrEnum):
    """Why a claim was canceled."""

    WITHDRAWN = "WITHDRAWN"
    PARCEL_ARRIVED = "PARCEL_ARRIVED"


class ClaimReason(StrEnum):
    """What went wrong, in the customer's words."""

    LOST_IN_TRANSIT = "LOST_IN_TRANSIT"
    DELIVERED_NOT_RECEIVED = "DELIVERED_NOT_RECEIVED"
    STOLEN = "STOLEN"
    DAMAGED_IN_TRANSIT = "DAMAGED_IN_TRANSIT"
    MISSING_ITEM = "MISSING_ITEM"
    WRONG_ITEM = "WRONG_ITEM"
    NEVER_SHIPPED = "NEVER_SHIPPED"
    RETURNED_TO_SENDER = "RETURNED_TO_SENDER"
    DELAYED = "DELAYED"
    OTHER = "OTHER"


class ResolutionType(StrEnum):
    """How a claim can be made good."""

    RESHIPMENT = "RESHIPMENT"
    REFUND = "REFUND"
    STORE_CREDIT = "STORE_CREDIT"
    PARTIAL_REFUND = "PARTIAL_REFUND"
    REFUND_AND_RESHIPMENT = "REFUND_AND_RESHIPMENT"


@dataclass(frozen=True, slots=True)
class Move:
    """Where a command leads, and the event that tells of it."""

    to: ClaimStatus
    event: str
    cancel_reason: CancelReason | None = None


_WITHDRAWN = Move(ClaimStatus.CANCELED, "claim.canceled", CancelReason.WITHDRAWN)
_ARRIVED = Move(ClaimStatus.CANCELED, "claim.canceled", CancelReason.PARCEL_ARRIVED)

MOVES: dict[tuple[ClaimStatus, Command], Move] = {
    (ClaimStatus.SUBMITTED, Command.REVIEW): Move(ClaimStatus.UNDER_REVIEW, "claim.review_started"),
    (ClaimStatus.SUBMITTED, Command.WITHDRAW): _WITHDRAWN,
    (ClaimStatus.SUBMITTED, Command.REPORT_ARRIVED): _ARRIVED,
    (ClaimStatus.UNDER_REVIEW, Command.WITHDRAW): _WITHDRAWN,
    (ClaimStatus.UNDER_REVIEW, Command.REPORT_ARRIVED): _ARRIVED,
}
"""Every allowed move; a pair that is not here is refused."""


@dataclass(frozen=True, slots=True)
class NewItem:
    """How much of one line is claimed: of a shipment line, or of an order line that was never shipped."""

    quantity: int
    shipment_line_id: str | None = None
    order_line_id: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class NewClaim:
    """What a customer, or somebody for them, says went wrong.

    `items` empty with a shipment means all of the parcel that is not claimed yet.
    """

    order_id: str
    reason: ClaimReason
    shipment_id: str | None = None
    items: tuple[NewItem, ...] = ()
    preferred_resolution: ResolutionType | None = None
    customer_note: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a claim, decided."""

    order_line_id: str
    shipment_line_id: str | None
    quantity: int
    description: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that we know."""

    id: str
    number: str
    order_id: str
    shipment_id: str | None
    reason: ClaimReason
    status: ClaimStatus
    cancel_reason: CancelReason | None
    preferred_resolution: ResolutionType | None
    customer_note: str | None
    opened_by: ActorKind
    acknowledged_at: datetime | None
    verified_at: datetime | None
    version: int
    sequence: int
    created_at: datetime
    updated_at: datetime

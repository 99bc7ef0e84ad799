"""Claims, their states, and the one table of allowed moves."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from services.core.events import ActorKind
from services.core.policies.model import ClaimReason as ClaimReason  # noqa: PLC0414 - a claim's words, for all
from services.core.policies.model import EvidenceKind as EvidenceKind  # noqa: PLC0414 - the same
from services.core.policies.model import ResolutionType as ResolutionType  # noqa: PLC0414 - the same


class ClaimStatus(StrEnum):
    """Where the customer's leg of a case stands."""

    SUBMITTED = "SUBMITTED"
    UNDER_REVIEW = "UNDER_REVIEW"
    NEEDS_INFORMATION = "NEEDS_INFORMATION"
    APPROVED = "APPROVED"
    RESOLVING = "RESOLVING"
    RESOLVED = "RESOLVED"
    DENIED = "DENIED"
    CANCELED = "CANCELED"


FREE = frozenset({ClaimStatus.CANCELED, ClaimStatus.DENIED})
"""Where a claim holds no quantity, so that it can be claimed again."""


class Command(StrEnum):
    """What can be done to a claim."""

    REVIEW = "REVIEW"
    REQUEST_INFORMATION = "REQUEST_INFORMATION"
    ANSWER = "ANSWER"
    APPROVE = "APPROVE"
    DENY = "DENY"
    APPEAL = "APPEAL"
    RESOLVE = "RESOLVE"
    COMPLETE = "COMPLETE"
    FAIL = "FAIL"
    RESOLVE_OUTSIDE = "RESOLVE_OUTSIDE"
    WITHDRAW = "WITHDRAW"
    REPORT_ARRIVED = "REPORT_ARRIVED"
    MARK_DUPLICATE = "MARK_DUPLICATE"
    LAPSE = "LAPSE"
    REPORT_FOUND = "REPORT_FOUND"
    REOPEN = "REOPEN"


class CancelReason(StrEnum):
    """Why a claim was canceled."""

    WITHDRAWN = "WITHDRAWN"
    PARCEL_ARRIVED = "PARCEL_ARRIVED"
    DUPLICATE = "DUPLICATE"
    INACTIVE = "INACTIVE"


class DenialCode(StrEnum):
    """Why a claim was denied."""

    OUTSIDE_WINDOW = "OUTSIDE_WINDOW"
    NOT_ELIGIBLE_ITEM = "NOT_ELIGIBLE_ITEM"
    PROOF_OF_DELIVERY = "PROOF_OF_DELIVERY"
    INSUFFICIENT_EVIDENCE = "INSUFFICIENT_EVIDENCE"
    ALREADY_COMPENSATED = "ALREADY_COMPENSATED"
    DISPUTE_OPEN = "DISPUTE_OPEN"
    SUSPECTED_ABUSE = "SUSPECTED_ABUSE"
    ADDRESS_ERROR = "ADDRESS_ERROR"
    OTHER = "OTHER"


class FoundChoice(StrEnum):
    """What becomes of a parcel that turned up after its claim was resolved."""

    KEEP = "KEEP"
    RETURN = "RETURN"
    REPAY = "REPAY"


@dataclass(frozen=True, slots=True)
class Move:
    """Where a command leads, and the event that tells of it."""

    to: ClaimStatus
    event: str
    cancel_reason: CancelReason | None = None
    after: CancelReason | None = None
    """Out of CANCELED: the only reason of the cancellation that allows the move."""


_S, _C = ClaimStatus, Command
_UNDECIDED = (_S.SUBMITTED, _S.UNDER_REVIEW)
_OPEN = (*_UNDECIDED, _S.NEEDS_INFORMATION, _S.APPROVED)
_ANSWERED = Move(_S.UNDER_REVIEW, "claim.information_received")
_CANCELED = "claim.canceled"

MOVES: dict[tuple[ClaimStatus, Command], Move] = {
    (_S.SUBMITTED, _C.REVIEW): Move(_S.UNDER_REVIEW, "claim.review_started"),
    (_S.UNDER_REVIEW, _C.REQUEST_INFORMATION): Move(_S.NEEDS_INFORMATION, "claim.needs_information"),
    (_S.NEEDS_INFORMATION, _C.ANSWER): _ANSWERED,
    (_S.NEEDS_INFORMATION, _C.LAPSE): Move(_S.CANCELED, _CANCELED, CancelReason.INACTIVE),
    (_S.CANCELED, _C.ANSWER): replace(_ANSWERED, event="claim.reopened", after=CancelReason.INACTIVE),
    (_S.DENIED, _C.APPEAL): Move(_S.UNDER_REVIEW, "claim.appealed"),
    (_S.APPROVED, _C.RESOLVE): Move(_S.RESOLVING, "claim.resolution_chosen"),
    (_S.RESOLVING, _C.COMPLETE): Move(_S.RESOLVED, "claim.resolved"),
    (_S.RESOLVING, _C.FAIL): Move(_S.APPROVED, "claim.resolution_failed"),
    (_S.RESOLVED, _C.REPORT_FOUND): Move(_S.RESOLVED, "claim.parcel_found"),
    **{(at, _C.APPROVE): Move(_S.APPROVED, "claim.approved") for at in _UNDECIDED},
    **{(at, _C.DENY): Move(_S.DENIED, "claim.denied") for at in _UNDECIDED},
    **{(at, _C.RESOLVE_OUTSIDE): Move(_S.RESOLVED, "claim.resolved") for at in _OPEN},
    **{(at, _C.WITHDRAW): Move(_S.CANCELED, _CANCELED, CancelReason.WITHDRAWN) for at in _OPEN},
    **{(at, _C.REPORT_ARRIVED): Move(_S.CANCELED, _CANCELED, CancelReason.PARCEL_ARRIVED) for at in _OPEN},
    **{(at, _C.MARK_DUPLICATE): Move(_S.CANCELED, _CANCELED, CancelReason.DUPLICATE) for at in _OPEN},
    **{(at, _C.REOPEN): Move(_S.UNDER_REVIEW, "claim.reopened") for at in (_S.RESOLVED, _S.DENIED, _S.CANCELED)},
}
"""Every allowed move; a pair that is not here is refused."""


def allowed(claim: "Claim", what: Command) -> Move | None:
    """The move that a command makes from where the claim stands; nothing when it is refused."""
    move = MOVES.get((claim.status, what))
    return move if move and move.after in (None, claim.cancel_reason) else None


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
    locale: str | None = None
    """The customer's language, such as `da` or `en-GB`; else it is guessed from the order's country."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a claim, decided."""

    order_line_id: str
    shipment_line_id: str | None
    quantity: int
    description: str | None


@dataclass(frozen=True, slots=True)
class Judgment:
    """What the policy said of a claim when it was opened, and which version it was; `eligibility` is all of it."""

    policy_id: str | None
    policy_version: int
    waiting_until: datetime | None
    escalate_from: datetime | None
    eligibility: dict[str, object]


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
    requested_evidence: tuple[EvidenceKind, ...]
    answer_due_at: datetime | None
    denial_code: DenialCode | None
    denial_message: str | None
    appealable_until: datetime | None
    appealed_at: datetime | None
    duplicate_of: str | None
    assignee: str | None
    tags: tuple[str, ...]
    first_response_at: datetime | None
    resolved_at: datetime | None
    found_at: datetime | None
    found_choice: FoundChoice | None
    failure_reason: str | None
    waiting_until: datetime | None
    escalate_from: datetime | None
    policy_id: str | None
    policy_version: int
    locale: str | None
    version: int
    sequence: int
    created_at: datetime
    updated_at: datetime

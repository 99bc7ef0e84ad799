"""What a bank disputes, in the words that all platforms share, and the states of it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class DisputeType(StrEnum):
    """How far the bank went: a question, or the money taken back until it is decided."""

    INQUIRY = "INQUIRY"
    CHARGEBACK = "CHARGEBACK"


class DisputeStatus(StrEnum):
    """Where the bank's leg stands."""

    NEEDS_RESPONSE = "NEEDS_RESPONSE"
    UNDER_REVIEW = "UNDER_REVIEW"
    WON = "WON"
    LOST = "LOST"
    ACCEPTED = "ACCEPTED"
    REFUNDED = "REFUNDED"
    PREVENTED = "PREVENTED"


OPEN = frozenset({DisputeStatus.NEEDS_RESPONSE, DisputeStatus.UNDER_REVIEW})
"""While a dispute stands here, the money of its order does not move."""


class DisputeReason(StrEnum):
    """Why the customer went to the bank."""

    PRODUCT_NOT_RECEIVED = "PRODUCT_NOT_RECEIVED"
    PRODUCT_UNACCEPTABLE = "PRODUCT_UNACCEPTABLE"
    CREDIT_NOT_PROCESSED = "CREDIT_NOT_PROCESSED"
    SUBSCRIPTION_CANCELED = "SUBSCRIPTION_CANCELED"
    DUPLICATE = "DUPLICATE"
    FRAUDULENT = "FRAUDULENT"
    UNRECOGNIZED = "UNRECOGNIZED"
    GENERAL = "GENERAL"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class ToldDispute:
    """A dispute as the platform has it at `told_at`. `external_id` is the platform's own id and names it for ever.

    `network_reason` is the card network's own code. `order_external_id` is missing where the platform does not say
    which order was paid. `amount` is what the bank asks for, in `currency_code`.
    """

    external_id: str
    type: DisputeType
    status: DisputeStatus
    reason: DisputeReason
    amount: Decimal
    currency_code: str
    opened_at: datetime
    told_at: datetime
    order_external_id: str | None = None
    network_reason: str | None = None
    evidence_due_by: datetime | None = None
    evidence_sent_at: datetime | None = None
    finalized_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A dispute that we know. `reminded_of` is the date of evidence that the shop was reminded of last."""

    id: str
    account_id: str
    external_id: str
    order_id: str | None
    type: DisputeType
    status: DisputeStatus
    reason: DisputeReason
    network_reason: str | None
    amount: Decimal
    currency_code: str
    evidence_due_by: datetime | None
    evidence_sent_at: datetime | None
    reminded_of: datetime | None
    opened_at: datetime
    finalized_at: datetime | None
    told_at: datetime
    version: int
    sequence: int

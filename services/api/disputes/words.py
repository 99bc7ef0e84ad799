"""The words for disputes, described for the wire."""

from services.api.words import describe
from services.core.disputes.model import DisputeReason, DisputeStatus, DisputeType

__all__ = ["DisputeReason", "DisputeStatus", "DisputeType"]

describe(
    DisputeType,
    "DisputeType",
    "How far the bank went.",
    {
        DisputeType.INQUIRY: "It asks, and took no money.",
        DisputeType.CHARGEBACK: "It took the money until it is decided.",
    },
)

describe(
    DisputeStatus,
    "DisputeStatus",
    "Where the bank's leg of a case stands.",
    {
        DisputeStatus.NEEDS_RESPONSE: "The shop's evidence is waited for.",
        DisputeStatus.UNDER_REVIEW: "The bank reads the evidence.",
        DisputeStatus.WON: "The shop keeps the money.",
        DisputeStatus.LOST: "The customer got the money back from the bank.",
        DisputeStatus.ACCEPTED: "The shop let the customer have the money.",
        DisputeStatus.REFUNDED: "The shop paid it back itself.",
        DisputeStatus.PREVENTED: "It was settled before it began.",
    },
)

describe(
    DisputeReason,
    "DisputeReason",
    "Why the customer went to the bank.",
    {
        DisputeReason.PRODUCT_NOT_RECEIVED: "Nothing came.",
        DisputeReason.PRODUCT_UNACCEPTABLE: "What came was damaged, wrong or not as described.",
        DisputeReason.CREDIT_NOT_PROCESSED: "A refund that was promised did not come.",
        DisputeReason.SUBSCRIPTION_CANCELED: "A subscription was charged after its end.",
        DisputeReason.DUPLICATE: "It was charged twice.",
        DisputeReason.FRAUDULENT: "Somebody else used the card.",
        DisputeReason.UNRECOGNIZED: "They do not know the charge.",
        DisputeReason.GENERAL: "Nothing more is told.",
        DisputeReason.OTHER: "Something else.",
    },
)

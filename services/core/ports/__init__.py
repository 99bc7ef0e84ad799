"""What we ask of the companies outside, and the three ways in which they fail."""

from services.core.ports.carrier import Carrier, Hooks, Notice, Parcel
from services.core.ports.credentials import Credentials
from services.core.ports.failures import Rejected, Unavailable, Unintelligible
from services.core.ports.platform import (
    KINDS,
    Credit,
    Done,
    GiftCard,
    Payout,
    Platform,
    Refund,
    RefundLine,
    Request,
    Reship,
    ReshipLine,
)

__all__ = [
    "KINDS",
    "Carrier",
    "Credentials",
    "Credit",
    "Done",
    "GiftCard",
    "Hooks",
    "Notice",
    "Parcel",
    "Payout",
    "Platform",
    "Refund",
    "RefundLine",
    "Rejected",
    "Request",
    "Reship",
    "ReshipLine",
    "Unavailable",
    "Unintelligible",
]

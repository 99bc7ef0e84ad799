"""What we ask of the companies outside, and the three ways in which they fail."""

from services.core.ports.carrier import Carrier, Hooks, Notice, Parcel
from services.core.ports.credentials import Credentials
from services.core.ports.failures import Rejected, Unavailable, Unintelligible
from services.core.ports.mail import MailHooks
from services.core.ports.platform import (
    Credit,
    Done,
    GiftCard,
    Payout,
    Platform,
    Refund,
    RefundLine,
    Reship,
    ReshipLine,
)

__all__ = [
    "Carrier",
    "Credentials",
    "Credit",
    "Done",
    "GiftCard",
    "Hooks",
    "MailHooks",
    "Notice",
    "Parcel",
    "Payout",
    "Platform",
    "Refund",
    "RefundLine",
    "Rejected",
    "Reship",
    "ReshipLine",
    "Unavailable",
    "Unintelligible",
]

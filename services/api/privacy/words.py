"""The words for requests about personal data, described for the wire."""

from services.api.words import describe
from services.core.privacy.model import PrivacyKind

__all__ = ["PrivacyKind"]

describe(
    PrivacyKind,
    "PrivacyKind",
    "What is asked for.",
    {
        PrivacyKind.CUSTOMER_DATA: "A customer wants to know what is held of them; people hand it over.",
        PrivacyKind.CUSTOMER_REDACT: "A customer is to be forgotten; that is done by itself.",
        PrivacyKind.SHOP_REDACT: "All customers of a shop are to be forgotten; that is done by itself.",
    },
)

"""The words for policies, described for the wire."""

from services.api.claims.words import ClaimReason, EvidenceKind, ResolutionType
from services.api.words import describe
from services.core.policies.model import Anchor, Unit

__all__ = ["Anchor", "ClaimReason", "EvidenceKind", "ResolutionType", "Unit"]

describe(
    Anchor,
    "ClaimAnchor",
    "From which moment a bound is counted.",
    {
        Anchor.ORDERED: "When the order was placed.",
        Anchor.SHIPPED: "When the parcel was sent.",
        Anchor.PROMISED: "Until when delivery was promised, or else estimated.",
        Anchor.DELIVERED: "When the carrier delivered it.",
        Anchor.LAST_SCAN: "When the carrier last said anything; before that, when the parcel was sent.",
    },
)

describe(
    Unit,
    "ClaimUnit",
    "In what a bound is counted.",
    {
        Unit.HOURS: "Hours by the clock.",
        Unit.CALENDAR_DAYS: "Whole days in the storefront's time zone.",
        Unit.WORKING_DAYS: "Days that are neither weekend nor public holiday in the country that the order goes to.",
    },
)

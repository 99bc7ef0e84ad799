"""The words for coverage, described for the wire."""

from services.api.words import describe
from services.core.coverages.model import CoverageKind, CoverageStatus

__all__ = ["CoverageKind", "CoverageStatus"]

describe(
    CoverageKind,
    "CoverageKind",
    "Who carries the loss of a parcel.",
    {
        CoverageKind.CARRIER_LIABILITY: "The carrier, as far as its terms and the law say.",
        CoverageKind.CARRIER_DECLARED_VALUE: "The carrier, for a value that was declared and paid for.",
        CoverageKind.THIRD_PARTY: "An insurer, or whoever sold the label with insurance.",
        CoverageKind.SELF_INSURED: "The shop itself.",
    },
)

describe(
    CoverageStatus,
    "CoverageStatus",
    "Whether a coverage can be claimed on.",
    {
        CoverageStatus.INACTIVE: "Not yet: it is being bought, or begins later.",
        CoverageStatus.ACTIVE: "It can.",
        CoverageStatus.CLAIMED: "It was.",
        CoverageStatus.EXPIRED: "Its time is over.",
        CoverageStatus.VOID: "It was refused or taken back.",
    },
)

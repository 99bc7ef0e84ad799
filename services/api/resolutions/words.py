"""The words for resolutions, described for the wire."""

from services.api.claims.words import ResolutionType
from services.api.words import describe
from services.core.resolutions.model import ResolutionStatus

__all__ = ["ResolutionStatus", "ResolutionType"]

describe(
    ResolutionStatus,
    "ResolutionStatus",
    "How far a resolution got.",
    {
        ResolutionStatus.CHOSEN: "It is to be done.",
        ResolutionStatus.PROCESSING: "It is being done.",
        ResolutionStatus.COMPLETED: "It was done.",
        ResolutionStatus.FAILED: "It could not be done; of two parts the first may have been, see `failure`.",
        ResolutionStatus.REVERSED: "It was undone.",
    },
)

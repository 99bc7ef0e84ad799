"""The words for claims, described for the wire."""

from enum import StrEnum

from services.api.words import describe
from services.core.claims.model import CancelReason, ClaimReason, ClaimStatus, ResolutionType

__all__ = ["CancelReason", "ClaimReason", "ClaimSort", "ClaimStatus", "ResolutionType"]


class ClaimSort(StrEnum):
    """Orders of a list of claims."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    UPDATED = "UPDATED"


describe(
    ClaimSort,
    "ClaimSort",
    "In which order claims are listed.",
    {
        ClaimSort.NEWEST: "Those opened last first.",
        ClaimSort.OLDEST: "Those opened first first.",
        ClaimSort.UPDATED: "Those that changed last first.",
    },
)

describe(
    ClaimStatus,
    "ClaimStatus",
    "Where a claim stands.",
    {
        ClaimStatus.SUBMITTED: "Told; nobody has looked yet.",
        ClaimStatus.UNDER_REVIEW: "The shop decides.",
        ClaimStatus.CANCELED: "Nothing is claimed any more; see the reason.",
    },
)

describe(
    CancelReason,
    "CancelReason",
    "Why a claim was canceled.",
    {
        CancelReason.WITHDRAWN: "Whoever opened it took it back.",
        CancelReason.PARCEL_ARRIVED: "The parcel came after all.",
    },
)

describe(
    ClaimReason,
    "ClaimReason",
    "What went wrong, in the customer's words.",
    {
        ClaimReason.LOST_IN_TRANSIT: "The parcel never came.",
        ClaimReason.DELIVERED_NOT_RECEIVED: "The carrier says delivered, and nothing is there.",
        ClaimReason.STOLEN: "Stolen after the delivery.",
        ClaimReason.DAMAGED_IN_TRANSIT: "It came damaged.",
        ClaimReason.MISSING_ITEM: "Something was missing in the parcel.",
        ClaimReason.WRONG_ITEM: "Something else was in the parcel.",
        ClaimReason.NEVER_SHIPPED: "The shop never sent it.",
        ClaimReason.RETURNED_TO_SENDER: "The carrier brought it back to the shop.",
        ClaimReason.DELAYED: "It is late.",
        ClaimReason.OTHER: "Something else; see the note.",
    },
)

describe(
    ResolutionType,
    "ResolutionType",
    "How a claim can be made good.",
    {
        ResolutionType.RESHIPMENT: "Send it again.",
        ResolutionType.REFUND: "Give the money back.",
        ResolutionType.STORE_CREDIT: "Give credit at the shop.",
        ResolutionType.PARTIAL_REFUND: "Give part of the money back.",
        ResolutionType.REFUND_AND_RESHIPMENT: "Give the money back and send it again.",
    },
)

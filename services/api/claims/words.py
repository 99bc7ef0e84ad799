"""The words for claims, described for the wire."""

from enum import StrEnum

from services.api.words import describe
from services.core.claims.model import (
    CancelReason,
    ClaimReason,
    ClaimStatus,
    DenialCode,
    EvidenceKind,
    FoundChoice,
    ResolutionType,
)

__all__ = [
    "CancelReason",
    "ClaimReason",
    "ClaimSort",
    "ClaimStatus",
    "DenialCode",
    "EvidenceKind",
    "FoundChoice",
    "ResolutionType",
]


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
        ClaimStatus.NEEDS_INFORMATION: "The customer is asked for more.",
        ClaimStatus.APPROVED: "The shop makes it good; how is to be chosen.",
        ClaimStatus.RESOLVING: "What was chosen is being done.",
        ClaimStatus.RESOLVED: "It was made good.",
        ClaimStatus.DENIED: "The shop does not make it good; see the reason. It can be appealed once.",
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
        CancelReason.DUPLICATE: "Another claim is about the same.",
        CancelReason.INACTIVE: "The customer was asked for more and did not answer; a message opens it again.",
    },
)

describe(
    DenialCode,
    "DenialCode",
    "Why a claim was denied.",
    {
        DenialCode.OUTSIDE_WINDOW: "It came too late.",
        DenialCode.NOT_ELIGIBLE_ITEM: "What is claimed is not covered.",
        DenialCode.PROOF_OF_DELIVERY: "The carrier proved the delivery.",
        DenialCode.INSUFFICIENT_EVIDENCE: "What was asked for did not come, or does not show it.",
        DenialCode.ALREADY_COMPENSATED: "It was made good before.",
        DenialCode.DISPUTE_OPEN: "The bank decides about the same payment.",
        DenialCode.SUSPECTED_ABUSE: "A person found signs of abuse.",
        DenialCode.ADDRESS_ERROR: "The address that was ordered to was wrong.",
        DenialCode.OTHER: "Something else; see the message.",
    },
)

describe(
    FoundChoice,
    "FoundChoice",
    "What becomes of a parcel that turned up after its claim was resolved.",
    {
        FoundChoice.KEEP: "The customer keeps it.",
        FoundChoice.RETURN: "The customer sends it back.",
        FoundChoice.REPAY: "The customer keeps it and pays for it.",
    },
)

describe(
    EvidenceKind,
    "EvidenceKind",
    "What a file proves.",
    {
        EvidenceKind.PHOTO: "A photo of the parcel or of what was in it.",
        EvidenceKind.INVOICE: "What the goods cost.",
        EvidenceKind.NON_RECEIPT_DECLARATION: "The customer's signed word that nothing came.",
        EvidenceKind.CORRESPONDENCE: "What was written about it elsewhere.",
        EvidenceKind.PROOF_OF_DELIVERY: "What the carrier shows of the delivery.",
        EvidenceKind.POLICE_REPORT: "The report of a theft.",
        EvidenceKind.OTHER: "Something else.",
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
        ResolutionType.GIFT_CARD: "Give a gift card.",
        ResolutionType.PARTIAL_REFUND: "Give part of the money back.",
        ResolutionType.REFUND_AND_RESHIPMENT: "Give the money back and send it again.",
    },
)

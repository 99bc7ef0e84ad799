"""Amazon's claims: what is asked, and how the answer is read.

Amazon takes one claim for a parcel, fetches what proves it by URL, and tells nobody through its API what came of it.
"""

from collections.abc import Mapping

import msgspec

from services.core.companies.amazon_shipping.wire import decode, unwrapped
from services.core.outside import Request
from services.core.outside.reading import text
from services.core.ports import DocumentTerms, Filed, Filing, FilingReason, FilingStatus, Rejected, Unintelligible

REASONS: Mapping[FilingReason, str] = {
    FilingReason.LOSS: "LOST_IN_TRANSIT",
    FilingReason.DAMAGE: "DAMAGED_IN_TRANSIT",
    FilingReason.THEFT: "DELIVERED_NOT_RECEIVED",
    FilingReason.MISSING_CONTENTS: "ITEM_MISSING_SWITCHEROO",
}
"""`COD_ABUSE` is missing: it is about cash that a driver kept, and no parcel that went wrong."""

SETTLEMENT = "REFUND"

# Amazon publishes no bounds: these are ours
TERMS = DocumentTerms(
    media_types=frozenset({"image/jpeg", "image/png", "application/pdf"}),
    most_bytes=10 * 1024 * 1024,
    most_documents=10,
    most_total_bytes=50 * 1024 * 1024,
    by_url=True,
)


class _Claim(msgspec.Struct):
    claimId: str | int  # noqa: N815 - Amazon's word


def create(filing: Filing) -> Request:
    """File a claim. Twice is refused with `ALREADY_FILED`, so it is sent again by whoever knows of the first.

    Raises:
        Rejected: `NOT_SUPPORTED` for a reason that Amazon has no claims of.
    """
    if filing.reason not in REASONS:
        raise Rejected("NOT_SUPPORTED", f"Amazon takes no claims for {filing.reason}.")
    body: dict[str, object] = {
        "trackingId": filing.tracking_number,
        "claimReason": REASONS[filing.reason],
        "settlementType": SETTLEMENT,
        # a number, and exactly the one that was asked for
        "declaredValue": {"value": msgspec.Raw(f"{filing.amount:f}".encode()), "unit": filing.currency_code},
        "isReplacementPackageSent": filing.replacement_sent,
    }
    if filing.document_urls:
        body["proofs"] = list(filing.document_urls[: TERMS.most_documents])
    return Request("POST", "/shipping/v2/claims", json=body)


def read_filed(body: bytes) -> Filed:
    """The claim that was filed. Raises `Unintelligible`."""
    reference = text(decode(unwrapped(body), _Claim).claimId, 200)
    if not reference:
        raise Unintelligible("amazon_shipping: The claim has no id.")
    return Filed(reference, FilingStatus.SUBMITTED)

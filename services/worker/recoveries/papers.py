"""Which of the papers that a counterparty wants are at hand."""

from services.core.claims.model import EvidenceKind
from services.core.database import Db
from services.core.evidence import repository as evidence
from services.core.evidence.model import EvidenceState
from services.core.recoveries.model import NewRecovery, Recovery
from services.core.recoveries.rules.terms import Document as Paper
from services.core.shipments import repository as shipments

WRITTEN = frozenset({Paper.TRACKING_NUMBER, Paper.ITEM_DESCRIPTION, Paper.SALES_INVOICE})
"""What is written here from the order's rows."""

PROVES = {
    EvidenceKind.INVOICE: {Paper.SALES_INVOICE, Paper.PURCHASE_INVOICE},
    EvidenceKind.NON_RECEIPT_DECLARATION: {Paper.NON_RECEIPT_DECLARATION, Paper.CUSTOMER_STATEMENT},
    EvidenceKind.CORRESPONDENCE: {Paper.CUSTOMER_STATEMENT},
    EvidenceKind.POLICE_REPORT: {Paper.POLICE_REPORT},
    EvidenceKind.PHOTO: {
        Paper.PHOTO_OF_ITEM,
        Paper.PHOTO_OF_PACKAGING,
        Paper.PHOTO_OF_INNER_PACKING,
        Paper.PHOTO_OF_LABEL,
        Paper.PHOTOS_OF_ALL_SIDES,
    },
}


async def at_hand(db: Db, recovery: NewRecovery | Recovery) -> set[str]:
    """The papers by their names."""
    found: set[str] = {paper.value for paper in WRITTEN}
    parcel = await shipments.get(db, recovery.shipment_id)
    if parcel is not None and parcel.shipped_at is not None:
        found |= {Paper.POSTING_RECEIPT.value, Paper.WAYBILL.value}
    if recovery.coverage_id is not None:
        found.add(Paper.PROOF_OF_INSURANCE.value)
    if recovery.claim_id is not None:
        for file in await evidence.of_claim(db, recovery.claim_id):
            if file.state is EvidenceState.READY:
                found |= {paper.value for paper in PROVES.get(file.kind, ())}
    return found

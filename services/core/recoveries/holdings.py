"""Reads what is held of a parcel that went wrong, for whoever decides which papers are there."""

from services.core.coverages import repository as coverages
from services.core.coverages.model import CoverageStatus
from services.core.database import Db
from services.core.events import ActorKind
from services.core.evidence import repository as evidence
from services.core.evidence.model import Evidence, EvidenceState, Visibility
from services.core.policies.model import EvidenceKind
from services.core.recoveries.documents import Holdings, documents_at_hand
from services.core.recoveries.rules.terms import Document

_PROMISED = frozenset({CoverageStatus.ACTIVE, CoverageStatus.CLAIMED, CoverageStatus.EXPIRED})


async def at_hand(db: Db, shipment_id: str, claim_id: str | None) -> frozenset[Document]:
    """The papers about a parcel that are at hand; without a claim nobody has uploaded anything."""
    return documents_at_hand(await held(db, shipment_id, claim_id))


async def held(db: Db, shipment_id: str, claim_id: str | None) -> Holdings:
    """What is held of a parcel and of the claim on it."""
    row = await db.fetchrow(
        """select s.shipped_at is not null or exists (select from tracking_events t where t.storefront_id = $1
                   and t.shipment_id = s.id and t.status not in ('UNKNOWN', 'PRE_TRANSIT')) as was_shipped,
               s.declared_amount is not null as is_declared, s.weight_grams is not null as has_weight,
               exists (select from order_lines l where l.storefront_id = $1 and l.order_id = s.order_id) as has_lines
           from shipments s where s.storefront_id = $1 and s.id = $2""",
        db.storefront_id, shipment_id,
    )  # fmt: skip
    if row is None:
        return Holdings(has_lines=False, was_shipped=False)
    files = enclosable(await evidence.of_claim(db, claim_id)) if claim_id else []
    covers = await coverages.of_shipment(db, shipment_id)
    return Holdings(
        has_lines=row["has_lines"],
        was_shipped=row["was_shipped"],
        photos=sum(file.kind is EvidenceKind.PHOTO for file in files),
        kinds=frozenset(file.kind for file in files),
        own_kinds=frozenset(file.kind for file in files if is_own(file)),
        has_words=await _has_words(db, claim_id),
        has_weight=row["has_weight"],
        is_covered=row["is_declared"] or any(cover.status in _PROMISED for cover in covers),
        made_good=await _made_good(db, claim_id),
    )


def enclosable(files: list[Evidence]) -> list[Evidence]:
    """Those that a counterparty may see: what the customer sees too, and of the shop's own files only invoices."""
    return [
        file
        for file in files
        if file.state is EvidenceState.READY
        and file.deleted_at is None
        and (file.visibility is Visibility.PUBLIC or file.kind is EvidenceKind.INVOICE)
    ]


def is_own(file: Evidence) -> bool:
    """Whether the shop uploaded it."""
    return file.uploaded_by is not ActorKind.CUSTOMER


async def _has_words(db: Db, claim_id: str | None) -> bool:
    return bool(
        await db.fetchval(
            """select exists (select from claims where storefront_id = $1 and id = $2 and customer_note <> '')
                   or exists (select from messages where storefront_id = $1 and claim_id = $2 and author = 'CUSTOMER'
                       and visibility = 'PUBLIC' and body <> '')""",
            db.storefront_id, claim_id,
        )
    )  # fmt: skip


async def _made_good(db: Db, claim_id: str | None) -> bool:
    return bool(
        await db.fetchval(
            """select exists (select from resolutions where storefront_id = $1 and claim_id = $2
                   and status = 'COMPLETED' and not goodwill)""",
            db.storefront_id, claim_id,
        )
    )  # fmt: skip

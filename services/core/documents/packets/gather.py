"""Reads what a packet is made of."""

from services.core.claims import repository as claims
from services.core.claims.model import Claim
from services.core.coverages import repository as coverages
from services.core.database import Db
from services.core.documents.case import Money, Scan
from services.core.documents.gather import MOST_BYTES, MOST_SCANS
from services.core.documents.packets.compose import Material
from services.core.documents.packets.model import RecoveryExport
from services.core.documents.packets.packet import MadeGood, Proof
from services.core.evidence import repository as evidence
from services.core.orders import repository as orders
from services.core.recoveries import repository as recoveries
from services.core.recoveries.holdings import at_hand, enclosable
from services.core.shipments import proofs
from services.core.shipments import repository as shipments
from services.core.shipments.model import Shipment
from services.core.storefronts.model import Storefront

MOST_WORDS = 10_000
"""Letters of what the customer said."""
MOST_MESSAGES = 3
MOST_RESOLUTIONS = 20


async def gather(db: Db, export: RecoveryExport, storefront: Storefront) -> Material | None:
    """What the packet of an export is made of; nothing when what it is about is not there."""
    recovery = await recoveries.get(db, export.recovery_id)
    parcel = await shipments.get(db, recovery.shipment_id) if recovery else None
    order = await orders.get(db, recovery.order_id) if recovery else None
    if recovery is None or parcel is None or order is None:
        return None
    claim = await claims.get(db, recovery.claim_id) if recovery.claim_id else None
    return Material(
        language=export.language,
        made_at=export.created_at,
        storefront=storefront,
        recovery=recovery,
        parcel=parcel,
        order=order,
        lines=await orders.lines(db, order.id),
        sent=(await shipments.lines_of(db, [parcel.id])).get(parcel.id, []),
        at_hand=await at_hand(db, parcel.id, recovery.claim_id),
        room=MOST_BYTES,
        claim=claim,
        items=await claims.items(db, claim.id) if claim else (),
        evidence=enclosable(await evidence.of_claim(db, claim.id)) if claim else (),
        proof=await _proof(db, parcel),
        proof_files=await proofs.files_of(db, parcel.id),
        cover=await coverages.get(db, recovery.coverage_id) if recovery.coverage_id else None,
        scans=await _scans(db, parcel.id),
        statement=await _statement(db, claim) if claim else (),
        made_good=await _made_good(db, claim) if claim else (),
    )


async def _scans(db: Db, shipment_id: str) -> tuple[Scan, ...]:
    rows = await db.fetch(
        """select occurred_at, status, description, location from tracking_events
           where storefront_id = $1 and shipment_id = $2 order by occurred_at desc, id desc limit $3""",
        db.storefront_id, shipment_id, MOST_SCANS,
    )  # fmt: skip
    return tuple(Scan(**dict(row)) for row in reversed(rows))


async def _proof(db: Db, parcel: Shipment) -> Proof | None:
    row = await db.fetchrow(
        """select signed_by, handover, place, latitude, longitude from proofs_of_delivery
           where storefront_id = $1 and shipment_id = $2""",
        db.storefront_id, parcel.id,
    )  # fmt: skip
    if row is None:
        return None
    return Proof(
        signed_by=row["signed_by"],
        handover=row["handover"],
        place=row["place"],
        coordinates=f"{row['latitude']}, {row['longitude']}" if row["latitude"] is not None else None,
        agreed=parcel.agreed_place.value if parcel.agreed_place else None,
        discrepancy=parcel.discrepancy.value if parcel.discrepancy else None,
    )


async def _statement(db: Db, claim: Claim) -> tuple[str, ...]:
    """What the customer said: in the claim, or else in their first messages."""
    if claim.customer_note:
        return (claim.customer_note[:MOST_WORDS],)
    rows = await db.fetch(
        """select body from messages where storefront_id = $1 and claim_id = $2 and author = 'CUSTOMER'
               and visibility = 'PUBLIC' and body <> '' order by created_at, id limit $3""",
        db.storefront_id, claim.id, MOST_MESSAGES,
    )  # fmt: skip
    return tuple(row["body"][: MOST_WORDS // MOST_MESSAGES] for row in rows)


async def _made_good(db: Db, claim: Claim) -> tuple[MadeGood, ...]:
    rows = await db.fetch(
        """select chosen_at, type, amount, currency_code, reference, replacement_number from resolutions
           where storefront_id = $1 and claim_id = $2 and status = 'COMPLETED' and not goodwill order by id limit $3""",
        db.storefront_id, claim.id, MOST_RESOLUTIONS,
    )  # fmt: skip
    return tuple(
        MadeGood(
            type=row["type"],
            at=row["chosen_at"],
            amount=Money(f"{row['amount']:f}", row["currency_code"]) if row["amount"] is not None else None,
            reference=", ".join(filter(None, (row["reference"], row["replacement_number"]))) or None,
        )
        for row in rows
    )

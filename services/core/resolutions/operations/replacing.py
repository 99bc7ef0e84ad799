"""Parcels that were sent for others: which they are, and what their loss means for what was paid."""

from collections.abc import Mapping
from datetime import datetime

from services.core.claims.model import Claim
from services.core.database import Tx
from services.core.ledger import operations as ledger
from services.core.ledger.model import CompensationKind
from services.core.resolutions import repository
from services.core.resolutions.operations.cases import claimed


async def link_replacement(tx: Tx, resolution_id: str, shipment_id: str, at: datetime) -> bool:
    """Tell which parcel a resolution sends, when the platform names it; false when there is no such resolution.

    A second parcel of the same resolution is not linked: the goods were counted once.
    """
    resolution = await repository.get(tx, resolution_id)
    if resolution is None or resolution.replacement_shipment_id not in (None, shipment_id):
        return False
    await repository.change(tx, resolution_id, at, {"replacement_shipment_id": shipment_id})
    return True


async def record_replacement_lost(tx: Tx, shipment_id: str, lines: Mapping[str, int], at: datetime) -> None:
    """Stop counting so many of these order lines as made good, as the parcel that was to do it did not."""
    sent = await repository.of_replacement(tx, shipment_id)
    if sent is not None:
        await ledger.take_back(tx, sent.id, at, kind=CompensationKind.RESHIPMENT, lines=lines)


async def forget_lost(tx: Tx, claim: Claim, at: datetime) -> None:
    """Let a claim on a replacement be made good like the first one, once that is decided."""
    if claim.shipment_id is not None:
        await record_replacement_lost(tx, claim.shipment_id, await claimed(tx, claim), at)

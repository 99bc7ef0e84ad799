"""Takes what a platform tells of orders by which goods were sent again: parcels of the first order, and no orders."""

from datetime import datetime

from services.core.claims import repository as claims
from services.core.database import Tx
from services.core.events import Actor
from services.core.ports import OrderNews, ShipmentNews
from services.core.resolutions import operations, repository
from services.core.shipments import operations as shipments
from services.core.shipments import repository as shipment_rows
from services.core.shipments.model import UNNAMED_CARRIER, Direction, NewShipment, NewShipmentLine


async def is_ours(tx: Tx, news: OrderNews, now: datetime) -> bool:
    """Whether the order is goods of ours on their second way; it is nobody's order then, and is not kept.

    A draft that was completed has another id than the draft, which is learned here.
    """
    name = news.order.external_id
    found = await repository.of_replacement_order(tx, name)
    if found is None and news.reference is not None:
        found = await repository.get(tx, news.reference)
        if found is not None and found.replacement_reference is not None:
            await claims.hold(tx, found.claim_id)
            await repository.change(tx, found.id, now, {"replacement_reference": name})
    return found is not None


async def take_shipment(tx: Tx, news: ShipmentNews, actor: Actor, now: datetime) -> bool:
    """Make the parcel one of the order that it makes good; false when nothing is known of what it belongs to.

    The platform names the lines of its new order, which are all that was sent again. Of several parcels the first
    stands for it.
    """
    found = await repository.of_replacement_order(tx, news.order_external_id)
    if found is None:
        return False
    if news.tracking_number is None:
        return True
    told = await shipment_rows.find_told(tx, news.external_id)
    first = found.replacement_shipment_id in (None, told.id if told else None)
    again = [NewShipmentLine(line.order_line_id, line.quantity) for line in found.lines if line.sent_again]
    parcel = NewShipment(
        order_id=found.order_id,
        carrier=news.carrier or UNNAMED_CARRIER,
        tracking_number=news.tracking_number,
        lines=tuple(again) if first else (),
        direction=Direction.REPLACEMENT,
        status=news.status,
        label_source=news.label_source,
        service=news.service,
        shipped_at=news.shipped_at,
        tracking_url=news.tracking_url,
        external_id=news.external_id,
        told_at=news.updated_at,
    )
    shipment_id = await shipments.upsert_from_platform(tx, parcel, actor, now)
    await operations.link_replacement(tx, found.id, shipment_id, now)
    return True

"""Where a parcel is, written back to the shop whose customers look there."""

from collections.abc import Iterable
from datetime import datetime

from services.core.companies.shopify.admin import Admin
from services.core.companies.shopify.ids import to_global
from services.core.companies.shopify.refusals import UserError, check
from services.core.companies.shopify.wire import Id, Wire
from services.core.ports import Credentials, Rejected, Sighting
from services.core.shipments.model import TrackingStatus

STATUSES = {
    TrackingStatus.PRE_TRANSIT: "LABEL_PRINTED",
    TrackingStatus.IN_TRANSIT: "IN_TRANSIT",
    TrackingStatus.OUT_FOR_DELIVERY: "OUT_FOR_DELIVERY",
    TrackingStatus.AVAILABLE_FOR_PICKUP: "READY_FOR_PICKUP",
    TrackingStatus.DELIVERY_ATTEMPTED: "ATTEMPTED_DELIVERY",
    TrackingStatus.DELAYED: "DELAYED",
    TrackingStatus.DELIVERED: "DELIVERED",
    TrackingStatus.EXCEPTION: "FAILURE",
    TrackingStatus.RETURN_TO_SENDER: "FAILURE",
    TrackingStatus.RETURNED: "FAILURE",
    TrackingStatus.LOST: "FAILURE",
    TrackingStatus.DAMAGED: "FAILURE",
}
"""Shopify has no word for what is lost, damaged or on its way back; the message says it. The rest is not told."""


class _EventPayload(Wire):
    fulfillment_event: Id | None
    user_errors: list[UserError]


class EventCreated(Wire):
    """The answer to `fulfillmentEventCreate`."""

    fulfillment_event_create: _EventPayload


class _Event(Wire):
    status: str
    happened_at: datetime


class _Events(Wire):
    nodes: list[_Event]


class _Fulfillment(Wire):
    events: _Events | None = None


class EventsKnown(Wire):
    """The answer to `fulfillmentEvents`."""

    node: _Fulfillment | None


async def report(admin: Admin, credentials: Credentials, sighting: Sighting) -> bool:
    """Tell the shop where a parcel is; false when it knew, or has no word for it. Raises as `ports.Platform` says."""
    if sighting.status not in STATUSES:
        return False
    name = to_global("Fulfillment", sighting.shipment_external_id)
    if name is None:
        raise Rejected("UNKNOWN_FULFILLMENT", "The parcel's id is none of Shopify's.")
    known = (await admin.query(credentials, "fulfillmentEvents", {"id": name}, EventsKnown)).node
    if known is None or known.events is None:
        raise Rejected("UNKNOWN_FULFILLMENT", "The shop has no such parcel.")
    if _is_told(sighting, known.events.nodes):
        return False
    answer = await admin.mutate(credentials, "fulfillmentEventCreate", _event(sighting, name), EventCreated)
    payload = answer.fulfillment_event_create
    check(payload.user_errors, payload.fulfillment_event)
    return True


def _is_told(sighting: Sighting, known: Iterable[_Event]) -> bool:
    """Whether Shopify has this already, from us or from the carrier itself."""
    status = STATUSES[sighting.status]
    return any(event.status == status and event.happened_at == sighting.occurred_at for event in known)


def _event(sighting: Sighting, fulfillment: str) -> dict[str, object]:
    given = {
        "fulfillmentId": fulfillment,
        "status": STATUSES[sighting.status],
        "happenedAt": sighting.occurred_at.isoformat(),
        "message": sighting.message[:200],
    }
    return {"event": {name: part for name, part in given.items() if part}}

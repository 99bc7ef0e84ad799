"""What is pushed of an order: all of its parcels and claims, new ones included."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry

from services.api.access import Info, subscription
from services.api.claims.types import Claim
from services.api.claims.words import CancelReason, ClaimReason, ClaimStatus
from services.api.events import PUBLIC, AfterEvent, Event, said, watch
from services.api.orders.types import Order
from services.api.problems import not_found
from services.api.reads.reader import sees
from services.api.reads.words import table, to_one
from services.api.shipments.types import Shipment
from services.api.shipments.words import IncidentReason, TrackingStatus


@table("events", customer=PUBLIC)
@strawberry.type(description="One thing that happened to an order, or to one of its parcels or claims.")
class OrderEvent(Event):
    """An event of an order; `type` tells whose it is."""

    status: ClaimStatus | None = said("Where the claim stood then, if it is a claim's event.", "status")
    reason: ClaimReason | None = said("What went wrong, as the claim said then.", "reason")
    cancel_reason: CancelReason | None = said("Why the claim was canceled, if this event tells of it.", "cancelReason")
    tracking_status: TrackingStatus | None = said(
        "Where the carrier said that the parcel was then, if it is a parcel's event.", "trackingStatus"
    )
    incident_reason: IncidentReason | None = said(
        "What had gone wrong with the parcel then, if something had.", "incidentReason"
    )
    order: Order | None = to_one("The order as it is now.", "order_id")
    shipment: Shipment | None = to_one("The parcel as it is now, if the event is about one.", "shipment_id")
    claim: Claim | None = to_one("The claim as it is now, if the event is about one.", "claim_id")


@strawberry.type
class OrderSubscription:
    """The subscriptions on orders."""

    @subscription(
        "Everything that happens to one order, its parcels and its claims, new ones included. "
        "`NOT_FOUND` when there is none that the caller may see."
    )
    async def order_updated(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The order's id.")],  # noqa: A002
        after: AfterEvent = None,
    ) -> AsyncIterator[OrderEvent]:
        """All events with this order."""
        if not await sees(info.context, Order, id):
            raise not_found("There is no such order.")
        return watch(info, OrderEvent, lambda event: event.order_id == id, after)

"""What is pushed of an order: all of its parcels and claims, new ones included."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry

from services.api.access import Info, subscription
from services.api.claims.types import Claim
from services.api.claims.words import CancelReason, ClaimReason, ClaimStatus
from services.api.entities import computed
from services.api.events import AfterEvent, Event, watch, word
from services.api.orders.types import Order
from services.api.problems import not_found
from services.api.shipments.types import Shipment
from services.api.shipments.words import IncidentReason, TrackingStatus


@strawberry.type(description="One thing that happened to an order, or to one of its parcels or claims.")
class OrderEvent(Event):
    """An event of an order; `type` tells whose it is."""

    @computed("Where the claim stood then, if it is a claim's event.")
    def status(self) -> ClaimStatus | None:
        """The event's own word."""
        return word(self.row, "status", ClaimStatus)

    @computed("What went wrong, as the claim said then.")
    def reason(self) -> ClaimReason | None:
        """The event's own word."""
        return word(self.row, "reason", ClaimReason)

    @computed("Why the claim was canceled, if this event tells of it.")
    def cancel_reason(self) -> CancelReason | None:
        """The event's own word."""
        return word(self.row, "cancelReason", CancelReason)

    @computed("Where the carrier said that the parcel was then, if it is a parcel's event.")
    def tracking_status(self) -> TrackingStatus | None:
        """The event's own word."""
        return word(self.row, "trackingStatus", TrackingStatus)

    @computed("What had gone wrong with the parcel then, if something had.")
    def incident_reason(self) -> IncidentReason | None:
        """The event's own word."""
        return word(self.row, "incidentReason", IncidentReason)

    @computed("The order as it is now.")
    async def order(self, info: Info) -> Order | None:
        """The present."""
        return Order.of(await info.context.reads.orders.get(self.row.order_id)) if self.row.order_id else None

    @computed("The parcel as it is now, if the event is about one.")
    async def shipment(self, info: Info) -> Shipment | None:
        """The present."""
        shipment_id = self.row.shipment_id
        return Shipment.of(await info.context.reads.shipments.get(shipment_id)) if shipment_id else None

    @computed("The claim as it is now, if the event is about one.")
    async def claim(self, info: Info) -> Claim | None:
        """The present."""
        claim_id = self.row.claim_id
        return Claim.of(await info.context.reads.claims.get(claim_id)) if claim_id else None


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
        if await info.context.reads.orders.get(id) is None:
            raise not_found("There is no such order.")
        return watch(info, OrderEvent, lambda event: event.order_id == id, after)

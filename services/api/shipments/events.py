"""What is pushed of shipments."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry

from services.api.access import Info, subscription
from services.api.events import PUBLIC, AfterEvent, Event, said, watch
from services.api.problems import not_found
from services.api.reads.reader import sees
from services.api.reads.words import table, to_one
from services.api.shipments.types import Shipment
from services.api.shipments.words import IncidentReason, TrackingStatus


@table("events", customer=PUBLIC)
@strawberry.type(description="One thing that happened to a parcel.")
class ShipmentEvent(Event):
    """An event of a shipment."""

    tracking_status: TrackingStatus | None = said("Where the carrier said that it was then.", "trackingStatus")
    incident_reason: IncidentReason | None = said("What had gone wrong then, if something had.", "incidentReason")
    shipment: Shipment | None = to_one("The parcel as it is now.", "subject")


@strawberry.type
class ShipmentSubscription:
    """The subscriptions on shipments."""

    @subscription("Everything that happens to one parcel. `NOT_FOUND` when there is none that the caller may see.")
    async def shipment_updated(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The shipment's id.")],  # noqa: A002
        after: AfterEvent = None,
    ) -> AsyncIterator[ShipmentEvent]:
        """The parcel's own events."""
        if not await sees(info.context, Shipment, id):
            raise not_found("There is no such shipment.")
        return watch(info, ShipmentEvent, lambda event: event.subject == id, after)

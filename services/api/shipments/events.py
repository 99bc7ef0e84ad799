"""What is pushed of shipments."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry

from services.api.access import Info, subscription
from services.api.entities import computed
from services.api.events import AfterEvent, Event, watch, word
from services.api.problems import not_found
from services.api.shipments.types import Shipment
from services.api.shipments.words import IncidentReason, TrackingStatus


@strawberry.type(description="One thing that happened to a parcel.")
class ShipmentEvent(Event):
    """An event of a shipment."""

    @computed("Where the carrier said that it was then.")
    def tracking_status(self) -> TrackingStatus | None:
        """The event's own word."""
        return word(self.row, "trackingStatus", TrackingStatus)

    @computed("What had gone wrong then, if something had.")
    def incident_reason(self) -> IncidentReason | None:
        """The event's own word."""
        return word(self.row, "incidentReason", IncidentReason)

    @computed("The parcel as it is now.")
    async def shipment(self, info: Info) -> Shipment | None:
        """The present."""
        return Shipment.of(await info.context.reads.shipments.get(self.row.subject))


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
        if await info.context.reads.shipments.get(id) is None:
            raise not_found("There is no such shipment.")
        return watch(info, ShipmentEvent, lambda event: event.subject == id, after)

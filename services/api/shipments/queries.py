"""What is asked of shipments."""

from typing import Annotated

import strawberry

from services.api.access import Info, query
from services.api.problems import bad_input
from services.api.shipments.types import Shipment
from services.core.storefronts.model import Scope


@strawberry.type
class ShipmentQuery:
    """The queries on shipments."""

    @query(Scope.READ, "One parcel, by its id or its tracking number; null when there is none that the caller may see.")
    async def shipment(
        self,
        info: Info,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="Its id.")] = None,  # noqa: A002
        carrier: Annotated[
            str | None, strawberry.argument(description="Who carries it; without it, the newest of any carrier.")
        ] = None,
        tracking_number: Annotated[
            str | None, strawberry.argument(description="The carrier's number; blanks and case do not matter.")
        ] = None,
    ) -> Shipment | None:
        """One parcel."""
        if (id is None) == (tracking_number is None) or (carrier is not None and tracking_number is None):
            raise bad_input("Name the shipment by `id`, or by `trackingNumber` with or without its `carrier`.")
        reads = info.context.reads.shipments
        found = await reads.get(id) if id is not None else await reads.find(tracking_number or "", carrier)
        return Shipment.of(found)

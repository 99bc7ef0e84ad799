"""What is asked of shipments."""

import strawberry

from services.api.reads.words import Argument, Way, find
from services.api.shipments.types import Shipment
from services.core.shipments.policy import normal_number


@strawberry.type
class ShipmentQuery:
    """The queries on shipments."""

    shipment: Shipment | None = find(
        "One parcel, by its id or its tracking number; null when there is none that the caller may see.",
        Argument("id", strawberry.ID | None, "Its id.", where="{t}.id = {value}"),
        Argument(
            "carrier",
            str | None,
            "Who carries it; without it, the newest of any carrier.",
            where="lower({t}.carrier) = lower({value})",
        ),
        Argument(
            "tracking_number",
            str | None,
            "The carrier's number; blanks and case do not matter.",
            where="{t}.tracking_number = {value}",
            read=normal_number,
        ),
        ways=[
            Way(("id",)),
            Way(("tracking_number",), order="{t}.id desc"),
            Way(("tracking_number", "carrier")),
        ],
        otherwise="Name the shipment by `id`, or by `trackingNumber` with or without its `carrier`.",
    )

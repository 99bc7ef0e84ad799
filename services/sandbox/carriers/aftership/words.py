"""AfterShip's words for what befalls a parcel: tag, subtag and its message."""

from collections.abc import Mapping
from typing import NamedTuple

from services.sandbox.journeys import Happening


class Words(NamedTuple):
    """The tag is what the subtag begins with."""

    subtag: str
    message: str

    @property
    def tag(self) -> str:
        """Pending, InTransit and so on."""
        return self.subtag.partition("_")[0]


PENDING = Words("Pending_001", "Pending")

WORDS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("InfoReceived_001", "Info Received"),
    Happening.LABEL_CREATED: Words("InfoReceived_001", "Info Received"),
    Happening.ACCEPTED: Words("InTransit_002", "Acceptance scan"),
    Happening.ARRIVED: Words("InTransit_003", "Arrival scan"),
    Happening.DEPARTED: Words("InTransit_007", "Departure Scan"),
    Happening.AT_DESTINATION: Words("InTransit_003", "Arrival scan"),
    Happening.IN_CUSTOMS: Words("InTransit_006", "Customs clearance started"),
    Happening.DELAYED: Words("Exception_016", "Delayed (Processing issue)"),
    Happening.OUT_FOR_DELIVERY: Words("OutForDelivery_001", "Out for Delivery"),
    Happening.ATTEMPTED: Words("AttemptFail_002", "Addressee not available"),
    Happening.UNDELIVERABLE: Words("Exception_007", "Incorrect Address"),
    Happening.AT_PICKUP_POINT: Words("AvailableForPickup_001", "Available for pickup"),
    Happening.DELIVERED: Words("Delivered_001", "Delivered"),
    Happening.DELIVERED_TO_NEIGHBOR: Words("Delivered_005", "Delivered to neighbor"),
    Happening.DAMAGED: Words("Exception_012", "Shipment damage"),
    Happening.LOST: Words("Exception_013", "Shipment lost"),
    Happening.FOUND: Words("InTransit_008", "Problem resolved"),
    Happening.RETURNING: Words("Exception_010", "Returning to sender"),
    Happening.RETURNED: Words("Exception_011", "Returned to sender"),
    Happening.CANCELED: Words("Exception_020", "Shipment cancelled"),
}

RETURNS = frozenset({Happening.RETURNING, Happening.RETURNED})

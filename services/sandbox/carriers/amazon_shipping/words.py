"""Amazon's words for what befalls a parcel: event, summary, the way it goes, and what is known of that way."""

from collections.abc import Mapping
from typing import NamedTuple

from services.sandbox.journeys import Happening

FORWARD, RETURNS = "FORWARD", "RETURNS"


class Words(NamedTuple):
    """`detail` is one of Amazon's codes of the whole way."""

    event: str
    status: str
    way: str = FORWARD
    detail: str | None = None


# Amazon has no words for customs and delays: such parcels go on arriving somewhere
_ARRIVED = Words("ArrivedAtCarrierFacility", "InTransit")

WORDS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("ReadyForReceive", "PreTransit"),
    Happening.LABEL_CREATED: Words("ReadyForReceive", "PreTransit"),
    Happening.ACCEPTED: Words("PickupDone", "InTransit"),
    Happening.ARRIVED: _ARRIVED,
    Happening.DEPARTED: Words("Departed", "InTransit"),
    Happening.AT_DESTINATION: Words("ArrivedAtCarrierFacility", "InTransit", detail="ArrivedAtLocalFacility"),
    Happening.IN_CUSTOMS: _ARRIVED,
    Happening.DELAYED: _ARRIVED,
    Happening.OUT_FOR_DELIVERY: Words("OutForDelivery", "OutForDelivery"),
    Happening.ATTEMPTED: Words("DeliveryAttempted", "DeliveryAttempted", detail="CustomerUnavailable"),
    Happening.UNDELIVERABLE: Words("Undeliverable", "Undeliverable", detail="AddressNotFound"),
    Happening.AT_PICKUP_POINT: Words("AvailableForPickup", "AwaitingCustomerPickup"),
    Happening.DELIVERED: Words("Delivered", "Delivered", detail="DeliveredToPorch"),
    Happening.DELIVERED_TO_NEIGHBOR: Words("Delivered", "Delivered", detail="DeliveredToNeighbor"),
    Happening.DAMAGED: Words("Undeliverable", "Undeliverable", detail="Damaged"),
    Happening.LOST: Words("Lost", "Lost"),
    Happening.FOUND: _ARRIVED,
    Happening.RETURNING: Words("ReturnInitiated", "Undeliverable", RETURNS),
    Happening.RETURNED: Words("Delivered", "Delivered", RETURNS, "Signed"),
    Happening.CANCELED: Words("PickupCancelled", "PickupCancelled"),
}

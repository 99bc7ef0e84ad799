"""EasyPost's words for what befalls a parcel: status, status detail and the carrier's message."""

from collections.abc import Mapping
from typing import NamedTuple

from services.sandbox.journeys import Happening


class Words(NamedTuple):
    """`message` may name the `{carrier}`."""

    status: str
    detail: str
    message: str


WORDS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("pre_transit", "status_update", "Pre-Shipment Info Sent to {carrier}"),
    Happening.LABEL_CREATED: Words("pre_transit", "status_update", "Shipping Label Created"),
    Happening.ACCEPTED: Words("in_transit", "arrived_at_facility", "Accepted at {carrier} Origin Facility"),
    Happening.ARRIVED: Words("in_transit", "arrived_at_facility", "Arrived at {carrier} Facility"),
    Happening.DEPARTED: Words("in_transit", "departed_facility", "Departed {carrier} Facility"),
    Happening.AT_DESTINATION: Words("in_transit", "arrived_at_destination", "Arrived at Post Office"),
    Happening.IN_CUSTOMS: Words("in_transit", "status_update", "Processed Through Customs"),
    Happening.DELAYED: Words("in_transit", "delayed", "In Transit, Arriving Late"),
    Happening.OUT_FOR_DELIVERY: Words("out_for_delivery", "out_for_delivery", "Out for Delivery"),
    Happening.ATTEMPTED: Words("in_transit", "delivery_exception", "Notice Left, No Authorized Recipient"),
    Happening.UNDELIVERABLE: Words("failure", "address_correction", "Undeliverable as Addressed"),
    Happening.AT_PICKUP_POINT: Words("available_for_pickup", "arrived_at_pickup_location", "Available for Pickup"),
    Happening.DELIVERED: Words("delivered", "arrived_at_destination", "Delivered, Front Door/Porch"),
    Happening.DELIVERED_TO_NEIGHBOR: Words("delivered", "arrived_at_destination", "Delivered, Neighbor as Requested"),
    Happening.DAMAGED: Words("failure", "damaged", "Package Damaged, Contents Discarded"),
    Happening.LOST: Words("failure", "lost", "Package Lost, Search Ended Without Result"),
    Happening.FOUND: Words("in_transit", "status_update", "Package Located, Back in Transit"),
    Happening.RETURNING: Words("return_to_sender", "return", "Return to Sender Processed"),
    Happening.RETURNED: Words("return_to_sender", "return", "Delivered, To Original Sender"),
    Happening.CANCELED: Words("cancelled", "cancelled", "Shipping Label Canceled"),
}

RETURNS = frozenset({Happening.RETURNING, Happening.RETURNED})

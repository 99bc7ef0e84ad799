"""UPS's words for what befalls a parcel, and for how a claim on it goes: type, code, number and description."""

from collections.abc import Mapping
from typing import NamedTuple

from services.sandbox.journeys import ClaimStep, Happening


class Words(NamedTuple):
    """One activity's; Track calls `number` `statusCode`, Track Alert `descriptionCode`."""

    type: str
    code: str
    number: str
    description: str


WORDS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("M", "MP", "003", "Shipment Ready for UPS"),
    Happening.LABEL_CREATED: Words("M", "DP", "003", "Shipment Ready for UPS"),
    Happening.ACCEPTED: Words("I", "OR", "160", "We Have Your Package"),
    Happening.ARRIVED: Words("I", "AR", "010", "Arrived at Facility"),
    Happening.DEPARTED: Words("I", "DP", "005", "Departed from Facility"),
    Happening.AT_DESTINATION: Words("I", "DS", "010", "Destination Scan"),
    Happening.IN_CUSTOMS: Words("X", "5", "126", "Your package is pending release from a Government Agency."),
    Happening.DELAYED: Words("X", "3A", "048", "Due to operating conditions, your package may be delayed."),
    Happening.OUT_FOR_DELIVERY: Words("I", "OT", "021", "Out For Delivery Today"),
    Happening.ATTEMPTED: Words("X", "48", "022", "The receiver was not available for delivery."),
    Happening.UNDELIVERABLE: Words("X", "AG", "050", "The address is incomplete. This may delay delivery."),
    Happening.AT_PICKUP_POINT: Words("D", "2Q", "161", "Delivered to UPS Access Point"),
    Happening.DELIVERED: Words("D", "FS", "011", "DELIVERED"),
    Happening.DELIVERED_TO_NEIGHBOR: Words("D", "3H", "011", "DELIVERED"),
    Happening.DAMAGED: Words("X", "45", "059", "Your package was damaged in transit."),
    Happening.LOST: Words("X", "S9", "068", "We've sent the package to UPS lost and found."),
    Happening.FOUND: Words("I", "LC", "010", "Location Scan"),
    Happening.RETURNING: Words("X", "UF", "035", "We're in the process of returning this package to the sender."),
    Happening.RETURNED: Words("D", "B0", "034", "Package Delivered To Original Sender"),
    Happening.CANCELED: Words("MV", "VP", "007", "Manifest cancelled and shipment voided"),
}

CLAIMS: Mapping[ClaimStep, Words] = {
    ClaimStep.OPENED: Words("X", "UO", "129", "Lost package investigation"),
    ClaimStep.UNDER_REVIEW: Words("X", "6X", "130", "The claim documentation is currently under review."),
    ClaimStep.INFORMATION_REQUESTED: Words("X", "5B", "141", "This claim requires additional documentation."),
    ClaimStep.PAID: Words("X", "UL", "140", "Claim issued."),
    ClaimStep.REJECTED: Words("X", "GN", "127", "Your investigation has been closed with a proof of delivery."),
    ClaimStep.WITHDRAWN: Words("X", "6W", "142", "This claim request has been voided."),
}

PLACES: Mapping[Happening, str] = {
    Happening.DELIVERED: "Front Door",
    Happening.DELIVERED_TO_NEIGHBOR: "Neighbor",
    Happening.AT_PICKUP_POINT: "UPS Access Point",
}
"""Where a parcel was left, as `deliveryInformation` and pushes have it."""

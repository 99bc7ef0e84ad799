"""FedEx's words for what happens to parcels, and its mock tracking numbers."""

from collections.abc import Mapping
from datetime import time
from typing import NamedTuple

from services.sandbox.journeys import AUSTIN, COLUMBUS, Happening, Journey, Step


class Words(NamedTuple):
    """One scan: its event, what it is summed up as, its exception, and where it was made."""

    event: str
    said: str
    derived: str
    status: str
    exception: str = ""
    why: str = ""
    place: str = "FEDEX_FACILITY"


TRANSIT = ("IT", "In transit")

WORDS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("OC", "Shipment information sent to FedEx", "IN", "Initiated", place="CUSTOMER"),
    Happening.LABEL_CREATED: Words("OC", "Shipment information sent to FedEx", "IN", "Initiated", place="CUSTOMER"),
    Happening.ACCEPTED: Words("PU", "Picked up", "PU", "Picked up", place="PICKUP_LOCATION"),
    Happening.ARRIVED: Words("AR", "Arrived at FedEx location", *TRANSIT),
    Happening.DEPARTED: Words("DP", "Departed FedEx location", *TRANSIT),
    Happening.AT_DESTINATION: Words("AR", "At local FedEx facility", *TRANSIT, place="DESTINATION_FEDEX_FACILITY"),
    Happening.IN_CUSTOMS: Words("CD", "Clearance delay - Import", "CD", "Clearance delay", "55", "Clearance delay"),
    Happening.DELAYED: Words("DY", "Delay", "DY", "Delay", "A52", "Package delayed"),
    Happening.OUT_FOR_DELIVERY: Words("OD", "On FedEx vehicle for delivery", *TRANSIT, place="VEHICLE"),
    Happening.ATTEMPTED: Words(
        "DE", "Delivery exception", "DE", "Delivery exception", "08", "Customer not available or business closed"
    ),
    Happening.UNDELIVERABLE: Words("DE", "Delivery exception", "DE", "Delivery exception", "03", "Incorrect address"),
    Happening.AT_PICKUP_POINT: Words(
        "HL", "Ready for recipient pickup", "HL", "Ready for pickup", "", "Package available for pickup"
    ),
    Happening.DELIVERED: Words("DL", "Delivered", "DL", "Delivered", place="DELIVERY_LOCATION"),
    Happening.DELIVERED_TO_NEIGHBOR: Words("DL", "Delivered", "DL", "Delivered", place="DELIVERY_LOCATION"),
    Happening.DAMAGED: Words(
        "SE", "Shipment exception", "SE", "Shipment exception", "10", "Damaged, delivery not completed"
    ),
    Happening.LOST: Words("SE", "Shipment exception", "SE", "Shipment exception", "", "Unable to locate package"),
    Happening.FOUND: Words("AR", "Arrived at FedEx location", *TRANSIT),
    Happening.RETURNING: Words("RS", "Returning package to shipper", "RS", "Returning package to shipper"),
    Happening.RETURNED: Words("DL", "Delivered", "DL", "Delivered", place="DELIVERY_LOCATION"),
    Happening.CANCELED: Words("CA", "Shipment cancelled by sender", "CA", "Shipment cancelled"),
}

# https://developer.fedex.com/api/en-us/guides/api-reference.html, Mock Tracking Numbers: how each ends
MOCKS: Mapping[str, tuple[Happening, Words]] = {
    "449044304137821": (Happening.LABEL_CREATED, WORDS[Happening.LABEL_CREATED]),
    "149331877648230": (Happening.ACCEPTED, Words("PX", "Tendered at FedEx location", "PU", "Picked up")),
    "020207021381215": (Happening.ACCEPTED, WORDS[Happening.ACCEPTED]),
    "403934084723025": (Happening.ARRIVED, WORDS[Happening.ARRIVED]),
    "920241085725456": (Happening.AT_DESTINATION, WORDS[Happening.AT_DESTINATION]),
    "568838414941": (Happening.AT_DESTINATION, Words("SF", "At destination sort facility", *TRANSIT)),
    "039813852990618": (Happening.DEPARTED, WORDS[Happening.DEPARTED]),
    "231300687629630": (Happening.OUT_FOR_DELIVERY, WORDS[Happening.OUT_FOR_DELIVERY]),
    "797806677146": (Happening.ARRIVED, Words("CC", "International shipment release - Import", *TRANSIT)),
    "377101283611590": (
        Happening.ATTEMPTED,
        Words("DE", "Delivery exception", "DE", "", "007", "Customer not available or business closed"),
    ),
    "852426136339213": (
        Happening.DELAYED,
        Words("DE", "Delivery exception", "DE", "", "083", "Local delivery restriction, delivery not attempted"),
    ),
    "797615467620": (Happening.UNDELIVERABLE, WORDS[Happening.UNDELIVERABLE]),
    "957794015041323": (
        Happening.UNDELIVERABLE,
        Words("SE", "Shipment exception", "SE", "", "099", "Unable to deliver shipment"),
    ),
    "076288115212522": (Happening.RETURNING, WORDS[Happening.RETURNING]),
    "581190049992": (Happening.IN_CUSTOMS, WORDS[Happening.IN_CUSTOMS]),
    "122816215025810": (Happening.DELIVERED, WORDS[Happening.DELIVERED]),
    "843119172384577": (Happening.AT_PICKUP_POINT, WORDS[Happening.AT_PICKUP_POINT]),
    "070358180009382": (Happening.CANCELED, WORDS[Happening.CANCELED]),
    "713062653486": (Happening.OUT_FOR_DELIVERY, WORDS[Happening.OUT_FOR_DELIVERY]),
}

TWICE = "713062653486"
"""The mock number that two parcels have: the other one was delivered before this one was sent."""

SCRIPTS: Mapping[str, Journey] = {
    number: Journey(
        words.said.upper(),
        COLUMBUS,
        AUSTIN,
        0,
        (Step(2, time(15), Happening.LABEL_CREATED, COLUMBUS), Step(1, time(9), happening, AUSTIN)),
    )
    for number, (happening, words) in MOCKS.items()
}

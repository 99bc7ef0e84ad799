"""AfterShip's words for where a parcel is and what went wrong, in ours."""

from services.core.outside import Meaning, Vocabulary
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

NO_NEWS = Meaning(Status.UNKNOWN)
IN_TRANSIT = Meaning(Status.IN_TRANSIT)
OUT_FOR_DELIVERY = Meaning(Status.OUT_FOR_DELIVERY)
DELIVERED = Meaning(Status.DELIVERED)
EXCEPTION = Meaning(Status.EXCEPTION, Reason.UNKNOWN)

TAGS = Vocabulary(
    "aftership",
    "tag",
    "https://www.aftership.com/docs/tracking/enum/delivery-statuses",
    {
        "Pending": NO_NEWS,
        "InfoReceived": Meaning(Status.PRE_TRANSIT),
        "InTransit": IN_TRANSIT,
        "OutForDelivery": OUT_FOR_DELIVERY,
        "AttemptFail": Meaning(Status.DELIVERY_ATTEMPTED),
        "Delivered": DELIVERED,
        "AvailableForPickup": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "Exception": EXCEPTION,
        # 30 days without news; what that means is ours to say
        "Expired": NO_NEWS,
    },
)

# what Exception_014 and _015, InTransit_010 to _013 and Pending_002 to _006 add to their tag is on no page that we
# could read, so they say no more than it
SUBTAGS = Vocabulary(
    "aftership",
    "subtag",
    "https://www.aftership.com/docs/tracking/2026-07/enum/delivery-sub-statuses",
    {
        "Delivered_001": DELIVERED,
        "Delivered_002": DELIVERED,  # picked up by the customer
        "Delivered_003": DELIVERED,  # signed by the customer
        "Delivered_004": DELIVERED,  # and paid for
        "Delivered_005": DELIVERED,  # to a neighbor
        "AvailableForPickup_001": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "Exception_001": EXCEPTION,
        "Exception_002": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_INCORRECT_ADDRESS),  # moved
        "Exception_003": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED),
        "Exception_004": Meaning(Status.DELAYED, Reason.CUSTOMS_DELAY),
        "Exception_005": Meaning(Status.DELAYED, Reason.FORCE_MAJEURE),
        "Exception_006": Meaning(Status.EXCEPTION, Reason.CUSTOMS_DUTIES_UNPAID),  # held for payment
        "Exception_007": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_INCORRECT_ADDRESS),
        "Exception_008": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_NOT_HOME),  # not picked up
        "Exception_009": Meaning(Status.EXCEPTION, Reason.RETAILER_PACKAGING),  # rejected by the carrier
        "Exception_010": Meaning(Status.RETURN_TO_SENDER),
        "Exception_011": Meaning(Status.RETURNED),
        "Exception_012": Meaning(Status.DAMAGED, Reason.CARRIER_DAMAGED),
        "Exception_013": Meaning(Status.LOST, Reason.CARRIER_LOST),
        "Exception_014": EXCEPTION,
        "Exception_015": EXCEPTION,
        "Exception_016": Meaning(Status.DELAYED, Reason.CARRIER_SORTING_ERROR),
        "Exception_017": Meaning(Status.DELAYED, Reason.WEATHER),
        "Exception_018": Meaning(Status.EXCEPTION, Reason.CUSTOMS_DOCUMENTATION),
        "Exception_019": Meaning(Status.DELAYED, Reason.CARRIER_OUT_OF_TIME),  # a late flight
        "Exception_020": Meaning(Status.CANCELED, Reason.RETAILER_CANCELED),
        "Exception_021": Meaning(Status.LOST, Reason.UNKNOWN),  # disposed of: nobody will get it
        "AttemptFail_001": Meaning(Status.DELIVERY_ATTEMPTED),
        "AttemptFail_002": Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_NOT_HOME),
        "AttemptFail_003": Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_NOT_HOME),  # closed
        "InTransit_001": IN_TRANSIT,
        "InTransit_002": IN_TRANSIT,
        "InTransit_003": IN_TRANSIT,
        "InTransit_004": IN_TRANSIT,
        "InTransit_005": IN_TRANSIT,  # cleared by customs
        "InTransit_006": IN_TRANSIT,  # handed over to customs
        "InTransit_007": IN_TRANSIT,
        "InTransit_008": IN_TRANSIT,  # a problem was solved
        "InTransit_009": IN_TRANSIT,  # forwarded to another address
        "InTransit_010": IN_TRANSIT,
        "InTransit_011": IN_TRANSIT,
        "InTransit_012": IN_TRANSIT,
        "InTransit_013": IN_TRANSIT,
        "InfoReceived_001": Meaning(Status.PRE_TRANSIT),
        "OutForDelivery_001": OUT_FOR_DELIVERY,
        "OutForDelivery_002": Meaning(Status.AVAILABLE_FOR_PICKUP),  # before AvailableForPickup_001 was made
        "OutForDelivery_003": OUT_FOR_DELIVERY,  # the customer was called
        "OutForDelivery_004": OUT_FOR_DELIVERY,  # a day was agreed on
        "Pending_001": NO_NEWS,
        "Pending_002": NO_NEWS,
        "Pending_003": NO_NEWS,
        "Pending_004": NO_NEWS,
        "Pending_005": NO_NEWS,
        "Pending_006": NO_NEWS,
        "Expired_001": NO_NEWS,
    },
)

TO_NEIGHBOR = "Delivered_005"


def normalize(tag: str, subtag: str) -> Meaning:
    """Where a parcel is and what went wrong; of a subtag that is not known, its tag counts. Unknown ones are counted.

    A subtag of the future begins with its tag, so that it says something even where the tag is missing.
    """
    if subtag:
        said = SUBTAGS.read(subtag)
        if subtag in SUBTAGS:
            return said
    word = tag or subtag.partition("_")[0]
    return TAGS.read(word) if word else NO_NEWS

"""USPS's codes and categories of scans, in ours; they count where the words beside them are not known."""

from services.core.outside import Meaning, Vocabulary
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

_NOTE = Meaning(None)
_UNDER_WAY = Meaning(Status.IN_TRANSIT)
_NOT_YET = Meaning(Status.PRE_TRANSIT)
_WRONG_ADDRESS = Meaning(Status.RETURN_TO_SENDER, Reason.CONSIGNEE_INCORRECT_ADDRESS)
_NOT_CLAIMED = Meaning(Status.RETURN_TO_SENDER, Reason.CONSIGNEE_NOT_HOME)
_NOBODY = Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_NOT_HOME)
_NO_PLACE = Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_SAFE_PLACE_UNAVAILABLE)
_NO_ACCESS = Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_ACCESS_RESTRICTED)

# `eventCode`. 21 to 29 and 31 are reasons of a return. 01 is any delivery, also to the sender: the words tell.
# With 80 to 82 somebody else carries it, and USPS awaits it still. 17 is an agent who fetched it, not its recipient.
CODES: Vocabulary[str] = Vocabulary(
    "usps",
    "event_code",
    "https://postalpro.usps.com/pub199 (Publication 199, appendix G: Domestic Tracking Scan Events) and Publication 97,"
    " and codes of answers of the API; without those for international mail",
    {
        "01": Meaning(Status.DELIVERED),
        "02": _NOBODY,
        "03": _UNDER_WAY,
        "04": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED),
        "05": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_INCORRECT_ADDRESS),
        "06": _UNDER_WAY,
        "07": _UNDER_WAY,
        "08": Meaning(Status.DELAYED, Reason.CARRIER_SORTING_ERROR),
        "09": Meaning(Status.RETURN_TO_SENDER),
        "10": _UNDER_WAY,
        "11": Meaning(Status.LOST, Reason.UNDER_INVESTIGATION),  # dead letter: sent to the Mail Recovery Center
        "14": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "15": Meaning(Status.DELAYED, Reason.RETAILER_INCORRECT_DATA),  # brought to the wrong post office by its sender
        "16": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "17": _UNDER_WAY,
        "19": _UNDER_WAY,
        "21": _WRONG_ADDRESS,
        "22": _WRONG_ADDRESS,
        "23": _WRONG_ADDRESS,
        "24": _WRONG_ADDRESS,
        "25": _WRONG_ADDRESS,
        "26": _WRONG_ADDRESS,
        "27": _NOT_CLAIMED,
        "28": Meaning(Status.RETURN_TO_SENDER),
        "29": Meaning(Status.RETURN_TO_SENDER),
        "30": _NO_ACCESS,
        "31": _NOT_CLAIMED,
        "41": _UNDER_WAY,
        "42": _UNDER_WAY,
        "43": Meaning(Status.DELIVERED),  # fetched at the post office
        "44": Meaning(Status.RETURN_TO_SENDER, Reason.RETAILER_CANCELED),
        "51": _NOBODY,
        "52": _NOBODY,
        "53": _NO_ACCESS,
        "54": _NO_PLACE,
        "55": _NO_PLACE,
        "56": _NOBODY,
        "71": Meaning(Status.DELAYED),
        "80": _NOT_YET,
        "81": _NOT_YET,
        "82": _NOT_YET,
        "83": _NOT_YET,
        "89": _NOT_YET,
        "A1": _UNDER_WAY,
        "AD": _UNDER_WAY,
        "DX": Meaning(Status.DELAYED),  # awaits a delivery scan
        "EF": _UNDER_WAY,
        "GC": _NOTE,
        "GX": _NOT_YET,
        "MA": _NOT_YET,
        "OA": _UNDER_WAY,
        "OF": Meaning(Status.OUT_FOR_DELIVERY),
        "PA": _UNDER_WAY,
        "PC": _UNDER_WAY,
        "SF": _UNDER_WAY,
        "T1": _UNDER_WAY,
        "TL": _UNDER_WAY,
        "TM": _NOT_YET,
        "UA": _UNDER_WAY,
    },
)  # fmt: skip

# `statusCategory`, the summary's. An alert may be a weather delay, a return or a loss: its words tell.
CATEGORIES: Vocabulary[str] = Vocabulary(
    "usps",
    "status_category",
    "https://postalpro.usps.com/pub199, appendix G, column Status Category; words of USPS.com",
    {
        "pre-shipment": _NOT_YET,
        "accepted": _UNDER_WAY,
        "in transit": _UNDER_WAY,
        "in-transit": _UNDER_WAY,
        "moving through network": _UNDER_WAY,
        "out for delivery": Meaning(Status.OUT_FOR_DELIVERY),
        "delivery attempt": Meaning(Status.DELIVERY_ATTEMPTED),
        "delivery attempt: action needed": Meaning(Status.DELIVERY_ATTEMPTED),
        "available for pickup": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "alert": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "delivered": Meaning(Status.DELIVERED),
        "delivered to agent": Meaning(Status.DELIVERED),
        "returned to sender": Meaning(Status.RETURN_TO_SENDER),
    },
)

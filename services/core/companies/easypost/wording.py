"""What carriers write beside a scan that went wrong, read into our words; English only, as EasyPost passes it on."""

import re

from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

PARCEL = r"(?:package|parcel|shipment|item|consignment|goods|contents|merchandise)"
NOT_AT_HOME = (
    r"\bnot (?:at )?home\b|\bno(?:body| ?one) (?:was )?(?:at )?(?:home|available)\b|\bbusiness (?:was |is )?closed\b"
    r"|\b(?:recipient|receiver|customer|consignee) (?:was |is )?(?:not available|unavailable|absent)\b"
    r"|\bno authorized recipient\b"
)
ATTEMPTED = r"\bnotice left\b|\bdelivery attempted\b|\battempted delivery\b|\bdelivery attempt (?:failed|made)\b"

# The gravest is first: status and reason are each taken from the first line that matches and has one.
LINES: tuple[tuple[str, Status | None, Reason | None], ...] = (
    (r"^(?!.*\b(?:found|recovered)\b).*(?<!no )(?<!not )(?<!never )\blost\b", Status.LOST, Reason.CARRIER_LOST),
    (rf"\b{PARCEL} (?:(?:is|was|has been|reported|declared) )*missing\b", Status.LOST, Reason.CARRIER_LOST),
    (rf"\b(?:unable to|cannot|could not) locate (?:the |your )?{PARCEL}\b", Status.LOST, Reason.CARRIER_LOST),
    (r"\blabel\b.{0,20}\b(?:damaged|unreadable|missing)\b", None, Reason.RETAILER_PACKAGING),
    (r"\b(?:damaged|unreadable) label\b|\b(?:insufficient|improper) packag", None, Reason.RETAILER_PACKAGING),
    (
        r"^(?!.*\blabel\b.{0,20}\bdamaged\b)(?!.*\bdamaged label\b).*(?<!no )(?<!not )\bdamaged?\b",
        Status.DAMAGED,
        Reason.CARRIER_DAMAGED,
    ),
    (r"\breturn(?:ed|ing)?\b.{0,20}\bto (?:the )?(?:original )?(?:sender|shipper)\b", Status.RETURN_TO_SENDER, None),
    (r"\brefus(?:ed|al)\b|\brejected by\b", None, Reason.CONSIGNEE_REFUSED),
    (r"\bduties\b|\bduty\b|\bimport (?:tax|charge|fee)", None, Reason.CUSTOMS_DUTIES_UNPAID),
    (r"\bprohibited\b|\bseized\b|\bconfiscated\b", None, Reason.CUSTOMS_PROHIBITED),
    (r"\b(?:customs|clearance)\b.{0,60}\b(?:document|paperwork|invoice)", None, Reason.CUSTOMS_DOCUMENTATION),
    (r"\b(?:document|paperwork|invoice).{0,60}\b(?:customs|clearance)\b", None, Reason.CUSTOMS_DOCUMENTATION),
    (r"\bcustoms\b|\bclearance delay", None, Reason.CUSTOMS_DELAY),
    (r"\bvalid id\b|\bage verification\b|\bproof of age\b", None, Reason.CONSIGNEE_VERIFICATION_FAILED),
    (r"\bno secure (?:location|place)\b|\bsafe ?place\b", None, Reason.CONSIGNEE_SAFE_PLACE_UNAVAILABLE),
    (r"\bno access\b|\bunable to access\b|\baccess (?:restricted|denied)\b", None, Reason.CONSIGNEE_ACCESS_RESTRICTED),
    (NOT_AT_HOME, Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_NOT_HOME),
    (ATTEMPTED, Status.DELIVERY_ATTEMPTED, None),
    (r"\baddress (?:was |could )?not (?:be )?(?:found|located)\b", None, Reason.CARRIER_ADDRESS_NOT_FOUND),
    (r"\baddress\b|\bno such (?:number|street)\b", None, Reason.CONSIGNEE_INCORRECT_ADDRESS),
    (r"\b(?:recipient|addressee|customer|consignee|receiver) moved\b", None, Reason.CONSIGNEE_INCORRECT_ADDRESS),
    (r"\bmis-?(?:sort|rout|sent|directed)", Status.DELAYED, Reason.CARRIER_SORTING_ERROR),
    (r"\bweather\b|\bsnow|\bstorm\b|\bhurricane\b|\bflood", Status.DELAYED, Reason.WEATHER),
    (r"\bnatural disaster\b|\bstrike\b|\bcivil unrest\b", Status.DELAYED, Reason.FORCE_MAJEURE),
    (r"\bcapacity\b|\bhigh volume\b", Status.DELAYED, Reason.CARRIER_CAPACITY),
    (r"\blate (?:trailer|truck|flight|arrival)\b|\bnot attempted\b", Status.DELAYED, Reason.CARRIER_OUT_OF_TIME),
    (r"\binvestigat|\btracer\b", None, Reason.UNDER_INVESTIGATION),
)  # fmt: skip

PATTERNS = [(re.compile(pattern, re.IGNORECASE | re.DOTALL), status, reason) for pattern, status, reason in LINES]
ATTEMPT = re.compile(f"{NOT_AT_HOME}|{ATTEMPTED}", re.IGNORECASE)
# USPS writes "Delivered, To Original Sender" of a parcel that came back
CAME_BACK = re.compile(r"\bdelivered\b.{0,30}\bto (?:the |its )?(?:original )?(?:sender|shipper)\b", re.IGNORECASE)


def read(text: str) -> tuple[Status | None, Reason | None]:
    """Status and reason that the text names; only for a scan of which EasyPost itself says that it went wrong."""
    matching = [(status, reason) for pattern, status, reason in PATTERNS if pattern.search(text)]
    return (
        next((status for status, _ in matching if status), None),
        next((reason for _, reason in matching if reason), None),
    )


def attempted(text: str) -> bool:
    """Whether the text tells of a delivery that was tried in vain."""
    return ATTEMPT.search(text) is not None


def came_back(text: str) -> bool:
    """Whether the text tells that the parcel is with its sender again."""
    return CAME_BACK.search(text) is not None

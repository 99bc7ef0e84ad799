"""What FedEx writes beside a scan that went wrong: its exception codes and descriptions, in our words."""

import re

from services.core.outside import Meaning, Vocabulary
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

_NOTE = Meaning(None)
_LATE = Meaning(Status.DELAYED)
_OUT_OF_TIME = Meaning(Status.DELAYED, Reason.CARRIER_OUT_OF_TIME)
_NOT_HOME = Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_NOT_HOME)
_ADDRESS = Meaning(Status.EXCEPTION, Reason.CONSIGNEE_INCORRECT_ADDRESS)
_NO_ID = Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_VERIFICATION_FAILED)
_NO_PLACE = Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_SAFE_PLACE_UNAVAILABLE)
_NO_ACCESS = Meaning(Status.DELAYED, Reason.CONSIGNEE_ACCESS_RESTRICTED)
_SORTING = Meaning(Status.DELAYED, Reason.CARRIER_SORTING_ERROR)
_DAMAGED = Meaning(Status.DAMAGED, Reason.CARRIER_DAMAGED)
_LOST = Meaning(Status.LOST, Reason.CARRIER_LOST)
_SOUGHT = Meaning(Status.EXCEPTION, Reason.UNDER_INVESTIGATION)
_CLEARANCE = Meaning(Status.DELAYED, Reason.CUSTOMS_DELAY)
_PAPERS = Meaning(Status.DELAYED, Reason.CUSTOMS_DOCUMENTATION)

# Two digits are FedEx Express's (DEX of couriers, STAT of stations), three are FedEx Ground's and mean other things,
# and A and a number are newer ones of both. FedEx publishes no whole list for this API.
EXCEPTIONS: Vocabulary[str] = Vocabulary(
    "fedex",
    "exception",
    "Express: FedEx's operational scan codes; Ground: developer.fedex.com, Mock Tracking Numbers; A: its answers",
    {
        "01": Meaning(Status.DELAYED, Reason.CARRIER_OUT_OF_TIME),  # not delivered, not attempted
        "02": _NOTE,  # left at the address, as the sender allows
        "03": _ADDRESS,
        "05": _NO_ACCESS,  # the customer's security
        "07": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED),
        "08": _NOT_HOME,
        "10": _DAMAGED,  # delivery not completed
        "12": _SORTING,
        "14": Meaning(Status.EXCEPTION, Reason.UNKNOWN),  # undeliverable
        "15": Meaning(Status.DELAYED, Reason.FORCE_MAJEURE),  # strike at the customer's
        "17": _LATE,  # the customer asked for another day
        "18": _SORTING,
        "19": _NOTE,
        "22": _OUT_OF_TIME,
        "25": _SOUGHT,  # a parcel without its number
        "29": _NOTE,
        "31": _OUT_OF_TIME,
        "32": _OUT_OF_TIME,
        "33": _OUT_OF_TIME,
        "36": _SOUGHT,  # held in overgoods, where what cannot be assigned is kept
        "37": _DAMAGED,
        "38": _SOUGHT,  # a number without its parcel
        "41": _NOTE,  # not due yet
        "42": Meaning(Status.DELAYED, Reason.CONSIGNEE_NOT_HOME),  # closed, not attempted
        "48": _OUT_OF_TIME,
        "50": _PAPERS,
        "53": _LATE,  # part of an incomplete shipment
        "54": _LATE,
        "55": _CLEARANCE,
        "58": _PAPERS,
        "59": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "62": Meaning(Status.IN_TRANSIT, Reason.CUSTOMS_DELAY),
        "63": Meaning(Status.DELAYED, Reason.CUSTOMS_DUTIES_UNPAID),
        "65": Meaning(Status.IN_TRANSIT),
        "66": Meaning(Status.IN_TRANSIT),
        "67": _NOTE,
        "68": _NOTE,
        "70": _NOTE,
        "71": Meaning(Status.IN_TRANSIT, Reason.CUSTOMS_DELAY),
        "72": _NOTE,
        "73": _CLEARANCE,
        "77": _NOTE,
        "78": Meaning(Status.EXCEPTION, Reason.RETAILER_INCORRECT_DATA),  # no service there
        "84": _LATE,  # beyond FedEx's control
        "85": _OUT_OF_TIME,
        "89": _OUT_OF_TIME,  # an accident on the way
        "93": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED),  # does not pay
        "007": _NOT_HOME,
        "015A": _NOTE,
        "083": _LATE,  # local restrictions
        "099": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "A3": _NOTE,  # brought to FedEx anew
        "A25": Meaning(Status.IN_TRANSIT, Reason.CUSTOMS_DELAY),  # available for clearance
        "A47": _NOTE,  # sent to a place nearby
        "A52": _LATE,
    },
)  # fmt: skip

# The gravest is first. Descriptions are texts that FedEx publishes, in the English that is asked for.
WORDINGS: tuple[tuple[str, Meaning], ...] = (
    (r"\bloss report\b|(?<!not )\blost\b|\bmissing\b(?!.*\b(?:address|document|paperwork|information))", _LOST),
    (r"\bunable to locate (?:the |your )?(?:package|shipment)\b|\bcannot locate (?:package|shipment)\b", _LOST),
    (r"\blabel\b.{0,20}\bdamaged\b|\bdamaged label\b", Meaning(Status.DELAYED, Reason.RETAILER_PACKAGING)),
    (r"\binsufficient packag|\bimproper packag|\brepackag", Meaning(Status.DELAYED, Reason.RETAILER_PACKAGING)),
    (r"(?<!no )(?<!not )\bdamaged?\b", _DAMAGED),
    (r"\bovergoods\b|\bbeing (?:researched|traced)\b|\binvestigat", _SOUGHT),
    (r"\breturn(?:ed|ing)?\b.{0,30}\b(?:shipper|sender)\b", Meaning(Status.RETURN_TO_SENDER)),
    (r"\brefused\b|\bunable to collect payment\b", Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED)),
    (r"\bno attempt\b|\bnot attempted\b|\bdelivery restriction\b", _LATE),
    (r"\b(?:not available|unavailable|not in|not home|no one)\b(?!.*\bclearance\b)|\bbusiness closed\b", _NOT_HOME),
    (r"\bincorrect address\b|\baddress (?:is )?(?:incorrect|incomplete|not found)\b|\blocate address\b", _ADDRESS),
    (r"\brecipient moved\b|\bno such (?:number|street)\b|\bcorrected address\b|\baddress correct", _ADDRESS),
    (r"\badult\b|\bvalid id\b|\bphoto id\b", _NO_ID),
    (r"\bno secure\b|\bsafe place\b", _NO_PLACE),
    (r"\b(?:no|unable to|without) access\b|\bgate code\b|\bsecurity delay\b", _NO_ACCESS),
    (r"\bduties\b|\bduty\b|\btaxes\b", Meaning(Status.DELAYED, Reason.CUSTOMS_DUTIES_UNPAID)),
    (r"\bprohibited\b|\bseized\b|\bconfiscated\b", Meaning(Status.EXCEPTION, Reason.CUSTOMS_PROHIBITED)),
    (r"\b(?:paperwork|documents?|documentation|commercial invoice)\b", _PAPERS),
    (r"\bavailable for clearance\b|\bclearance in progress\b", Meaning(Status.IN_TRANSIT, Reason.CUSTOMS_DELAY)),
    (r"\bclearance\b|\bcustoms\b|\bregulatory\b", _CLEARANCE),
    (r"\bmis-?(?:sort|rout|direct)|\bwrong route\b|\bsorted incorrectly\b|\bincorrectly sorted\b", _SORTING),
    (r"\bweather\b|\bsnow|\bstorm\b|\bhurricane\b|\bflood", Meaning(Status.DELAYED, Reason.WEATHER)),
    (r"\bnatural disaster\b|\bearthquake\b|\bstrike\b|\bcivil unrest\b", Meaning(Status.DELAYED, Reason.FORCE_MAJEURE)),
    (r"\bcapacity\b|\bhigh volume\b", Meaning(Status.DELAYED, Reason.CARRIER_CAPACITY)),
    (r"\bmechanical\b|\bmissed (?:aircraft|truck|plane)\b|\barrived late\b|\bcut-?off\b", _OUT_OF_TIME),
)  # fmt: skip
_WORDINGS = [(re.compile(pattern, re.IGNORECASE | re.DOTALL), meaning) for pattern, meaning in WORDINGS]


def wording(description: str) -> Meaning | None:
    """What an exception's description says, if anything: the gravest status, and the first reason that is named."""
    heard = [meaning for pattern, meaning in _WORDINGS if pattern.search(description)]
    if not heard:
        return None
    return Meaning(heard[0].status, next((meaning.incident for meaning in heard if meaning.incident), None))

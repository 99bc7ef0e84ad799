"""FedEx's words for where a parcel is, in ours; one code may stand in several groups."""

from services.core.outside import UNKNOWN, Meaning, Vocabulary
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

Key = tuple[str, str]
"""A group of codes, and a code of it in capitals."""

MOVEMENT, REGULATORY, POSSESSION, DERIVED = "movement", "regulatory", "possession", "derived"

_NOTE = Meaning(None)
_UNDER_WAY = Meaning(Status.IN_TRANSIT)
_NOT_YET = Meaning(Status.PRE_TRANSIT)
_LATE = Meaning(Status.DELAYED)

# DL is delivered and DE is not. What went wrong with a DE or SE stands in the scan's exception alone.
# RC, RM and RR are of FedEx Delivery Manager's options, LP, RD, RG and RP of links to return labels: they move nothing.
# Who holds a parcel (possession) moves it neither, and its codes repeat those of other groups.
EVENTS: Vocabulary[Key] = Vocabulary(
    "fedex",
    "event",
    "https://developer.fedex.com/api/en-us/guides/api-reference.html, Tracking Status Codes; AE from the changes of"
    " the Track API of 2021-10-15; IN and RL from its answers",
    {
        (MOVEMENT, "AA"): _UNDER_WAY,
        (MOVEMENT, "AC"): _UNDER_WAY,
        (MOVEMENT, "AD"): Meaning(Status.OUT_FOR_DELIVERY),
        (MOVEMENT, "AE"): _UNDER_WAY,
        (MOVEMENT, "AF"): _UNDER_WAY,
        (MOVEMENT, "AO"): _UNDER_WAY,
        (MOVEMENT, "AP"): _NOT_YET,
        (MOVEMENT, "AR"): _UNDER_WAY,
        (MOVEMENT, "AX"): _UNDER_WAY,
        (MOVEMENT, "CA"): Meaning(Status.CANCELED),
        (MOVEMENT, "CH"): _NOTE,
        (MOVEMENT, "DD"): _LATE,
        (MOVEMENT, "DE"): Meaning(Status.EXCEPTION),
        (MOVEMENT, "DL"): Meaning(Status.DELIVERED),
        (MOVEMENT, "DP"): _UNDER_WAY,
        (MOVEMENT, "DR"): Meaning(Status.EXCEPTION, Reason.RETAILER_NOT_READY),
        (MOVEMENT, "DS"): _NOT_YET,
        (MOVEMENT, "DY"): _LATE,
        (MOVEMENT, "EA"): _UNDER_WAY,
        (MOVEMENT, "ED"): _UNDER_WAY,
        (MOVEMENT, "EO"): _UNDER_WAY,
        (MOVEMENT, "EP"): _NOT_YET,
        (MOVEMENT, "FD"): _UNDER_WAY,
        (MOVEMENT, "HL"): Meaning(Status.AVAILABLE_FOR_PICKUP),
        (MOVEMENT, "HP"): Meaning(Status.AVAILABLE_FOR_PICKUP),
        (MOVEMENT, "IT"): _UNDER_WAY,
        (MOVEMENT, "IX"): _UNDER_WAY,
        (MOVEMENT, "LO"): _UNDER_WAY,
        (MOVEMENT, "LP"): _NOTE,
        (MOVEMENT, "OC"): _NOT_YET,
        (MOVEMENT, "OD"): Meaning(Status.OUT_FOR_DELIVERY),
        (MOVEMENT, "OF"): _UNDER_WAY,
        (MOVEMENT, "OW"): _UNDER_WAY,
        (MOVEMENT, "OX"): _UNDER_WAY,
        (MOVEMENT, "PD"): _LATE,
        (MOVEMENT, "PF"): _UNDER_WAY,
        (MOVEMENT, "PL"): _UNDER_WAY,
        (MOVEMENT, "PM"): _UNDER_WAY,
        (MOVEMENT, "PU"): _UNDER_WAY,
        (MOVEMENT, "PX"): _UNDER_WAY,
        (MOVEMENT, "RC"): _NOTE,
        (MOVEMENT, "RD"): _NOTE,
        (MOVEMENT, "RG"): _NOTE,
        (MOVEMENT, "RM"): _NOTE,
        (MOVEMENT, "RP"): _NOTE,
        (MOVEMENT, "RR"): _NOTE,
        (MOVEMENT, "RS"): Meaning(Status.RETURN_TO_SENDER),
        (MOVEMENT, "SE"): Meaning(Status.EXCEPTION),
        (MOVEMENT, "SF"): _UNDER_WAY,
        (MOVEMENT, "SP"): _NOTE,
        (MOVEMENT, "TR"): _UNDER_WAY,
        (REGULATORY, "CC"): _UNDER_WAY,
        (REGULATORY, "CD"): Meaning(Status.DELAYED, Reason.CUSTOMS_DELAY),
        (REGULATORY, "CP"): Meaning(Status.IN_TRANSIT, Reason.CUSTOMS_DELAY),
        (REGULATORY, "EA"): _UNDER_WAY,
        (REGULATORY, "SP"): _NOTE,
        (POSSESSION, "BR"): _NOTE,
        (POSSESSION, "CA"): _NOTE,
        (POSSESSION, "CU"): _NOTE,
        (POSSESSION, "RC"): _NOTE,
        (POSSESSION, "SH"): _NOTE,
        (POSSESSION, "SP"): _NOTE,
        (POSSESSION, "TP"): _NOTE,
        (DERIVED, "IN"): _NOT_YET,
        (DERIVED, "RL"): _LATE,
    },
)

# `delayDetail.type`, and why a parcel is late by it; the scan beside it says that it is
DELAYS: Vocabulary[str] = Vocabulary(
    "fedex",
    "delay",
    "https://developer.fedex.com/api/en-us/catalog/track/v1/docs.html, DelayDetail",
    {
        "CLEARANCE": Meaning(None, Reason.CUSTOMS_DELAY),
        "GENERAL": _NOTE,
        "LOCAL": _NOTE,
        "OPERATIONAL": Meaning(None, Reason.CARRIER_OUT_OF_TIME),
        "WEATHER": Meaning(None, Reason.WEATHER),
    },
)


def event(*codes: str) -> Meaning:
    """What the first of the codes says that is known; a scan's is finer than the one that is derived from it.

    Where letters stand in several groups, movement counts before customs; possession is never told in a scan.
    """
    told = [code.upper() for code in codes if code]
    for code in told:
        for group in (MOVEMENT, REGULATORY, DERIVED):
            if (group, code) in EVENTS:
                return EVENTS[group, code]
    return EVENTS.read((MOVEMENT, told[0])) if told else UNKNOWN

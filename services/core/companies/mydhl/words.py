"""DHL Express' checkpoints in our words."""

from services.core.outside import Meaning, Vocabulary
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

_IN_TRANSIT = Meaning(Status.IN_TRANSIT)
_NOTE = Meaning(None)

EVENTS: Vocabulary[str] = Vocabulary(
    "mydhl",
    "type_code",
    "developer.dhl.com, status codes of all divisions, Express (2024-06); DM, PO and RW: older Express answers",
    {
        "AD": _IN_TRANSIT,
        "AF": _IN_TRANSIT,
        "AR": _IN_TRANSIT,
        "BA": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_INCORRECT_ADDRESS),
        "BN": _IN_TRANSIT,
        "BR": _IN_TRANSIT,
        "CA": Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_NOT_HOME),
        "CC": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "CD": Meaning(Status.DELAYED, Reason.CUSTOMS_DELAY),
        "CM": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_INCORRECT_ADDRESS),
        "CR": _IN_TRANSIT,
        "CS": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "DD": Meaning(Status.DELIVERED, Reason.CARRIER_DAMAGED),
        "DF": _IN_TRANSIT,
        "DM": Meaning(Status.DAMAGED, Reason.CARRIER_DAMAGED),
        "DS": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "FD": _IN_TRANSIT,
        "HP": Meaning(Status.EXCEPTION, Reason.CUSTOMS_DUTIES_UNPAID),
        "IC": _IN_TRANSIT,
        "MC": Meaning(Status.DELAYED, Reason.CARRIER_SORTING_ERROR),
        "MD": Meaning(Status.DELAYED, Reason.CARRIER_OUT_OF_TIME),
        "MS": Meaning(Status.DELAYED, Reason.CARRIER_SORTING_ERROR),
        "ND": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "NH": Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_NOT_HOME),
        "OH": Meaning(Status.DELAYED, Reason.UNKNOWN),
        "OK": Meaning(Status.DELIVERED),
        # some pieces came, which is no delivery of the parcel
        "PD": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "PL": _IN_TRANSIT,
        "PO": _IN_TRANSIT,
        "PU": _IN_TRANSIT,
        "PY": _NOTE,
        "RD": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED),
        "RR": _IN_TRANSIT,
        "RT": Meaning(Status.RETURN_TO_SENDER),
        "RW": _NOTE,
        "SA": _IN_TRANSIT,
        "SC": _NOTE,
        "SM": _IN_TRANSIT,
        "SS": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "TP": _IN_TRANSIT,
        "TR": _IN_TRANSIT,
        "UD": Meaning(Status.DELAYED, Reason.CUSTOMS_DELAY),
        "WC": Meaning(Status.OUT_FOR_DELIVERY),
    },
)

"""EasyPost's words for where a parcel is and what went wrong, in ours."""

from services.core.companies.easypost import wording
from services.core.outside import UNKNOWN, Meaning, Vocabulary
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

SOURCE = "https://docs.easypost.com/docs/trackers"

# Some of EasyPost's pages spell `canceled`.
# `error` says that the carrier could not be asked: it is never a lost parcel.
STATUSES = Vocabulary(
    "easypost",
    "status",
    SOURCE,
    {
        "unknown": Meaning(Status.UNKNOWN),
        "pre_transit": Meaning(Status.PRE_TRANSIT),
        "in_transit": Meaning(Status.IN_TRANSIT),
        "out_for_delivery": Meaning(Status.OUT_FOR_DELIVERY),
        "available_for_pickup": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "delivered": Meaning(Status.DELIVERED),
        "return_to_sender": Meaning(Status.RETURN_TO_SENDER),
        "failure": Meaning(Status.EXCEPTION),
        "cancelled": Meaning(Status.CANCELED),
        "canceled": Meaning(Status.CANCELED),
        "error": Meaning(Status.UNKNOWN),
    },
)

# EasyPost publishes no map from a detail to a status,
# so a detail moves only a parcel that is under way, and only where it names trouble.
DETAILS = Vocabulary(
    "easypost",
    "status_detail",
    SOURCE,
    {
        "address_correction": Meaning(None, Reason.CONSIGNEE_INCORRECT_ADDRESS),
        "arrived_at_destination": Meaning(None),
        "arrived_at_facility": Meaning(None),
        "arrived_at_pickup_location": Meaning(None),
        "awaiting_information": Meaning(None),
        "cancelled": Meaning(None),
        "damaged": Meaning(Status.DAMAGED, Reason.CARRIER_DAMAGED),
        "delayed": Meaning(Status.DELAYED),
        "delivery_exception": Meaning(Status.EXCEPTION),
        "departed_facility": Meaning(None),
        "departed_origin_facility": Meaning(None),
        "expired": Meaning(None),
        "failure": Meaning(Status.EXCEPTION),
        "held": Meaning(Status.EXCEPTION),
        "in_transit": Meaning(None),
        "label_created": Meaning(None),
        "lost": Meaning(Status.LOST, Reason.CARRIER_LOST),
        "missorted": Meaning(Status.DELAYED, Reason.CARRIER_SORTING_ERROR),
        "out_for_delivery": Meaning(None),
        "received_at_destination_facility": Meaning(None),
        "received_at_origin_facility": Meaning(None),
        "refused": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED),
        "return": Meaning(Status.RETURN_TO_SENDER),
        "status_update": Meaning(None),
        "transferred_to_destination_carrier": Meaning(None),
        "transit_exception": Meaning(Status.EXCEPTION),
        "unknown": Meaning(None),
        "weather_delay": Meaning(Status.DELAYED, Reason.WEATHER),
    },
)

UNDER_WAY = {Status.IN_TRANSIT, Status.OUT_FOR_DELIVERY, Status.AVAILABLE_FOR_PICKUP}

GRAVEST_FIRST = (
    Status.LOST,
    Status.DAMAGED,
    Status.RETURN_TO_SENDER,
    Status.DELIVERY_ATTEMPTED,
    Status.DELAYED,
    Status.EXCEPTION,
)


def normalize(status: str | None, detail: str | None, text: str = "") -> tuple[Status, Reason | None]:
    """Where a parcel is and what went wrong, from `status`, `status_detail` and the carrier's own text.

    A word that is not known counts as UNKNOWN (status) or as silence (detail), and in a metric.
    """
    ours = STATUSES.read("unknown" if status is None else status).status or Status.UNKNOWN
    said = DETAILS.read("unknown" if detail is None else detail)
    hint, reason = None if said is UNKNOWN else said.status, said.incident
    if ours is Status.UNKNOWN:
        return ours, None
    if ours is Status.EXCEPTION or (ours in UNDER_WAY and hint is not None):
        read, why = wording.read(text)
        trouble = min(filter(None, (hint, read)), key=GRAVEST_FIRST.index, default=Status.EXCEPTION)
        # EasyPost's word is surer than our reading, but not when it speaks of something less grave
        why = (why or reason) if trouble is read and trouble is not hint else (reason or why)
        return trouble, why or (Reason.UNKNOWN if trouble is Status.EXCEPTION else None)
    if ours is Status.IN_TRANSIT and wording.attempted(text):
        # one failed attempt with another to come stays `in_transit`:
        # https://www.easypost.com/how-do-you-handle-failed-deliveries-second-attempts-final-details
        return Status.DELIVERY_ATTEMPTED, reason or wording.read(text)[1]
    if ours is Status.RETURN_TO_SENDER:
        return (Status.RETURNED if wording.came_back(text) else ours), reason or wording.read(text)[1]
    if ours is Status.DELIVERED and wording.came_back(f"delivered {text}"):
        return Status.RETURNED, reason
    return ours, reason

"""EasyPost's words for where a parcel is and what went wrong, in ours."""

from typing import TypeVar

from prometheus_client import Counter

from services.core.companies.easypost import wording
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

T = TypeVar("T")

UNKNOWN_WORDS = Counter(
    "makegood_easypost_unknown_words", "Words of EasyPost that this version does not know.", ["field"]
)

# https://docs.easypost.com/docs/trackers, "status"; some of EasyPost's pages spell `canceled`.
# `error` says that the carrier could not be asked: it is never a lost parcel.
STATUSES: dict[str, Status] = {
    "unknown": Status.UNKNOWN,
    "pre_transit": Status.PRE_TRANSIT,
    "in_transit": Status.IN_TRANSIT,
    "out_for_delivery": Status.OUT_FOR_DELIVERY,
    "available_for_pickup": Status.AVAILABLE_FOR_PICKUP,
    "delivered": Status.DELIVERED,
    "return_to_sender": Status.RETURN_TO_SENDER,
    "failure": Status.EXCEPTION,
    "cancelled": Status.CANCELED,
    "canceled": Status.CANCELED,
    "error": Status.UNKNOWN,
}

# https://docs.easypost.com/docs/trackers, "status_detail". EasyPost publishes no map from a detail to a status,
# so a detail moves only a parcel that is under way, and only where it names trouble.
DETAILS: dict[str, tuple[Status | None, Reason | None]] = {
    "address_correction": (None, Reason.CONSIGNEE_INCORRECT_ADDRESS),
    "arrived_at_destination": (None, None),
    "arrived_at_facility": (None, None),
    "arrived_at_pickup_location": (None, None),
    "awaiting_information": (None, None),
    "cancelled": (None, None),
    "damaged": (Status.DAMAGED, Reason.CARRIER_DAMAGED),
    "delayed": (Status.DELAYED, None),
    "delivery_exception": (Status.EXCEPTION, None),
    "departed_facility": (None, None),
    "departed_origin_facility": (None, None),
    "expired": (None, None),
    "failure": (Status.EXCEPTION, None),
    "held": (Status.EXCEPTION, None),
    "in_transit": (None, None),
    "label_created": (None, None),
    "lost": (Status.LOST, Reason.CARRIER_LOST),
    "missorted": (Status.DELAYED, Reason.CARRIER_SORTING_ERROR),
    "out_for_delivery": (None, None),
    "received_at_destination_facility": (None, None),
    "received_at_origin_facility": (None, None),
    "refused": (Status.EXCEPTION, Reason.CONSIGNEE_REFUSED),
    "return": (Status.RETURN_TO_SENDER, None),
    "status_update": (None, None),
    "transferred_to_destination_carrier": (None, None),
    "transit_exception": (Status.EXCEPTION, None),
    "unknown": (None, None),
    "weather_delay": (Status.DELAYED, Reason.WEATHER),
}

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
    ours = _known("status", status, STATUSES, Status.UNKNOWN)
    hint, reason = _known("status_detail", detail, DETAILS, (None, None))
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


def _known(field: str, word: str | None, table: dict[str, T], otherwise: T) -> T:
    if word is None:
        return otherwise
    if word not in table:
        UNKNOWN_WORDS.labels(field).inc()
    return table.get(word, otherwise)

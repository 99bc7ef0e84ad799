"""What a scan of FedEx's says in our words, from its event, its exception and its delay together."""

import re

from services.core.companies.fedex.exceptions import EXCEPTIONS, wording
from services.core.companies.fedex.words import DELAYS, event
from services.core.outside import UNKNOWN, Meaning
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import TrackingStatus as Status

_NOTE = Meaning(None)

# FedEx delivers to the sender too
CAME_BACK = re.compile(r"\b(?:delivered|returned)\b.{0,40}\b(?:shipper|sender)\b", re.IGNORECASE | re.DOTALL)

TROUBLED = frozenset({Status.EXCEPTION, Status.DELAYED})
UNDER_WAY = frozenset({Status.PRE_TRANSIT, Status.IN_TRANSIT, Status.OUT_FOR_DELIVERY})
GRAVE = frozenset({Status.LOST, Status.DAMAGED})


def normalize(codes: tuple[str, ...], exception: str, description: str, delay: str = "") -> Meaning:
    """What a scan says, by its event codes (the finest first), and by its exception's code and description.

    The description counts before the code, which means one thing in Express and another in Ground; both only tell
    what the trouble is, and no parcel that is under way is in trouble for less than loss or damage.
    """
    base = event(*codes)
    found = wording(description)
    if found is None:
        found = EXCEPTIONS.read(exception) if exception else _NOTE
        found = _NOTE if found is UNKNOWN else found
    status = base.status
    if status is Status.DELIVERED and CAME_BACK.search(description):
        status = Status.RETURNED
    elif found.status is not None and (status in TROUBLED or (status in UNDER_WAY and found.status in GRAVE)):
        status = found.status
    late = DELAYS.read(delay.upper()).incident if delay else None
    incident = found.incident or base.incident or late
    return Meaning(status, incident or (Reason.UNKNOWN if status is Status.EXCEPTION else None))

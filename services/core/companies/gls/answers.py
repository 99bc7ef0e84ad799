"""GLS's answers, read: its words in ours, the trouble of single parcels, its two shapes of errors."""

import re
from zoneinfo import ZoneInfo

from services.core.outside import Meaning, Vocabulary
from services.core.outside.parcels import read_scans, summed_up
from services.core.outside.reading import decode, instant, record, records, storable, text
from services.core.ports import Rejected, Unintelligible
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import Scan, Tracking
from services.core.shipments.model import TrackingStatus as Status

Json = dict[str, object]

SOURCE = "GLS Group developer portal, Track And Trace V1 (OpenAPI 1.0.7)"

# `ParcelDTO.status`. DELIVEREDPS lies in a parcel shop: nobody has it yet. NOTPICKEDUP is about the sender's ramp.
# FINAL only closes the history, whatever came before.
STATUSES = Vocabulary(
    "gls",
    "status",
    SOURCE,
    {
        "PLANNEDPICKUP": Meaning(Status.PRE_TRANSIT),
        "INPICKUP": Meaning(Status.PRE_TRANSIT),
        "NOTPICKEDUP": Meaning(Status.PRE_TRANSIT),
        "PREADVICE": Meaning(Status.PRE_TRANSIT),
        "INTRANSIT": Meaning(Status.IN_TRANSIT),
        "INWAREHOUSE": Meaning(Status.IN_TRANSIT),
        "INDELIVERY": Meaning(Status.OUT_FOR_DELIVERY),
        "DELIVEREDPS": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "DELIVERED": Meaning(Status.DELIVERED),
        "NOTDELIVERED": Meaning(Status.DELIVERY_ATTEMPTED),
        "CANCELED": Meaning(Status.CANCELED),
        "FINAL": Meaning(None),
    },
)

# `EventDTO.code`, of which the document shows the first four; the others were seen in answers. The whole list is
# told to accounts alone (/tracking/events/codes), so an unknown code is usual: the parcel's own status then decides.
EVENTS = Vocabulary(
    "gls",
    "event",
    SOURCE,
    {
        "INTIAL.PREADVICE": Meaning(Status.PRE_TRANSIT),
        "INTIAL.E48_DATA": Meaning(Status.PRE_TRANSIT),
        "INTIAL.NORMAL": Meaning(Status.IN_TRANSIT),
        "DELIVD.PARCELSHOP": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "INBOUD.NORMAL": Meaning(Status.IN_TRANSIT),
        "OUTBOD.NORMAL": Meaning(Status.IN_TRANSIT),
        "OUTDEL.NORMAL": Meaning(Status.OUT_FOR_DELIVERY),
        "DELIVD.NORMAL": Meaning(Status.DELIVERED),
        "DELIVD.DEL_BY_PSAPP": Meaning(Status.DELIVERED),
        "NOTDEL.ABSENT": Meaning(Status.DELIVERY_ATTEMPTED, Reason.CONSIGNEE_NOT_HOME),
        "CANCEL.NORMAL": Meaning(Status.CANCELED),
    },
)

# What GLS writes beside an event, in the English that it is asked for; heard where the event's code is not listed, as
# GLS's own statuses have no word for these.
WORDINGS: tuple[tuple[re.Pattern[str], Meaning], ...] = (
    (re.compile(r"\bdamaged?\b", re.IGNORECASE), Meaning(Status.DAMAGED, Reason.CARRIER_DAMAGED)),
    (re.compile(r"\b(?:has been|was) returned to\b", re.IGNORECASE), Meaning(Status.RETURNED)),
    (re.compile(r"\breturn(?:ed|ing)? to\b|\bback to the s", re.IGNORECASE), Meaning(Status.RETURN_TO_SENDER)),
)
BEYOND_STATUS = frozenset({Status.DAMAGED, Status.RETURN_TO_SENDER, Status.RETURNED})

# `ParcelErrorCodeDTO`; any other code is passed on as it is
NOT_FOUND = "E_404_01"

# all times of the document have an offset; one without is read where GLS keeps its books
ZONE = ZoneInfo("Europe/Berlin")


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says: the gateway's `fault`, the token's `errors`, a problem of the API's, or a page."""
    if status == 404:
        return Rejected("NOT_FOUND", "GLS does not know this.")
    try:
        answer = decode("gls", body, dict[str, object])
    except Unintelligible:
        answer = {}
    code = text(record(record(answer.get("fault")).get("detail")).get("errorcode"), 100)
    return Rejected(code or f"HTTP_{status}", f"GLS said no ({status}).")


def read(body: bytes) -> list[Json]:
    """The parcels of an answer, unread. Raises `Unintelligible`."""
    answer = decode("gls", body, dict[str, object])
    if not isinstance(answer.get("parcels"), list):
        raise Unintelligible("gls: This is no list of parcels.")
    return records(answer["parcels"])


def read_parcel(told: Json) -> Tracking:
    """One parcel of an answer; what is wrong with it is its `trouble`."""
    error = text(told.get("errorCode"), 100)
    if error:
        return Tracking((), trouble="NOT_FOUND" if error == NOT_FOUND else error)
    events = told.get("events")
    scans = read_scans("gls", events if isinstance(events, list) else [], _scan)
    word = text(told.get("status"), 100)
    meaning = STATUSES.read(word) if word else Meaning(None)
    status = meaning.status or Status.UNKNOWN
    at = instant(told.get("statusDateTime"), ZONE) or (scans[-1].occurred_at if scans else None)
    summary = Scan(at, status, word, scans[-1].description if scans else "", incident=meaning.incident) if at else None
    if scans and scans[-1].status in BEYOND_STATUS:
        summary = None
    return Tracking(summed_up(scans, summary), reported=status, ended=word == "FINAL")


def _scan(told: object) -> Scan | None:
    event = record(told)
    occurred_at = instant(event.get("eventDateTime"), ZONE)
    if occurred_at is None:
        return None
    code, said = text(event.get("code"), 100), text(event.get("description"), 500)
    meaning = EVENTS.read(code) if code else Meaning(None)
    if code not in EVENTS:
        meaning = next((heard for pattern, heard in WORDINGS if pattern.search(said)), meaning)
    return Scan(
        occurred_at=occurred_at,
        status=meaning.status or Status.UNKNOWN,
        code=code,
        description=said,
        location=", ".join(filter(None, (text(event.get(name), 100) for name in ("city", "country")))),
        incident=meaning.incident,
        raw=record(storable(event)),
    )

"""PostNord's answers, read: its words in ours, its items as one parcel, its errors."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from services.core.outside import Meaning, Vocabulary
from services.core.outside.parcels import least_advanced, read_scans, same_number, summed_up, together
from services.core.outside.reading import decode, instant, record, records, storable, text
from services.core.ports import Rejected, Unintelligible
from services.core.shipments.model import IncidentReason as Reason
from services.core.shipments.model import ProofOfDelivery, Scan, Tracking
from services.core.shipments.model import TrackingStatus as Status

Json = dict[str, object]

# PostNord's OpenAPI of Track & Trace, `ShipmentStatus` and `itemStatus`; there is no word for lost or damaged.
# AVAILABLE_FOR_DELIVERY waits at a service point, with _PAR_LOC in a parcel locker: nobody has it yet.
# OTHER is said of notes to the recipient, so it moves no parcel. SPLIT tells to look at the items.
STATUSES = Vocabulary(
    "postnord",
    "status",
    "https://developer.postnord.com, Track & Trace, schemas ShipmentStatus and itemStatus",
    {
        "CREATED": Meaning(Status.PRE_TRANSIT),
        "INFORMED": Meaning(Status.PRE_TRANSIT),
        "EN_ROUTE": Meaning(Status.IN_TRANSIT),
        "EXPECTED_DELAY": Meaning(Status.DELAYED),
        "DELAYED": Meaning(Status.DELAYED),
        "AVAILABLE_FOR_DELIVERY": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "AVAILABLE_FOR_DELIVERY_PAR_LOC": Meaning(Status.AVAILABLE_FOR_PICKUP),
        "DELIVERED": Meaning(Status.DELIVERED),
        "DELIVERY_IMPOSSIBLE": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "DELIVERY_REFUSED": Meaning(Status.EXCEPTION, Reason.CONSIGNEE_REFUSED),
        "STOPPED": Meaning(Status.EXCEPTION, Reason.UNKNOWN),
        "RETURNED": Meaning(Status.RETURNED),
        "OTHER": Meaning(None),
        "SPLIT": Meaning(None),
    },
)

# Times come without an offset and are those of the place; Sweden, Denmark and Norway share one, Finland is an hour
# ahead. PostNord does not say so: it is what its answers show.
NORDIC = ZoneInfo("Europe/Copenhagen")
ZONES: Mapping[str, ZoneInfo] = {"FI": ZoneInfo("Europe/Helsinki")}


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says: its first fault's code. Its texts are left out, as they may quote the key."""
    if status == 404:
        return Rejected("NOT_FOUND", "PostNord does not know this.")
    try:
        answer = decode("postnord", body, dict[str, object])
    except Unintelligible:
        answer = {}
    return Rejected(_fault(answer) or f"HTTP_{status}", f"PostNord said no ({status}).")


def read(body: bytes, number: str) -> Tracking:
    """The answer about a number, which names one item, or a shipment whose items are then followed as one parcel.

    Of several items the least advanced decides (`outside.parcels.together`). Raises `Unintelligible`.
    """
    answer = record(decode("postnord", body, dict[str, object]).get("TrackingInformationResponse"))
    shipments = records(answer.get("shipments"))
    if not shipments:
        if "shipments" not in answer and "compositeFault" not in answer:
            raise Unintelligible("postnord: This is no answer about a number.")
        return Tracking((), trouble=_fault(answer) or "NOT_FOUND")
    # a number of both a shipment and one of its items stands for all of them
    chosen = [
        (shipment, records(shipment.get("items")))
        for shipment in shipments
        if same_number(number, shipment.get("shipmentId"))
    ] or [
        (shipment, items)
        for shipment in shipments
        if (items := [item for item in records(shipment.get("items")) if _names(item, number)])
    ]
    if not chosen:
        raise Unintelligible("postnord: The answer is about another parcel.")
    parcels = [(_scans(shipment, item), _status(item)) for shipment, items in chosen for item in items]
    shipment = chosen[0][0]
    items = [item for _, of_one in chosen for item in of_one]
    statuses = [status for _, status in parcels]
    reported = least_advanced(statuses) if any(_word(item) for item in items) else _status(shipment)
    signed_by = next(filter(None, map(_signed_by, items)), None) if reported is Status.DELIVERED else None
    return Tracking(
        scans=together(parcels) if parcels else (),
        reported=reported,
        estimated_delivery_at=_expected(items, shipment),
        signed_by=signed_by,
        service=text(record(shipment.get("service")).get("name"), 200) or None,
        proof=ProofOfDelivery(signed_by=signed_by) if signed_by else None,
    )


def _expected(items: list[Json], shipment: Json) -> datetime | None:
    told = (
        instant(of.get(name), NORDIC)
        for of in (*items, shipment)
        for name in ("publicTimeOfArrival", "estimatedTimeOfArrival")
    )
    return next(filter(None, told), None)


def _names(item: Json, number: str) -> bool:
    others = (other.get("referenceId") for other in records(item.get("itemRefIds")))
    return any(same_number(number, name) for name in (item.get("itemId"), *others))


def _word(told: Json) -> str:
    return text(told.get("status"), 100)


def _status(told: Json) -> Status:
    word = _word(told)
    return (STATUSES.read(word).status if word else None) or Status.UNKNOWN


def _signed_by(item: Json) -> str | None:
    """Who took it; `signature` is a name in some countries and the id of a picture in others, which is too long."""
    signature = text(item.get("signature"), 201)
    return text(record(item.get("acceptor")).get("name"), 200) or (signature if len(signature) <= 200 else "") or None


def _scans(shipment: Json, item: Json) -> tuple[Scan, ...]:
    # what PostNord insures is evidence for what may be asked back
    context = {
        "shipmentId": shipment.get("shipmentId"),
        "itemId": item.get("itemId"),
        "transportInsurance": shipment.get("transportInsurance"),
    }
    events = item.get("events")
    scans = read_scans("postnord", events if isinstance(events, list) else [], lambda event: _scan(event, context))
    if not scans:
        return scans
    word = _word(item)
    return summed_up(scans, Scan(scans[-1].occurred_at, _status(item), word, _header(item)) if word else None)


def _header(item: Json) -> str:
    return text(record(item.get("statusText")).get("header"), 500)


def _scan(told: object, context: Json) -> Scan | None:
    event = record(told)
    location = record(event.get("location"))
    occurred_at = _time(event, location)
    if occurred_at is None:
        return None
    word = text(event.get("status"), 100)
    meaning = STATUSES.read(word) if word else Meaning(None)
    kept = {name: value for name, value in event.items() if name != "scanUserId"}
    return Scan(
        occurred_at=occurred_at,
        status=meaning.status or Status.UNKNOWN,
        code=text(event.get("eventCode"), 100) or word,
        description=text(event.get("eventDescription"), 500),
        location=text(location.get("displayName"), 100) or text(location.get("name"), 100),
        detail=word or None,
        incident=meaning.incident,
        raw=record(storable({**{name: value for name, value in context.items() if value}, "event": kept})),
    )


def _time(event: Json, location: Json) -> datetime | None:
    return instant(event.get("eventTime"), ZONES.get(text(location.get("countryCode"), 2).upper(), NORDIC))


def _fault(answer: Json) -> str:
    """The code of the first fault, as an error of its own or beside an empty list of shipments."""
    fault = next(iter(records(record(answer.get("compositeFault")).get("faults"))), {})
    if "not found" in text(fault.get("explanationText"), 500).lower():
        return "NOT_FOUND"
    return text(fault.get("faultCode"), 100)

"""What FedEx tells of one parcel, read into a `Tracking`."""

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from services.core.companies.fedex.choosing import choose, unique_id
from services.core.companies.fedex.meaning import normalize
from services.core.companies.fedex.proof import proof_of
from services.core.companies.fedex.times import estimate, read_time
from services.core.outside.parcels import read_scans, summed_up
from services.core.outside.reading import record, records, storable, text
from services.core.ports import Parcel
from services.core.shipments.model import Scan, Tracking
from services.core.shipments.model import TrackingStatus as Status

Json = dict[str, object]

NOT_FOUND = re.compile(r"NOT\.?FOUND")

KEPT = (
    "date", "eventType", "eventDescription", "exceptionCode", "exceptionDescription", "derivedStatusCode",
    "derivedStatus", "locationType", "locationId", "delayDetail",
)  # fmt: skip
"""What is kept of a scan for evidence: not its place, which may be somebody's address."""


def read_parcel(results: list[Json], parcel: Parcel) -> Tracking:
    """A parcel out of the results for its number; what is wrong with it is its `trouble`."""
    telling = [result for result in results if records(result.get("scanEvents")) or not _error(result)]
    if not telling:
        return Tracking((), trouble=_error(results[0]) if results else "NOT_FOUND")
    chosen = choose(telling, parcel)
    return Tracking((), trouble=chosen) if isinstance(chosen, str) else read_result(chosen)


def read_result(results: list[Json]) -> Tracking:
    """The results about one parcel, newest first; a scan that cannot be read is left out and counted."""
    told = results[0]
    events = [event for result in results for event in _list(result.get("scanEvents"))]
    scans = _back_at_sender(read_scans("fedex", events, _scan), told)
    latest = record(told.get("latestStatusDetail"))
    number = text(record(told.get("trackingNumberInfo")).get("trackingNumber"), 100)
    proof = proof_of(told) if any(scan.status is Status.DELIVERED for scan in scans) else None
    return Tracking(
        scans=summed_up(scans, _late(latest, scans)),
        reported=_reported(latest),
        reference=unique_id(told) or None,
        estimated_delivery_at=estimate(told),
        signed_by=proof.signed_by if proof else None,
        service=text(record(told.get("serviceDetail")).get("description"), 200) or None,
        public_url=f"https://www.fedex.com/fedextrack/?trknbr={quote(number, safe='')}" if number else None,
        proof=proof,
    )


def _error(result: Json) -> str:
    code = text(record(result.get("error")).get("code"), 100)
    return "NOT_FOUND" if NOT_FOUND.search(code) else code


def _scan(told: object) -> Scan | None:
    event = record(told)
    occurred_at = read_time(event.get("date"), event.get("scanLocation"))
    code = text(event.get("eventType"), 100) or text(event.get("derivedStatusCode"), 100)
    said, why = text(event.get("eventDescription"), 250), text(event.get("exceptionDescription"), 250)
    if occurred_at is None or not (code or said):
        return None
    exception = text(event.get("exceptionCode"), 20)
    meaning = normalize(
        (code, text(event.get("derivedStatusCode"), 100)),
        exception,
        f"{said}. {why}" if why else said,
        text(record(event.get("delayDetail")).get("type"), 50),
    )
    place = record(event.get("scanLocation"))
    parts = (text(place.get(name), 100) for name in ("city", "stateOrProvinceCode", "countryCode"))
    return Scan(
        occurred_at=occurred_at,
        status=meaning.status or Status.UNKNOWN,
        code=code,
        description=": ".join(filter(None, (said, why))),
        location=", ".join(filter(None, parts)),
        detail=exception or None,
        incident=meaning.incident,
        raw=record(storable({name: event[name] for name in KEPT if name in event})),
    )


def _reported(latest: Json) -> Status:
    details = records(latest.get("ancillaryDetails"))
    why = details[0] if details else {}
    codes = (text(latest.get("code"), 100), text(latest.get("derivedCode"), 100))
    reason = text(why.get("reason"), 20), text(why.get("reasonDescription"), 250)
    return normalize(codes, *reason).status or Status.UNKNOWN if any(codes) else Status.UNKNOWN


def _late(latest: Json, scans: tuple[Scan, ...]) -> Scan | None:
    """That a parcel which goes on its way is late; FedEx tells this in its summary alone."""
    if not scans or scans[-1].status is not Status.IN_TRANSIT:
        return None
    delay = record(latest.get("delayDetail"))
    code, kind = text(latest.get("derivedCode"), 100).upper(), text(delay.get("type"), 50)
    if code != "RL" and delay.get("status") != "DELAYED":
        return None
    meaning = normalize(("RL",), "", "", kind)
    return Scan(
        occurred_at=scans[-1].occurred_at,
        status=meaning.status or Status.DELAYED,
        code="RL",
        description=text(latest.get("statusByLocale"), 250),
        location=scans[-1].location,
        detail=kind or None,
        incident=meaning.incident,
    )


def _back_at_sender(scans: tuple[Scan, ...], told: Json) -> tuple[Scan, ...]:
    """A parcel that was sent back is delivered to its shipper, unless it is where the recipient alone is."""
    sent_back = [scan.occurred_at for scan in scans if scan.status is Status.RETURN_TO_SENDER]
    if not sent_back or _is_at_recipient(told):
        return scans
    return tuple(
        replace(scan, status=Status.RETURNED)
        if scan.status is Status.DELIVERED and scan.occurred_at > sent_back[0]
        else scan
        for scan in scans
    )


def _is_at_recipient(told: Json) -> bool:
    left = _town(record(told.get("deliveryDetails")).get("actualDeliveryAddress"))
    recipient, shipper = (
        _town(record(told.get(name)).get("address")) for name in ("recipientInformation", "shipperInformation")
    )
    return bool(left[0]) and left == recipient != shipper


def _town(address: object) -> tuple[str, ...]:
    parts: Mapping[str, object] = record(address)
    return tuple(text(parts.get(name), 100).casefold() for name in ("city", "stateOrProvinceCode", "countryCode"))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []

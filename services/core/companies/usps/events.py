"""USPS's events, whose times, truths and texts have odd forms."""

import re
from dataclasses import replace
from datetime import datetime

from services.core.companies.usps.words import handover, normalize, plain
from services.core.outside.reading import instant, record, records, storable, text
from services.core.outside.zones import of_state
from services.core.shipments.model import Handover, ProofOfDelivery, Scan
from services.core.shipments.model import TrackingStatus as Status

Json = dict[str, object]

KEPT = (
    "eventType",
    "eventTimestamp",
    "GMTTimestamp",
    "GMTOffset",
    "eventCode",
    "actionCode",
    "reasonCode",
    "veriPoint",
)
"""What is kept of an event for evidence: neither its place nor who signed."""

_OFFSET = re.compile(r"([+-]?)(\d{1,2}):?(\d{2})")


def true(value: object) -> bool:
    """Whether something is so; USPS writes it as a text."""
    return value is True or text(value, 10).casefold() == "true"


def read_event(told: object) -> Scan | None:
    """One event, if it can be read."""
    event = record(told)
    occurred_at = _time(event)
    said, code = _said(event), text(event.get("eventCode"), 20).upper()
    if occurred_at is None or not (said or code):
        return None
    meaning = normalize(said, code)
    parts = (text(event.get(name), 100) for name in ("eventCity", "eventState", "eventCountry"))
    return Scan(
        occurred_at=occurred_at,
        status=meaning.status or Status.UNKNOWN,
        code=code or said[:100],
        description=said,
        location=", ".join(filter(None, parts)),
        detail=text(event.get("reasonCode"), 20) or text(event.get("actionCode"), 20) or None,
        incident=meaning.incident,
        raw=record(storable({name: event[name] for name in KEPT if name in event})),
    )


def _time(event: Json) -> datetime | None:
    """The moment in GMT; where that is missing, the local one with its offset, or in the zone of its state."""
    told = instant(event.get("GMTTimestamp"))
    local = text(event.get("eventTimestamp"), 50)
    if told is None and (offset := _OFFSET.fullmatch(text(event.get("GMTOffset"), 10))):
        sign, hours, minutes = offset.groups()
        told = instant(f"{local}{sign or '+'}{hours:0>2}:{minutes}")
    return told or instant(local, of_state(text(event.get("eventState"), 2)))


def estimate(answer: Json) -> datetime | None:
    """When USPS means to deliver; a day is the one at the destination."""
    zone = of_state(text(answer.get("destinationState"), 2))
    kinds = ("predictedDeliveryDate", "expectedDeliveryTimeStamp", "guaranteedDeliveryTimeStamp")
    return next(filter(None, (instant(answer.get(kind), zone) for kind in kinds)), None)


def proof_of(answer: Json, scans: tuple[Scan, ...]) -> ProofOfDelivery | None:
    """What the newest delivery says; its letter goes by mail to whoever orders it, and cannot be fetched."""
    delivered = next((scan for scan in reversed(scans) if scan.status is Status.DELIVERED), None)
    if delivered is None:
        return None
    said = delivered.description
    event = next((one for one in records(answer.get("trackingEvents")) if _said(one) == said), {})
    place = handover(said)
    if true(event.get("authorizedAgent")) and place in {None, Handover.HOUSEHOLD, Handover.RECIPIENT}:
        place = Handover.OTHER
    return ProofOfDelivery(text(event.get("name"), 200) or None, handover=place, place=said[:200] or None)


def back_at_sender(scans: tuple[Scan, ...], answer: Json) -> tuple[Scan, ...]:
    """What was to go back and is delivered where it came from has reached its sender, also where the words say less."""
    origin, destination = (_town(answer, kind) for kind in ("origin", "destination"))
    sent_back = [scan.occurred_at for scan in scans if scan.status is Status.RETURN_TO_SENDER]
    if not sent_back or not origin or origin == destination:
        return scans
    return tuple(
        replace(scan, status=Status.RETURNED)
        if scan.status is Status.DELIVERED and scan.occurred_at > sent_back[0] and scan.location.startswith(origin)
        else scan
        for scan in scans
    )


def _town(answer: Json, kind: str) -> str:
    parts = [text(answer.get(kind + name), 100) for name in ("City", "State")]
    return ", ".join(parts) if all(parts) else ""


def _said(event: Json) -> str:
    return plain(text(event.get("eventType"), 500))

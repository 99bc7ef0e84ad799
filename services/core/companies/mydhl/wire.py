"""DHL Express' JSON, read into a `Tracking`."""

import base64
import binascii
import re
from datetime import UTC, datetime, timedelta
from typing import Any

from prometheus_client import Counter

from services.core.companies.mydhl.words import EVENTS
from services.core.outside.reading import decode, instant, storable, text
from services.core.ports import Parcel, Rejected, Unintelligible
from services.core.shipments.model import ProofFile, ProofKind, ProofOfDelivery, Scan, Tracking, TrackingStatus

Json = dict[str, Any]

MOST_SCANS = 1000  # of one parcel
MOST_FILES = 10

SKIPPED = Counter("makegood_mydhl_skipped", "Parts of answers left out as they cannot be read.", ["part"])

# `Delivered : ALBY H`, `Delivered - Signed for by: ALBY H`
SIGNED = re.compile(r"^delivered\b[^:]*:\s*(.+)$", re.IGNORECASE | re.DOTALL)
KEPT = ("date", "time", "GMTOffset", "typeCode", "description", "serviceArea", "remarks")


def read_tracking(body: bytes, parcel: Parcel) -> Tracking:
    """The answer about one parcel, by its waybill or by a piece's own number.

    Raises:
        Rejected: it holds a refusal.
        Unintelligible: this is no answer, or one about another parcel.
    """
    answer = decode("mydhl", body, Json)
    status = text(answer.get("status"), 3)
    if status.isascii() and status.isdecimal() and int(status) >= 400:
        raise rejection(int(status), body)
    shipments = _dicts(answer.get("shipments"))
    if not shipments:
        raise Unintelligible("mydhl: There are no shipments in this.")
    found = [shipment for shipment in shipments if _is_of(shipment, parcel)]
    if not found:
        raise Unintelligible("mydhl: The answer is about another parcel.")
    wanted = _choose(found, parcel)
    return Tracking((), trouble="AMBIGUOUS") if wanted is None else _tracking(wanted)


def read_proof(body: bytes) -> Tracking:
    """The papers of a delivery; no scans. Raises `Unintelligible`."""
    files = []
    for document in _dicts(decode("mydhl", body, Json).get("documents"))[:MOST_FILES]:
        try:
            content = base64.b64decode(text(document.get("content"), 2_000_000), validate=True)
        except (binascii.Error, ValueError):
            content = b""
        if content.startswith(b"%PDF"):
            files.append(ProofFile(ProofKind.DOCUMENT, "application/pdf", content))
        else:
            SKIPPED.labels("document").inc()
    if not files:
        raise Unintelligible("mydhl: There is no paper in this.")
    return Tracking((), proof=ProofOfDelivery(files=tuple(files)))


def rejection(status: int, body: bytes) -> Rejected:
    """What an error body says; `status` in it is sometimes text."""
    try:
        problem = decode("mydhl", body, Json)
    except Unintelligible:
        problem = {}
    said = ": ".join(filter(None, (text(problem.get(name), 300) for name in ("title", "detail"))))
    return Rejected(
        "NOT_FOUND" if status == 404 else f"HTTP_{status}", said or "DHL Express gave no reason.", status=status
    )


def _is_of(shipment: Json, parcel: Parcel) -> bool:
    pieces = _dicts(shipment.get("pieces"))
    numbers = [shipment.get("shipmentTrackingNumber"), *(piece.get("trackingNumber") for piece in pieces)]
    asked = _bare(parcel.tracking_number)
    return bool(asked) and asked in {_bare(text(number, 100)) for number in numbers}


def _choose(shipments: list[Json], parcel: Parcel) -> Json | None:
    """Waybills are given out again: the address or the day of shipping tells them apart, or nothing does."""
    if len(shipments) > 1 and parcel.postal_code:
        wanted = _bare(parcel.postal_code)
        shipments = [one for one in shipments if _bare(_postal_code(one)) == wanted] or shipments
    shipped_at = parcel.shipped_at
    if len(shipments) > 1 and shipped_at is not None:
        near = timedelta(days=30)
        moments = [(one, instant(one.get("shipmentTimestamp"), UTC)) for one in shipments]
        shipments = [one for one, at in moments if at is not None and abs(at - shipped_at) < near] or shipments
    return shipments[0] if len(shipments) == 1 else None


def _postal_code(shipment: Json) -> str:
    receiver = shipment.get("receiverDetails")
    address = receiver.get("postalAddress") if isinstance(receiver, dict) else None
    return text(address.get("postalCode"), 20) if isinstance(address, dict) else ""


def _tracking(shipment: Json) -> Tracking:
    events = shipment.get("events")
    listed = events if isinstance(events, list) else []
    SKIPPED.labels("scan").inc(max(len(listed) - MOST_SCANS, 0))
    scans: dict[tuple[datetime, str, str], Scan] = {}
    signers: dict[datetime, str] = {}
    for event in listed[-MOST_SCANS:]:
        scan = _scan(event)
        if scan is None:
            SKIPPED.labels("scan").inc()
            continue
        scans.setdefault((scan.occurred_at, scan.code, scan.location), scan)
        if scan.status is TrackingStatus.DELIVERED:
            signers[scan.occurred_at] = _signer(event, scan)
    told = tuple(sorted(scans.values(), key=lambda scan: (scan.occurred_at, scan.code, scan.location)))
    signed_by = signers[max(signers)] or None if signers else None
    return Tracking(
        scans=told,
        reported=TrackingStatus.UNKNOWN if told else TrackingStatus.PRE_TRANSIT,
        estimated_delivery_at=instant(shipment.get("estimatedDeliveryDate"), UTC),
        signed_by=signed_by,
        service=text(shipment.get("productCode"), 50) or None,
        proof=ProofOfDelivery(signed_by=signed_by) if signed_by else None,
    )


def _scan(event: object) -> Scan | None:
    if not isinstance(event, dict):
        return None
    day, time, offset = (text(event.get(name), 40) for name in ("date", "time", "GMTOffset"))
    # the clock of the place, which is named only where it was asked for
    occurred_at = instant(f"{day}T{time or '00:00:00'}{offset}", UTC)
    code = text(event.get("typeCode"), 20).upper()
    if occurred_at is None or not code:
        return None
    meaning = EVENTS.read(code)
    areas = _dicts(event.get("serviceArea"))
    place = text(areas[0].get("description") or areas[0].get("code"), 100) if areas else ""
    kept = storable({name: event[name] for name in KEPT if name in event})
    return Scan(
        occurred_at=occurred_at,
        status=meaning.status or TrackingStatus.UNKNOWN,
        code=code,
        description=text(event.get("description"), 500),
        location=place,
        incident=meaning.incident,
        raw=kept if isinstance(kept, dict) else None,
    )


def _signer(event: Json, scan: Scan) -> str:
    named = SIGNED.match(scan.description)
    return text(event.get("signedBy"), 200) or (named[1].strip()[:200] if named else "")


def _dicts(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _bare(word: str) -> str:
    return "".join(filter(str.isalnum, word)).upper()

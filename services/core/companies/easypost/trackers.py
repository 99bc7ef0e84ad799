"""EasyPost's trackers: what is asked, and how the answer is read into a `Tracking`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

import msgspec
from prometheus_client import Counter

from services.core.companies.easypost.wire import decode
from services.core.companies.easypost.words import normalize
from services.core.outside import Request
from services.core.outside.reading import storable, text
from services.core.ports import Parcel, Unintelligible
from services.core.shipments.model import Scan, Tracking, TrackingStatus

BATCH = 100
"""Most trackers of one batch."""

MOST_SCANS = 1000  # of one tracker; the newest are kept

SKIPPED = Counter("makegood_easypost_skipped", "Parts of answers left out as they cannot be read.", ["part"])

FINAL = {TrackingStatus.DELIVERED, TrackingStatus.RETURNED, TrackingStatus.CANCELED}


@dataclass(frozen=True, slots=True)
class Tracker:
    """One tracker of EasyPost's, read."""

    tracking_code: str
    carrier: str | None
    tracking: Tracking


class _Location(msgspec.Struct):
    city: str | None = None
    state: str | None = None
    country: str | None = None


class _Detail(msgspec.Struct):
    datetime: str
    status: str | None = None
    status_detail: str | None = None
    message: str | None = None
    description: str | None = None
    carrier_code: str | None = None
    tracking_location: _Location | None = None


class _CarrierDetail(msgspec.Struct):
    service: str | None = None


class _Tracker(msgspec.Struct):
    tracking_code: str
    object: str = "Tracker"
    id: str | None = None
    mode: str | None = None
    carrier: str | None = None
    status: str | None = None
    status_detail: str | None = None
    signed_by: str | None = None
    est_delivery_date: str | None = None
    public_url: str | None = None
    finalized: bool | None = None
    carrier_detail: _CarrierDetail | None = None
    tracking_details: list[msgspec.Raw] | None = None


class _Trackers(msgspec.Struct):
    trackers: list[msgspec.Raw]


def create(parcel: Parcel) -> Request:
    """Begin to track; for a known code and carrier EasyPost answers with the tracker that it has."""
    tracker = {"tracking_code": parcel.tracking_number} | ({"carrier": parcel.carrier} if parcel.carrier else {})
    return Request("POST", "/trackers", json={"tracker": tracker}, idempotent=True)


def retrieve(reference: str) -> Request:
    """Read one tracker by its `trk_…`."""
    return Request("GET", "/trackers/{id}", values={"id": reference}, idempotent=True)


def retrieve_many(parcels: Iterable[Parcel]) -> Request:
    """Read the trackers that exist for these parcels, at most `BATCH`."""
    codes = list(dict.fromkeys(parcel.tracking_number for parcel in parcels))
    return Request("POST", "/trackers/batch", json={"tracking_codes": codes}, idempotent=True)


def read_trackers(body: bytes) -> list[Tracker]:
    """The answer to a batch. A tracker that cannot be read is left out and counted, the others stand.

    Raises:
        Unintelligible: the answer is no list of trackers.
    """
    trackers = []
    for raw in decode(body, _Trackers).trackers:
        try:
            trackers.append(read_tracker(raw))
        except Unintelligible:
            SKIPPED.labels("tracker").inc()
    return trackers


def read_tracker(body: bytes | msgspec.Raw) -> Tracker:
    """One tracker. A scan that cannot be read is left out and counted, the others stand.

    Raises:
        Unintelligible: this is no tracker.
    """
    wire = decode(body, _Tracker)
    code = text(wire.tracking_code, 200)
    if wire.object != "Tracker" or not code:
        raise Unintelligible("easypost: This is no tracker.")
    reported, _ = normalize(wire.status, wire.status_detail)
    url = text(wire.public_url, 2000)
    tracking = Tracking(
        scans=_scans(wire.tracking_details or []),
        reported=reported,
        reference=text(wire.id, 200) or None,
        estimated_delivery_at=read_time(wire.est_delivery_date),
        signed_by=text(wire.signed_by, 200) or None,
        service=text(wire.carrier_detail.service, 200) or None if wire.carrier_detail else None,
        # it becomes a link on a page
        public_url=url if url.startswith(("https://", "http://")) else None,
        ended=_ended(wire, reported),
    )
    return Tracker(code, text(wire.carrier, 100) or None, tracking)


def _ended(wire: _Tracker, reported: TrackingStatus) -> bool:
    # test trackers are born finalized, whatever their status; in production it means that EasyPost looks no more,
    # also at a parcel that was never delivered
    return bool(wire.finalized) and (wire.mode == "production" or reported in FINAL)


def _scans(raws: list[msgspec.Raw]) -> tuple[Scan, ...]:
    """The scans in EasyPost's order, oldest first, each with an identity (time, code, place) of its own.

    Where several scans share all three, the first keeps the plain code, and the others get a digest of their
    text: EasyPost appends, so that each scan has the same code in every later answer.
    """
    if len(raws) > MOST_SCANS:
        SKIPPED.labels("scan").inc(len(raws) - MOST_SCANS)
    scans: dict[tuple[datetime, str, str], Scan] = {}
    for raw in raws[-MOST_SCANS:]:
        scan = _scan(raw)
        if scan is None:
            SKIPPED.labels("scan").inc()
            continue
        first = scans.setdefault((scan.occurred_at, scan.code, scan.location), scan)
        if first.description != scan.description:
            code = f"{scan.code}#{sha256(scan.description.encode()).hexdigest()[:8]}"
            scans.setdefault((scan.occurred_at, code, scan.location), replace(scan, code=code))
    return tuple(scans.values())


def _scan(raw: msgspec.Raw) -> Scan | None:
    try:
        detail = decode(raw, _Detail)
        kept = storable(decode(raw, dict))
    except Unintelligible:
        return None
    occurred_at = read_time(detail.datetime)
    if occurred_at is None or not isinstance(kept, dict):
        return None
    texts = list(dict.fromkeys(filter(None, (text(detail.message, 500), text(detail.description, 500)))))
    status, incident = normalize(detail.status, detail.status_detail, ". ".join(texts))
    place = detail.tracking_location or _Location()
    parts = (text(part, 100) for part in (place.city, place.state, place.country))
    word = text(detail.status_detail, 100)
    return Scan(
        occurred_at=occurred_at,
        status=status,
        code=text(detail.carrier_code, 100) or word or text(detail.status, 100),
        description=texts[0] if texts else "",
        location=", ".join(filter(None, parts)),
        detail=word or None,
        incident=incident,
        raw=kept,
    )


def read_time(value: str | None) -> datetime | None:
    """An ISO 8601 time in UTC; one without offset is UTC already. None when it cannot be read."""
    try:
        time = datetime.fromisoformat(value or "")
        return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None

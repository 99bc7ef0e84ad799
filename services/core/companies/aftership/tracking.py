"""AfterShip's trackings: what is asked, and how the answer is read into a `Tracking`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

import msgspec
from prometheus_client import Counter

from services.core.companies.aftership.wire import data, decode
from services.core.companies.aftership.words import TO_NEIGHBOR, normalize
from services.core.outside import Request
from services.core.outside.reading import instant, storable, text
from services.core.ports import Parcel, Unintelligible
from services.core.shipments.model import UNNAMED_CARRIER, Handover, ProofOfDelivery, Scan, Tracking, TrackingStatus

API = "/tracking/2026-07"

BATCH = 20
"""Most parcels of one call: AfterShip tells of 50, which may be more than the bytes that we read."""

MOST_SCANS = 1000  # of one parcel; the newest are kept

SKIPPED = Counter("makegood_aftership_skipped", "Parts of answers left out as they cannot be read.", ["part"])


@dataclass(frozen=True, slots=True)
class Tracked:
    """One tracking of AfterShip's, read. `slug` is its name of the carrier."""

    tracking_number: str
    slug: str
    tracking: Tracking


class _Checkpoint(msgspec.Struct):
    checkpoint_time: object = None
    created_at: object = None
    tag: object = None
    subtag: object = None
    subtag_message: object = None
    message: object = None
    location: object = None
    city: object = None
    state: object = None
    country_region: object = None
    country_iso3: object = None


class _Estimate(msgspec.Struct):
    estimated_delivery_date: object = None


class _Tracking(msgspec.Struct):
    tracking_number: str
    id: object = None
    slug: object = None
    tag: object = None
    subtag: object = None
    active: object = None
    signed_by: object = None
    shipment_type: object = None
    courier_tracking_link: object = None
    return_to_sender: object = None
    expected_delivery: object = None
    courier_estimated_delivery_date: _Estimate | None = None
    checkpoints: list[msgspec.Raw] | None = None


class _Inside(msgspec.Struct):
    tracking: msgspec.Raw = msgspec.Raw()


class _List(msgspec.Struct):
    trackings: list[msgspec.Raw]


def create(parcel: Parcel) -> Request:
    """Begin to track; a repetition is refused with `EXISTS`. AfterShip finds the carrier out where it is not told."""
    body = {"tracking_number": parcel.tracking_number}
    if slug := slug_of(parcel.carrier):
        body["slug"] = slug
    if parcel.postal_code:
        body["tracking_postal_code"] = parcel.postal_code
    if parcel.shipped_at:
        body["tracking_ship_date"] = f"{parcel.shipped_at:%Y%m%d}"
    return Request("POST", f"{API}/trackings", json=body, idempotent=True)


def retrieve(reference: str) -> Request:
    """Read one tracking by AfterShip's id."""
    return Request("GET", f"{API}/trackings/{{id}}", values={"id": reference}, idempotent=True)


def search(parcels: Iterable[Parcel]) -> Request:
    """Read the trackings of these parcels, at most `BATCH`."""
    numbers = dict.fromkeys(parcel.tracking_number for parcel in parcels)
    # one number may be tracked at several carriers
    query = {"tracking_numbers": ",".join(numbers), "limit": "100"}
    return Request("GET", f"{API}/trackings", query=query, idempotent=True)


def probe() -> Request:
    """Read one tracking of the account's, whichever."""
    return Request("GET", f"{API}/trackings", query={"limit": "1"}, idempotent=True)


def slug_of(carrier: str) -> str:
    """AfterShip's name of a carrier; empty where it is not named."""
    if carrier == UNNAMED_CARRIER:
        return ""
    return "-".join(carrier.lower().replace("_", " ").split())


def read_one(body: bytes) -> Tracked:
    """One tracking, in an envelope of today or of version 4. Raises `Rejected` and `Unintelligible`."""
    content = data(body)
    return read_tracking(decode(content, _Inside).tracking or content)


def read_list(body: bytes) -> list[Tracked]:
    """Some trackings. One that cannot be read is left out and counted, the others stand.

    Raises:
        Rejected, Unintelligible: this is no list of trackings.
    """
    found = []
    for raw in decode(data(body), _List).trackings:
        try:
            found.append(read_tracking(raw))
        except Unintelligible:
            SKIPPED.labels("tracking").inc()
    return found


def read_tracking(raw: bytes | msgspec.Raw) -> Tracked:
    """One tracking. A checkpoint that cannot be read is left out and counted, the others stand.

    Raises:
        Unintelligible: this is no tracking.
    """
    wire = decode(raw, _Tracking)
    number = text(wire.tracking_number, 200)
    if not number:
        raise Unintelligible("aftership: This is no tracking.")
    tag, subtag = text(wire.tag, 100), text(wire.subtag, 100)
    reported = normalize(tag, subtag).status or TrackingStatus.UNKNOWN
    scans = _scans(wire.checkpoints or [])
    if wire.return_to_sender is True:
        # whoever got it is the sender
        scans = [_returned(scan) for scan in scans]
        reported = TrackingStatus.RETURNED if reported is TrackingStatus.DELIVERED else reported
    estimate = wire.courier_estimated_delivery_date or _Estimate()
    url = text(wire.courier_tracking_link, 2000)
    neighbor = any(scan.detail == TO_NEIGHBOR for scan in scans) or subtag == TO_NEIGHBOR
    tracking = Tracking(
        scans=tuple(scans),
        reported=reported,
        reference=text(wire.id, 200) or None,
        estimated_delivery_at=instant(estimate.estimated_delivery_date, UTC) or instant(wire.expected_delivery, UTC),
        signed_by=text(wire.signed_by, 200) or None,
        service=text(wire.shipment_type, 200) or None,
        # it becomes a link on a page
        public_url=url if url.startswith(("https://", "http://")) else None,
        ended=wire.active is False,
        proof=ProofOfDelivery(handover=Handover.NEIGHBOR, place=TO_NEIGHBOR) if neighbor else None,
    )
    return Tracked(number, text(wire.slug, 100), tracking)


def _returned(scan: Scan) -> Scan:
    return replace(scan, status=TrackingStatus.RETURNED) if scan.status is TrackingStatus.DELIVERED else scan


def _scans(raws: list[msgspec.Raw]) -> list[Scan]:
    if len(raws) > MOST_SCANS:
        SKIPPED.labels("scan").inc(len(raws) - MOST_SCANS)
    scans: dict[tuple[datetime, str, str], Scan] = {}
    for scan in filter(None, map(_scan, raws[-MOST_SCANS:])):
        first = scans.setdefault((scan.occurred_at, scan.code, scan.location), scan)
        # carriers tell several things of one moment and place; each keeps its code in every later answer
        if first.description != scan.description:
            code = f"{scan.code}#{sha256(scan.description.encode()).hexdigest()[:8]}"
            scans.setdefault((scan.occurred_at, code, scan.location), replace(scan, code=code))
    return sorted(scans.values(), key=lambda scan: scan.occurred_at)


def _scan(raw: msgspec.Raw) -> Scan | None:
    try:
        point, kept = decode(raw, _Checkpoint), storable(decode(raw, dict))
    except Unintelligible:
        SKIPPED.labels("scan").inc()
        return None
    occurred_at = _moment(point.checkpoint_time, instant(point.created_at, UTC))
    if occurred_at is None or not isinstance(kept, dict):
        SKIPPED.labels("scan").inc()
        return None
    tag, subtag = text(point.tag, 100), text(point.subtag, 100)
    meaning = normalize(tag, subtag)
    parts = (text(part, 100) for part in (point.city, point.state, point.country_region or point.country_iso3))
    return Scan(
        occurred_at=occurred_at,
        status=meaning.status or TrackingStatus.UNKNOWN,
        code=subtag or tag,
        description=text(point.message, 500) or text(point.subtag_message, 500),
        location=", ".join(filter(None, parts)) or text(point.location, 200),
        detail=subtag or None,
        incident=meaning.incident,
        raw=kept,
    )


def _moment(value: object, heard_at: datetime | None) -> datetime | None:
    """When a checkpoint was; carriers leave out the zone, and nothing was heard before it happened."""
    at = instant(value, UTC)
    if at is not None and instant(value) is None and heard_at is not None:
        return min(at, heard_at)
    return at or heard_at

"""Amazon's tracking: what is asked, and how the answer is read into a `Tracking`."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
from prometheus_client import Counter

from services.core.companies.amazon_shipping.wire import decode, unwrapped
from services.core.companies.amazon_shipping.words import DETAILS, EVENTS, HANDOVERS, STATUSES
from services.core.outside import Request
from services.core.outside.reading import instant, storable, text
from services.core.ports import Unintelligible
from services.core.shipments.model import ProofOfDelivery, Scan, Tracking, TrackingStatus

MOST_SCANS = 1000  # of one parcel; the newest are kept
MOST_DETAILS = 20

RETURNS = "RETURNS"

SKIPPED = Counter("makegood_amazon_shipping_skipped", "Scans left out as they cannot be read.")

# what a reason of the leg as a whole can explain
EXPLAINED = {TrackingStatus.EXCEPTION, TrackingStatus.DELIVERY_ATTEMPTED}


class _Location(msgspec.Struct):
    city: object = None
    stateOrRegion: object = None  # noqa: N815 - Amazon's word
    postalCode: object = None  # noqa: N815 - Amazon's word
    countryCode: object = None  # noqa: N815 - Amazon's word


class _Event(msgspec.Struct):
    eventTime: str  # noqa: N815 - Amazon's word
    eventCode: object = None  # noqa: N815 - Amazon's word
    shipmentType: object = None  # noqa: N815 - Amazon's word
    location: _Location | None = None


class _Codes(msgspec.Struct):
    forward: list[object] | None = None
    returns: list[object] | None = None


class _Summary(msgspec.Struct):
    status: object = None
    trackingDetailCodes: _Codes | None = None  # noqa: N815 - Amazon's word


class _Tracking(msgspec.Struct):
    trackingId: str  # noqa: N815 - Amazon's word
    eventHistory: list[msgspec.Raw] | None = None  # noqa: N815 - Amazon's word
    summary: _Summary | None = None
    promisedDeliveryDate: object = None  # noqa: N815 - Amazon's word


def retrieve(tracking_number: str, carrier_id: str) -> Request:
    """Read what is known of a parcel."""
    query = {"trackingId": tracking_number, "carrierId": carrier_id}
    return Request("GET", "/shipping/v2/tracking", query=query, idempotent=True)


def read_tracking(tracking_number: str, body: bytes) -> Tracking:
    """The parcel with this number. A scan that cannot be read is left out and counted, the others stand.

    Raises:
        Unintelligible: this is no tracking, or that of another parcel.
    """
    wire = decode(unwrapped(body), _Tracking)
    if _bare(wire.trackingId) != _bare(tracking_number):
        raise Unintelligible("amazon_shipping: The answer is about another parcel.")
    summary = wire.summary or _Summary()
    codes = summary.trackingDetailCodes or _Codes()
    forward, returns = _words(codes.forward), _words(codes.returns)
    scans = _scans(wire.eventHistory or [])
    word = text(summary.status, 100)
    reported = (STATUSES.read(word).status if word else None) or TrackingStatus.UNKNOWN
    if reported is TrackingStatus.DELIVERED and any(returning for _, returning in scans):
        reported = TrackingStatus.RETURNED
    return Tracking(
        scans=(
            *_explained([scan for scan, returning in scans if not returning], forward),
            *_explained([scan for scan, returning in scans if returning], returns),
        ),
        reported=reported,
        estimated_delivery_at=instant(wire.promisedDeliveryDate),
        proof=_proof(forward),
    )


def _scans(raws: list[msgspec.Raw]) -> list[tuple[Scan, bool]]:
    """Each scan, oldest first, and whether it was on the way back."""
    if len(raws) > MOST_SCANS:
        SKIPPED.inc(len(raws) - MOST_SCANS)
    scans = [scan for raw in raws[-MOST_SCANS:] if (scan := _scan(raw)) is not None]
    return sorted(scans, key=lambda scan: scan[0].occurred_at)


def _scan(raw: msgspec.Raw) -> tuple[Scan, bool] | None:
    try:
        event, kept = decode(raw, _Event), storable(decode(raw, dict))
    except Unintelligible:
        SKIPPED.inc()
        return None
    occurred_at, code = instant(event.eventTime), text(event.eventCode, 100)
    if occurred_at is None or not code or not isinstance(kept, dict):
        SKIPPED.inc()
        return None
    meaning, returning = EVENTS.read(code), event.shipmentType == RETURNS
    place = event.location or _Location()
    parts = (text(part, 100) for part in (place.city, place.stateOrRegion, place.postalCode, place.countryCode))
    scan = Scan(
        occurred_at=occurred_at,
        status=_backwards(meaning.status) if returning else meaning.status or TrackingStatus.UNKNOWN,
        # a parcel may be delivered on both legs at one depot and moment
        code=f"{RETURNS} {code}" if returning else code,
        description=code,
        location=", ".join(filter(None, parts)),
        incident=meaning.incident,
        raw=kept,
    )
    return scan, returning


def _backwards(status: TrackingStatus | None) -> TrackingStatus:
    """What an event says on the way back: delivered is with the sender again, everything else is under way there."""
    if status is TrackingStatus.DELIVERED:
        return TrackingStatus.RETURNED
    return status if status in (TrackingStatus.LOST, TrackingStatus.UNKNOWN) else TrackingStatus.RETURN_TO_SENDER


def _explained(scans: list[Scan], codes: Sequence[str]) -> list[Scan]:
    """The scans of a leg, the last with what Amazon says of the leg."""
    if not scans or not codes:
        return scans
    last = scans[-1]
    meanings = [DETAILS.read(code) for code in codes]
    # of a parcel that was damaged and refused, the damage is why
    grave = next((meaning for meaning in meanings if meaning.status is TrackingStatus.DAMAGED), None)
    reason = grave or next((meaning for meaning in meanings if meaning.incident), None)
    if last.status in EXPLAINED and reason is not None:
        last = replace(last, status=reason.status or last.status, incident=reason.incident)
    return [*scans[:-1], replace(last, detail=", ".join(codes)[:200])]


def _proof(codes: Sequence[str]) -> ProofOfDelivery | None:
    code = next((code for code in codes if code in HANDOVERS), None)
    return ProofOfDelivery(handover=HANDOVERS[code], place=code) if code else None


def _words(values: Sequence[object] | None) -> list[str]:
    return [word for value in (values or [])[:MOST_DETAILS] if (word := text(value, 100))]


def _bare(number: str) -> str:
    return "".join(number.split()).upper()

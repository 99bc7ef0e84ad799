"""What scans mean together, when to look again, and what may be told of a parcel: pure decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from services.core.countries import COUNTRIES
from services.core.orders.policy import EARLIEST, LARGEST_QUANTITY, LEEWAY, MOST_LINES, amounts, instants, texts
from services.core.refusal import Problem, Refused
from services.core.shipments.model import (
    Correction,
    Derived,
    LabelSource,
    NewShipment,
    NewShipmentLine,
    Progress,
    ProofOfDelivery,
    Reading,
    Scan,
    Shipment,
    ShipmentLine,
    Tracking,
    TrackingStatus,
)

FINAL = frozenset({TrackingStatus.DELIVERED, TrackingStatus.RETURNED, TrackingStatus.CANCELED})
"""No further scan is expected. LOST and DAMAGED are not final: parcels are found."""

MOST_SCANS = 1000
"""More scans of one parcel than this are not kept; real parcels have fewer than a hundred."""

MOST_STEPS = 100
"""More steps of claims on one parcel than this are not kept."""

LONGEST_PLACE = 200

LARGEST_WEIGHT = 30_000_000
"""In grams: what a whole lorry carries."""

MOST_GOODS = 20

RESOLD = frozenset({LabelSource.SHIPPING_AGGREGATOR, LabelSource.MARKETPLACE})
"""Labels that neither the carrier nor Shopify sold, so that their seller has a name of its own."""

_RANK = {status: rank for rank, status in enumerate(TrackingStatus)}


def derive(readings: Iterable[Reading], reported: TrackingStatus = TrackingStatus.UNKNOWN) -> Derived:
    """The status that a set of scans adds up to, whatever order and however often they came.

    Scans are ordered by when they happened, so one that arrives late never undoes a newer one: a delivered parcel
    is only left by a scan that happened after the delivery. Of two at the same moment the further one counts.
    `reported` is the company's own summary, used only while no scan says anything.
    """
    known = sorted(
        {reading for reading in readings if reading.status is not TrackingStatus.UNKNOWN},
        key=lambda reading: (
            reading.occurred_at,
            _RANK[reading.status],
            reading.code,
            reading.detail or "",
            reading.incident or "",
        ),
    )
    if not known:
        return Derived(reported, None, None, None, None)
    last = known[-1]
    incident = next(
        (reading.incident for reading in reversed(known) if reading.status is last.status and reading.incident),
        last.incident,
    )
    delivered = [reading.occurred_at for reading in known if reading.status is TrackingStatus.DELIVERED]
    return Derived(
        status=last.status,
        detail=last.detail,
        incident=incident,
        last_event_at=last.occurred_at,
        delivered_at=delivered[-1] if last.status is TrackingStatus.DELIVERED and delivered else None,
    )


def believable(scans: Iterable[Scan], now: datetime) -> tuple[Scan, ...]:
    """The scans of a time that can be. One dated far ahead would hide everything that happens until then."""
    return tuple(scan for scan in scans if EARLIEST <= scan.occurred_at <= now + LEEWAY)


def next_check(derived: Derived, *, created_at: datetime, ended: bool, now: datetime) -> datetime | None:
    """When to ask the company again, if no push comes; nothing when there is no more to expect.

    The interval grows with the parcel's silence, from half an hour on a day with a scan to a day, and asking ends
    after 120 days of silence, which is how long the carriers keep their own data.
    """
    if ended or derived.status in FINAL:
        return None
    quiet = now - (derived.last_event_at or created_at)
    if quiet > timedelta(days=120):
        return None
    if derived.status is TrackingStatus.OUT_FOR_DELIVERY and quiet < timedelta(days=1):
        return now + timedelta(minutes=30)
    return now + min(max(quiet / 12, timedelta(minutes=30)), timedelta(days=1))


def asked_again_at(check_at: datetime | None, renew_at: datetime | None, now: datetime) -> datetime | None:
    """When to ask again: as soon as the company has to be asked anew to tell of the parcel, if that is to come."""
    return min(check_at, renew_at) if check_at and renew_at and renew_at > now else check_at


def presentable(tracking: Tracking, now: datetime, *, is_redacted: bool) -> Tracking:
    """An answer as it may be kept: one name of who signed, and of a redacted order nothing that shows people."""
    proof, signed_by = tracking.proof, tracking.signed_by
    if is_redacted:
        proof = ProofOfDelivery(handover=proof.handover) if proof else None
        return replace(tracking, signed_by=None, proof=proof, progress=_recent(tracking.progress, now))
    signed_by = (proof.signed_by if proof else None) or signed_by
    if proof is None and signed_by:
        proof = ProofOfDelivery()
    if proof is not None:
        proof = replace(proof, signed_by=signed_by, place=(proof.place or "")[:LONGEST_PLACE] or None)
    return replace(tracking, signed_by=signed_by, proof=proof, progress=_recent(tracking.progress, now))


def _recent(steps: Iterable[Progress], now: datetime) -> tuple[Progress, ...]:
    return tuple(step for step in steps if EARLIEST <= step.occurred_at <= now + LEEWAY)


def check(new: NewShipment, now: datetime) -> None:
    """Refuse a parcel that cannot be right. Raises `Refused` with every problem found."""
    problems = texts(
        (new.carrier, 50, True, ("carrier",)),
        (new.tracking_number, 100, True, ("trackingNumber",)),
        (new.service, 100, False, ("service",)),
        (new.external_id, 255, False, ("externalId",)),
        (new.tracking_url, 2000, False, ("trackingUrl",)),
    )
    if not problems and not any(letter.isalnum() for letter in new.tracking_number):
        problems.append(Problem("INVALID", "A tracking number has a letter or a digit.", ("trackingNumber",)))
    problems += instants(
        now,
        (new.shipped_at, False, ("shippedAt",)),
        (new.estimated_delivery_at, True, ("estimatedDeliveryAt",)),
    )
    if new.declared_value is not None:
        amount, currency_code = new.declared_value
        problems += amounts(currency_code, (amount, ("declaredValue",)))
    problems += _lane_and_load(new)
    if len(new.lines) > MOST_LINES:
        problems.append(Problem("INVALID", f"At most {MOST_LINES} lines.", ("lines",)))
    seen: set[str] = set()
    for index, line in enumerate(new.lines):
        path = ("lines", str(index))
        if not 1 <= line.quantity <= LARGEST_QUANTITY:
            problems.append(
                Problem(
                    "INVALID_QUANTITY",
                    f"A quantity is a whole number from 1 to {LARGEST_QUANTITY}.",
                    (*path, "quantity"),
                )
            )
        if line.order_line_id in seen:
            problems.append(Problem("DUPLICATE", "The order line stands in the parcel twice.", (*path, "orderLineId")))
        seen.add(line.order_line_id)
    if problems:
        raise Refused(*problems)


def _lane_and_load(new: NewShipment) -> list[Problem]:
    problems = texts((new.label_seller, 100, False, ("labelSeller",)))
    if new.weight_grams is not None and not 1 <= new.weight_grams <= LARGEST_WEIGHT:
        problems.append(Problem("IMPOSSIBLE_WEIGHT", f"From 1 to {LARGEST_WEIGHT} grams.", ("weightGrams",)))
    if new.origin_country is not None and new.origin_country not in COUNTRIES:
        message = 'Name a country as in ISO 3166-1, such as "DK".'
        problems.append(Problem("UNKNOWN_COUNTRY", message, ("originCountry",)))
    if new.label_seller is not None and new.label_source not in RESOLD:
        message = f"Name who sold the label only where labelSource is one of {', '.join(sorted(RESOLD))}."
        problems.append(Problem("INVALID", message, ("labelSeller",)))
    goods = new.goods or ()
    if len(goods) > MOST_GOODS:
        problems.append(Problem("TOO_MANY", f"At most {MOST_GOODS} kinds of goods.", ("goods",)))
        return problems
    return problems + texts(*((word, 50, True, ("goods", str(place))) for place, word in enumerate(goods)))


def normal(new: NewShipment) -> NewShipment:
    """The parcel as it is kept and compared: its words without blanks around them, the number as carriers have it."""
    return replace(
        new,
        carrier=new.carrier.strip(),
        tracking_number=normal_number(new.tracking_number),
        label_seller=(new.label_seller or "").strip().lower() or None,
        goods=None if new.goods is None else tuple(dict.fromkeys(word.strip().lower() for word in new.goods)),
    )


def check_correction(new: Correction) -> None:
    """Refuse a carrier or number that cannot be. Raises `Refused` with every problem found."""
    problems = texts(
        (new.carrier, 50, True, ("carrier",)),
        (new.tracking_number, 100, False, ("trackingNumber",)),
    )
    number = new.tracking_number
    if not problems and number is not None and not any(letter.isalnum() for letter in number):
        problems.append(Problem("INVALID", "A tracking number has a letter or a digit.", ("trackingNumber",)))
    if problems:
        raise Refused(*problems)


def is_older(known: Shipment, new: NewShipment) -> bool:
    """Whether the platform had the parcel like this before what it told us last."""
    return known.told_at is not None and new.told_at is not None and new.told_at < known.told_at


def keep(
    told: Iterable[NewShipmentLine], ordered: Mapping[str, int], had: Iterable[ShipmentLine], claimed: Mapping[str, int]
) -> tuple[NewShipmentLine, ...]:
    """A parcel's lines as a platform tells them, no more than was ordered, and no less than was claimed of them."""
    lines = {line.order_line_id: min(line.quantity, ordered.get(line.order_line_id, 0)) for line in told}
    for line in had:
        if line.id in claimed:
            lines[line.order_line_id] = max(lines.get(line.order_line_id, 0), claimed[line.id], 1)
    return tuple(NewShipmentLine(line, quantity) for line, quantity in lines.items() if quantity > 0)


def with_known(known: Shipment, new: NewShipment) -> NewShipment:
    """The parcel as it is told, with what only we know of it."""
    source = known.label_source if new.label_source is LabelSource.OTHER else new.label_source
    return replace(
        new,
        carrier=known.carrier if known.carrier.lower() == new.carrier.lower() else new.carrier,
        direction=known.direction,
        service=new.service or known.service,
        label_source=source,
        label_seller=new.label_seller or (known.label_seller if source is known.label_source else None),
        shipped_at=new.shipped_at or known.shipped_at,
        # whoever tracks it for us has a page of it too, and the two would take turns
        tracking_url=(known.tracking_url if known.tracked_by else None) or new.tracking_url,
        signature_required=known.signature_required,
        photo_required=known.photo_required,
        agreed_place=known.agreed_place,
        declared_value=(str(known.declared_value.amount), known.declared_value.currency_code)
        if known.declared_value
        else None,
    )


def is_same(known: Shipment, had: Iterable[ShipmentLine], new: NewShipment, lines: tuple[NewShipmentLine, ...]) -> bool:
    """Whether the parcel is told as we have it."""
    return (
        all(
            getattr(known, name) == getattr(new, name)
            for name in (
                "status",
                "tracked_by",
                "label_source",
                "label_seller",
                "shipped_at",
                "service",
                "external_id",
                "told_at",
            )
        )
        and all(
            getattr(new, name) in (None, getattr(known, name))
            for name in ("tracking_url", "weight_grams", "origin_country", "goods")
        )
        and {(line.order_line_id, line.quantity) for line in had}
        == {(line.order_line_id, line.quantity) for line in lines}
    )


def normal_number(tracking_number: str) -> str:
    """A tracking number as carriers compare it: no blanks, capitals."""
    return "".join(tracking_number.split()).upper()

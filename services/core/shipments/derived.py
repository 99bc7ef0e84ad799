"""What follows from a parcel's scans and from the time: pure, and the same in whatever order the scans came."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from services.core.shipments.model import (
    Derived,
    Direction,
    Facts,
    Reading,
    Shipment,
    ShipmentStatus,
    Surroundings,
    TrackingStatus,
)
from services.core.shipments.patience import GRACE, Patience, lane, patience

_WITH_CARRIER = frozenset(
    {
        TrackingStatus.IN_TRANSIT,
        TrackingStatus.DELAYED,
        TrackingStatus.EXCEPTION,
        TrackingStatus.OUT_FOR_DELIVERY,
        TrackingStatus.DELIVERY_ATTEMPTED,
    }
)
_STALLS = _WITH_CARRIER | {TrackingStatus.PRE_TRANSIT, TrackingStatus.RETURN_TO_SENDER}
_GETS_OVERDUE = _WITH_CARRIER | {TrackingStatus.PRE_TRANSIT, TrackingStatus.LOST}
_GETS_LOST = _WITH_CARRIER | {TrackingStatus.RETURN_TO_SENDER}
"""What the carrier never had, it cannot lose."""


def facts(
    parcel: Shipment,
    derived: Derived,
    readings: Iterable[Reading],
    around: Surroundings,
    now: datetime,
    *,
    estimated_at: datetime | None = None,
) -> Facts:
    """What is so of a parcel now. `derived` is what its scans add up to; `estimated_at` a newer estimate than its own.

    Nothing follows for a parcel that the shop canceled or says was delivered.
    """
    if parcel.status in (ShipmentStatus.CANCELED, ShipmentStatus.DELIVERED):
        return Facts()
    days = patience(parcel.carrier, lane(parcel.origin_country or around.home_country, around.country_code))
    told = list(readings)
    status, last = derived.status, derived.last_event_at
    waits = parcel.status is ShipmentStatus.SHIPPED or status is not TrackingStatus.PRE_TRANSIT
    silent_at = last + timedelta(days=days.stalled) if last and waits and status in _STALLS else None
    due_at = _due(parcel, around, estimated_at) if last and waits and status in _GETS_OVERDUE else None
    lost_at = None
    if status is TrackingStatus.LOST:
        lost_at = last
    elif status in _GETS_LOST and last and silent_at:
        handed_over = parcel.shipped_at or _first(told, _WITH_CARRIER) or last
        lost_at = _lost_at(days, last, silent_at, handed_over, due_at)
    pickup_since = _since(told, TrackingStatus.AVAILABLE_FOR_PICKUP) if status is _PICKUP else None
    boundaries = [moment for moment in (silent_at, due_at, lost_at) if moment is not None and moment > now]
    return Facts(
        stalled_since=last if silent_at and silent_at <= now else None,
        overdue_since=due_at if due_at and due_at <= now else None,
        presumed_lost_at=lost_at if lost_at and lost_at <= now else None,
        pickup_since=pickup_since,
        pickup_until=pickup_since + timedelta(days=days.pickup) if pickup_since else None,
        returned_at=_since(told, TrackingStatus.RETURNED) if status is TrackingStatus.RETURNED else None,
        watch_at=min(boundaries, default=None),
    )


_PICKUP = TrackingStatus.AVAILABLE_FOR_PICKUP


def _lost_at(
    days: Patience, last: datetime, silent_at: datetime, handed_over: datetime, due_at: datetime | None
) -> datetime:
    moments = [
        last + timedelta(days=days.lost_after_scan),
        max(handed_over + timedelta(days=days.lost_after_handover), silent_at),
    ]
    if due_at is not None:
        moments.append(max(due_at + timedelta(days=days.lost_after_due), silent_at))
    return min(moments)


def _due(parcel: Shipment, around: Surroundings, estimated_at: datetime | None) -> datetime | None:
    """The first moment at which it should have been there, by the shop's promise or by the carrier's estimate."""
    estimate = estimated_at or parcel.estimated_delivery_at
    promise = around.promised_delivery_by if parcel.direction is Direction.OUTBOUND else None
    return min(filter(None, (promise, estimate + GRACE if estimate else None)), default=None)


def _first(readings: Iterable[Reading], statuses: frozenset[TrackingStatus]) -> datetime | None:
    return min((reading.occurred_at for reading in readings if reading.status in statuses), default=None)


def _since(readings: Iterable[Reading], status: TrackingStatus) -> datetime | None:
    """When the last unbroken run of scans with this status began."""
    known = [reading for reading in readings if reading.status is not TrackingStatus.UNKNOWN]
    broken = max((reading.occurred_at for reading in known if reading.status is not status), default=None)
    run = [
        reading.occurred_at
        for reading in known
        if reading.status is status and (broken is None or reading.occurred_at >= broken)
    ]
    return min(run, default=None)

"""How a delivery is not what was ordered or agreed: pure, and explained without naming anybody."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from services.core.shipments.model import (
    Derived,
    Discrepancy,
    Finding,
    Handover,
    ProofKind,
    Severity,
    Shipment,
    Shown,
    Surroundings,
    TrackingStatus,
)
from services.core.shipments.names import Likeness, likeness

PROOF_TIME = timedelta(days=1)
"""How long a carrier may take to show a signature or a picture after the scan of the delivery."""

_SOMEBODY_ELSE = frozenset({Handover.NEIGHBOR, Handover.RECEPTION, Handover.PARCEL_SHOP})
"""Places at which somebody else signs, as a matter of course."""
_FITS = {
    Handover.HOUSEHOLD: {Handover.HOUSEHOLD, Handover.RECIPIENT},
    Handover.MAILBOX: {Handover.MAILBOX, Handover.RECIPIENT, Handover.HOUSEHOLD},
}
_RANK = list(Severity)


def find(
    parcel: Shipment, derived: Derived, shown: Shown, around: Surroundings, now: datetime
) -> tuple[Finding | None, datetime | None]:
    """What says most against a delivery, and when something more may be said; both nothing for one as agreed."""
    if derived.status is not TrackingStatus.DELIVERED or derived.delivered_at is None:
        return None, None
    later = derived.delivered_at + PROOF_TIME
    found = [*_who(parcel, shown, around), *_where(parcel, shown)]
    missing = list(_missing(parcel, shown))
    if now >= later:
        found += missing
    found.sort(key=lambda one: -_RANK.index(one.severity))
    return next(iter(found), None), later if missing and now < later else None


def _who(parcel: Shipment, shown: Shown, around: Surroundings) -> Iterator[Finding]:
    if shown.handover is Handover.NEIGHBOR:
        if parcel.agreed_place is not Handover.NEIGHBOR:
            severity = Severity.HIGH if parcel.signature_required else Severity.MEDIUM
            yield Finding(
                Discrepancy.NEIGHBOR,
                severity,
                "NEIGHBOR_NOT_AGREED",
                "The carrier gave it to a neighbor, as was not agreed.",
            )
        return
    if parcel.agreed_place in _SOMEBODY_ELSE or shown.handover in _SOMEBODY_ELSE:
        return
    if likeness(around.customer_name, shown.signed_by) is Likeness.OTHER:
        if shown.handover is Handover.HOUSEHOLD:
            yield Finding(
                Discrepancy.NAME_MISMATCH,
                Severity.LOW,
                "OTHER_OF_HOUSEHOLD",
                "Somebody of the household signed, by another surname than the one that the order has.",
            )
            return
        severity = Severity.HIGH if parcel.signature_required else Severity.MEDIUM
        yield Finding(
            Discrepancy.NAME_MISMATCH,
            severity,
            "SIGNED_BY_OTHER",
            "The name of who signed shares neither given name and surname nor surname with who ordered.",
        )


def _where(parcel: Shipment, shown: Shown) -> Iterator[Finding]:
    agreed, place = parcel.agreed_place, shown.handover
    if agreed is None or place in (None, Handover.OTHER, Handover.NEIGHBOR):
        return
    # into the customer's own hands is as good as any place
    if place in _FITS.get(agreed, {agreed, Handover.RECIPIENT}):
        return
    yield Finding(
        Discrepancy.WRONG_PLACE,
        Severity.MEDIUM,
        "OTHER_PLACE",
        f"It was left at {place.value if place else ''}, and {agreed.value} was agreed.",
    )


def _missing(parcel: Shipment, shown: Shown) -> Iterator[Finding]:
    if parcel.signature_required and not shown.signed_by and ProofKind.SIGNATURE not in shown.kinds:
        yield Finding(
            Discrepancy.NO_SIGNATURE,
            Severity.HIGH,
            "SIGNATURE_BOUGHT",
            "Delivery against signature was bought, and the carrier shows no signature.",
        )
    if parcel.photo_required and ProofKind.PHOTO not in shown.kinds:
        yield Finding(
            Discrepancy.NO_PHOTO, Severity.LOW, "PHOTO_ORDERED", "A photo was ordered, and the carrier shows none."
        )

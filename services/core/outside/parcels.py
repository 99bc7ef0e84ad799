"""What answers about parcels have in common: the number, scans that stay told apart, several parcels as one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import TypeVar

from prometheus_client import Counter

from services.core.shipments.model import Scan, TrackingStatus

T = TypeVar("T")

MOST_SCANS = 1000
"""Of one parcel; the newest are kept."""

SHORTEST_END = 8
"""Of numbers of which one has something in front; no carrier's are shorter."""

SKIPPED = Counter("makegood_skipped_scans", "Scans left out of answers, as they cannot be read.", ["company"])

LEAST_ADVANCED_FIRST = (
    TrackingStatus.LOST,
    TrackingStatus.DAMAGED,
    TrackingStatus.EXCEPTION,
    TrackingStatus.DELAYED,
    TrackingStatus.PRE_TRANSIT,
    TrackingStatus.IN_TRANSIT,
    TrackingStatus.OUT_FOR_DELIVERY,
    TrackingStatus.DELIVERY_ATTEMPTED,
    TrackingStatus.AVAILABLE_FOR_PICKUP,
    TrackingStatus.RETURN_TO_SENDER,
    TrackingStatus.RETURNED,
    TrackingStatus.CANCELED,
    TrackingStatus.DELIVERED,
)
"""Which of several parcels speaks for all: trouble before progress, what goes on before what is over."""


_RANK = {status: rank for rank, status in enumerate(TrackingStatus)}


def same_number(asked: str, answered: object) -> bool:
    """Whether two spellings are one number: carriers drop and add spaces, hyphens, case and what stands in front.

    What stands in front is left aside only where `SHORTEST_END` characters are the same.
    """
    if not isinstance(answered, str):
        return False
    ours, theirs = (
        "".join(character for character in number if character.isalnum()).upper() for number in (asked, answered)
    )
    if ours == theirs:
        return bool(ours)
    return min(len(ours), len(theirs)) >= SHORTEST_END and (ours.endswith(theirs) or theirs.endswith(ours))


def read_scans(company: str, parts: Sequence[T], read: Callable[[T], Scan | None]) -> tuple[Scan, ...]:
    """The scans, oldest first, each with an identity (time, code, place) of its own.

    Whatever `read` makes nothing of is left out and counted. Where scans share all three, the first in the order of
    their texts keeps the plain code, and the others get a digest of their text, so that a later answer, in whatever
    order, names them alike.
    """
    scans = [scan for part in parts if (scan := read(part)) is not None]
    scans.sort(key=_order)
    kept: dict[tuple[datetime, str, str], Scan] = {}
    for scan in scans[-MOST_SCANS:]:
        first = kept.setdefault((scan.occurred_at, scan.code, scan.location), scan)
        if (first.description, first.status) != (scan.description, scan.status):
            digest = sha256(f"{scan.status} {scan.description}".encode()).hexdigest()
            code = f"{scan.code}#{digest[:8]}"
            kept.setdefault((scan.occurred_at, code, scan.location), replace(scan, code=code))
    if len(parts) > len(scans[-MOST_SCANS:]):
        SKIPPED.labels(company).inc(len(parts) - len(scans[-MOST_SCANS:]))
    return tuple(kept.values())


def summed_up(scans: tuple[Scan, ...], summary: Scan | None) -> tuple[Scan, ...]:
    """The scans with the carrier's own summary as one more, where the last that says anything says something else.

    The summary is never older than the scans, so that it decides; at the same moment the further status counts.
    """
    if summary is None or summary.status is TrackingStatus.UNKNOWN:
        return scans
    telling = [scan for scan in scans if scan.status is not TrackingStatus.UNKNOWN]
    if telling and telling[-1].status is summary.status:
        return scans
    newest = max([summary.occurred_at, *(scan.occurred_at for scan in scans)])
    return (*scans, replace(summary, occurred_at=newest))


def least_advanced(statuses: Iterable[TrackingStatus]) -> TrackingStatus:
    """Which of the statuses of several parcels speaks for all; UNKNOWN ones are not asked."""
    known = [status for status in statuses if status is not TrackingStatus.UNKNOWN]
    return min(known, key=LEAST_ADVANCED_FIRST.index, default=TrackingStatus.UNKNOWN)


def together(parcels: Sequence[tuple[Sequence[Scan], TrackingStatus]]) -> tuple[Scan, ...]:
    """The scans of several parcels that one number names, each with where the least advanced of them stood then.

    A parcel comes with the carrier's own summary of its status, which counts where no scan of it says anything. So the
    number is delivered when the last of its parcels is, and no parcel hides another.
    """
    if len(parcels) == 1:
        return tuple(parcels[0][0])
    standing = [
        TrackingStatus.PRE_TRANSIT
        if reported is TrackingStatus.UNKNOWN or any(scan.status is not TrackingStatus.UNKNOWN for scan in scans)
        else reported
        for scans, reported in parcels
    ]
    told = sorted(
        ((scan, index) for index, (scans, _) in enumerate(parcels) for scan in scans),
        key=lambda pair: _order(pair[0]),
    )
    kept: dict[tuple[datetime, str, str, TrackingStatus], Scan] = {}
    for _, moment in groupby(told, key=lambda pair: pair[0].occurred_at):
        at_once = list(moment)
        for scan, index in at_once:
            if scan.status is not TrackingStatus.UNKNOWN:
                standing[index] = scan.status
        whole = least_advanced(standing)
        for scan, _ in at_once:
            if scan.status not in {TrackingStatus.UNKNOWN, whole}:
                scan = replace(scan, status=whole, incident=None)  # noqa: PLW2901 - the same scan, seen from all
            kept.setdefault((scan.occurred_at, scan.code, scan.location, scan.status), scan)
    return tuple(kept.values())[-MOST_SCANS:]


def _order(scan: Scan) -> tuple[datetime, int, str, str, str]:
    """By time; of one moment the further status is the later, as where a parcel stands is derived."""
    return scan.occurred_at, _RANK[scan.status], scan.code, scan.location, scan.description

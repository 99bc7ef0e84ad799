"""Track's answer about one parcel: which of its packages is meant, and how it is read into a `Tracking`."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo

from services.core.companies.ups import proofs
from services.core.companies.ups.activities import Activity, Json, tracked
from services.core.companies.ups.proofs import SKIPPED
from services.core.companies.ups.wire import NOT_FOUND, inside, moment, part, parts
from services.core.companies.ups.words import normalize
from services.core.outside.reading import decode, text
from services.core.ports import Unintelligible
from services.core.shipments.model import Scan, Tracking, TrackingStatus

MOST_ACTIVITIES = 1000  # of one parcel; the newest are kept

END_OF_DAY = "235959"

HAVING_IT = frozenset({TrackingStatus.DELIVERED, TrackingStatus.DAMAGED})
"""What a parcel is that its customer was given; damage may be reported afterwards."""


def read(body: bytes, number: str) -> Tracking:
    """The answer about the parcel with this number.

    Raises:
        Rejected: it holds a refusal.
        Unintelligible: this is no answer, or one about another parcel.
    """
    told = decode("ups", body, object)
    no = inside(told)
    if no is not None:
        raise no
    shipments = parts(told, "trackResponse", "shipment")
    package = _package(shipments, number)
    if package is not None:
        return read_package(package)
    if any(parts(shipment, "package") for shipment in shipments):
        raise Unintelligible("ups: The answer is about another parcel.")
    warnings = [text(warning.get("code"), 100) for one in shipments for warning in parts(one, "warnings")]
    if not any(warnings):
        raise Unintelligible("ups: There is no package in this answer.")
    code = next(filter(None, warnings))
    return Tracking((), trouble="NOT_FOUND" if code in NOT_FOUND else code)


def read_package(package: Json) -> Tracking:
    """One package, its scans oldest first; an activity that cannot be read is left out and counted."""
    service = text(part(package, "service", "description"), 200)
    listed = package.get("activity")
    entries = listed if isinstance(listed, list) else []
    known = [tracked(one, service) if isinstance(one, dict) else None for one in entries[:MOST_ACTIVITIES]]
    activities = [activity for activity in reversed(known) if activity is not None]
    SKIPPED.labels("activity").inc(len(entries) - len(activities))
    current = part(package, "currentStatus")
    kind, code, number = (text(part(current, name), 20) for name in ("type", "code", "statusCode"))
    delivered = next((one for one in reversed(activities) if one.said.status is TrackingStatus.DELIVERED), None)
    last = next((one for one in reversed(activities) if one.said.status is not TrackingStatus.UNKNOWN), None)
    proof = None
    # whoever took it back, or keeps it in a shop, has not proved that the customer has it
    if delivered is not None and last is not None and last.said.status in HAVING_IT:
        proof = proofs.read(package.get("deliveryInformation"), delivered.said.handover)
    return Tracking(
        scans=scans(activities),
        reported=normalize(kind.upper(), code.upper(), number, service).status,
        estimated_delivery_at=_estimate(package, activities),
        signed_by=proof.signed_by if proof else None,
        service=service or None,
        proof=proof,
        progress=tuple(step for activity in activities if (step := activity.progress()) is not None),
    )


def scans(activities: Iterable[Activity]) -> tuple[Scan, ...]:
    """The scans among the activities; what is told twice in the same words is one."""
    found: dict[tuple[datetime, str, str, str | None], Scan] = {}
    for scan in filter(None, (activity.scan() for activity in activities)):
        found.setdefault((scan.occurred_at, scan.code, scan.location, scan.detail), scan)
    return tuple(found.values())


def papers(told: Tracking) -> Tracking:
    """Of a delivery that UPS was asked to prove only what it shows, if there is a picture or paper."""
    shown = told.proof if told.proof is not None and told.proof.files else None
    return Tracking((), proof=shown, trouble=told.trouble)


def _package(shipments: list[Json], number: str) -> Json | None:
    """The package of this number, by any of its numbers; a shipment's only one may go by the shipment's."""
    wanted = bare(number)
    for shipment in shipments:
        packages = parts(shipment, "package")
        for package in packages:
            others = (text(other.get("number"), 100) for other in parts(package, "alternateTrackingNumber"))
            if wanted in {bare(text(package.get("trackingNumber"), 100)), *map(bare, others)}:
                return package
        if len(packages) == 1 and wanted == bare(text(shipment.get("inquiryNumber"), 100)):
            return packages[0]
    return None


def bare(number: str) -> str:
    """A number as UPS compares it."""
    return "".join(filter(str.isalnum, number)).upper()


def _estimate(package: Json, activities: list[Activity]) -> datetime | None:
    """When the parcel is expected: the newer of the scheduled days, at the end of its window or of the day.

    It is a local time; the zone of the newest activity that names one is taken, else UTC.
    """
    days = {text(one.get("type"), 10).upper(): one.get("date") for one in parts(package, "deliveryDate")}
    zone: tzinfo = next((one.zone for one in reversed(activities) if one.zone is not None), UTC)
    window = part(package, "deliveryTime")
    ends = part(window, "endTime") if text(part(window, "type"), 10).upper() not in {"EOD", "DEL"} else None
    planned = (moment(days.get(kind), text(ends, 10) or END_OF_DAY, zone) for kind in ("RDD", "SDD"))
    return next(filter(None, planned), None)

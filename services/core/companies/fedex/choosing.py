"""Which of FedEx's results is our parcel: its numbers come back, and one parcel may be entered twice."""

from datetime import UTC, datetime, timedelta

from services.core.companies.fedex.times import read_time, ship_date
from services.core.outside.reading import record, records, text
from services.core.ports import Parcel

Json = dict[str, object]

SAME_PARCEL = timedelta(days=3)
"""Results whose ship dates are no further apart are one parcel, which FedEx took in anew, say after it redirected it;
numbers come back after weeks."""

WINDOW = timedelta(days=60)
"""How far FedEx's ship date may be from when the shop says that it sent the parcel."""

AMBIGUOUS, RECYCLED = "AMBIGUOUS", "RECYCLED"


def choose(results: list[Json], parcel: Parcel) -> list[Json] | str:
    """The results about one parcel, newest first, or the trouble with choosing.

    `RECYCLED`: what there is, is of another time than the parcel. `AMBIGUOUS`: nothing tells several apart, neither an
    earlier answer nor when it was sent; none is better than a stranger's.
    """
    entries = _entries(results)
    if parcel.reference is not None:
        known = [entry for entry in entries if any(unique_id(result) == parcel.reference for result in entry)]
        if known:
            return known[0]
        if parcel.shipped_at is None:
            return RECYCLED
    if parcel.shipped_at is None:
        return entries[0] if len(entries) == 1 else AMBIGUOUS
    dated = [(abs(date - parcel.shipped_at), entry) for entry in entries if (date := _sent(entry[0])) is not None]
    if not dated:
        return entries[0] if len(entries) == 1 else AMBIGUOUS
    away, nearest = min(dated, key=lambda pair: pair[0])
    return nearest if away <= WINDOW else RECYCLED


def unique_id(result: Json) -> str:
    """FedEx's own id of one use of a number."""
    return text(record(result.get("trackingNumberInfo")).get("trackingNumberUniqueId"), 200)


def _entries(results: list[Json]) -> list[list[Json]]:
    """The results by parcel, newest first."""
    never = datetime.min.replace(tzinfo=UTC)
    found: list[list[Json]] = []
    for result in sorted(results, key=lambda one: (_sent(one) or never, unique_id(one)), reverse=True):
        sent, later = _sent(result), _sent(found[-1][-1]) if found else None
        if sent is not None and later is not None and later - sent <= SAME_PARCEL:
            found[-1].append(result)
        else:
            found.append([result])
    return found


def _sent(result: Json) -> datetime | None:
    """When it was sent; without a ship date the first scan has to do."""
    sent = ship_date(result)
    scans = (read_time(scan.get("date"), scan.get("scanLocation")) for scan in records(result.get("scanEvents")))
    return sent or min((scan for scan in scans if scan is not None), default=None)

"""One activity of a parcel, told by Track or pushed by Track Alert, and what it becomes: a scan, or a claim's step."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from services.core.companies.ups.wire import moment, offset, part
from services.core.companies.ups.words import Said, normalize
from services.core.outside.reading import storable, text
from services.core.shipments.model import Progress, Scan

Json = dict[str, object]

KEPT = (
    "date", "time", "gmtDate", "gmtTime", "gmtOffset", "status", "logicalScan",
    "localActivityDate", "localActivityTime", "gmtActivityDate", "gmtActivityTime", "activityStatus",
)  # fmt: skip
"""What is kept of an activity for evidence: neither its place, which may be somebody's address, nor pictures."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity, read."""

    occurred_at: datetime
    zone: tzinfo | None
    code: str
    number: str
    text: str
    location: str
    said: Said
    raw: Json

    def scan(self) -> Scan | None:
        """The activity as a scan; a claim's step is none."""
        if self.said.progress is not None:
            return None
        return Scan(
            occurred_at=self.occurred_at,
            status=self.said.status,
            code=self.code,
            description=self.text,
            location=self.location,
            detail=self.number or None,
            incident=self.said.incident,
            raw=self.raw,
        )

    def progress(self) -> Progress | None:
        """The activity as a step of a claim, if it is one."""
        if self.said.progress is None:
            return None
        return Progress(self.occurred_at, self.said.progress, self.code or self.number, self.text)


def tracked(wire: Json, service: str) -> Activity | None:
    """An entry of Track's `activity`; nothing where it has no time or no words."""
    local, gmt = (wire.get("date"), wire.get("time")), (wire.get("gmtDate"), wire.get("gmtTime"))
    return _read(wire, local, gmt, part(wire, "status"), "statusCode", part(wire, "location", "address"), service)


def pushed(wire: Json) -> Activity | None:
    """A push of Track Alert; nothing where it has no time or no words."""
    local = wire.get("localActivityDate"), wire.get("localActivityTime")
    gmt = wire.get("gmtActivityDate"), wire.get("gmtActivityTime")
    return _read(
        wire, local, gmt, wire.get("activityStatus"), "descriptionCode", wire.get("activityLocation"), ""
    )  # fmt: skip


def _read(
    wire: Json,
    local: tuple[object, object],
    gmt: tuple[object, object],
    status: object,
    numbered: str,
    address: object,
    service: str,
) -> Activity | None:
    zone = offset(wire.get("gmtOffset"))
    # UPS names no zone for its local times: without GMT and offset they are taken for UTC, some hours off at most
    at = moment(*gmt, UTC) or moment(*local, zone or UTC)
    kind, code = (text(part(status, name), 20).upper() for name in ("type", "code"))
    number, words = text(part(status, numbered), 20), text(part(status, "description"), 500)
    if at is None or not any((kind, code, number, words)):
        return None
    country = text(part(address, "countryCode"), 50) or text(part(address, "country"), 50)
    town = text(part(address, "city"), 100), text(part(address, "stateProvince"), 100), country
    kept = storable({name: wire[name] for name in KEPT if name in wire})
    assert isinstance(kept, dict)
    return Activity(
        occurred_at=at,
        zone=zone,
        code=" ".join(filter(None, (kind, code))) or number,
        number=number.lstrip("0"),
        text=words,
        # Track and Track Alert write one town in two ways
        location=", ".join(filter(None, town)).upper(),
        said=normalize(kind, code, number, service),
        raw=kept,
    )

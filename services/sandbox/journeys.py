"""The stories of parcels: scripted journeys by tracking code, and the turns that a person can give them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum


class Happening(StrEnum):
    """What befell a parcel, in no company's words; each company has its own for these."""

    PRE_ADVISED = "PRE_ADVISED"
    LABEL_CREATED = "LABEL_CREATED"
    ACCEPTED = "ACCEPTED"
    ARRIVED = "ARRIVED"
    DEPARTED = "DEPARTED"
    AT_DESTINATION = "AT_DESTINATION"
    IN_CUSTOMS = "IN_CUSTOMS"
    DELAYED = "DELAYED"
    OUT_FOR_DELIVERY = "OUT_FOR_DELIVERY"
    ATTEMPTED = "ATTEMPTED"
    UNDELIVERABLE = "UNDELIVERABLE"
    AT_PICKUP_POINT = "AT_PICKUP_POINT"
    DELIVERED = "DELIVERED"
    DELIVERED_TO_NEIGHBOR = "DELIVERED_TO_NEIGHBOR"
    DAMAGED = "DAMAGED"
    LOST = "LOST"
    FOUND = "FOUND"
    RETURNING = "RETURNING"
    RETURNED = "RETURNED"
    CANCELED = "CANCELED"


FINAL = frozenset(
    {
        Happening.DELIVERED,
        Happening.DELIVERED_TO_NEIGHBOR,
        Happening.DAMAGED,
        Happening.RETURNED,
        Happening.CANCELED,
    }
)


class ClaimStep(StrEnum):
    """How a claim goes that was filed with the carrier, which some carriers tell among the scans."""

    OPENED = "OPENED"
    UNDER_REVIEW = "UNDER_REVIEW"
    INFORMATION_REQUESTED = "INFORMATION_REQUESTED"
    PAID = "PAID"
    REJECTED = "REJECTED"
    WITHDRAWN = "WITHDRAWN"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened, in capitals as carriers write it."""

    city: str
    state: str
    zip: str
    country: str | None = "US"


@dataclass(frozen=True, slots=True)
class Scan:
    """One thing that happened, at a moment."""

    at: datetime
    happening: Happening
    place: Place | None = None
    signed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens on a journey: so many days ago (1 or more), at this time of day in UTC."""

    days_ago: int
    at: time
    happening: Happening
    place: Place | None = None
    signed_by: str | None = None

    def scan(self, today: datetime) -> Scan:
        """The step dated backwards from a midnight.

        Days are counted from midnight and not from now, so that a sandbox started again on the same day
        tells the same story to whoever remembers its scans, and nothing is ever dated in the future.
        """
        moment = today - timedelta(days=self.days_ago) + timedelta(hours=self.at.hour, minutes=self.at.minute)
        return Scan(moment, self.happening, self.place, self.signed_by)


@dataclass(frozen=True, slots=True)
class Journey:
    """A parcel's story. `shown` steps are known at registration, each later one is released in its turn.

    `promised` is the day of the promised delivery, in days ago.
    """

    name: str
    origin: Place
    destination: Place
    promised: int
    steps: tuple[Step, ...]
    shown: int = 2

    def promised_on(self, today: datetime) -> datetime:
        """Midnight of the promised day."""
        return today - timedelta(days=self.promised)


COLUMBUS = Place("COLUMBUS", "OH", "43228")
LOUISVILLE = Place("LOUISVILLE", "KY", "40231")
NASHVILLE = Place("NASHVILLE", "TN", "37227")
DALLAS = Place("DALLAS", "TX", "75260")
AUSTIN = Place("AUSTIN", "TX", "78744")

RECIPIENT = "John Tester"
NEIGHBOR = "Robin Nextdoor"


def _step(days_ago: int, at: str, happening: Happening, place: Place, signed_by: str | None = None) -> Step:
    return Step(days_ago, time.fromisoformat(at), happening, place, signed_by)


def _to_austin(days_ago: int) -> tuple[Step, ...]:
    """The uneventful four days from Columbus to the depot in Austin, reached `days_ago`."""
    return (
        _step(days_ago + 4, "15:20", Happening.LABEL_CREATED, COLUMBUS),
        _step(days_ago + 4, "22:41", Happening.ACCEPTED, COLUMBUS),
        _step(days_ago + 3, "04:12", Happening.DEPARTED, COLUMBUS),
        _step(days_ago + 2, "02:37", Happening.ARRIVED, LOUISVILLE),
        _step(days_ago + 1, "09:55", Happening.DEPARTED, LOUISVILLE),
        _step(days_ago, "05:48", Happening.AT_DESTINATION, AUSTIN),
    )


def _journey(name: str, *steps: Step, promised: int) -> Journey:
    return Journey(name, COLUMBUS, AUSTIN, promised, steps)


TRANSIT = _journey("TRANSIT", *_to_austin(1)[:5], promised=0)
DELIVERED = _journey(
    "DELIVERED",
    *_to_austin(1),
    _step(1, "13:05", Happening.OUT_FOR_DELIVERY, AUSTIN),
    _step(1, "19:26", Happening.DELIVERED, AUSTIN, RECIPIENT),
    promised=1,
)
# delivered, says the carrier, but nobody signed; long enough ago to have asked the neighbors
NOT_RECEIVED = _journey(
    "NOTRECEIVED",
    *_to_austin(4),
    _step(4, "13:31", Happening.OUT_FOR_DELIVERY, AUSTIN),
    _step(4, "20:14", Happening.DELIVERED, AUSTIN),
    promised=4,
)
# silence: the last scan is 20 days old and there is never another
LOST = _journey(
    "LOST",
    _step(25, "15:20", Happening.LABEL_CREATED, COLUMBUS),
    _step(25, "22:41", Happening.ACCEPTED, COLUMBUS),
    _step(24, "04:12", Happening.DEPARTED, COLUMBUS),
    _step(23, "02:37", Happening.ARRIVED, LOUISVILLE),
    _step(22, "09:55", Happening.DEPARTED, LOUISVILLE),
    _step(21, "03:18", Happening.ARRIVED, NASHVILLE),
    _step(20, "07:44", Happening.DEPARTED, NASHVILLE),
    promised=20,
)
DAMAGED = _journey(
    "DAMAGED",
    *_to_austin(2),
    _step(1, "10:09", Happening.DAMAGED, AUSTIN),
    promised=2,
)
RETURNED = _journey(
    "RETURNED",
    *_to_austin(12),
    _step(12, "13:05", Happening.OUT_FOR_DELIVERY, AUSTIN),
    _step(12, "18:40", Happening.ATTEMPTED, AUSTIN),
    _step(11, "17:52", Happening.ATTEMPTED, AUSTIN),
    _step(6, "11:00", Happening.RETURNING, AUSTIN),
    _step(4, "16:33", Happening.RETURNING, DALLAS),
    _step(1, "14:27", Happening.RETURNED, COLUMBUS),
    promised=12,
)
NEIGHBOUR = _journey(
    "NEIGHBOUR",
    *_to_austin(2),
    _step(2, "13:17", Happening.OUT_FOR_DELIVERY, AUSTIN),
    _step(2, "17:58", Happening.DELIVERED_TO_NEIGHBOR, AUSTIN, NEIGHBOR),
    promised=2,
)

PARCEL_SHOP = _journey(
    "PARCELSHOP",
    *_to_austin(2),
    _step(2, "16:02", Happening.AT_PICKUP_POINT, AUSTIN),
    promised=2,
)
CUSTOMS = _journey(
    "CUSTOMS",
    *_to_austin(3)[:3],
    _step(2, "11:25", Happening.IN_CUSTOMS, LOUISVILLE),
    _step(1, "08:10", Happening.DELAYED, LOUISVILLE),
    promised=1,
)

PREFIX = "MG"
JOURNEYS: Mapping[str, Journey] = {
    journey.name: journey
    for journey in (
        TRANSIT,
        DELIVERED,
        NOT_RECEIVED,
        LOST,
        DAMAGED,
        RETURNED,
        NEIGHBOUR,
        PARCEL_SHOP,
        CUSTOMS,
    )
}
# a parcel that no script knows; a turn can still be given to it
UNSCRIPTED = Journey("UNSCRIPTED", COLUMBUS, AUSTIN, promised=0, steps=(), shown=0)


def for_code(code: str) -> Journey:
    """The journey that a code names, or the empty one: `MG-LOST-…`, with or without the hyphens."""
    bare = code.upper().replace("-", "").replace(" ", "")
    for name, journey in JOURNEYS.items():
        if bare.startswith(PREFIX + name):
            return journey
    return UNSCRIPTED


@dataclass(frozen=True, slots=True)
class Turn:
    """One scan of a turn given by hand, dated so long before now."""

    before: timedelta
    happening: Happening
    place: Place = AUSTIN
    signed_by: str | None = None


_NOW = timedelta(0)
_OUT = Turn(timedelta(hours=4), Happening.OUT_FOR_DELIVERY)
TURNS: Mapping[str, tuple[Turn, ...]] = {
    "transit": (Turn(_NOW, Happening.ARRIVED, DALLAS),),
    "out_for_delivery": (replace(_OUT, before=_NOW),),
    "delivered": (_OUT, Turn(_NOW, Happening.DELIVERED, signed_by=RECIPIENT)),
    "notreceived": (_OUT, Turn(_NOW, Happening.DELIVERED)),
    "neighbour": (_OUT, Turn(_NOW, Happening.DELIVERED_TO_NEIGHBOR, signed_by=NEIGHBOR)),
    "parcelshop": (Turn(_NOW, Happening.AT_PICKUP_POINT),),
    "customs": (Turn(_NOW, Happening.IN_CUSTOMS),),
    "delayed": (Turn(_NOW, Happening.DELAYED),),
    "canceled": (Turn(_NOW, Happening.CANCELED),),
    "damaged": (Turn(_NOW, Happening.DAMAGED),),
    "lost": (Turn(_NOW, Happening.LOST, NASHVILLE),),
    "found": (Turn(_NOW, Happening.FOUND, NASHVILLE),),
    "returning": (Turn(_NOW, Happening.RETURNING),),
    "returned": (Turn(timedelta(days=2), Happening.RETURNING), Turn(_NOW, Happening.RETURNED, COLUMBUS)),
}


def turn(name: str, now: datetime, after: datetime | None) -> list[Scan]:
    """The scans of a turn, none before `after` (the parcel's last scan) and none after `now`."""
    scans = []
    for step in TURNS[name]:
        moment = now - step.before
        if after is not None:
            moment = min(max(moment, after + timedelta(seconds=1)), now)
        scans.append(Scan(moment, step.happening, step.place, step.signed_by))
        after = moment
    return scans

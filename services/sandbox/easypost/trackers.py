"""Trackers: one account's view of a parcel, and how EasyPost writes it."""

import base64
import itertools
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.sandbox.easypost.access import Account
from services.sandbox.easypost.answers import moment
from services.sandbox.easypost.samples import CODES
from services.sandbox.easypost.words import RETURNS, WORDS
from services.sandbox.journeys import UNSCRIPTED, Place, Scan
from services.sandbox.parcels import Full, Parcel

MOST_TRACKERS = 50_000
NOWHERE = {"object": "TrackingLocation", "city": None, "state": None, "country": None, "zip": None}
NO_TEST_CODE = (
    "In test mode, only test tracking numbers are valid. "
    "Test tracking numbers are EZ1000000001, EZ2000000002, ... , EZ7000000007"
)


@dataclass(slots=True, eq=False)
class Tracker:
    """A parcel that an account asked to be told of. `reported` is the status that it was last told."""

    id: str
    account: Account
    parcel: Parcel
    carrier: str
    created_at: datetime
    updated_at: datetime
    number: int
    reported: str = "unknown"

    @property
    def status(self) -> str:
        """The newest scan's status."""
        if self.parcel.last is not None:
            return WORDS[self.parcel.last.happening].status
        return "error" if self.refused else "unknown"

    @property
    def refused(self) -> bool:
        """Whether EasyPost looked for no carrier at all: a real tracking code under a test key."""
        return self.account.mode == "test" and self.parcel.journey is UNSCRIPTED


class Trackers:
    """All trackers of all accounts."""

    def __init__(self) -> None:
        self._by_id: dict[str, Tracker] = {}
        self._by_name: dict[tuple[str, str, str], Tracker] = {}
        self._by_code: defaultdict[str, dict[str, Tracker]] = defaultdict(dict)
        self._numbers = itertools.count()

    def create(self, account: Account, parcel: Parcel, carrier: str, now: datetime) -> tuple[Tracker, bool]:
        """The account's tracker of this parcel and carrier, and whether it is new. Raises `Full`."""
        name = (account.key, parcel.code, carrier)
        known = self._by_name.get(name)
        if known is not None:
            return known, False
        if len(self._by_id) >= MOST_TRACKERS:
            raise Full(f"the sandbox keeps {MOST_TRACKERS} trackers and no more")
        tracker = Tracker(f"trk_{uuid.uuid4().hex}", account, parcel, carrier, now, now, next(self._numbers))
        tracker.reported = tracker.status
        self._by_id[tracker.id] = self._by_name[name] = self._by_code[parcel.code][tracker.id] = tracker
        return tracker, True

    def get(self, account: Account, id: str) -> Tracker | None:  # noqa: A002 - EasyPost's word
        """One of the account's trackers."""
        tracker = self._by_id.get(id)
        return tracker if tracker is not None and tracker.account.key == account.key else None

    def code_of(self, id: str) -> str | None:  # noqa: A002 - EasyPost's word
        """The tracking code of any account's tracker."""
        tracker = self._by_id.get(id)
        return None if tracker is None else tracker.parcel.code

    def of(self, account: Account, codes: set[str] | None) -> list[Tracker]:
        """The account's trackers of these codes (`None`: of all), newest first."""
        found = self._by_id.values() if codes is None else (t for code in codes for t in self.following(code))
        mine = (tracker for tracker in found if tracker.account.key == account.key)
        return sorted(mine, key=lambda tracker: tracker.number, reverse=True)

    def following(self, code: str) -> Iterator[Tracker]:
        """Every account's trackers of a code."""
        return iter(self._by_code[code].values() if code in self._by_code else ())

    def delete(self, tracker: Tracker) -> None:
        """Drop a tracker; its parcel goes on."""
        code = tracker.parcel.code
        del self._by_id[tracker.id], self._by_name[tracker.account.key, code, tracker.carrier]
        del self._by_code[code][tracker.id]
        if not self._by_code[code]:
            del self._by_code[code]

    def forget(self) -> None:
        """Drop all trackers."""
        self._by_id.clear()
        self._by_name.clear()
        self._by_code.clear()


def wire(tracker: Tracker) -> dict[str, Any]:
    """A tracker as EasyPost writes it, with every field that any of its answers has."""
    parcel, last = tracker.parcel, tracker.parcel.last
    details = [_detail(scan, tracker.carrier) for scan in parcel.known]
    refused = tracker.refused and not details
    return {
        "id": tracker.id,
        "object": "Tracker",
        "mode": tracker.account.mode,
        "tracking_code": parcel.code,
        "status": tracker.status,
        "status_detail": details[-1]["status_detail"] if details else None if refused else "unknown",
        "created_at": moment(tracker.created_at),
        "updated_at": moment(tracker.updated_at),
        "signed_by": last and last.signed_by,
        "weight": None,
        "est_delivery_date": moment(parcel.promised_at) if details else None,
        "shipment_id": None,
        "carrier": tracker.carrier,
        "tracking_details": [_refused_detail(tracker)] if refused else details,
        "fees": [{"object": "Fee", "type": "TrackerFee", "amount": "0.02000", "charged": True, "refunded": False}],
        "carrier_detail": _carrier_detail(parcel) if details else None,
        "finalized": refused or parcel.ended or parcel.code in CODES,
        "is_return": last is not None and last.happening in RETURNS,
        "delivery_evidence": [],
        "public_url": "https://track.easypost.com/" + base64.b64encode(f"v1:{tracker.id}".encode()).decode(),
    }


def _detail(scan: Scan, carrier: str) -> dict[str, Any]:
    words = WORDS[scan.happening]
    return {
        "object": "TrackingDetail",
        "message": words.message.format(carrier=carrier),
        "description": "",
        "status": words.status,
        "status_detail": words.detail,
        "datetime": moment(scan.at),
        "source": carrier,
        "carrier_code": "",
        "tracking_location": _location(scan.place),
        "est_delivery_date": None,
    }


def _refused_detail(tracker: Tracker) -> dict[str, Any]:
    return {
        "object": "TrackingDetail",
        "message": NO_TEST_CODE,
        "description": "",
        "status": "error",
        "status_detail": None,
        "datetime": moment(tracker.created_at),
        "source": "ProcessingError",
        "carrier_code": "",
        "tracking_location": NOWHERE,
        "est_delivery_date": None,
    }


def _location(place: Place | None) -> dict[str, Any]:
    if place is None:
        return NOWHERE
    return NOWHERE | {"city": place.city, "state": place.state, "country": place.country, "zip": place.zip}


def _carrier_detail(parcel: Parcel) -> dict[str, Any]:
    origin, destination = parcel.journey.origin, parcel.journey.destination
    return {
        "object": "CarrierDetail",
        "service": "First-Class Package Service",
        "container_type": None,
        "est_delivery_date_local": None,
        "est_delivery_time_local": None,
        "origin_location": f"{origin.city} {origin.state}, {origin.zip}",
        "origin_tracking_location": _location(origin),
        "destination_location": f"{destination.city} {destination.state}, {destination.zip}",
        "destination_tracking_location": None,
        "guaranteed_delivery_date": None,
        "alternate_identifier": None,
        "initial_delivery_attempt": None,
    }

"""Trackings: one account's view of a parcel, and how AfterShip writes it."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.sandbox.carriers.aftership.answers import moment
from services.sandbox.carriers.aftership.words import PENDING, RETURNS, WORDS, Words
from services.sandbox.journeys import Scan
from services.sandbox.parcels import Full, Parcel

MOST_TRACKINGS = 50_000


@dataclass(slots=True, eq=False)
class Tracking:
    """A parcel that an account asked to be told of. `told` is the tag that it was last told."""

    id: str
    key: str
    parcel: Parcel
    slug: str
    created_at: datetime
    updated_at: datetime
    told: str

    @property
    def words(self) -> Words:
        """The newest scan's."""
        return WORDS[self.parcel.last.happening] if self.parcel.last else PENDING

    def wire(self) -> dict[str, Any]:
        """The tracking as AfterShip writes it."""
        parcel, last, words = self.parcel, self.parcel.last, self.words
        return {
            "id": self.id,
            "created_at": moment(self.created_at),
            "updated_at": moment(self.updated_at),
            "tracking_number": parcel.code,
            "slug": self.slug,
            "active": not parcel.ended,
            "tag": words.tag,
            "subtag": words.subtag,
            "subtag_message": words.message,
            "title": parcel.code,
            "order_id": None,
            "shipment_type": "Ground",
            "signed_by": last and last.signed_by,
            "source": "api",
            "tracked_count": len(parcel.known),
            "return_to_sender": last is not None and last.happening in RETURNS,
            "courier_tracking_link": f"https://track.example.com/{self.id}",
            "courier_estimated_delivery_date": {
                "estimated_delivery_date": f"{parcel.promised_at:%Y-%m-%dT%H:%M:%S}",
            },
            "checkpoints": [self._checkpoint(scan) for scan in parcel.known],
        }

    def _checkpoint(self, scan: Scan) -> dict[str, Any]:
        words, place = WORDS[scan.happening], scan.place
        return {
            # carriers leave out the zone
            "checkpoint_time": f"{scan.at:%Y-%m-%dT%H:%M:%S}",
            "created_at": moment(max(scan.at, self.created_at)),
            "hash": hashlib.sha256(f"{scan.at}{words.subtag}".encode()).hexdigest(),
            "slug": self.slug,
            "tag": words.tag,
            "subtag": words.subtag,
            "subtag_message": words.message,
            "message": words.message,
            "location": place and f"{place.city}, {place.state}, {place.zip}",
            "city": place and place.city,
            "state": place and place.state,
            "postal_code": place and place.zip,
            "country_region": "USA" if place else None,
            "raw_tag": None,
        }


class Trackings:
    """All trackings of all accounts."""

    def __init__(self) -> None:
        self._by_id: dict[str, Tracking] = {}
        self._by_name: dict[tuple[str, str, str], Tracking] = {}
        self._by_code: defaultdict[str, list[Tracking]] = defaultdict(list)

    def create(self, key: str, parcel: Parcel, slug: str, now: datetime) -> tuple[Tracking, bool]:
        """The account's tracking of this parcel and carrier, and whether it is new. Raises `Full`."""
        known = self._by_name.get((key, parcel.code, slug))
        if known is not None:
            return known, False
        if len(self._by_id) >= MOST_TRACKINGS:
            raise Full(f"the sandbox keeps {MOST_TRACKINGS} trackings and no more")
        tracking = Tracking(uuid.uuid4().hex, key, parcel, slug, now, now, "")
        tracking.told = tracking.words.tag
        self._by_id[tracking.id] = self._by_name[key, parcel.code, slug] = tracking
        self._by_code[parcel.code].append(tracking)
        return tracking, True

    def get(self, key: str, id: str) -> Tracking | None:  # noqa: A002 - AfterShip's word
        """One of the account's trackings."""
        tracking = self._by_id.get(id)
        return tracking if tracking is not None and tracking.key == key else None

    def of(self, key: str) -> Iterator[Tracking]:
        """The account's trackings, newest first."""
        return (tracking for tracking in reversed(self._by_id.values()) if tracking.key == key)

    def following(self, code: str) -> Iterator[Tracking]:
        """Every account's trackings of a code."""
        return iter(self._by_code.get(code, ()))

    def forget(self) -> None:
        """Drop all trackings."""
        self._by_id.clear()
        self._by_name.clear()
        self._by_code.clear()

"""UPS's parcels as Track answers and as Track Alert pushes them."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.sandbox.carriers.ups.words import CLAIMS, PLACES, WORDS, Words
from services.sandbox.journeys import Happening, Place
from services.sandbox.parcels import Parcel

ZONES = {"TN": ZoneInfo("America/Chicago"), "TX": ZoneInfo("America/Chicago")}
USUAL_ZONE = ZoneInfo("America/New_York")

SIGNATURE = base64.b64encode(
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
).decode()
PHOTO = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)  # fmt: skip
HANDED_OVER = frozenset({Happening.DELIVERED, Happening.DELIVERED_TO_NEIGHBOR, Happening.AT_PICKUP_POINT})


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that UPS tells of a parcel: a scan, or a step of a claim."""

    at: datetime
    words: Words
    place: Place | None = None
    signed_by: str | None = None
    left_at: str | None = None

    @property
    def local(self) -> datetime:
        """Its time where it happened."""
        return self.at.astimezone(ZONES.get(self.place.state, USUAL_ZONE) if self.place else USUAL_ZONE)


def activities(parcel: Parcel) -> Iterator[Activity]:
    """All of a parcel's, in the order in which they became known: scans first, then steps of claims."""
    for scan in parcel.known:
        left_at = PLACES.get(scan.happening)
        yield Activity(scan.at, WORDS[scan.happening], scan.place, scan.signed_by, left_at)
    for told in parcel.claim:
        yield Activity(told.at, CLAIMS[told.step])


def tracked(parcel: Parcel, *, signature: bool, document: bool) -> dict[str, Any]:
    """The answer of Track; newest activity first."""
    told = sorted(activities(parcel), key=lambda activity: activity.at, reverse=True)
    package: dict[str, Any] = {
        "trackingNumber": parcel.code,
        "deliveryDate": [{"type": "SDD", "date": f"{parcel.promised_at:%Y%m%d}"}],
        "deliveryTime": {"type": "EOD", "endTime": ""},
        "activity": [_entry(activity) for activity in told],
        "currentStatus": _status(told[0].words),
        "packageAddress": [
            _address("ORIGIN", parcel.journey.origin),
            _address("DESTINATION", parcel.journey.destination),
        ],
        "service": {"code": "518", "description": "UPS Ground"},
        "weight": {"unitOfMeasurement": "LBS", "weight": "2.00"},
        "packageCount": 1,
    }
    last = parcel.last
    if last is not None and last.happening in HANDED_OVER:
        package["deliveryInformation"] = _delivery(parcel, signature=signature, document=document)
    shipment = {"inquiryNumber": parcel.code, "package": [package], "userRelation": "SHIPPER"}
    return {"trackResponse": {"shipment": [shipment]}}


def not_found(number: str) -> dict[str, Any]:
    """What Track answers, with a 200, about a number that it does not know."""
    warning = {"code": "TW0001", "message": "Tracking Information Not Found"}
    return {"trackResponse": {"shipment": [{"inquiryNumber": number, "warnings": [warning]}]}}


def pushed(parcel: Parcel, activity: Activity, *, enhanced: bool) -> dict[str, Any]:
    """What Track Alert posts of one activity: flat, and with a number that may come as one."""
    words, place = activity.words, activity.place
    body: dict[str, Any] = {
        "trackingNumber": parcel.code,
        "localActivityDate": f"{activity.local:%Y%m%d}",
        "localActivityTime": f"{activity.local:%H%M%S}",
        "activityLocation": place
        and {"city": place.city, "stateProvince": place.state, "postalCode": place.zip, "country": place.country},
        "activityStatus": {
            "type": words.type,
            "code": words.code,
            "description": words.description,
            "descriptionCode": int(words.number),
        },
        "scheduledDeliveryDate": f"{parcel.promised_at:%Y%m%d}",
        "gmtActivityDate": f"{activity.at.astimezone(UTC):%Y%m%d}",
        "gmtActivityTime": f"{activity.at.astimezone(UTC):%H%M%S}",
        "gmtOffset": _offset(activity),
    }
    if words.type == "D":
        body |= {"actualDeliveryDate": body["localActivityDate"], "actualDeliveryTime": body["localActivityTime"]}
        body |= {"receivedBy": activity.signed_by or ""}
        if enhanced:
            body |= {"deliveryPhoto": PHOTO}
    return body


def _entry(activity: Activity) -> dict[str, Any]:
    place = activity.place
    address = place and {
        "city": place.city,
        "stateProvince": place.state,
        "postalCode": place.zip,
        "countryCode": place.country,
        "country": place.country,
    }
    return {
        "location": {"address": address, "slic": "1234"} if address else {},
        "status": _status(activity.words),
        "date": f"{activity.local:%Y%m%d}",
        "time": f"{activity.local:%H%M%S}",
        "gmtDate": f"{activity.at.astimezone(UTC):%Y%m%d}",
        "gmtTime": f"{activity.at.astimezone(UTC):%H:%M:%S}",
        "gmtOffset": _offset(activity),
    }


def _status(words: Words) -> dict[str, str]:
    return {
        "type": words.type,
        "description": words.description,
        "code": words.code,
        "statusCode": words.number,
        "simplifiedTextDescription": words.description[:40],
    }


def _offset(activity: Activity) -> str:
    offset = f"{activity.local:%z}"
    return f"{offset[:3]}:{offset[3:]}"


def _address(kind: str, place: Place) -> dict[str, Any]:
    return {"type": kind, "address": {"city": place.city, "stateProvince": place.state, "countryCode": place.country}}


def _delivery(parcel: Parcel, *, signature: bool, document: bool) -> dict[str, Any]:
    last = parcel.last
    assert last is not None
    told: dict[str, Any] = {"location": PLACES[last.happening], "receivedBy": last.signed_by or ""}
    if signature and last.signed_by:
        told["signature"] = {"image": SIGNATURE}
    if document:
        page = f"<html><body>Proof of delivery {parcel.code}</body></html>".encode()
        told["pod"] = {"content": base64.b64encode(page).decode()}
        if not last.signed_by:
            told["deliveryPhoto"] = {"photo": PHOTO, "photoCaptureInd": "Y", "photoDispositionCode": "V"}
    return told

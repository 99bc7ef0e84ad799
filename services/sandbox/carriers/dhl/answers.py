"""DHL's shipments as it writes them."""

from collections.abc import Mapping
from typing import Any

from services.sandbox.carriers.dhl.words import Words
from services.sandbox.journeys import Happening, Place, Scan
from services.sandbox.parcels import Parcel


def shipment(parcel: Parcel, service: str, words: Mapping[Happening, Words]) -> dict[str, Any]:
    """One parcel in one division, newest event first."""
    events = [_event(scan, words) for scan in reversed(parcel.known)]
    last = parcel.last
    details: dict[str, Any] = {
        "product": {"productName": f"{service} standard"},
        "references": [{"number": "1", "type": "customer-reference"}],
    }
    if last is not None and words[last.happening].status_code == "delivered":
        details["proofOfDelivery"] = {
            "timestamp": _moment(last),
            "documentUrl": "https://webpod.dhl.com/webPOD/DHLePODRequest",
            "signed": {"@type": "Person", "name": last.signed_by or ""},
        }
    return {
        "id": parcel.code,
        "service": service,
        "origin": _address(parcel.journey.origin),
        "destination": _address(parcel.journey.destination),
        "status": events[0] if events else {"statusCode": "unknown", "status": "unknown"},
        "estimatedTimeOfDelivery": parcel.promised_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "serviceUrl": f"https://www.dhl.de/de/privatkunden.html?piececode={parcel.code}",
        "details": details,
        "events": events,
    }


def _event(scan: Scan, words: Mapping[Happening, Words]) -> dict[str, Any]:
    said = words[scan.happening]
    place = {"location": _address(scan.place)} if scan.place else {}
    return {
        "timestamp": _moment(scan),
        **place,
        "statusCode": said.status_code,
        "status": said.status,
        "description": said.description,
    }


def _moment(scan: Scan) -> str:
    return scan.at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _address(place: Place) -> dict[str, Any]:
    return {"address": {"countryCode": place.country, "postalCode": place.zip, "addressLocality": place.city}}

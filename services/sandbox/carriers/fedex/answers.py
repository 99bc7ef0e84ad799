"""FedEx's answers: results as it writes them, errors, and a paper of a delivery."""

import base64
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from starlette.responses import JSONResponse, Response

from services.sandbox.carriers.fedex.words import MOCKS, TWICE, WORDS, Words
from services.sandbox.journeys import Happening, Place, Scan
from services.sandbox.parcels import Parcel

Json = dict[str, object]

LOCAL, MEMPHIS = ZoneInfo("America/New_York"), ZoneInfo("America/Chicago")
APART = timedelta(days=14)

DELIVERED = frozenset({Happening.DELIVERED, Happening.DELIVERED_TO_NEIGHBOR, Happening.RETURNED})

ERRORS: Mapping[int, tuple[str, str]] = {
    400: ("TRACKING.TRACKINGNUMBER.EMPTY", "Please provide tracking number."),
    401: ("NOT.AUTHORIZED.ERROR", "Access token expired. Please modify your request and try again."),
    403: ("FORBIDDEN.ERROR", "We could not authorize your credentials. Please check your permissions and try again."),
    404: ("NOT.FOUND.ERROR", "The resource you requested is no longer available. Please modify your request."),
    429: ("TOO.MANY.REQUESTS.ERROR", "Too many requests. Please try again later."),
    500: ("INTERNAL.SERVER.ERROR", "We encountered an unexpected error and are working to resolve the issue."),
    503: ("SERVICE.UNAVAILABLE.ERROR", "The service is currently unavailable."),
}

PAPER = base64.b64encode(b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n").decode()


def refusal(status: int, code: str = "", message: str = "") -> Response:
    """An error of the whole call."""
    known_code, known_message = ERRORS.get(status, ("", ""))
    errors = [{"code": code or known_code, "message": message or known_message}]
    return JSONResponse({"transactionId": str(uuid.uuid4()), "errors": errors}, status)


def answer(output: Json) -> Response:
    """A good answer."""
    return JSONResponse({"transactionId": str(uuid.uuid4()), "output": output})


def documents(found: bool) -> Response:
    """The papers of a delivery, if there are any."""
    if not found:
        return refusal(404, "TRACKING.DOCUMENT.NOTFOUND", "No document is available for this tracking number.")
    told = {
        "documentType": "SIGNATURE_PROOF_OF_DELIVERY",
        "documentFormat": "PDF",
        "documents": [PAPER],
    }
    return answer({"localization": {"localeCode": "US", "languageCode": "en"}, **told})


def complete(number: str, parcel: Parcel) -> Json:
    """All results for a number."""
    results = [result(parcel)] if parcel.known else [_not_found(number)]
    if number == TWICE and parcel.known:
        results.append(_earlier(parcel))
    return {"trackingNumber": number, "trackResults": results}


def unique_id(number: str, sent: datetime) -> str:
    """FedEx's id of one use of a number; the first part is a day."""
    return f"{sent.toordinal() + 1_721_425}000~{number}~FX"


def result(parcel: Parcel) -> Json:
    """One parcel with its scans, newest first."""
    last, sent = parcel.known[-1], parcel.known[0].at
    words, delivered = _words(parcel, last), last.happening in DELIVERED
    dates = [{"type": "SHIP", "dateTime": _day(sent)}]
    if delivered:
        dates.insert(0, {"type": "ACTUAL_DELIVERY", "dateTime": _moment(last.at)})
    promised = parcel.promised_at.replace(hour=22)
    return {
        "trackingNumberInfo": {
            "trackingNumber": parcel.code,
            "trackingNumberUniqueId": unique_id(parcel.code, sent),
            "carrierCode": "FDXE",
        },
        "shipperInformation": {"contact": {}, "address": _address(parcel.journey.origin)},
        "recipientInformation": {"contact": {}, "address": _address(parcel.journey.destination)},
        "latestStatusDetail": _latest(words, last),
        "dateAndTimes": dates,
        "availableImages": [{"type": "SIGNATURE_PROOF_OF_DELIVERY"}] if last.signed_by else [],
        "scanEvents": [_event(_words(parcel, scan), scan) for scan in reversed(parcel.known)],
        "deliveryDetails": _delivery(last) if delivered else {"deliveryAttempts": "0"},
        "serviceDetail": {"type": "PRIORITY_OVERNIGHT", "description": "FedEx Priority Overnight"},
        "estimatedDeliveryTimeWindow": {"window": {}},
        "standardTransitTimeWindow": {"window": {"ends": _moment(promised)}},
        "returnDetail": {},
    }


def _not_found(number: str) -> Json:
    return {
        "trackingNumberInfo": {"trackingNumber": number, "trackingNumberUniqueId": "", "carrierCode": ""},
        "error": {
            "code": "TRACKING.TRACKINGNUMBER.NOTFOUND",
            "message": "Tracking number cannot be found. Please correct the tracking number and try again.",
        },
    }


def _earlier(parcel: Parcel) -> Json:
    """The parcel that had the number before."""
    scans = [Scan(scan.at - APART, scan.happening, scan.place) for scan in parcel.known[:1]]
    scans.append(Scan(parcel.known[0].at - APART + timedelta(days=1), Happening.DELIVERED, parcel.journey.destination))
    return result(Parcel(parcel.code, parcel.journey, parcel.promised_at - APART, scans, parcel.to_come))


def _words(parcel: Parcel, scan: Scan) -> Words:
    happening, words = MOCKS.get(parcel.code, (None, None))
    return words if words is not None and happening is scan.happening else WORDS[scan.happening]


def _latest(words: Words, last: Scan) -> Json:
    told: Json = {
        "code": words.event,
        "derivedCode": words.derived,
        "statusByLocale": words.status or words.said,
        "description": words.said,
        "scanLocation": _address(last.place),
    }
    if words.exception:
        told["ancillaryDetails"] = [{"reason": words.exception, "reasonDescription": words.why, "action": ""}]
    if last.happening is Happening.DELAYED:
        told |= {"derivedCode": "RL", "statusByLocale": "Running Late", "delayDetail": {"status": "DELAYED"}}
    return told


def _event(words: Words, scan: Scan) -> Json:
    told: Json = {
        "date": _moment(scan.at),
        "eventType": words.event,
        "eventDescription": words.said,
        "exceptionCode": words.exception,
        "exceptionDescription": words.why,
        "scanLocation": _address(scan.place) | ({"postalCode": scan.place.zip} if scan.place else {}),
        "locationId": "SBX",
        "locationType": words.place,
        "derivedStatusCode": words.derived,
        "derivedStatus": words.status or words.said,
    }
    if scan.happening is Happening.DELAYED:
        told["delayDetail"] = {"type": "GENERAL"}
    return told


def _delivery(last: Scan) -> Json:
    place = "Neighbor" if last.happening is Happening.DELIVERED_TO_NEIGHBOR else "Residence"
    given, _, surname = (last.signed_by or "").partition(" ")
    signed = {"receivedByName": f"{given[:1]}.{surname}".upper()} if last.signed_by else {}
    return {
        "actualDeliveryAddress": _address(last.place),
        "locationType": "OTHER" if place == "Neighbor" else "RESIDENCE",
        "locationDescription": place,
        "deliveryAttempts": "0",
        **signed,
    }


def _address(place: Place | None) -> Json:
    if place is None:
        return {"residential": False}
    return {
        "city": place.city,
        "stateOrProvinceCode": place.state,
        "countryCode": place.country,
        "residential": False,
        "countryName": "United States",
    }


def _moment(at: datetime) -> str:
    return at.astimezone(LOCAL).isoformat(timespec="seconds")


def _day(at: datetime) -> str:
    """FedEx's days begin in Memphis, with an offset that knows no summer."""
    return f"{at.astimezone(MEMPHIS):%Y-%m-%d}T00:00:00-06:00"

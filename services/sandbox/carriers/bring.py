"""Bring's Tracking API v2: consignments of packages, errors inside good answers, and Bring's own test numbers."""

from collections.abc import Mapping
from datetime import time
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import AUSTIN, COLUMBUS, RECIPIENT, Happening, Journey, Scan, Step
from services.sandbox.parcels import Clock, Full, Parcel, Parcels

ZONE = ZoneInfo("Europe/Oslo")
HEADERS = ("x-mybring-api-uid", "x-mybring-api-key", "x-bring-client-url")
CONSIGNMENT = "70438101015432113"
PACKAGES = "+"
"""A number of several codes joined by this is a consignment of several packages."""


class Words(NamedTuple):
    """An event's status and what is written beside."""

    status: str
    description: str


# Bring's event statuses; what it calls a deviation may be any of what went wrong
WORDS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("PRE_NOTIFIED", "Vi har mottatt melding om at sendingen er på vei."),
    Happening.LABEL_CREATED: Words("PRE_NOTIFIED", "Sendingen er registrert av avsender."),
    Happening.ACCEPTED: Words("HANDED_IN", "Sendingen er innlevert."),
    Happening.ARRIVED: Words("TERMINAL", "Sendingen er ankommet terminal."),
    Happening.DEPARTED: Words("IN_TRANSIT", "Sendingen er sendt fra terminal."),
    Happening.AT_DESTINATION: Words("TERMINAL", "Sendingen er ankommet terminal for utkjøring."),
    Happening.IN_CUSTOMS: Words("CUSTOMS", "Sendingen er til tollbehandling."),
    Happening.DELAYED: Words("DEVIATION", "Sendingen er forsinket."),
    Happening.OUT_FOR_DELIVERY: Words("TRANSPORT_TO_RECIPIENT", "Sendingen er lastet for utkjøring til mottaker."),
    Happening.ATTEMPTED: Words("ATTEMPTED_DELIVERY", "Sendingen er forsøkt utlevert."),
    Happening.UNDELIVERABLE: Words("DEVIATION", "Sendingen kan ikke utleveres."),
    Happening.AT_PICKUP_POINT: Words("READY_FOR_PICKUP", "Sendingen kan hentes på postkontor."),
    Happening.DELIVERED: Words("DELIVERED", "Sendingen er utlevert."),
    Happening.DELIVERED_TO_NEIGHBOR: Words("DELIVERED", "Sendingen er utlevert til nabo."),
    Happening.DAMAGED: Words("DEVIATION", "Sendingen er skadet."),
    Happening.LOST: Words("DEVIATION", "Sendingen er etterlyst uten å bli funnet."),
    Happening.FOUND: Words("TERMINAL", "Sendingen er kommet til rette."),
    Happening.RETURNING: Words("RETURN", "Sendingen er på vei i retur til avsender."),
    Happening.RETURNED: Words("DELIVERED_SENDER", "Sendingen er utlevert til avsender."),
    Happening.CANCELED: Words("DELIVERY_CANCELLED", "Leveringen er avbestilt."),
}

# the examples of https://api.bring.com/tracking/api-docs
SAMPLES: Mapping[str, Happening] = {
    "TESTPACKAGEEDI": Happening.PRE_ADVISED,
    "TESTPACKAGEATPICKUPPOINT": Happening.AT_PICKUP_POINT,
    "TESTPACKAGELOADEDFORDELIVERY": Happening.OUT_FOR_DELIVERY,
    "TESTPACKAGEDELIVERED": Happening.DELIVERED,
}

REFUSALS: Mapping[int, str] = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


class Bring:
    """The company. Its push, Event Cast, is not played."""

    name: ClassVar[str] = "bring"
    root: ClassVar[str] = "/bring/tracking/api/v2"
    scripts: ClassVar[Mapping[str, Journey]] = {
        code: Journey(
            happening.value,
            COLUMBUS,
            AUSTIN,
            0,
            (Step(1, time(9), happening, AUSTIN, RECIPIENT if happening is Happening.DELIVERED else None),),
            1,
        )
        for code, happening in SAMPLES.items()
    }

    def __init__(self, parcels: Parcels, deliveries: Deliveries, clock: Clock) -> None:
        self._parcels = parcels
        self.app = Starlette(routes=[Route("/tracking.json", self._track)])

    def read(self, request: Request, body: bytes) -> Caller:
        """The user's key and the numbers in the query."""
        number = request.query_params.get("q", "")
        return Caller(request.headers.get(HEADERS[1]), tuple(filter(None, {number, *number.split(PACKAGES)})))

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """A page of plain words, as the gateway before the API writes it."""
        return PlainTextResponse(REFUSALS[status], status) if status in REFUSALS else None

    def forget(self) -> None:
        """There is nothing but the parcels."""

    async def _track(self, request: Request) -> Response:
        uid, key, url = (request.headers.get(name, "") for name in HEADERS)
        if "@" not in uid or not key or not url:
            return PlainTextResponse(REFUSALS[401], 401)
        number = request.query_params.get("q", "")
        if not number:
            return _error(400, "No query given")
        try:
            packages = [self._parcels.follow(code) for code in number.split(PACKAGES) if code]
        except Full:
            return PlainTextResponse(REFUSALS[503], 503)
        known = [_package(parcel) for parcel in packages if parcel.known]
        if not known:
            return _error(404, "No shipments found")
        consignment = number if len(packages) > 1 else CONSIGNMENT
        return JSONResponse(
            {"apiVersion": "2", "consignmentSet": [{"consignmentId": consignment, "packageSet": known}]}
        )


def _error(code: int, message: str) -> Response:
    return JSONResponse({"apiVersion": "2", "consignmentSet": [{"error": {"code": code, "message": message}}]})


def _package(parcel: Parcel) -> dict[str, object]:
    return {
        "packageNumber": parcel.code,
        "statusDescription": WORDS[parcel.known[-1].happening].description,
        "productName": "Pakke til hentested",
        "productCode": "5800",
        "brand": "POSTEN",
        "weightInKgs": 1.2,
        "senderName": "NORDIC TEST SHOP AS",
        "eventSet": [_event(scan) for scan in reversed(parcel.known)],
    }


def _event(scan: Scan) -> dict[str, object]:
    words, place, local = WORDS[scan.happening], scan.place, scan.at.astimezone(ZONE)
    return {
        "description": words.description,
        "status": words.status,
        "recipientSignature": {"name": scan.signed_by or ""},
        "unitId": "122608",
        "unitType": "BRING",
        "postalCode": place.zip if place else "",
        "city": place.city if place else "",
        "countryCode": place.country if place else "",
        "dateIso": local.isoformat(timespec="seconds"),
        "displayDate": local.strftime("%d.%m.%Y"),
        "displayTime": local.strftime("%H:%M"),
        "consignmentEvent": False,
    }


COMPANY = Bring

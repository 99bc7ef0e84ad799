"""DHL Paket as one company of the sandbox: one address that is asked in XML and answers in XML."""

from collections.abc import Mapping
from datetime import time
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement, tostring
from zoneinfo import ZoneInfo

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.sandbox.basic import login_of
from services.sandbox.carriers.dhl_parcel_de.words import RETURNS, WORDS
from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import RECIPIENT, UNSCRIPTED, Happening, Journey, Place, Scan, Step
from services.sandbox.parcels import Clock, Full, Parcel, Parcels

MOST_NUMBERS = 20
LONGEST_NUMBER = 40
WRONG = "wrong"
"""A password or secret that is never taken."""

NO_DATA, LOGIN_FAILED, NO_REQUEST = "100", "5", "2"

BERLIN = ZoneInfo("Europe/Berlin")
BREMEN = Place("BREMEN", "", "28197", "DE")
BONN = Place("BONN", "", "53113", "DE")
GIF = bytes.fromhex("47494638396101000100800000000000ffffff21f90401000000002c00000000010001000002024401003b")


def _sample(name: str, *steps: Step) -> Journey:
    return Journey(name, BREMEN, BONN, promised=3, steps=steps, shown=len(steps))


_UNDER_WAY = (
    Step(5, time(10, 44), Happening.ACCEPTED, BREMEN),
    Step(5, time(14, 51), Happening.DEPARTED, BREMEN),
    Step(4, time(2, 32), Happening.AT_DESTINATION, BONN),
    Step(4, time(8, 2), Happening.OUT_FOR_DELIVERY, BONN),
)


class ParcelDE:
    """The company; it posts nothing."""

    name: ClassVar[str] = "dhl_parcel_de"
    root: ClassVar[str] = "/dhl_parcel_de/parcel/de/tracking/v0"
    # the numbers of DHL's own test system
    scripts: ClassVar[Mapping[str, Journey]] = {
        "00340434161094015902": _sample(
            "DELIVERED", *_UNDER_WAY, Step(4, time(9, 2), Happening.DELIVERED, BONN, RECIPIENT)
        ),
        "00340434161094022115": _sample(
            "NEIGHBOUR", *_UNDER_WAY, Step(4, time(9, 2), Happening.DELIVERED_TO_NEIGHBOR, BONN, "Nachbar")
        ),
        "00340434161094027318": _sample("BRANCH", *_UNDER_WAY, Step(4, time(9, 2), Happening.AT_PICKUP_POINT, BONN)),
    }

    def __init__(self, parcels: Parcels, _deliveries: Deliveries, _clock: Clock) -> None:
        self._parcels = parcels
        self.app = Starlette(routes=[Route("/shipments", self._answer)], exception_handlers={Full: _full})

    def read(self, request: Request, body: bytes) -> Caller:
        """The user inside the XML, and the numbers."""
        asked = _asked(request)
        return Caller() if asked is None else Caller(asked.get("appname"), tuple(_numbers(asked)))

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """DHL's error body for a status: the gateway's, which is no XML."""
        return _problem(status) if status in TITLES else None

    def forget(self) -> None:
        """Nothing is registered here."""

    async def _answer(self, request: Request) -> Response:
        login, asked = login_of(request), _asked(request)
        if login is None or not all(login) or login[1] == WRONG:
            return _problem(401)
        if asked is None:
            return _error("piece-shipment-list", NO_REQUEST, "Invalid XML request.")
        if not asked.get("appname") or asked.get("password") in {None, "", WRONG}:
            return _error("piece-shipment-list", LOGIN_FAILED, "Login failed")
        if asked.get("request") == "d-get-signature":
            return self._signature(_numbers(asked))
        return self._details(_numbers(asked))

    def _details(self, numbers: list[str]) -> Response:
        if not 0 < len(numbers) <= MOST_NUMBERS or any(len(number) > LONGEST_NUMBER for number in numbers):
            return _error("piece-shipment-list", NO_REQUEST, "Invalid number of piece codes.")
        root = Element("data", {"name": "piece-shipment-list", "code": "0", "request-id": "sandbox"})
        parcels = [self._parcels.follow(number) for number in numbers]
        for parcel in parcels:
            if _is_known(parcel):
                _piece(root, parcel)
            else:
                missing = {"name": "piece-shipment", "searched-piece-code": parcel.code, "piece-code": parcel.code}
                SubElement(root, "data", missing | {"piece-status": NO_DATA, "piece-status-desc": "No data found"})
        if not any(_is_known(parcel) for parcel in parcels):
            root.attrib |= {"code": NO_DATA, "error": "No data found"}
        return _xml(root)

    def _signature(self, numbers: list[str]) -> Response:
        parcel = self._parcels.follow(numbers[0]) if numbers else None
        last = parcel.last if parcel else None
        if last is None or WORDS[last.happening].standard != "ZU":
            return _error("signature-list", NO_DATA, "No data found")
        root = Element("data", {"name": "signature-list", "code": "0", "request-id": "sandbox"})
        day = last.at.astimezone(BERLIN).strftime("%d.%m.%Y")
        picture = {"name": "signature", "event-date": day, "mime-type": "image/gif", "image": GIF.hex().upper()}
        SubElement(root, "data", picture)
        return _xml(root)


def _is_known(parcel: Parcel) -> bool:
    return bool(parcel.known) or parcel.journey is not UNSCRIPTED


def _piece(root: Element, parcel: Parcel) -> None:
    last = parcel.last
    words = WORDS[last.happening] if last else None
    piece = SubElement(
        root,
        "data",
        {
            "name": "piece-shipment",
            "error-status": "0",
            "piece-identifier": parcel.code.removeprefix("00"),
            "piece-code": parcel.code,
            "searched-piece-code": parcel.code,
            "status-timestamp": _moment(last),
            "status": words.text if words else "",
            "short-status": words.text if words else "",
            "recipient-name": (last.signed_by or "") if last else "",
            "recipient-id-text": words.recipient if words else "",
            "pan-recipient-postalcode": parcel.journey.destination.zip,
            "product-name": "DHL PAKET (parcel)",
            "delivery-event-flag": "1" if words and words.standard == "ZU" else "0",
            "ice": words.ice if words else "",
            "ric": words.ric if words else "",
            "standard-event-code": words.standard if words else "",
            "dest-country": parcel.journey.destination.country or "",
            "ruecksendung": _returns(last),
        },
    )
    events = SubElement(piece, "data", {"name": "piece-event-list", "ruecksendung": "false"})
    for scan in parcel.known:
        SubElement(events, "data", _event(scan))


def _event(scan: Scan) -> dict[str, str]:
    words = WORDS[scan.happening]
    return {
        "name": "piece-event",
        "event-timestamp": _moment(scan),
        "event-status": words.text,
        "event-text": words.text,
        "event-short-status": words.text,
        "ice": words.ice,
        "ric": words.ric,
        "event-location": scan.place.city if scan.place else "",
        "event-country": (scan.place.country or "") if scan.place else "",
        "standard-event-code": words.standard,
        "ruecksendung": _returns(scan),
    }


def _moment(scan: Scan | None) -> str:
    """On the clocks of Germany, without a zone and without seconds."""
    return scan.at.astimezone(BERLIN).strftime("%d.%m.%Y %H:%M") if scan else ""


def _returns(scan: Scan | None) -> str:
    return "true" if scan is not None and scan.happening in RETURNS else "false"


def _asked(request: Request) -> Mapping[str, str] | None:
    try:
        return fromstring(request.query_params.get("xml", ""), forbid_dtd=True).attrib
    except (ParseError, DefusedXmlException, LookupError, ValueError):
        return None


def _numbers(asked: Mapping[str, str]) -> list[str]:
    return [number for part in asked.get("piece-code", "").split(";") if (number := part.strip())]


TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    429: "Too Many Requests",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def _problem(status: int) -> Response:
    body = f'{{"statusCode": {status}, "statusText": "{TITLES[status]}", "errorMessage": "{TITLES[status]}"}}'
    return Response(body, status, media_type="application/json")


def _error(name: str, code: str, error: str) -> Response:
    return _xml(Element("data", {"name": name, "code": code, "error": error, "request-id": "sandbox"}))


def _xml(root: Element) -> Response:
    return Response(tostring(root, "UTF-8", xml_declaration=True), media_type="application/xml")


async def _full(_request: Request, _full: Exception) -> Response:
    return _problem(429)

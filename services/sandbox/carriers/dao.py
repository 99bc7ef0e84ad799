"""dao's PHP interface: credentials in the query, everything answered with 200, events in Danish."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import Happening, Journey, Scan
from services.sandbox.parcels import Clock, Full, Parcel, Parcels

ZONE = ZoneInfo("Europe/Copenhagen")
WRONG = "wrong"
"""How a customer's code begins that is not taken."""


class Words(NamedTuple):
    """An event's code and what is written beside."""

    code: str
    description: str


# dao tells its codes to customers alone; these are what is known of them, and where nothing is, a code of no list
WORDS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("70", "Pakke er registreret"),
    Happening.LABEL_CREATED: Words("70", "Pakke er registreret"),
    Happening.ACCEPTED: Words("71", "Pakken er indleveret i pakkeshop"),
    Happening.ARRIVED: Words("20", "Pakke er ankommet til terminal"),
    Happening.DEPARTED: Words("10", "Pakke modtaget på fordelingscenter"),
    Happening.AT_DESTINATION: Words("20", "Pakke er ankommet til terminal"),
    Happening.IN_CUSTOMS: Words("21", "Pakken er til fortoldning"),
    Happening.DELAYED: Words("22", "Pakken er forsinket"),
    Happening.OUT_FOR_DELIVERY: Words("60", "Pakke er på vej til modtager"),
    Happening.ATTEMPTED: Words("40", "Pakke er ikke afleveret"),
    Happening.UNDELIVERABLE: Words("40", "Pakke er ikke afleveret"),
    Happening.AT_PICKUP_POINT: Words("31", "Pakken er klar til afhentning i pakkeshop"),
    Happening.DELIVERED: Words("30", "Pakke er afleveret"),
    Happening.DELIVERED_TO_NEIGHBOR: Words("30", "Pakke er afleveret"),
    Happening.DAMAGED: Words("41", "Pakken er beskadiget"),
    Happening.LOST: Words("42", "Pakken er bortkommet"),
    Happening.FOUND: Words("10", "Pakke modtaget på fordelingscenter"),
    Happening.RETURNING: Words("51", "Pakken sendes retur"),
    Happening.RETURNED: Words("50", "Pakke returneret til afsender"),
    Happening.CANCELED: Words("72", "Pakken er annulleret"),
}

PAGES: Mapping[int, str] = {
    403: "Forbidden",
    404: "Not Found",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


class Dao:
    """The company. It pushes nothing."""

    name: ClassVar[str] = "dao"
    root: ClassVar[str] = "/dao"
    scripts: ClassVar[Mapping[str, Journey]] = {}

    def __init__(self, parcels: Parcels, deliveries: Deliveries, clock: Clock) -> None:
        self._parcels = parcels
        self.app = Starlette(
            routes=[
                Route("/TrackNTrace_v2.php", self._track),
                Route("/TrackNTraceKoder.php", self._codes),
            ]
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The customer's code and the barcode, both out of the query."""
        code = request.query_params.get("stregkode")
        return Caller(request.query_params.get("kode"), (code,) if code else ())

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """The page of the server before dao's; dao itself says no with a good answer."""
        return PlainTextResponse(PAGES[status], status) if status in PAGES else None

    def forget(self) -> None:
        """There is nothing but the parcels."""

    async def _track(self, request: Request) -> Response:
        failed = _not_let_in(request)
        if failed is not None:
            return failed
        barcode = request.query_params.get("stregkode", "")
        if not barcode:
            return _failed("12", "Stregkode mangler")
        try:
            parcel = self._parcels.follow(barcode)
        except Full:
            return PlainTextResponse(PAGES[503], 503)
        return _ok(_told(parcel)) if parcel.known else _failed("13", "Stregkode ikke fundet")

    async def _codes(self, request: Request) -> Response:
        codes = {words.code: words.description for words in WORDS.values()}
        told = [{"kode": code, "beskrivelse": description} for code, description in sorted(codes.items())]
        return _not_let_in(request) or _ok(told)


def _not_let_in(request: Request) -> Response | None:
    customer, code = request.query_params.get("kundeid", ""), request.query_params.get("kode", "")
    if customer.isdecimal() and code and not code.startswith(WRONG):
        return None
    return _failed("1", "Forkert kundeid eller kode")


def _ok(result: object) -> Response:
    return JSONResponse({"status": "OK", "fejlkode": "", "fejltekst": "", "resultat": result})


def _failed(code: str, said: str) -> Response:
    return JSONResponse({"status": "FEJL", "fejlkode": code, "fejltekst": said, "resultat": []})


def _told(parcel: Parcel) -> dict[str, object]:
    return {
        "stregkode": parcel.code,
        "pakketype": "Home",
        "eta": parcel.promised_at.astimezone(ZONE).strftime("%Y-%m-%d"),
        "modtager": {"navn": "Test Modtager", "adresse": "Prøvevej 1", "post": "8000 Aarhus C", "land": "Danmark"},
        "haendelser": [_event(scan) for scan in parcel.known],
    }


def _event(scan: Scan) -> dict[str, object]:
    words = WORDS[scan.happening]
    return {
        "tidspunkt": _time(scan.at),
        "haendelse": words.code,
        "beskrivelse": words.description,
        "pakketype": "Home",
        "sted": scan.place.city.title() if scan.place else "",
    }


def _time(at: datetime) -> str:
    return at.astimezone(ZONE).strftime("%Y-%m-%d %H:%M:%S")


COMPANY = Dao

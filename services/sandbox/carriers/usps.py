"""USPS Tracking v3: tokens for a scope, one piece in a call, truths as texts, and events newest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import Happening, Journey, Scan
from services.sandbox.loans import Loans, asked, is_taken
from services.sandbox.parcels import Clock, Full, Parcel, Parcels

TOKEN_SECONDS = 28_799
API = "/tracking/v3/tracking/"
LOCAL = ZoneInfo("America/New_York")


class Words(NamedTuple):
    """One event: its code, its text, and the category that the whole piece has after it."""

    code: str
    said: str
    category: str


WORDS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("MA", "Pre-Shipment Info Sent to USPS, USPS Awaiting Item", "Pre-Shipment"),
    Happening.LABEL_CREATED: Words("GX", "Shipping Label Created, USPS Awaiting Item", "Pre-Shipment"),
    Happening.ACCEPTED: Words("03", "USPS in possession of item", "Accepted"),
    Happening.ARRIVED: Words("A1", "Arrived at USPS Regional Facility", "In Transit"),
    Happening.DEPARTED: Words("T1", "Departed USPS Regional Facility", "In Transit"),
    Happening.AT_DESTINATION: Words("07", "Arrived at Post Office", "In Transit"),
    Happening.IN_CUSTOMS: Words("", "Held in Customs", "Alert"),
    Happening.DELAYED: Words("TL", "In Transit, Arriving Late", "In Transit"),
    Happening.OUT_FOR_DELIVERY: Words("OF", "Out for Delivery", "Out for Delivery"),
    Happening.ATTEMPTED: Words("56", "Notice Left (No Authorized Recipient Available)", "Delivery Attempt"),
    Happening.UNDELIVERABLE: Words("05", "Undeliverable as Addressed", "Alert"),
    Happening.AT_PICKUP_POINT: Words("16", "Available for Pickup", "Available for Pickup"),
    Happening.DELIVERED: Words("01", "Delivered, Left with Individual", "Delivered"),
    Happening.DELIVERED_TO_NEIGHBOR: Words("01", "Delivered, Neighbor as Requested", "Delivered"),
    Happening.DAMAGED: Words("", "Visible Damage", "Alert"),
    Happening.LOST: Words("11", "Sent to Mail Recovery Center", "Alert"),
    Happening.FOUND: Words("10", "Arrived at USPS Regional Origin Facility", "In Transit"),
    Happening.RETURNING: Words("09", "Return to Sender", "Alert"),
    Happening.RETURNED: Words("01", "Delivered, To Original Sender", "Delivered"),
    Happening.CANCELED: Words("44", "Customer Recall", "Alert"),
}
UNSIGNED = Words("01", "Delivered, In/At Mailbox", "Delivered")

ERRORS: Mapping[int, str] = {
    400: "The request is not valid.",
    401: "Unauthorized",
    403: "Access is denied.",
    404: "The tracking number may be incorrect or the status update is not yet available.",
    429: "Too many requests have been received from the client in a short amount of time.",
    500: "An unknown error has occurred.",
    503: "The service is not available.",
}


class Usps:
    """The company. It pushes nothing."""

    name: ClassVar[str] = "usps"
    root: ClassVar[str] = "/usps"
    scripts: ClassVar[Mapping[str, Journey]] = {}

    def __init__(self, parcels: Parcels, _deliveries: Deliveries, clock: Clock) -> None:
        self._parcels = parcels
        self._loans = Loans(clock, TOKEN_SECONDS)
        self.app = Starlette(
            routes=[
                Route("/oauth2/v3/token", self._token, methods=["POST"]),
                Route(f"{API}{{number}}", self._track),
            ],
            exception_handlers={HTTPException: _strayed, Full: _full},
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The client behind the token, and the number in the path."""
        client = self._loans.client_of(request.headers.get("authorization", "")) or asked(body).get("client_id")
        _, _, number = str(request.scope["path"]).partition(API)
        return Caller(client, (number,) if number else ())

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """USPS's error body for a status."""
        return _refusal(status, details or []) if status in ERRORS else None

    def forget(self) -> None:
        """End all tokens."""
        self._loans.forget()

    async def _token(self, request: Request) -> Response:
        form = asked(await request.body())
        if not is_taken(form):
            told = {"error": "invalid_client", "error_description": "The client is not known.", "error_uri": ""}
            return JSONResponse(told, 401)
        if "tracking" not in form.get("scope", "tracking").split():
            return JSONResponse({"error": "invalid_scope", "error_description": "The scope is not known."}, 400)
        return JSONResponse(
            {
                "access_token": self._loans.lend(form["client_id"]),
                "token_type": "Bearer",
                "issued_at": "1767225600000",
                "expires_in": str(TOKEN_SECONDS),
                "scope": "tracking",
                "status": "approved",
            }
        )

    async def _track(self, request: Request) -> Response:
        if self._loans.client_of(request.headers.get("authorization", "")) is None:
            return _refusal(401, [])
        if request.query_params.get("expand") != "DETAIL":
            return _refusal(400, [{"status": "400", "code": "OASValidation", "title": "expand"}])
        parcel = self._parcels.follow(request.path_params["number"])
        return JSONResponse(_piece(parcel)) if parcel.known else _refusal(404, [])


def _piece(parcel: Parcel) -> dict[str, object]:
    last, words = parcel.known[-1], _words(parcel.known[-1])
    origin, destination = parcel.journey.origin, parcel.journey.destination
    said = f"{words.said} at {last.at.astimezone(LOCAL):%I:%M %p on %B %d, %Y}"
    return {
        "trackingNumber": parcel.code,
        "destinationCity": destination.city,
        "destinationState": destination.state,
        "destinationZIP": destination.zip,
        "originCity": origin.city,
        "originState": origin.state,
        "originZIP": origin.zip,
        "emailEnabled": "true",
        "kahalaIndicator": "false",
        "mailClass": "USPS Ground Advantage<SUP>&#153;</SUP>",
        "mailType": "DM",
        "proofOfDeliveryEnabled": "false",
        "restoreEnabled": "false",
        "expectedDeliveryTimeStamp": f"{parcel.promised_at:%Y-%m-%d}T21:00:00",
        "services": ["USPS Tracking<SUP>&#174;</SUP>", "Up to $100 insurance included"],
        "serviceTypeCode": "001",
        "status": words.said,
        "statusCategory": words.category,
        "statusSummary": f"Your item: {said}.",
        "tableCode": "T",
        "uniqueMailPieceID": str(parcel.known[0].at.toordinal() * 100),
        "mailPieceIntakeDate": f"{parcel.known[0].at.astimezone(LOCAL):%Y-%m-%d %H:%M:%S}.000000",
        "trackingEvents": [_event(scan) for scan in reversed(parcel.known)],
    }


def _words(scan: Scan) -> Words:
    return UNSIGNED if scan.happening is Happening.DELIVERED and not scan.signed_by else WORDS[scan.happening]


def _event(scan: Scan) -> dict[str, object]:
    words, place = _words(scan), scan.place
    offset = f"{scan.at.astimezone(LOCAL):%z}"
    return {
        "eventType": words.said,
        "eventTimestamp": _local(scan.at),
        "GMTTimestamp": f"{scan.at:%Y-%m-%dT%H:%M:%SZ}",
        "GMTOffset": f"{offset[:3]}:{offset[3:]}",
        "eventCountry": None,
        "eventCity": place.city if place else None,
        "eventState": place.state if place else None,
        "eventZIP": place.zip if place else None,
        "firm": None,
        "name": scan.signed_by.upper() if scan.signed_by else None,
        "authorizedAgent": "false",
        "eventCode": words.code or None,
        "additionalProp": None,
    }


def _local(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%Y-%m-%dT%H:%M:00}"


def _refusal(status: int, errors: list[object]) -> Response:
    error = {"code": str(status), "message": ERRORS[status], "errors": errors}
    return JSONResponse({"apiVersion": "v3", "error": error}, status)


async def _strayed(_request: Request, _error: Exception) -> Response:
    return _refusal(404, [])


async def _full(_request: Request, _error: Exception) -> Response:
    return _refusal(503, [])


COMPANY = Usps

"""GLS Group's Track & Trace v1 behind its gateway: tokens, ten numbers in a call, GLS's own test parcels."""

import secrets
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import ClassVar, NamedTuple
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from services.sandbox.basic import login_of
from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import AUSTIN, COLUMBUS, Happening, Journey, Scan, Step
from services.sandbox.parcels import Clock, Full, Parcel, Parcels

ZONE = ZoneInfo("Europe/Berlin")
MOST_NUMBERS = 10
MOST_TOKENS = 1_000
TOKEN_SECONDS = 14_400
TAKEN = "secret"
"""How a client secret begins; no other is taken."""

API, TOKEN = "/track-and-trace-v1/tracking", "/oauth2/v2/token"


class Words(NamedTuple):
    """The parcel's status, the event's code, and what is written beside."""

    status: str
    code: str
    description: str


# codes as GLS's document and answers show them; where they show none, one in their manner, as its list is not public
WORDS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words(
        "PREADVICE", "INTIAL.PREADVICE", "The parcel data was entered into the GLS IT system."
    ),
    Happening.LABEL_CREATED: Words("PREADVICE", "INTIAL.E48_DATA", "The parcel was provided for collection by GLS."),
    Happening.ACCEPTED: Words("INTRANSIT", "INTIAL.NORMAL", "The parcel was handed over to GLS."),
    Happening.ARRIVED: Words("INTRANSIT", "INBOUD.NORMAL", "The parcel has reached the parcel center."),
    Happening.DEPARTED: Words("INTRANSIT", "OUTBOD.NORMAL", "The parcel has left the parcel center."),
    Happening.AT_DESTINATION: Words("INWAREHOUSE", "INBOUD.NORMAL", "The parcel has reached the final parcel center."),
    Happening.IN_CUSTOMS: Words("INTRANSIT", "INBOUD.CUSTOMS", "The parcel is being cleared by customs."),
    Happening.DELAYED: Words("INTRANSIT", "INBOUD.DELAYED", "The parcel is delayed."),
    Happening.OUT_FOR_DELIVERY: Words("INDELIVERY", "OUTDEL.NORMAL", "The parcel is expected during the day."),
    Happening.ATTEMPTED: Words("NOTDELIVERED", "NOTDEL.ABSENT", "The consignee was absent."),
    Happening.UNDELIVERABLE: Words("NOTDELIVERED", "NOTDEL.ADDRESS", "The address is wrong."),
    Happening.AT_PICKUP_POINT: Words("DELIVEREDPS", "DELIVD.PARCELSHOP", "The parcel was delivered at the ParcelShop."),
    Happening.DELIVERED: Words("DELIVERED", "DELIVD.NORMAL", "The parcel has been delivered."),
    Happening.DELIVERED_TO_NEIGHBOR: Words("DELIVERED", "DELIVD.NEIGHBOUR", "The parcel was delivered to a neighbour."),
    Happening.DAMAGED: Words("NOTDELIVERED", "NOTDEL.DAMAGED", "The parcel was damaged in transport."),
    Happening.LOST: Words("INWAREHOUSE", "NOTDEL.MISSING", "The parcel could not be found."),
    Happening.FOUND: Words("INTRANSIT", "INBOUD.NORMAL", "The parcel has reached the parcel center."),
    Happening.RETURNING: Words("INTRANSIT", "RETURN.NORMAL", "The parcel is on its way back to the shipper."),
    Happening.RETURNED: Words("FINAL", "RETURN.DELIVERED", "The parcel was returned to the shipper."),
    Happening.CANCELED: Words("CANCELED", "CANCEL.NORMAL", "The parcel data have been deleted from the GLS IT system."),
}

# "Test Data Set" of GLS's document: a parcel in each status
TEST_PARCELS: Mapping[str, tuple[str, Happening]] = {
    "QAS_0000001": ("PLANNEDPICKUP", Happening.PRE_ADVISED),
    "QAS_0000002": ("INPICKUP", Happening.LABEL_CREATED),
    "QAS_0000003": ("NOTPICKEDUP", Happening.LABEL_CREATED),
    "QAS_0000004": ("PREADVICE", Happening.PRE_ADVISED),
    "QAS_0000005": ("INTRANSIT", Happening.ARRIVED),
    "QAS_0000006": ("INDELIVERY", Happening.OUT_FOR_DELIVERY),
    "QAS_0000007": ("DELIVEREDPS", Happening.AT_PICKUP_POINT),
    "QAS_0000008": ("DELIVERED", Happening.DELIVERED),
    "QAS_0000009": ("INWAREHOUSE", Happening.AT_DESTINATION),
    "QAS_0000010": ("NOTDELIVERED", Happening.ATTEMPTED),
    "QAS_0000011": ("CANCELED", Happening.CANCELED),
    "QAS_0000012": ("FINAL", Happening.DELIVERED),
}

FAULTS: Mapping[int, tuple[str, str]] = {
    401: ("The Token has expired: policy(Verify-JWT)", "steps.jwt.TokenExpired"),
    403: ("Access denied", "steps.oauth.v2.InsufficientScope"),
    429: ("Rate limit quota violation. Quota limit  exceeded.", "policies.ratelimit.QuotaViolation"),
    500: ("Internal Server Error", "messaging.runtime.InternalError"),
    503: ("Service Unavailable", "messaging.adaptors.http.flow.ServiceUnavailable"),
}
PROBLEMS: Mapping[int, str] = {400: "Bad Request", 404: "Not Found"}


class Gls:
    """The company. It pushes nothing."""

    name: ClassVar[str] = "gls"
    root: ClassVar[str] = "/gls"
    scripts: ClassVar[Mapping[str, Journey]] = {
        code: Journey(status, COLUMBUS, AUSTIN, 0, (Step(1, time(9), happening, AUSTIN),), 1)
        for code, (status, happening) in TEST_PARCELS.items()
    }

    def __init__(self, parcels: Parcels, deliveries: Deliveries, clock: Clock) -> None:
        self._parcels = parcels
        self._clock = clock
        self._tokens: dict[str, tuple[str, datetime]] = {}
        self.app = Starlette(
            routes=[
                Route(TOKEN, self._token, methods=["POST"]),
                Route(f"{API}/simple/trackids/{{numbers}}", self._track),
                Route(f"{API}/events/codes", self._codes),
            ],
            exception_handlers={404: self._strayed},
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The client behind the token, and the numbers in the path."""
        client, _ = login_of(request) or (self._client(request), "")
        _, _, numbers = str(request.scope["path"]).partition("/trackids/")
        return Caller(client, tuple(filter(None, numbers.split(","))))

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """The gateway's fault, or the API's problem, for a status."""
        if status in PROBLEMS:
            title = PROBLEMS[status]
            return JSONResponse(
                {"type": "about:blank", "title": title, "status": status, "detail": title, "instance": API}, status
            )
        if status not in FAULTS:
            return None
        said, code = FAULTS[status]
        return JSONResponse({"fault": {"faultstring": said, "detail": {"errorcode": code}}}, status)

    def forget(self) -> None:
        """End all tokens."""
        self._tokens.clear()

    async def _token(self, request: Request) -> Response:
        form = parse_qs((await request.body()).decode(errors="replace"))
        client, secret = login_of(request) or (form.get("client_id", [""])[0], form.get("client_secret", [""])[0])
        if form.get("grant_type") != ["client_credentials"] or not client or not secret.startswith(TAKEN):
            return JSONResponse({"errors": [{"message": "Invalid client identifier", "type": "400"}]}, 400)
        if len(self._tokens) >= MOST_TOKENS:
            self._tokens.pop(next(iter(self._tokens)))
        token = secrets.token_urlsafe(24)
        self._tokens[token] = client, self._clock() + timedelta(seconds=TOKEN_SECONDS)
        return JSONResponse({"token_type": "Bearer", "access_token": token, "expires_in": TOKEN_SECONDS})

    async def _track(self, request: Request) -> Response:
        refusal = self._not_let_in(request)
        if refusal is not None:
            return refusal
        numbers = [number for number in request.path_params["numbers"].split(",") if number]
        too_many = self.refusal(400, None)
        if len(numbers) > MOST_NUMBERS and too_many is not None:
            return too_many
        try:
            told = [self._parcel(number) for number in numbers]
        except Full:
            return JSONResponse({"fault": {"faultstring": "Service Unavailable"}}, 503)
        return JSONResponse({"parcels": told})

    async def _codes(self, request: Request) -> Response:
        codes = {words.code: words.description for words in WORDS.values()}
        told = [{"code": code, "description": description} for code, description in codes.items()]
        return self._not_let_in(request) or JSONResponse({"eventsCodes": told})

    async def _strayed(self, _request: Request, _error: Exception) -> Response:
        return self.refusal(404, None) or Response(status_code=404)

    def _client(self, request: Request) -> str | None:
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        client, until = self._tokens.get(token, (None, self._clock()))
        return client if until > self._clock() else None

    def _not_let_in(self, request: Request) -> Response | None:
        if not request.headers.get("authorization", "").startswith("Bearer "):
            return HTMLResponse("<html><body>Authorization failed</body></html>", 401)
        return None if self._client(request) else self.refusal(401, None)

    def _parcel(self, number: str) -> dict[str, object]:
        parcel = self._parcels.follow(number)
        if not parcel.known:
            return {"requested": number, "errorCode": "E_404_01", "errorMessage": "Resource Not Found"}
        return {
            "requested": number,
            "unitno": number,
            "status": _status(parcel),
            "statusDateTime": _time(parcel.known[-1].at),
            "events": [_event(scan) for scan in reversed(parcel.known)],
        }


def _status(parcel: Parcel) -> str:
    status, happening = TEST_PARCELS.get(parcel.code, ("", None))
    last = parcel.known[-1].happening
    return status if last is happening else WORDS[last].status


def _event(scan: Scan) -> dict[str, object]:
    words, place = WORDS[scan.happening], scan.place
    return {
        "code": words.code,
        "city": place.city.title() if place else "",
        "postalCode": place.zip if place else "",
        "country": place.country if place else "",
        "description": words.description,
        "eventDateTime": _time(scan.at),
    }


def _time(at: datetime) -> str:
    return at.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M:%S%z")


COMPANY = Gls

"""Amazon Shipping as one company of the sandbox: login, tracking and claims, and `GET /control/amazon_shipping/claims`.

An application is `amzn1.application-oa2-client.…` with any secret, and a consent `Atzr|…`.
"""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import ClassVar
from urllib.parse import parse_qs

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.sandbox.carriers.amazon_shipping import claims
from services.sandbox.carriers.amazon_shipping.answers import (
    BY_STATUS,
    LoginRefusal,
    Refusal,
    answer,
    invalid,
    not_found,
    refused,
    strayed,
    tracked,
    unauthorized,
)
from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import Journey
from services.sandbox.parcels import Clock, Full, Parcels
from services.sandbox.steering import answered

APPLICATION = "amzn1.application-oa2-client."
CONSENT = "Atzr|"
BUSINESS = "AmazonShipping_"
LIFE = timedelta(seconds=3600)
MOST_TOKENS = 1_000


class AmazonShipping:
    """The company."""

    name: ClassVar[str] = "amazon_shipping"
    root: ClassVar[str] = "/amazon_shipping"
    scripts: ClassVar[Mapping[str, Journey]] = {}

    def __init__(self, parcels: Parcels, deliveries: Deliveries, clock: Clock) -> None:
        del deliveries  # Amazon Shipping posts to nobody
        self._parcels = parcels
        self._clock = clock
        self._claims = claims.Claims()
        self._tokens: dict[str, datetime] = {}
        self.control = [Route("/claims", self._listed)]
        self.app = Starlette(
            routes=[
                Route("/auth/o2/token", self._lend, methods=["POST"]),
                Route("/shipping/v2/tracking", self._track),
                Route("/shipping/v2/claims", self._file, methods=["POST"]),
            ],
            exception_handlers={Refusal: refused, Full: _full, HTTPException: strayed},
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The token, and the parcel in query or body."""
        code = request.query_params.get("trackingId")
        if code is None:
            try:
                code = msgspec.json.decode(body or b"{}", type=claims.Wanted).trackingId
            except (msgspec.MsgspecError, UnicodeDecodeError):
                code = None
        return Caller(request.headers.get("x-amz-access-token"), (code,) if code else ())

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """Amazon's error body for a status; of the details the first is its own `details`."""
        known = BY_STATUS.get(status)
        if known is None:
            return None
        if details:
            error = known.body["errors"][0]
            return Refusal(status, error["code"], error["message"], str(details[0])).response()
        return known.response()

    def forget(self) -> None:
        """Drop claims and tokens."""
        self._claims.forget()
        self._tokens.clear()

    async def _lend(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode(errors="replace")).items()}
        if form.get("grant_type") != "refresh_token":
            raise LoginRefusal(400, "unsupported_grant_type", "The authorization grant type is not supported.")
        if not form.get("client_id", "").startswith(APPLICATION) or not form.get("client_secret"):
            raise LoginRefusal(401, "invalid_client", "Client authentication failed.")
        if not form.get("refresh_token", "").startswith(CONSENT):
            raise LoginRefusal(400, "invalid_grant", "The request has an invalid grant parameter : refresh_token")
        if len(self._tokens) >= MOST_TOKENS:
            self._tokens.pop(next(iter(self._tokens)))
        token = f"Atza|{uuid.uuid4().hex}"
        self._tokens[token] = self._clock() + LIFE
        lent = {"access_token": token, "refresh_token": form["refresh_token"], "token_type": "bearer"}
        return answer(lent | {"expires_in": int(LIFE.total_seconds())})

    async def _track(self, request: Request) -> Response:
        self._let_in(request)
        code, carrier = request.query_params.get("trackingId"), request.query_params.get("carrierId")
        if not carrier:
            raise invalid("CarrierId is missing in the request")
        if not code:
            raise invalid("TrackingId is missing in the request")
        parcel = self._parcels.follow(code)
        if not parcel.known:
            raise not_found()
        return answer({"payload": tracked(parcel)})

    async def _file(self, request: Request) -> Response:
        self._let_in(request)
        try:
            wanted = msgspec.json.decode(await request.body() or b"{}", type=claims.Wanted)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            raise invalid("The body cannot be read") from None
        claims.check(wanted)
        if not self._parcels.follow(wanted.trackingId or "").known:
            raise not_found()
        return answer({"payload": {"claimId": self._claims.file(wanted, self._clock()).claim_id}}, 201)

    async def _listed(self, _request: Request) -> Response:
        return answered({"claims": self._claims.all()})

    def _let_in(self, request: Request) -> None:
        until = self._tokens.get(request.headers.get("x-amz-access-token", ""))
        if until is None or until <= self._clock():
            raise unauthorized()
        if not request.headers.get("x-amzn-shipping-business-id", BUSINESS).startswith(BUSINESS):
            raise invalid("The shipping business is not known")


async def _full(_request: Request, full: Exception) -> Response:
    return Refusal(429, "QuotaExceeded", f"{full}; POST /control/reset empties it").response()

"""FedEx as one company of the sandbox. It pushes nothing."""

from collections.abc import Mapping
from typing import ClassVar

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.sandbox.carriers.fedex.answers import DELIVERED, answer, complete, documents, refusal
from services.sandbox.carriers.fedex.words import SCRIPTS
from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import Journey
from services.sandbox.loans import Loans, asked, is_taken
from services.sandbox.parcels import Clock, Full, Parcels

MOST_NUMBERS = 30
TOKEN_SECONDS = 3_599
STATUSES = frozenset({400, 401, 403, 404, 429, 500, 503})


class _Number(msgspec.Struct, rename="camel", frozen=True):
    tracking_number: str = ""


class _Info(msgspec.Struct, rename="camel", frozen=True):
    tracking_number_info: _Number = _Number()


class _Question(msgspec.Struct, rename="camel"):
    """Both calls in one: what is tracked, and of what a paper is wanted."""

    tracking_info: list[_Info] = []
    track_document_specification: list[_Info] = []

    @property
    def numbers(self) -> list[str]:
        """All numbers in it."""
        infos = self.tracking_info + self.track_document_specification
        return [info.tracking_number_info.tracking_number for info in infos]


class FedEx:
    """The company."""

    name: ClassVar[str] = "fedex"
    root: ClassVar[str] = "/fedex"
    scripts: ClassVar[Mapping[str, Journey]] = SCRIPTS

    def __init__(self, parcels: Parcels, _deliveries: Deliveries, clock: Clock) -> None:
        self._parcels = parcels
        self._loans = Loans(clock, TOKEN_SECONDS)
        self.app = Starlette(
            routes=[
                Route("/oauth/token", self._token, methods=["POST"]),
                Route("/track/v1/trackingnumbers", self._track, methods=["POST"]),
                Route("/track/v1/trackingdocuments", self._prove, methods=["POST"]),
            ],
            exception_handlers={HTTPException: _strayed, Full: _full},
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The client behind the token, and the numbers in the body."""
        client = self._loans.client_of(request.headers.get("authorization", "")) or asked(body).get("client_id")
        return Caller(client, tuple(_question(body).numbers))

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """FedEx's error body for a status; the first of the details is its code."""
        return refusal(status, str(details[0]) if details else "") if status in STATUSES else None

    def forget(self) -> None:
        """End all tokens."""
        self._loans.forget()

    async def _token(self, request: Request) -> Response:
        form = asked(await request.body())
        if not is_taken(form):
            return refusal(401, message="The given client credentials were not valid.")
        token = self._loans.lend(form["client_id"])
        told = {"access_token": token, "token_type": "bearer", "expires_in": TOKEN_SECONDS, "scope": "CXS-TP"}
        return JSONResponse(told)

    async def _track(self, request: Request) -> Response:
        numbers = _question(await request.body()).numbers
        if not self._lets_in(request):
            return refusal(401)
        if not numbers or not all(numbers):
            return refusal(400)
        if len(numbers) > MOST_NUMBERS:
            return refusal(400, "TRACKING.TRACKINGNUMBER.MAXEXCEEDED", "At most 30 tracking numbers.")
        results = [complete(number, self._parcels.follow(number)) for number in numbers]
        return answer({"completeTrackResults": results})

    async def _prove(self, request: Request) -> Response:
        numbers = _question(await request.body()).numbers
        if not self._lets_in(request):
            return refusal(401)
        if not numbers or not all(numbers):
            return refusal(400)
        last = self._parcels.follow(numbers[0]).last
        return documents(last is not None and last.happening in DELIVERED)

    def _lets_in(self, request: Request) -> bool:
        return self._loans.client_of(request.headers.get("authorization", "")) is not None


def _question(body: bytes) -> _Question:
    try:
        return msgspec.json.decode(body, type=_Question)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _Question()


async def _strayed(_request: Request, _error: Exception) -> Response:
    return refusal(404)


async def _full(_request: Request, _error: Exception) -> Response:
    return refusal(503)

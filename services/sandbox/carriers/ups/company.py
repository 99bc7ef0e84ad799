"""UPS as one company of the sandbox: its HTTP interface, and what it pushes of parcels that move.

`PUT /portal/{client}` stands for UPS's own portal: where this client's pushes go, and with which headers.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import ClassVar

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.sandbox.carriers.ups import alerts, errors
from services.sandbox.carriers.ups.access import Access
from services.sandbox.carriers.ups.alerts import Alerts, Portal
from services.sandbox.carriers.ups.answers import not_found, tracked
from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import DELIVERED, TRANSIT, UNSCRIPTED, Journey
from services.sandbox.parcels import Clock, Full, Parcel, Parcels

DETAILS = "/api/track/v1/details/"
SHORTEST, LONGEST = 7, 34


class UPS:
    """The company. The scripts are UPS's numbers for tests (its Customer Integration Environment)."""

    name: ClassVar[str] = "ups"
    root: ClassVar[str] = "/ups"
    scripts: ClassVar[Mapping[str, Journey]] = {"1ZCIETST0111111114": TRANSIT, "1ZCIETST0422222228": DELIVERED}

    def __init__(self, parcels: Parcels, deliveries: Deliveries, clock: Clock) -> None:
        self._parcels = parcels
        self._clock = clock
        self._access = Access(clock)
        self._alerts = Alerts(deliveries)
        parcels.watchers.append(self._parcel_moved)
        self.app = Starlette(
            routes=[
                Route("/security/v1/oauth/token", self._lend, methods=["POST"]),
                Route(f"{DETAILS}{{number}}", self._track),
                Route("/api/track/v2/subscription/{kind}/package", self._subscribe, methods=["POST"]),
                Route("/portal/{client}", self._settle, methods=["PUT"]),
            ],
            exception_handlers={errors.Refusal: errors.refused, Full: errors.full},
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The client, and the numbers in path or body."""
        path = request.url.path.removeprefix(self.root)
        numbers = {path.removeprefix(DETAILS)} if path.startswith(DETAILS) else set()
        with suppress(msgspec.MsgspecError, UnicodeDecodeError):
            numbers |= set(msgspec.json.decode(body or b"{}", type=alerts.Wanted).trackingNumberList)
        return Caller(self._access.holder(request), tuple(sorted(numbers)))

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """UPS's error body for a status; the first of the details is another code."""
        known = errors.BY_STATUS.get(status)
        if known is None:
            return None
        code = str(details[0]) if details else known.code
        return errors.Refusal(status, code, known.message).response()

    def forget(self) -> None:
        """Drop all tokens and subscriptions."""
        self._access.forget()
        self._alerts.forget()

    def _parcel_moved(self, parcel: Parcel) -> None:
        self._alerts.tell(parcel, self._clock())

    async def _lend(self, request: Request) -> Response:
        return JSONResponse(self._access.lend(request, await request.body()))

    async def _track(self, request: Request) -> Response:
        self._access.client(request)
        number, query = request.path_params["number"], request.query_params
        if not SHORTEST <= len(number) <= LONGEST or not request.headers.get("transId"):
            raise errors.INVALID_NUMBER
        parcel = self._parcels.follow(number)
        if parcel.journey is UNSCRIPTED and not parcel.known:
            return JSONResponse(not_found(number))
        asked = {name: query.get(name) == "true" for name in ("returnSignature", "returnPOD")}
        return JSONResponse(tracked(parcel, signature=asked["returnSignature"], document=asked["returnPOD"]))

    async def _subscribe(self, request: Request) -> Response:
        client, kind = self._access.client(request), request.path_params["kind"]
        wanted, valid, invalid = alerts.read(request, await request.body())
        if kind not in {"standard", "enhanced"}:
            raise errors.alert("VSS930", "Type is missing or invalid, The Subscription request has been rejected.")
        for number in valid:
            parcel = self._parcels.follow(number)
            self._alerts.subscribe(client, kind, number, wanted.eventPreferences, parcel, self._clock())
        return JSONResponse({"validTrackingNumbers": valid, "invalidTrackingNumbers": invalid})

    async def _settle(self, request: Request) -> Response:
        try:
            portal = msgspec.json.decode(await request.body(), type=Portal)
        except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
            raise errors.alert("VSS600", "URL is empty or not present.") from wrong
        self._alerts.settle(request.path_params["client"], portal)
        return JSONResponse({"kept": True})

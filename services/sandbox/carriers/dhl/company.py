"""DHL as one company of the sandbox: its HTTP interface and what it pushes of parcels that move."""

from collections.abc import Mapping
from typing import ClassVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.sandbox.carriers.dhl import errors
from services.sandbox.carriers.dhl.answers import shipment
from services.sandbox.carriers.dhl.push import ADDRESS, Subscriptions
from services.sandbox.carriers.dhl.words import SERVICES
from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import TRANSIT, UNSCRIPTED, Journey
from services.sandbox.parcels import Clock, Full, Parcel, Parcels

KEY = "dhl-api-key"
SHORTEST_KEY = 8
INACTIVE = "_inactive"
LONGEST_NUMBER = 50

EVERYWHERE = "7777777770"
"""The number of DHL's own examples: each division has a parcel of this number."""


class DHL:
    """The company. A parcel is in one division unless its number is `EVERYWHERE`."""

    name: ClassVar[str] = "dhl"
    root: ClassVar[str] = "/dhl"
    scripts: ClassVar[Mapping[str, Journey]] = {EVERYWHERE: TRANSIT}

    def __init__(self, parcels: Parcels, deliveries: Deliveries, _clock: Clock) -> None:
        self._parcels = parcels
        self._subscriptions = Subscriptions(deliveries)
        parcels.watchers.append(self._parcel_moved)
        push = "/tracking/push/v1"
        self.app = Starlette(
            routes=[
                Route("/track/shipments", self._track),
                Route(f"{push}/subscriptions", self._list),
                Route(f"{push}/subscription", self._subscribe, methods=["POST"]),
                Route(f"{push}/subscription/{{id}}", self._activate, methods=["POST"]),
                Route(f"{push}/subscription/{{id}}", self._delete, methods=["DELETE"]),
            ],
            exception_handlers={errors.Refusal: errors.refused, Full: errors.full},
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The key, and the number that is asked for."""
        number = request.query_params.get("trackingNumber")
        return Caller(request.headers.get(KEY), (number,) if number else ())

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """DHL's error body for a status."""
        known = errors.BY_STATUS.get(status)
        return None if known is None else known.response()

    def forget(self) -> None:
        """Drop all subscriptions."""
        self._subscriptions.forget()

    def _parcel_moved(self, parcel: Parcel) -> None:
        service = next(iter(SERVICES))
        self._subscriptions.tell(shipment(parcel, service, SERVICES[service]))

    async def _track(self, request: Request) -> Response:
        _key(request)
        number = request.query_params.get("trackingNumber", "").strip()
        if not 0 < len(number) <= LONGEST_NUMBER:
            raise errors.BAD_REQUEST
        wanted = request.query_params.get("service")
        services = [wanted] if wanted else list(SERVICES) if number == EVERYWHERE else [next(iter(SERVICES))]
        parcel = self._parcels.follow(number)
        if (parcel.journey is UNSCRIPTED and not parcel.known) or not set(services) <= SERVICES.keys():
            raise errors.NOT_FOUND
        shipments = [shipment(parcel, service, SERVICES[service]) for service in services]
        others = [f"/shipments?trackingNumber={number}&service={name}" for name in SERVICES if name not in services]
        return JSONResponse({"url": f"/shipments?trackingNumber={number}", "shipments": shipments} | _possible(others))

    async def _subscribe(self, request: Request) -> Response:
        made = self._subscriptions.create(_key(request), await request.body())
        return JSONResponse({"scope": "subscription.created", "self": f"{ADDRESS}/{made.id}"}, 202)

    async def _list(self, request: Request) -> Response:
        return JSONResponse([one.wire() for one in self._subscriptions.of(_key(request))])

    async def _activate(self, request: Request) -> Response:
        secret = request.headers.get("dhl-api-hook-secret", "")
        self._subscriptions.activate(_key(request), request.path_params["id"], secret)
        return Response(status_code=204)

    async def _delete(self, request: Request) -> Response:
        self._subscriptions.delete(_key(request), request.path_params["id"])
        return Response(status_code=204)


def _possible(others: list[str]) -> dict[str, list[str]]:
    return {"possibleAdditionalShipmentsUrl": others} if others else {}


def _key(request: Request) -> str:
    """The key that a request acts for. Raises `errors.Refusal`."""
    key = request.headers.get(KEY, "")
    if len(key) < SHORTEST_KEY:
        raise errors.UNAUTHORIZED
    if key.endswith(INACTIVE):
        raise errors.FORBIDDEN
    return key

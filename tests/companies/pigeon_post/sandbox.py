"""Pigeon Post as the sandbox plays it: a key in a header, and birds by the number of their ring."""

from collections.abc import Mapping
from typing import ClassVar

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import Happening, Journey
from services.sandbox.parcels import Clock, Full, Parcels

WORDS: Mapping[Happening, str] = {
    Happening.PRE_ADVISED: "HATCHED",
    Happening.LABEL_CREATED: "HATCHED",
    Happening.ACCEPTED: "RELEASED",
    Happening.ARRIVED: "OVERHEAD",
    Happening.DEPARTED: "OVERHEAD",
    Happening.AT_DESTINATION: "OVERHEAD",
    Happening.IN_CUSTOMS: "OVERHEAD",
    Happening.DELAYED: "HEADWIND",
    Happening.OUT_FOR_DELIVERY: "CIRCLING",
    Happening.ATTEMPTED: "NO_WINDOW",
    Happening.UNDELIVERABLE: "NO_WINDOW",
    Happening.AT_PICKUP_POINT: "ROOSTING",
    Happening.DELIVERED: "LANDED",
    Happening.DELIVERED_TO_NEIGHBOR: "LANDED",
    Happening.DAMAGED: "RUFFLED",
    Happening.LOST: "FALCON",
    Happening.FOUND: "OVERHEAD",
    Happening.RETURNING: "HOMING",
    Happening.RETURNED: "HOME",
    Happening.CANCELED: "GROUNDED",
}


class PigeonPost:
    """The company. It pushes nothing."""

    name: ClassVar[str] = "pigeon_post"
    root: ClassVar[str] = "/pigeon_post/v1"
    scripts: ClassVar[Mapping[str, Journey]] = {}

    def __init__(self, parcels: Parcels, _deliveries: Deliveries, _clock: Clock) -> None:
        self._parcels = parcels
        self.app = Starlette(routes=[Route("/loft", self._loft), Route("/birds/{ring}", self._bird)])

    def read(self, request: Request, body: bytes) -> Caller:
        """The key, and the ring at the end of the path."""
        _, found, ring = request.url.path.partition("/birds/")
        return Caller(request.headers.get("x-loft-key"), (ring,) if found else ())

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """The status, and nothing else."""
        return Response(status_code=status)

    def forget(self) -> None:
        """There is nothing but the parcels."""

    async def _loft(self, request: Request) -> Response:
        return Response(status_code=401) if _is_stranger(request) else JSONResponse({"loft": "north tower"})

    async def _bird(self, request: Request) -> Response:
        if _is_stranger(request):
            return Response(status_code=401)
        try:
            bird = self._parcels.follow(request.path_params["ring"])
        except Full:
            return Response(status_code=503)
        if not bird.known:
            return Response(status_code=404)
        sightings = [
            {"at": scan.at.isoformat(), "word": WORDS[scan.happening], "roof": scan.place.city if scan.place else ""}
            for scan in bird.known
        ]
        told = {"ring": bird.code, "expected": bird.promised_at.isoformat(), "sightings": sightings}
        return JSONResponse(told | ({"crumbs_from": bird.last.signed_by} if bird.last and bird.last.signed_by else {}))


def _is_stranger(request: Request) -> bool:
    key = request.headers.get("x-loft-key", "")
    return not key or key == "wrong"


COMPANY = PigeonPost

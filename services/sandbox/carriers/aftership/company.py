"""AfterShip as one company of the sandbox: its two HTTP interfaces, and what it tells of parcels that move.

A key is whatever begins with `asat_`.
"""

from collections.abc import Mapping
from typing import ClassVar, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.sandbox.carriers.aftership.answers import (
    BY_STATUS,
    Refusal,
    bad,
    no_tracking,
    not_found,
    protected,
    refused,
    strayed,
    tracked,
    unauthorized,
    unprocessable,
)
from services.sandbox.carriers.aftership.control import AfterShipControl
from services.sandbox.carriers.aftership.protection import Coverage, Protection, Wanted
from services.sandbox.carriers.aftership.trackings import Trackings
from services.sandbox.carriers.aftership.webhooks import Webhooks
from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import Journey
from services.sandbox.parcels import Clock, Full, Parcel, Parcels

TRACKING, PROTECTION = "/tracking/2026-07", "/admin/2022-01"
KEY = "asat_"
DETECTED = "usps"
LONGEST_CODE = 200
LARGEST_PAGE = 200

T = TypeVar("T")


class NewTracking(msgspec.Struct):
    """`POST /trackings`."""

    tracking_number: str | None = None
    slug: str | None = None


class AfterShip:
    """The company. Trackings are told of each scan that is released."""

    name: ClassVar[str] = "aftership"
    root: ClassVar[str] = "/aftership"
    scripts: ClassVar[Mapping[str, Journey]] = {}

    def __init__(self, parcels: Parcels, deliveries: Deliveries, clock: Clock) -> None:
        self._parcels = parcels
        self._clock = clock
        self._trackings = Trackings()
        self._webhooks = Webhooks(deliveries)
        self._protection = Protection()
        self.control = AfterShipControl(self._protection, self._webhooks, clock).routes()
        parcels.watchers.append(self._parcel_moved)
        self.app = Starlette(
            routes=[
                Route(f"{TRACKING}/trackings", self._create, methods=["POST"]),
                Route(f"{TRACKING}/trackings", self._list),
                Route(f"{TRACKING}/trackings/{{id}}", self._get),
                Route(f"{PROTECTION}/coverages", self._buy, methods=["POST"]),
                Route(f"{PROTECTION}/coverages", self._coverages),
                Route(f"{PROTECTION}/coverages/void", self._void, methods=["POST"]),
                Route(f"{PROTECTION}/coverages/{{id}}", self._coverage),
                Route(f"{PROTECTION}/claims", self._claims),
                Route(f"{PROTECTION}/claims/{{id}}", self._claim),
            ],
            exception_handlers={Refusal: refused, Full: _full, HTTPException: strayed},
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The key, and the numbers in path, query or body."""
        key = request.headers.get("as-api-key")
        codes = {code for code in request.query_params.get("tracking_numbers", "").split(",") if code}
        tracking = self._trackings.get(key or "", request.url.path.rpartition("/")[2])
        codes |= {tracking.parcel.code} if tracking else set()
        try:
            sent = msgspec.json.decode(body or b"{}", type=NewTracking)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            sent = NewTracking()
        return Caller(key, tuple(sorted(codes | ({sent.tracking_number} if sent.tracking_number else set()))))

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """AfterShip's error body for a status."""
        known = BY_STATUS.get(status)
        return None if known is None else known.response(details)

    def forget(self) -> None:
        """Drop trackings, webhooks, coverages and claims."""
        self._trackings.forget()
        self._webhooks.forget()
        self._protection.forget()

    def _parcel_moved(self, parcel: Parcel) -> None:
        now = self._clock()
        for tracking in self._trackings.following(parcel.code):
            tag = tracking.words.tag
            first, tracking.told, tracking.updated_at = tag != tracking.told, tag, now
            self._webhooks.tell(tracking.key, tracking.wire(), first=first, now=now)

    async def _create(self, request: Request) -> Response:
        key = _key(request)
        wanted = _decode(await request.body(), NewTracking)
        number = (wanted.tracking_number or "").strip()
        if not number:
            raise bad(4013, "`tracking_number` is required.")
        if len(number) > LONGEST_CODE:
            raise bad(4005, "The value of `tracking_number` is invalid.")
        parcel, now = self._parcels.follow(number), self._clock()
        tracking, new = self._trackings.create(key, parcel, wanted.slug or DETECTED, now)
        if not new:
            there = {"id": tracking.id, "tracking_number": number, "slug": tracking.slug}
            raise bad(4003, "Tracking already exists.", there)
        self._webhooks.tell(key, tracking.wire(), first=True, now=now)
        return tracked(tracking.wire(), now, 201)

    async def _list(self, request: Request) -> Response:
        key, query = _key(request), request.query_params
        numbers = {number for number in query.get("tracking_numbers", "").split(",") if number}
        slug = query.get("slug")
        found = [
            tracking
            for tracking in self._trackings.of(key)
            if (not numbers or tracking.parcel.code in numbers) and slug in {None, tracking.slug}
        ]
        limit = min(int(query.get("limit", "100")) if query.get("limit", "100").isdecimal() else 100, LARGEST_PAGE)
        pagination = {"total": len(found), "next_cursor": None, "has_next_page": len(found) > limit}
        shown = [tracking.wire() for tracking in found[:limit]]
        return tracked({"pagination": pagination, "trackings": shown}, self._clock())

    async def _get(self, request: Request) -> Response:
        tracking = self._trackings.get(_key(request), request.path_params["id"])
        if tracking is None:
            raise no_tracking()
        return tracked(tracking.wire(), self._clock())

    async def _buy(self, request: Request) -> Response:
        key = _key(request)
        try:
            order = msgspec.json.decode(await request.body(), type=Wanted).order
        except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
            raise unprocessable(str(wrong)) from wrong
        try:
            return protected(self._protection.buy(key, order, self._clock()).wire(), 201)
        except ArithmeticError:
            raise unprocessable("an amount must be a number") from None

    async def _coverages(self, request: Request) -> Response:
        source = request.query_params.get("source_id")
        mine = self._protection.coverages(_key(request))
        found = [coverage.wire() for coverage in mine if source in {None, coverage.order.source_id}]
        return protected({"coverages": found[:20], "pagination": {"page": 1, "limit": 20, "total": len(found)}})

    async def _coverage(self, request: Request) -> Response:
        return protected(self._coverage_of(request, request.path_params["id"]).wire())

    async def _void(self, request: Request) -> Response:
        coverage = self._coverage_of(request, request.query_params.get("id", ""))
        if coverage.status != "inactive":
            raise unprocessable(f"A coverage that is {coverage.status} cannot be voided.")
        coverage.status = "void"
        return protected(coverage.wire())

    async def _claims(self, request: Request) -> Response:
        wanted = request.query_params.get("coverage_id")
        mine = self._protection.claims(_key(request))
        found = [claim.wire() for claim in mine if wanted in {None, claim.coverage.id}]
        return protected({"claims": found[:20], "pagination": {"page": 1, "limit": 20, "total": len(found)}})

    async def _claim(self, request: Request) -> Response:
        claim = self._protection.claim(request.path_params["id"])
        if claim is None or claim.coverage.key != _key(request):
            raise not_found()
        return protected(claim.wire())

    def _coverage_of(self, request: Request, id: str) -> Coverage:  # noqa: A002 - AfterShip's word
        coverage = self._protection.coverage(id)
        if coverage is None or coverage.key != _key(request):
            raise not_found()
        return coverage


def _key(request: Request) -> str:
    """The account that a request acts for. Raises `Refusal`."""
    key = request.headers.get("as-api-key", "")
    if not key.startswith(KEY):
        raise unauthorized()
    return key


def _decode(body: bytes, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(body or b"{}", type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError) as wrong:
        raise bad(4001, "The request body is invalid JSON.") from wrong


async def _full(_request: Request, full: Exception) -> Response:
    return Refusal(429, 429, "TooManyRequests", f"{full}; POST /control/reset empties it").response()

"""DHL Express as one company of the sandbox: waybills, their checkpoints and proofs of delivery."""

import base64
from collections.abc import Mapping
from datetime import time
from typing import Any, ClassVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.sandbox.basic import login_of
from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import RECIPIENT, UNSCRIPTED, Happening, Journey, Place, Scan, Step
from services.sandbox.parcels import Clock, Full, Parcel, Parcels

LONGEST_NUMBER = 40
WRONG = "wrong"
"""A password that is never taken; a user `blocked` is known and not let in."""

SYDNEY = Place("SYDNEY", "NSW", "2020", "AU")
AUCKLAND = Place("AUCKLAND", "AUK", "2022", "NZ")

# DHL's own example of a shipment, in the days of ours
EXAMPLE = Journey(
    "EXPRESS",
    SYDNEY,
    AUCKLAND,
    promised=3,
    steps=(
        Step(5, time(3, 56), Happening.ACCEPTED, SYDNEY),
        Step(5, time(11, 28), Happening.DEPARTED, SYDNEY),
        Step(5, time(11, 49), Happening.IN_CUSTOMS, AUCKLAND),
        Step(4, time(21, 50), Happening.AT_DESTINATION, AUCKLAND),
        Step(4, time(22, 50), Happening.OUT_FOR_DELIVERY, AUCKLAND),
        Step(4, time(23, 59), Happening.DELIVERED, AUCKLAND, RECIPIENT),
    ),
    shown=6,
)

WORDS: Mapping[Happening, tuple[str, str]] = {
    Happening.PRE_ADVISED: ("SM", "Scheduled for movement"),
    Happening.LABEL_CREATED: ("SM", "Scheduled for movement"),
    Happening.ACCEPTED: ("PU", "Shipment picked up"),
    Happening.ARRIVED: ("AF", "Arrived at DHL Sort Facility - {place}"),
    Happening.DEPARTED: ("DF", "Shipment has departed from a DHL facility- {place}"),
    Happening.AT_DESTINATION: ("AR", "Arrived at DHL Delivery Facility - {place}"),
    Happening.IN_CUSTOMS: ("RR", "Customs clearance status updated"),
    Happening.DELAYED: ("OH", "Shipment on hold- {place}"),
    Happening.OUT_FOR_DELIVERY: ("WC", "Shipment is out with courier for delivery"),
    Happening.ATTEMPTED: ("NH", "Delivery attempted; recipient not home"),
    Happening.UNDELIVERABLE: ("BA", "Address information needed; contact DHL"),
    Happening.AT_PICKUP_POINT: ("CC", "Awaiting collection by recipient as requested"),
    Happening.DELIVERED: ("OK", "Delivered : {signer}"),
    Happening.DELIVERED_TO_NEIGHBOR: ("OK", "Delivered : {signer}"),
    Happening.DAMAGED: ("DM", "Shipment damaged"),
    Happening.LOST: ("SS", "Shipment stopped; no trace of it"),
    Happening.FOUND: ("PL", "Processed at- {place}"),
    Happening.RETURNING: ("RT", "Returned to shipper"),
    Happening.RETURNED: ("RT", "Returned to shipper"),
    Happening.CANCELED: ("SS", "Shipment stopped by the shipper"),
}


class Refusal(Exception):
    """A no, in the words of MyDHL API."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.detail = detail

    def response(self, path: str = "/expressapi") -> Response:
        """The HTTP answer."""
        body = {"instance": path, "detail": self.detail, "title": self.title, "message": self.title}
        return JSONResponse(body | {"status": str(self.status)}, self.status)


UNAUTHORIZED = Refusal(401, "Unauthorized", "Invalid Credentials")
NOT_FOUND = Refusal(404, "Not data found", "No data found")
REFUSALS: Mapping[int, Refusal] = {
    refusal.status: refusal
    for refusal in (
        Refusal(400, "Wrong format", "Parameters not having correct format: trackingView"),
        UNAUTHORIZED,
        Refusal(403, "Forbidden", "The user is not allowed to use this service"),
        NOT_FOUND,
        Refusal(429, "Too many requests", "Quota exceeded"),
        Refusal(500, "Process failure", "The request could not be processed"),
        Refusal(503, "Service unavailable", "Try again later"),
    )
}


class MyDHL:
    """The company; it posts nothing."""

    name: ClassVar[str] = "mydhl"
    root: ClassVar[str] = "/mydhl/mydhlapi"
    scripts: ClassVar[Mapping[str, Journey]] = {"9356579890": EXAMPLE}

    def __init__(self, parcels: Parcels, _deliveries: Deliveries, _clock: Clock) -> None:
        self._parcels = parcels
        self.app = Starlette(
            routes=[
                Route("/shipments/{number}/tracking", self._track),
                Route("/shipments/{number}/proof-of-delivery", self._prove),
            ],
            exception_handlers={Refusal: _refused, Full: _full, HTTPException: _strayed},
        )

    def read(self, request: Request, body: bytes) -> Caller:
        """The user, and the waybill in the path."""
        login = login_of(request)
        parts = request.url.path.removeprefix(self.root).strip("/").split("/")
        return Caller(login[0] if login else None, (parts[1],) if len(parts) > 1 else ())

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """MyDHL's error body for a status."""
        known = REFUSALS.get(status)
        return None if known is None else known.response()

    def forget(self) -> None:
        """Nothing is registered here."""

    async def _track(self, request: Request) -> Response:
        parcel = self._parcel(request)
        offsets = request.query_params.get("requestGMTOffsetPerEvent") == "true"
        return JSONResponse({"shipments": [_shipment(parcel, offsets)]})

    async def _prove(self, request: Request) -> Response:
        last = self._parcel(request).last
        if last is None or WORDS[last.happening][0] != "OK":
            raise NOT_FOUND
        content = base64.b64encode(b"%PDF-1.4\n% proof of delivery\n%%EOF\n").decode()
        return JSONResponse({"documents": [{"encodingFormat": "PDF", "content": content, "typeCode": "POD"}]})

    def _parcel(self, request: Request) -> Parcel:
        login = login_of(request)
        if login is None or not all(login) or login[1] == WRONG:
            raise UNAUTHORIZED
        if login[0] == "blocked":
            raise REFUSALS[403]
        number = request.path_params["number"]
        if len(number) > LONGEST_NUMBER:
            raise REFUSALS[400]
        parcel = self._parcels.follow(number)
        if parcel.journey is UNSCRIPTED and not parcel.known:
            raise NOT_FOUND
        return parcel


def _shipment(parcel: Parcel, offsets: bool) -> dict[str, Any]:
    journey = parcel.journey
    events = [_event(scan, offsets) for scan in parcel.known]
    first = parcel.known[0].at if parcel.known else parcel.promised_at
    return {
        "shipmentTrackingNumber": parcel.code,
        "status": "Success",
        "shipmentTimestamp": first.strftime("%Y-%m-%dT%H:%M:%S"),
        "productCode": "P",
        "description": "GOODS",
        "shipperDetails": _party(journey.origin),
        "receiverDetails": _party(journey.destination),
        "totalWeight": 0.99,
        "unitOfMeasurements": "metric",
        "events": events,
        "numberOfPieces": 1,
        "pieces": [{"number": 1, "typeCode": "SMF", "shipmentTrackingNumber": parcel.code, "events": events}],
        "estimatedDeliveryDate": parcel.promised_at.strftime("%Y-%m-%dT23:59:00"),
    }


def _party(place: Place) -> dict[str, Any]:
    address = {"cityName": "", "postalCode": place.zip, "countryCode": place.country}
    return {"name": "", "postalAddress": address, "serviceArea": [_area(place)]}


def _event(scan: Scan, offsets: bool) -> dict[str, Any]:
    code, words = WORDS[scan.happening]
    place = f"{scan.place.city}-{scan.place.country}" if scan.place else ""
    event = {
        "date": scan.at.strftime("%Y-%m-%d"),
        "time": scan.at.strftime("%H:%M:%S"),
        **({"GMTOffset": "+00:00"} if offsets else {}),
        "typeCode": code,
        "description": words.format(place=place, signer=scan.signed_by or "").strip(),
        "serviceArea": [_area(scan.place)] if scan.place else [],
    }
    return event | ({"signedBy": scan.signed_by or ""} if code == "OK" else {})


def _area(place: Place) -> dict[str, str]:
    return {"code": place.city[:3], "description": f"{place.city}-{place.country}"}


async def _refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return refusal.response(request.url.path)


async def _full(_request: Request, full: Exception) -> Response:
    return Refusal(429, "Too many requests", f"{full}; POST /control/reset empties it").response()


async def _strayed(_request: Request, _error: Exception) -> Response:
    return NOT_FOUND.response()


COMPANY = MyDHL

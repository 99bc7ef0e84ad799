"""PostNord's Track & Trace v5: one lookup by number, with the key in the query and times without an offset."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.sandbox.company import Caller
from services.sandbox.deliveries import Deliveries
from services.sandbox.journeys import Happening, Journey, Scan
from services.sandbox.parcels import Clock, Full, Parcel, Parcels

ZONE = ZoneInfo("Europe/Copenhagen")
KEY_LENGTH = 32
ITEMS = "+"
"""A number of several codes joined by this is a shipment of several items."""


class Words(NamedTuple):
    """An event's code, its status, and what is written beside."""

    code: str
    status: str
    description: str
    place: str = "HUB"


# PostNord's statuses; it publishes no event codes, so these only look like its own, and it has no word for lost
WORDS: Mapping[Happening, Words] = {
    Happening.PRE_ADVISED: Words("1", "INFORMED", "PostNord has received information about the item", "UNDEF"),
    Happening.LABEL_CREATED: Words("2", "CREATED", "The item has been registered by the sender", "UNDEF"),
    Happening.ACCEPTED: Words("10", "EN_ROUTE", "The item has been handed in", "DEPOT"),
    Happening.ARRIVED: Words("20", "EN_ROUTE", "The item has arrived at the terminal"),
    Happening.DEPARTED: Words("21", "EN_ROUTE", "The item has left the terminal"),
    Happening.AT_DESTINATION: Words("22", "EN_ROUTE", "The item has arrived at the delivery depot", "DEPOT"),
    Happening.IN_CUSTOMS: Words("30", "EN_ROUTE", "The item is being cleared by customs"),
    Happening.DELAYED: Words("31", "DELAYED", "The item is delayed"),
    Happening.OUT_FOR_DELIVERY: Words("40", "EN_ROUTE", "The item is loaded for delivery", "DEPOT"),
    Happening.ATTEMPTED: Words("41", "OTHER", "Delivery attempted, nobody at home", "CUSTOMER_LOCATION"),
    Happening.UNDELIVERABLE: Words("42", "DELIVERY_IMPOSSIBLE", "The item cannot be delivered", "DEPOT"),
    Happening.AT_PICKUP_POINT: Words(
        "50", "AVAILABLE_FOR_DELIVERY", "The item is available at the service point", "SERVICE_POINT"
    ),
    Happening.DELIVERED: Words("60", "DELIVERED", "The item has been delivered", "CUSTOMER_LOCATION"),
    Happening.DELIVERED_TO_NEIGHBOR: Words(
        "61", "DELIVERED", "The item has been delivered to a neighbour", "CUSTOMER_LOCATION"
    ),
    Happening.DAMAGED: Words("70", "STOPPED", "The item is damaged and has been stopped"),
    Happening.LOST: Words("71", "STOPPED", "The search for the item has ended"),
    Happening.FOUND: Words("72", "EN_ROUTE", "The item has been found"),
    Happening.RETURNING: Words("80", "DELIVERY_IMPOSSIBLE", "The item is being sent back"),
    Happening.RETURNED: Words("81", "RETURNED", "The item has been returned to the sender", "CUSTOMER_LOCATION"),
    Happening.CANCELED: Words("90", "OTHER", "The shipment has been cancelled by the sender", "UNDEF"),
}

REFUSALS: Mapping[int, tuple[str, str]] = {
    400: ("MISSING_PARAMETER", "The server did not understand or could not validate the input parameters."),
    401: ("UNAUTHORIZED", "The API key is missing."),
    403: ("FORBIDDEN", "The API key is not known."),
    404: ("NOT_FOUND", "Not found"),
    429: ("TOO_MANY_REQUESTS", "The limit of the API key is reached."),
    500: ("INTERNAL_ERROR", "The server experienced a runtime exception while processing the request."),
    503: ("UNAVAILABLE", "Try again later."),
}


class PostNord:
    """The company. It pushes nothing."""

    name: ClassVar[str] = "postnord"
    root: ClassVar[str] = "/postnord/rest/shipment/v5"
    scripts: ClassVar[Mapping[str, Journey]] = {}

    def __init__(self, parcels: Parcels, deliveries: Deliveries, clock: Clock) -> None:
        self._parcels = parcels
        self.app = Starlette(routes=[Route("/trackandtrace/findByIdentifier.json", self._find)])

    def read(self, request: Request, body: bytes) -> Caller:
        """The key and the numbers, both out of the query."""
        number = request.query_params.get("id", "")
        return Caller(request.query_params.get("apikey"), tuple(filter(None, {number, *number.split(ITEMS)})))

    def refusal(self, status: int, details: list[object] | None) -> Response | None:
        """PostNord's error body for a status; `details` are its faults."""
        if status not in REFUSALS:
            return None
        code, said = REFUSALS[status]
        faults = details or [{"faultCode": code, "explanationText": said, "paramValues": []}]
        return JSONResponse({"message": said, "compositeFault": {"faults": faults}}, status)

    def forget(self) -> None:
        """There is nothing but the parcels."""

    async def _find(self, request: Request) -> Response:
        key, number = request.query_params.get("apikey", ""), request.query_params.get("id", "")
        status = 401 if not key else 403 if len(key) != KEY_LENGTH else 400 if not number else 0
        refusal = self.refusal(status, None)
        if refusal is not None:
            return refusal
        try:
            items = [self._parcels.follow(code) for code in number.split(ITEMS) if code]
        except Full:
            return JSONResponse({"message": "Try again later."}, 503)
        known = [parcel for parcel in items if parcel.known]
        shipments = [_shipment(number, known)] if known else []
        return JSONResponse({"TrackingInformationResponse": {"shipments": shipments}})


def _shipment(number: str, parcels: list[Parcel]) -> dict[str, object]:
    items = [_item(parcel) for parcel in parcels]
    statuses = [str(item["status"]) for item in items]
    return {
        "shipmentId": number,
        "status": statuses[0] if len(set(statuses)) == 1 else "SPLIT",
        "estimatedTimeOfArrival": _time(parcels[0].promised_at),
        "service": {"code": "19", "name": "MyPack Collect", "sourceSystem": "SE"},
        "consignor": {"name": "Nordic Test Shop AB"},
        "splitStatuses": [
            {"status": status, "noItemsWithStatus": statuses.count(status), "noItems": len(statuses)}
            for status in sorted(set(statuses))
        ],
        "items": items,
    }


def _item(parcel: Parcel) -> dict[str, object]:
    last = parcel.known[-1]
    words = WORDS[last.happening]
    return {
        "itemId": parcel.code,
        "status": words.status,
        "statusText": {"header": words.description, "body": words.description},
        **({"acceptor": {"name": last.signed_by}} if last.signed_by else {}),
        "events": [_event(scan) for scan in reversed(parcel.known)],
    }


def _event(scan: Scan) -> dict[str, object]:
    words, place = WORDS[scan.happening], scan.place
    return {
        "eventTime": _time(scan.at),
        "eventCode": words.code,
        "status": words.status,
        "eventDescription": words.description,
        "location": {
            "locationId": place.zip if place else "",
            "displayName": place.city.title() if place else "",
            "countryCode": place.country if place else "SE",
            "locationType": words.place,
        },
    }


def _time(at: datetime) -> str:
    return at.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M:%S")


COMPANY = PostNord

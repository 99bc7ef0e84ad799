"""Amazon's answers: a parcel's tracking, and how it says no."""

import uuid
from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from services.sandbox.carriers.amazon_shipping.words import FORWARD, RETURNS, WORDS
from services.sandbox.journeys import Scan
from services.sandbox.parcels import Parcel


class Refusal(Exception):
    """A no, as Amazon words it."""

    def __init__(self, status: int, code: str, message: str, details: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"errors": [_error(code, message, details)]}

    def response(self) -> Response:
        """The HTTP answer."""
        return answer(self.body, self.status)


class LoginRefusal(Refusal):
    """A no of Login with Amazon, in the form of OAuth."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(status, error, description)
        self.body = {"error": error, "error_description": description}


def _error(code: str, message: str, details: str | None) -> dict[str, str]:
    return {"code": code, "message": message} | ({"details": details} if details else {})


def invalid(details: str, code: str = "InvalidRequest") -> Refusal:
    """A request that makes no sense."""
    return Refusal(400, code, "Request is missing or has invalid parameters", details)


def not_found() -> Refusal:
    """Nothing is there."""
    return Refusal(404, "NotFound", "The requested resource is invalid or does not exist")


def unauthorized(status: int = 403) -> Refusal:
    """A token that is none, or ended."""
    message = "You don't have access to the requested resource or the credentials are invalid."
    return Refusal(status, "Unauthorized", message)


BY_STATUS: Mapping[int, Refusal] = {
    refusal.status: refusal
    for refusal in (
        invalid("CarrierId is missing in the request"),
        unauthorized(401),
        unauthorized(403),
        not_found(),
        Refusal(413, "InvalidRequest", "The request payload size is greater than maximum accepted size."),
        Refusal(415, "InvalidRequest", "The request payload format is not supported."),
        Refusal(429, "QuotaExceeded", "You exceeded your quota for the requested resource."),
        Refusal(500, "InternalFailure", "Something is wrong with our server, please try again later."),
        Refusal(503, "ServiceUnavailable", "Service is temporarily unavailable, please try again."),
    )
}


async def refused(_request: Request, refusal: Exception) -> Response:
    """Starlette's handler of a `Refusal`."""
    assert isinstance(refusal, Refusal)
    return refusal.response()


async def strayed(_request: Request, _error: Exception) -> Response:
    """Starlette's handler of a path that does not exist."""
    return not_found().response()


def answer(content: object, status: int = 200) -> Response:
    """An answer as Amazon sends it."""
    headers = {
        "content-type": "application/json",
        "x-amzn-RequestId": str(uuid.uuid4()),
        "x-amzn-RateLimit-Limit": "80.0",
    }
    return Response(msgspec.json.encode(content), status, headers)


def tracked(parcel: Parcel) -> dict[str, Any]:
    """What is known of a parcel, as Amazon writes it."""
    last = parcel.last
    assert last is not None, "a parcel without scans is not found"
    codes: dict[str, list[str]] = {FORWARD: [], RETURNS: []}
    for scan in parcel.known:
        words = WORDS[scan.happening]
        # what is known of a way explains its newest event
        codes[words.way] = [words.detail] if words.detail else codes[words.way]
        if words.detail and scan.signed_by and words.detail != "Signed":
            codes[words.way].append("Signed")
    return {
        "trackingId": parcel.code,
        "alternateLegTrackingId": "null",
        "eventHistory": [_event(scan) for scan in parcel.known],
        "promisedDeliveryDate": f"{parcel.promised_at:%Y-%m-%dT%H:%M:%S}.000Z",
        "summary": {
            "status": WORDS[last.happening].status,
            "trackingDetailCodes": {"forward": codes[FORWARD], "returns": codes[RETURNS]},
        },
    }


def _event(scan: Scan) -> dict[str, Any]:
    words, place = WORDS[scan.happening], scan.place
    location = place and {
        "city": place.city,
        "stateOrRegion": place.state,
        "postalCode": place.zip,
        "countryCode": place.country,
    }
    return {
        "eventCode": words.event,
        "location": location,
        "eventTime": f"{scan.at:%Y-%m-%dT%H:%M:%S}.000Z",
        "shipmentType": words.way,
    }

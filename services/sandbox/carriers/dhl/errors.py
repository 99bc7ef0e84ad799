"""How DHL's Unified tracking says no: problem documents."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class Refusal(Exception):
    """A no, as DHL words it."""

    def __init__(self, status: int, title: str, detail: str) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.detail = detail

    def response(self) -> Response:
        """The HTTP answer."""
        return JSONResponse({"title": self.title, "detail": self.detail, "status": self.status}, self.status)


BAD_REQUEST = Refusal(400, "Bad request", "The trackingNumber is missing or malformed.")
UNAUTHORIZED = Refusal(401, "Unauthorized", "Unauthorized for given resource.")
FORBIDDEN = Refusal(403, "Forbidden", "The key has no access to this product.")
NOT_FOUND = Refusal(404, "No result found", "No shipment with given tracking number found.")
TOO_MANY = Refusal(429, "Too many requests", "Too many requests within defined time period, please try again later.")

BY_STATUS: Mapping[int, Refusal] = {
    refusal.status: refusal
    for refusal in (
        BAD_REQUEST,
        UNAUTHORIZED,
        FORBIDDEN,
        NOT_FOUND,
        TOO_MANY,
        Refusal(500, "Internal server error", "The request could not be processed."),
        Refusal(503, "Service unavailable", "Try again later."),
    )
}


async def refused(_request: Request, refusal: Exception) -> Response:
    """Starlette's handler of a `Refusal`."""
    assert isinstance(refusal, Refusal)
    return refusal.response()


async def full(_request: Request, _full: Exception) -> Response:
    """Starlette's handler of a bound that is reached."""
    return TOO_MANY.response()

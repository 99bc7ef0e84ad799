"""How EasyPost says no: one body shape, whose `errors` are sometimes objects and sometimes plain strings."""

from collections.abc import Mapping, Sequence

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from services.sandbox.easypost.answers import answer


class Refusal(Exception):
    """A no, as EasyPost words it."""

    def __init__(self, status: int, code: str, message: str, errors: Sequence[object] = ()) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.errors = list(errors)

    def response(self) -> Response:
        """The HTTP answer."""
        body = {"code": self.code, "message": self.message, "errors": self.errors}
        return answer({"error": body}, self.status)


class Field(msgspec.Struct):
    """One wrong field of a request."""

    field: str
    message: str


def missing(field: str) -> Refusal:
    """A required parameter is not there."""
    return Refusal(422, "PARAMETER.REQUIRED", "Missing required parameter.", [Field(field, "cannot be blank")])


def invalid(field: str, message: str) -> Refusal:
    """A parameter makes no sense."""
    return Refusal(422, "PARAMETER.INVALID", "Invalid parameter.", [Field(field, message)])


def not_found(*errors: str) -> Refusal:
    """Nothing of this account has that id."""
    return Refusal(404, "NOT_FOUND", "The requested resource could not be found.", errors)


def unreadable() -> Refusal:
    """The body is no JSON."""
    return Refusal(400, "BAD_REQUEST", "The request could not be understood.")


def unauthorized() -> Refusal:
    """No key, or none that EasyPost could have given out."""
    return Refusal(401, "UNAUTHORIZED", "Invalid credentials.")


def inactive() -> Refusal:
    """The key was switched off."""
    return Refusal(
        403,
        "APIKEY.INACTIVE",
        "This api key is no longer active. Please use a different api key or reactivate this key.",
    )


def rate_limited(*errors: str) -> Refusal:
    """Too many requests."""
    return Refusal(429, "RATE_LIMITED", "You have exceeded the rate limit. Try again later.", errors)


# the statuses that EasyPost's own clients know; only the codes of 403, 404 and 422 are known for certain
BY_STATUS: Mapping[int, Refusal] = {
    refusal.status: refusal
    for refusal in (
        unreadable(),
        unauthorized(),
        Refusal(402, "PAYMENT_REQUIRED", "There is a lack of billing information or insufficient funds."),
        inactive(),
        not_found("The requested tracker could not be found."),
        Refusal(405, "METHOD_NOT_ALLOWED", "The request method is not supported for the requested resource."),
        Refusal(408, "TIMEOUT", "The request took too long."),
        Refusal(413, "PAYLOAD_TOO_LARGE", "The request body is too large."),
        missing("tracker"),
        rate_limited(),
        Refusal(500, "INTERNAL_SERVER_ERROR", "An unexpected error occurred."),
        Refusal(502, "BAD_GATEWAY", "The service is not available."),
        Refusal(503, "SERVICE_UNAVAILABLE", "The service is not available."),
        Refusal(504, "GATEWAY_TIMEOUT", "The request took too long."),
    )
}


async def refused(_request: Request, refusal: Exception) -> Response:
    """Starlette's handler of a `Refusal`."""
    assert isinstance(refusal, Refusal)
    return refusal.response()


async def strayed(_request: Request, _error: Exception) -> Response:
    """Starlette's handler of a path that does not exist."""
    return not_found().response()


async def misused(_request: Request, _error: Exception) -> Response:
    """Starlette's handler of a method that a path does not have."""
    return BY_STATUS[405].response()

"""AfterShip's envelope, and how it says no."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

LIMIT = 10


class Refusal(Exception):
    """A no, as AfterShip words it; `more` stands in `data`."""

    def __init__(
        self,
        status: int,
        code: int,
        kind: str,
        message: str,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.meta = {"code": code, "type": kind, "message": message}
        self.more = more or {}

    def response(self, errors: list[object] | None = None) -> Response:
        """The HTTP answer."""
        meta = self.meta | ({"errors": errors} if errors else {})
        return _json({"meta": meta, "data": self.more}, self.status)


def bad(code: int, message: str, more: Mapping[str, Any] | None = None) -> Refusal:
    """A request that makes no sense."""
    return Refusal(400, code, "BadRequest", message, more)


def unprocessable(message: str) -> Refusal:
    """A request that Protection cannot follow."""
    return Refusal(422, 42200, "UnprocessableEntity", message)


def not_found() -> Refusal:
    """No such path or thing."""
    return Refusal(404, 404, "NotFound", "The URI requested is invalid or the resource requested does not exist.")


def no_tracking() -> Refusal:
    """Nothing of this account has that id."""
    return Refusal(404, 4004, "NotFound", "Tracking does not exist.")


def unauthorized() -> Refusal:
    """No key, or none that AfterShip gave out."""
    return Refusal(401, 401, "Unauthorized", "Invalid API key.")


BY_STATUS: Mapping[int, Refusal] = {
    refusal.status: refusal
    for refusal in (
        bad(4001, "The request body is invalid JSON."),
        unauthorized(),
        Refusal(403, 403, "Forbidden", "The request is understood, but it has been refused or access is not allowed."),
        no_tracking(),
        Refusal(409, 409, "Conflict", "The request conflicts with another request."),
        Refusal(413, 413, "RequestEntityTooLarge", "The request body is too large."),
        unprocessable("The request body cannot be followed."),
        Refusal(429, 429, "TooManyRequests", "You have exceeded the API call rate limit."),
        Refusal(500, 500, "InternalError", "Something went wrong on AfterShip's end."),
        Refusal(502, 502, "InternalError", "Something went wrong on AfterShip's end."),
        Refusal(503, 503, "InternalError", "Something went wrong on AfterShip's end."),
        Refusal(504, 504, "InternalError", "Something went wrong on AfterShip's end."),
    )
}  # fmt: skip


async def refused(_request: Request, refusal: Exception) -> Response:
    """Starlette's handler of a `Refusal`."""
    assert isinstance(refusal, Refusal)
    return refusal.response()


async def strayed(_request: Request, _error: Exception) -> Response:
    """Starlette's handler of a path that does not exist."""
    return not_found().response()


def tracked(data: object, now: datetime, status: int = 200) -> Response:
    """An answer of Tracking, with the rate that is left."""
    headers = {
        "x-ratelimit-limit": str(LIMIT),
        "x-ratelimit-remaining": str(LIMIT - 1),
        "x-ratelimit-reset": str(int(now.timestamp()) + 1),
    }
    return _json({"meta": {"code": status}, "data": data}, status, headers)


def protected(data: object, status: int = 200) -> Response:
    """An answer of Protection, whose codes have two more digits."""
    kind = "Created" if status == 201 else "OK"
    message = "The request was successfully processed by AfterShip."
    return _json({"meta": {"code": status * 100, "type": kind, "message": message}, "data": data}, status)


def moment(at: datetime) -> str:
    """As AfterShip writes it: `2023-01-18T08:47:10+00:00`."""
    return f"{at:%Y-%m-%dT%H:%M:%S}+00:00"


def _json(content: object, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(content), status, headers, "application/json; charset=utf-8")

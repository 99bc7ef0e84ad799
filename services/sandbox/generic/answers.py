"""How a generic shop answers: JSON, and its ways to say no."""

from collections.abc import Mapping

import msgspec
from starlette.requests import Request
from starlette.responses import Response


class Refusal(Exception):
    """A no with a code."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def response(self) -> Response:
        """The HTTP answer."""
        return answer({"error": {"code": self.code, "message": self.message}}, self.status)


def answer(content: object, status: int = 200) -> Response:
    """An answer as a shop sends it."""
    return Response(msgspec.json.encode(content), status, media_type="application/json")


BY_STATUS: Mapping[int, Refusal] = {
    refusal.status: refusal
    for refusal in (
        Refusal(400, "BAD_REQUEST", "The call cannot be read."),
        Refusal(401, "BAD_SIGNATURE", "The signature is not right."),
        Refusal(403, "ACCESS_REVOKED", "This shop takes no calls any more."),
        Refusal(404, "NOT_FOUND", "Nothing was done with this key."),
        Refusal(408, "TIMEOUT", "The call took too long."),
        Refusal(409, "IN_PROGRESS", "This key is being carried out."),
        Refusal(413, "TOO_LARGE", "The call is too large."),
        Refusal(422, "INVALID", "The call makes no sense."),
        Refusal(429, "RATE_LIMITED", "Too many calls."),
        Refusal(500, "INTERNAL", "Something went wrong."),
        Refusal(502, "BAD_GATEWAY", "The shop is not there."),
        Refusal(503, "UNAVAILABLE", "The shop is not there."),
        Refusal(504, "TIMEOUT", "The shop is not there."),
    )
}


async def refused(_request: Request, refusal: Exception) -> Response:
    """Starlette's handler of a `Refusal`."""
    assert isinstance(refusal, Refusal)
    return refusal.response()

"""How UPS says no: `{"response": {"errors": [{"code", "message"}]}}`."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


class Refusal(Exception):
    """A no, as UPS words it; Track Alert names the numbers that it did not take."""

    def __init__(self, status: int, code: str, message: str, invalid: list[str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.invalid = invalid

    def response(self) -> Response:
        """The HTTP answer."""
        body: dict[str, object] = {"response": {"errors": [{"code": self.code, "message": self.message}]}}
        told = body if self.invalid is None else {"invalidTrackingNumbers": self.invalid} | body
        return JSONResponse(told, self.status)


def alert(code: str, message: str, invalid: list[str] | None = None) -> Refusal:
    """A refusal of Track Alert's."""
    return Refusal(400, code, message, invalid)


NOT_AUTHENTICATED = Refusal(401, "250002", "Invalid Authentication Information.")
WRONG_LOGIN = Refusal(401, "250003", "Invalid Access License number")
EXPIRED = Refusal(401, "251004", "Bearer Token expired (oauth)")
INVALID_NUMBER = Refusal(400, "TV1002", "Invalid inquiry number")
BAD_GRANT = Refusal(400, "10400", "Invalid/Missing Authorization Header")
QUOTA = Refusal(429, "10429", "Quota Limit Exceeded")
LONGEST_SUBSCRIPTION = alert("VSS220", "You have submitted over 100 tracking numbers which is not allowed.")

BY_STATUS: Mapping[int, Refusal] = {
    refusal.status: refusal
    for refusal in (
        INVALID_NUMBER,
        EXPIRED,
        Refusal(403, "250005", "Blocked Merchant"),
        Refusal(404, "TW0001", "Tracking Information Not Found"),
        Refusal(405, "405", "Method Not Allowed."),
        QUOTA,
        Refusal(500, "10004", "Something went wrong while processing your request, please try again later"),
        Refusal(503, "VSS100", "We're sorry, the system is temporarily unavailable. Please try again later."),
    )
}


async def refused(_request: Request, refusal: Exception) -> Response:
    """Starlette's handler of a `Refusal`."""
    assert isinstance(refusal, Refusal)
    return refusal.response()


async def full(_request: Request, _full: Exception) -> Response:
    """Starlette's handler of a bound that is reached."""
    return QUOTA.response()

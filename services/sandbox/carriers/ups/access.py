"""Who calls UPS: client id and secret for a token, and the token for everything else."""

import base64
import binascii
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import parse_qs

from starlette.requests import Request

from services.sandbox.carriers.ups import errors
from services.sandbox.parcels import Clock

SECONDS = 14_399
SHORTEST = 8
MOST_TOKENS = 10_000
INACTIVE = "_inactive"


class Access:
    """The tokens that were lent. Any client id and secret of a decent length log in."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lent: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    def lend(self, request: Request, body: bytes) -> Mapping[str, str]:
        """A token for who logs in. Raises `errors.Refusal`."""
        client = client_of(request)
        if client is None:
            raise errors.WRONG_LOGIN
        if parse_qs(body.decode(errors="replace")).get("grant_type") != ["client_credentials"]:
            raise errors.BAD_GRANT
        now, token = self._clock(), secrets.token_urlsafe(32)
        self._lent[token] = (client, now + timedelta(seconds=SECONDS))
        if len(self._lent) > MOST_TOKENS:
            self._lent.popitem(last=False)
        return {
            "token_type": "Bearer",
            "issued_at": str(int(now.timestamp() * 1000)),
            "client_id": client,
            "access_token": token,
            "scope": "",
            "expires_in": str(SECONDS),
            "refresh_count": "0",
            "status": "approved",
        }

    def holder(self, request: Request) -> str | None:
        """Whose token a request carries, good or not."""
        return self._lent.get(_token(request), (None, None))[0]

    def client(self, request: Request) -> str:
        """Whom a request acts for. Raises `errors.Refusal`."""
        lent = self._lent.get(_token(request))
        if lent is None:
            raise errors.NOT_AUTHENTICATED
        if lent[1] <= self._clock():
            raise errors.EXPIRED
        return lent[0]

    def forget(self) -> None:
        """Take all tokens back."""
        self._lent.clear()


def client_of(request: Request) -> str | None:
    """The client id of HTTP Basic authentication, if it is let in."""
    scheme, _, word = request.headers.get("authorization", "").partition(" ")
    try:
        client, _, secret = base64.b64decode(word, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    if scheme.lower() != "basic" or min(len(client), len(secret)) < SHORTEST or client.endswith(INACTIVE):
        return None
    return client


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""

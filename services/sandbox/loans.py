"""Access tokens that a played company lends (RFC 6749, 4.4), and whose they are."""

import secrets
from datetime import datetime, timedelta
from urllib.parse import parse_qs

from services.sandbox.parcels import Clock

MOST_TOKENS = 1_000
TAKEN = "secret"
"""How a client secret begins; no other is taken."""


class Loans:
    """The tokens of one company; the oldest end when there are too many."""

    def __init__(self, clock: Clock, seconds: int) -> None:
        self.seconds = seconds
        self._clock = clock
        self._lent: dict[str, tuple[str, datetime]] = {}

    def lend(self, client: str) -> str:
        """A new token for a client."""
        if len(self._lent) >= MOST_TOKENS:
            self._lent.pop(next(iter(self._lent)))
        token = secrets.token_urlsafe(24)
        self._lent[token] = client, self._clock() + timedelta(seconds=self.seconds)
        return token

    def client_of(self, authorization: str) -> str | None:
        """Who sent this header, if the token in it has not ended."""
        client, until = self._lent.get(authorization.removeprefix("Bearer "), (None, self._clock()))
        return client if until > self._clock() else None

    def forget(self) -> None:
        """End all tokens."""
        self._lent.clear()


def asked(body: bytes) -> dict[str, str]:
    """The form in which a token is asked for."""
    return {name: values[0] for name, values in parse_qs(body.decode(errors="replace")).items()}


def is_taken(form: dict[str, str]) -> bool:
    """Whether a client with this form is lent a token."""
    return (
        form.get("grant_type") == "client_credentials"
        and bool(form.get("client_id"))
        and form.get("client_secret", "").startswith(TAKEN)
    )

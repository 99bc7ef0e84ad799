"""How a shop lets the app in: the page where its owner agrees, what comes back from it, and the tokens; pure."""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode

import msgspec

AUTHORIZE = "/admin/oauth/authorize"
TOKEN = "/admin/oauth/access_token"  # noqa: S105 - a path, not a password


def authorize_url(url: str, shop: str, client_id: str, scopes: Iterable[str], redirect_uri: str, state: str) -> str:
    """The page where the shop's owner agrees. `url` holds `{shop}`."""
    asked = {"client_id": client_id, "scope": ",".join(scopes), "redirect_uri": redirect_uri, "state": state}
    return f"{url.format(shop=shop)}{AUTHORIZE}?{urlencode(asked)}"


def verify(parameters: Sequence[tuple[str, str]], secrets: Iterable[str]) -> bool:
    """Whether Shopify signed the query with one of the app's secrets; an empty secret signs nothing.

    HMAC-SHA256 in hex over all other parameters, sorted and written as a query. A name that stands twice is refused,
    as nobody could say which of the two was meant.
    """
    names = [name for name, _ in parameters]
    if len(set(names)) < len(names):
        return False
    claimed = next((value for name, value in parameters if name == "hmac"), "").encode(errors="replace")
    rest = urlencode(sorted((name, value) for name, value in parameters if name != "hmac")).encode()
    # all are compared, so that the time tells nothing
    matches = [
        hmac.compare_digest(claimed, hmac.new(secret.encode(), rest, sha256).hexdigest().encode())
        for secret in secrets
        if secret
    ]
    return any(matches)


class Tokens(msgspec.Struct, frozen=True):
    """What a code, or a token that renews, is exchanged for. Times are seconds from now."""

    access_token: str
    scope: str = ""
    expires_in: float | None = None
    refresh_token: str | None = None

    def __repr__(self) -> str:
        return "Tokens(…)"

    def kept(self, now: datetime) -> dict[str, str]:
        """The tokens as credentials hold them."""
        values = {"access_token": self.access_token}
        if self.expires_in is not None:
            values["expires_at"] = (now + timedelta(seconds=self.expires_in)).isoformat()
        if self.refresh_token is not None:
            values["refresh_token"] = self.refresh_token
        return values


@dataclass(frozen=True, slots=True)
class App:
    """The app as it is known at Shopify. The secret never leaves this object for a log."""

    client_id: str
    client_secret: str

    def __repr__(self) -> str:
        return f"App({self.client_id!r})"

    def for_code(self, code: str) -> dict[str, str]:
        """What asks for tokens that expire, as public apps must."""
        return {"client_id": self.client_id, "client_secret": self.client_secret, "code": code, "expiring": "1"}

    def for_renewal(self, refresh_token: str) -> dict[str, str]:
        """What asks for the tokens that follow."""
        return {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "grant_type": "refresh_token",
            "refresh_token": refresh_token,
        }

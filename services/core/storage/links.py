"""Signed links to files: who holds one may do one thing with one file, until it expires."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

READ_SECONDS = 900
PUT_SECONDS = 900
_STEP = 300
"""Seconds for which a file keeps its link, so that a page that reads again does not load it again."""
_KEY = re.compile(r"[a-z]+(/[A-Za-z0-9_-]+(\.[a-z]+)?){2,4}")
_NUMBER = re.compile(r"[0-9]{1,12}")


class BadLink(Exception):
    """A link that we did not write, that was changed, or that has expired."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What a link allows: a method on a key until a moment, and for PUT of this type and up to so many bytes."""

    method: str
    key: str
    expires_at: datetime
    content_type: str = ""
    longest: int = 0


class Links:
    """Writes and reads links below /files. The first secret writes; the others still read, so that they can rotate."""

    def __init__(self, public_url: str, *secrets: bytes) -> None:
        self._base = f"{public_url.rstrip('/')}/files/"
        self._keys = [hashlib.sha256(b"makegood file link" + secret).digest() for secret in secrets]

    def read(self, key: str, now: datetime) -> str:
        """A link to read a file: for 15 minutes, and the same for 5 of them."""
        step = int(now.timestamp()) // _STEP * _STEP
        return self.write(Grant("GET", key, datetime.fromtimestamp(step + _STEP + READ_SECONDS, UTC)))

    def put(self, key: str, content_type: str, longest: int, now: datetime) -> tuple[str, datetime]:
        """A link to put a file, for 15 minutes, and when it expires."""
        expires_at = now.replace(microsecond=0) + timedelta(seconds=PUT_SECONDS)
        return self.write(Grant("PUT", key, expires_at, content_type, longest)), expires_at

    def write(self, grant: Grant) -> str:
        """The link."""
        if not _KEY.fullmatch(grant.key):
            raise ValueError("keys are made by us, and look like it")
        expires = int(grant.expires_at.timestamp())
        told: dict[str, object] = {"expires": expires}
        if grant.method == "PUT":
            told |= {"type": grant.content_type, "longest": grant.longest}
        return f"{self._base}{grant.key}?{urlencode({**told, 'signature': _sign(self._keys[0], grant)})}"

    def check(self, method: str, key: str, query: Mapping[str, str], now: datetime) -> Grant:
        """What the link allows, which is this method on this key now. Raises `BadLink`."""
        numbers = (query.get("expires", ""), query.get("longest", "0"))
        if not _KEY.fullmatch(key) or not all(_NUMBER.fullmatch(number) for number in numbers):
            raise BadLink("This is no link of ours.")
        try:
            expires_at = datetime.fromtimestamp(int(numbers[0]), UTC)
        except (ValueError, OverflowError, OSError):
            raise BadLink("This is no link of ours.") from None
        grant = Grant(method, key, expires_at, query.get("type", ""), int(numbers[1]))
        signature = query.get("signature", "").encode()
        if not any(hmac.compare_digest(signature, _sign(secret, grant).encode()) for secret in self._keys):
            raise BadLink("The link was changed, or is for something else.")
        if grant.expires_at <= now:
            raise BadLink("The link has expired; ask for a new one.")
        return grant


def _sign(secret: bytes, grant: Grant) -> str:
    said = (grant.method, grant.key, int(grant.expires_at.timestamp()), grant.content_type, grant.longest)
    return hmac.digest(secret, "\n".join(map(str, said)).encode(), "sha256").hex()

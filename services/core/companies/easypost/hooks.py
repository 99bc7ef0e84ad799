"""What EasyPost posts to us: proved, named and read; pure, as `ports.Hooks` asks."""

import hmac
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

import msgspec

from services.core.companies.easypost.trackers import read_time, read_tracker
from services.core.companies.easypost.wire import decode
from services.core.outside.reading import text
from services.core.ports import Credentials, Notice, Unintelligible

SIGNATURE = "x-hmac-signature"
SCHEME = "hmac-sha256-hex="
TRACKER_EVENTS = {"tracker.created", "tracker.updated"}


class _Named(msgspec.Struct):
    id: str


class _Event(msgspec.Struct):
    id: str
    description: str
    created_at: str | None = None
    updated_at: str | None = None
    result: msgspec.Raw = msgspec.Raw(b"null")


def secrets(credentials: Credentials) -> tuple[str, ...]:
    """The secrets that may sign an account's messages: today's, and the one before while it is exchanged."""
    names = ("webhook_secret", "webhook_secret_previous")
    return tuple(secret for name in names if (secret := credentials.values.get(name)))


def verify(headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
    """Whether the raw body was signed with one of the secrets; an empty secret signs nothing.

    HMAC-SHA256 in hex; the key is the secret's NFKD form, as EasyPost's own clients make it.
    """
    claimed = next((value for name, value in headers.items() if name.lower() == SIGNATURE), "").encode(errors="replace")
    # all are compared, so that the time tells nothing
    matches = [hmac.compare_digest(claimed, _signature(secret, body)) for secret in secrets if secret]
    return any(matches)


def _signature(secret: str, body: bytes) -> bytes:
    key = unicodedata.normalize("NFKD", secret).encode()
    return f"{SCHEME}{hmac.new(key, body, sha256).hexdigest()}".encode()


def identify(body: bytes) -> str:
    """The event's id (`evt_…`), the same in each repetition. Raises `Unintelligible`."""
    return _id(decode(body, _Named).id)


def read(body: bytes) -> Notice:
    """The event in our words; one that is not of a tracker has no `tracking`. Raises `Unintelligible`."""
    event = decode(body, _Event)
    name, kind = _id(event.id), text(event.description, 100)
    at = read_time(event.created_at) or read_time(event.updated_at)
    if event.description not in TRACKER_EVENTS:
        return Notice(name, kind, None, None, None, at)
    tracker = read_tracker(bytes(event.result))
    return Notice(name, kind, tracker.tracking_code, tracker.carrier, tracker.tracking, at)


def _id(name: str) -> str:
    if not 1 <= len(name) <= 200 or not name.isascii() or not name.isprintable():
        raise Unintelligible("easypost: The event has no id that can be kept.")
    return name

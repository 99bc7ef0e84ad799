"""What AfterShip posts to us: proved, named and read; pure, as `ports.Hooks` asks."""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

import msgspec

from services.core.companies.aftership.tracking import read_tracking
from services.core.companies.aftership.wire import decode
from services.core.outside.reading import text
from services.core.ports import Notice, Unintelligible

SIGNATURE = "aftership-hmac-sha256"
UPDATE = "tracking_update"


class _Event(msgspec.Struct):
    event: str
    event_id: object = None
    ts: object = None
    msg: msgspec.Raw = msgspec.Raw(b"null")


def verify(headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
    """Whether the raw body was signed with one of the secrets; an empty secret signs nothing.

    HMAC-SHA256 in base64. https://www.aftership.com/docs/tracking/webhook/webhook-signature
    """
    claimed = next((value for name, value in headers.items() if name.lower() == SIGNATURE), "").encode(errors="replace")
    # all are compared, so that the time tells nothing
    matches = [hmac.compare_digest(claimed, _signature(secret, body)) for secret in secrets if secret]
    return any(matches)


def _signature(secret: str, body: bytes) -> bytes:
    return b64encode(hmac.new(secret.encode(), body, sha256).digest())


def identify(body: bytes) -> str:
    """The event's id, the same in each repetition; of one without it a digest. Raises `Unintelligible`."""
    return _id(decode(body, _Event), body)


def read(body: bytes) -> Notice:
    """The event in our words; one that is not of a tracking has no `tracking`. Raises `Unintelligible`."""
    event = decode(body, _Event)
    name, kind, at = _id(event, body), text(event.event, 100), _moment(event.ts)
    if event.event != UPDATE:
        return Notice(name, kind, None, None, None, at)
    tracked = read_tracking(event.msg)
    return Notice(name, kind, tracked.tracking_number, tracked.slug or None, tracked.tracking, at)


def _id(event: _Event, body: bytes) -> str:
    if event.event_id is None:
        return f"sha256:{sha256(body).hexdigest()}"
    name = event.event_id
    if not isinstance(name, str) or not 1 <= len(name) <= 200 or not name.isascii() or not name.isprintable():
        raise Unintelligible("aftership: The event has no id that can be kept.")
    return name


def _moment(value: object) -> datetime | None:
    """Seconds of the epoch."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, OSError, ValueError):
        return None

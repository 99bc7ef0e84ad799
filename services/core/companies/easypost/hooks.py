"""What EasyPost posts to us: proved, named and read; pure, as `ports.Hooks` asks."""

import hmac
import unicodedata
from collections.abc import Mapping
from hashlib import sha256

import msgspec

from services.core.companies.easypost.claims import read_claim, read_message
from services.core.companies.easypost.insurances import read_insurance
from services.core.companies.easypost.trackers import read_time, read_tracker
from services.core.companies.easypost.wire import decode
from services.core.outside.reading import text
from services.core.ports import Credentials, FilingNotice, Notice, Unintelligible

SIGNATURE = "x-hmac-signature"
SCHEME = "hmac-sha256-hex="
TRACKER_EVENTS = {"tracker.created", "tracker.updated"}
# older pages of EasyPost's have `claims.updated` and so on
CLAIM_EVENTS = {
    f"{noun}.{verb}"
    for noun in ("claim", "claims")
    for verb in ("submitted", "updated", "approved", "rejected", "cancelled", "canceled")
}
MESSAGE_EVENTS = {"claim.message", "claims.message"}
INSURANCE_EVENTS = {"insurance.purchased", "insurance.cancelled"}


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
    """The event in our words; of trackers, claims and insurances alone its content. Raises `Unintelligible`."""
    event = decode(body, _Event)
    name, kind = _id(event.id), text(event.description, 100)
    at = read_time(event.created_at) or read_time(event.updated_at)
    if event.description in TRACKER_EVENTS:
        tracker = read_tracker(event.result)
        return Notice(name, kind, tracker.tracking_code, tracker.carrier, tracker.tracking, at)
    filing = covered = None
    if event.description in CLAIM_EVENTS:
        claim = read_claim(event.result)
        code = claim.tracking_code or None
        filing = FilingNotice(name, kind, claim.state.reference, code, claim.state, occurred_at=at)
    elif event.description in MESSAGE_EVENTS:
        reference, message = read_message(event.result)
        filing = FilingNotice(name, kind, reference, message=message, occurred_at=at)
    elif event.description in INSURANCE_EVENTS:
        covered = read_insurance(event.result).covered
    return Notice(name, kind, None, None, None, at, filing, covered)


def _id(name: str) -> str:
    if not 1 <= len(name) <= 200 or not name.isascii() or not name.isprintable():
        raise Unintelligible("easypost: The event has no id that can be kept.")
    return name

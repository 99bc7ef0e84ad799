"""What DHL posts to us: proved by a token of our own, named by what it says, and read; pure, as `ports.Hooks` asks."""

import hmac
from collections.abc import Mapping
from hashlib import sha256

from services.core.companies.dhl.parts import part
from services.core.companies.dhl.shipments import SKIPPED, number_of, read_shipment, shipments_of
from services.core.outside.reading import decode, instant, text
from services.core.ports import Notice, Unintelligible

HEADER = "dhl-hook-token"
"""The header in which we ask DHL to repeat the account's token; it signs nothing."""

VALIDATE = "subscription.validate"
"""The message with the secret that starts a subscription; it expects a call and tells of no parcel."""


def verify(headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
    """Whether the message came with one of the tokens; an empty one proves nothing."""
    claimed = next((value for name, value in headers.items() if name.lower() == HEADER), "").encode(errors="replace")
    # all are compared, so that the time tells nothing
    matches = [hmac.compare_digest(claimed, secret.encode(errors="replace")) for secret in secrets if secret]
    return any(matches)


def identify(body: bytes) -> str:
    """A digest of what the message says, as DHL gives it no id: a repetition says the same. Raises `Unintelligible`."""
    scope, parts = _scope(body), [_own(body, "self"), _own(body, "secret")]
    for shipment in shipments_of(body) if scope in {"", "subscription.push"} else []:
        names = ("timestamp", "statusCode", "statusDetailed", "status", "description")
        parts += [number_of(shipment), *(text(part(shipment, "status", name), 500) for name in names)]
    if not any(parts):
        raise Unintelligible("dhl: Nothing tells this message from others.")
    return f"sha256:{sha256(chr(0).join([scope, *parts]).encode(errors='replace')).hexdigest()}"


def read(body: bytes) -> Notice:
    """The message in our words; one about a subscription has no `tracking`. Raises `Unintelligible`.

    DHL sends one shipment in each; of a message with more, the first is read and the others are counted.
    """
    name, scope = identify(body), _scope(body)
    if scope == VALIDATE:
        validation(body)
    if scope not in {"", "subscription.push"}:
        return Notice(name, scope, None, None, None, to_confirm=scope == VALIDATE)
    shipments = [shipment for shipment in shipments_of(body) if number_of(shipment)]
    if not shipments:
        raise Unintelligible("dhl: No shipment in this message has a number.")
    SKIPPED.labels("shipment").inc(len(shipments) - 1)
    tracking = read_shipment(shipments[0])
    at = tracking.scans[-1].occurred_at if tracking.scans else instant(part(shipments[0], "status", "timestamp"))
    carrier = text(shipments[0].get("service"), 50) or None
    return Notice(name, scope or "subscription.push", number_of(shipments[0]), carrier, tracking, at)


def validation(body: bytes) -> tuple[str, str]:
    """The subscription's id and the secret that starts it, of a `VALIDATE` message. Raises `Unintelligible`."""
    subscription, secret = _own(body, "self").rstrip("/").rpartition("/")[2], _own(body, "secret")
    if _scope(body) != VALIDATE or not subscription or not secret:
        raise Unintelligible("dhl: This is no message that starts a subscription.")
    return subscription, secret


def _scope(body: bytes) -> str:
    return _own(body, "scope")


def _own(body: bytes, name: str) -> str:
    return text(part(decode("dhl", body, object), name), 500)

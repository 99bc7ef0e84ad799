"""What Track Alert posts to us: proved by a secret of our own, named by what it says, and read; pure."""

import base64
import binascii
import hmac
from collections.abc import Iterator, Mapping
from datetime import UTC

from services.core.companies.ups import proofs
from services.core.companies.ups.activities import Json, pushed
from services.core.companies.ups.tracking import END_OF_DAY, scans
from services.core.companies.ups.wire import moment, offset, part
from services.core.outside.reading import decode, text
from services.core.ports import Notice, Unintelligible
from services.core.shipments.model import ProofOfDelivery, Tracking, TrackingStatus


def verify(headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
    """Whether the message came with one of the secrets; an empty one proves nothing.

    UPS signs nothing. Its portal is told what to send: a key in `x-api-key`, or `Authorization` with a bearer's token
    or with a user and a password; the secret is the key, the token, the password, or `user:password`.
    """
    claimed = [word.encode(errors="replace") for word in _claimed(headers)]
    # all are compared, so that the time tells nothing
    matches = [
        hmac.compare_digest(word, secret.encode(errors="replace"))
        for secret in secrets
        if secret
        for word in claimed
    ]  # fmt: skip
    return any(matches)


def _claimed(headers: Mapping[str, str]) -> Iterator[str]:
    for name, value in headers.items():
        if name.lower() == "x-api-key":
            yield value
        if name.lower() == "authorization":
            scheme, _, word = value.partition(" ")
            if scheme.lower() == "bearer":
                yield word.strip()
            if scheme.lower() == "basic":
                yield from _basic(word.strip())


def _basic(word: str) -> Iterator[str]:
    try:
        told = base64.b64decode(word, validate=True).decode()
    except (binascii.Error, ValueError):
        return
    yield told
    yield told.partition(":")[2]


def identify(body: bytes) -> str:
    """What tells this message from others, as UPS gives it no id: number, time, type and code. Raises `Unintelligible`.

    The time is GMT's, or the local one where there is no other.
    """
    return _name(_wire(body))


def _name(wire: Json) -> str:
    zone = "gmt" if wire.get("gmtActivityDate") else "local"
    parts = [
        text(wire.get("trackingNumber"), 60),
        zone,
        text(wire.get(f"{zone}ActivityDate"), 20) + text(wire.get(f"{zone}ActivityTime"), 20),
        *(text(part(wire, "activityStatus", name), 20) for name in ("type", "code")),
    ]
    name = ":".join(parts)
    if not parts[0] or not any(parts[2:]) or not name.isascii() or not name.isprintable():
        raise Unintelligible("ups: Nothing tells this message from others.")
    return name


def read(body: bytes) -> Notice:
    """The message in our words. Raises `Unintelligible`."""
    wire = _wire(body)
    name, number = _name(wire), text(wire.get("trackingNumber"), 60)
    activity = pushed(wire)
    if activity is None:
        raise Unintelligible("ups: The message says nothing of its parcel.")
    # a photo may follow the delivery as an update; updates are of plans, and no scans
    is_update = text(part(wire, "activityStatus", "type"), 20).upper() == "U"
    proof = _proof(wire) if is_update or activity.said.status is TrackingStatus.DELIVERED else None
    step = activity.progress()
    tracking = Tracking(
        scans=() if is_update else scans([activity]),
        estimated_delivery_at=moment(
            wire.get("scheduledDeliveryDate"), END_OF_DAY, offset(wire.get("gmtOffset")) or UTC
        ),
        signed_by=proof.signed_by if proof else None,
        proof=proof,
        progress=(step,) if step else (),
    )
    return Notice(name, activity.code, number, "UPS", tracking, activity.occurred_at)


def _proof(wire: Json) -> ProofOfDelivery | None:
    """The same that Track tells, in a flat message; its photo is a bare text."""
    photo = wire.get("deliveryPhoto")
    photo = photo if isinstance(photo, dict) else {"photo": photo}
    return proofs.read({"receivedBy": wire.get("receivedBy"), "deliveryPhoto": photo})


def _wire(body: bytes) -> Json:
    wire = decode("ups", body, object)
    if not isinstance(wire, dict):
        raise Unintelligible("ups: This is no message.")
    return wire

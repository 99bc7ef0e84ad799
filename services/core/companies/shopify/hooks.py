"""What stands outside on Shopify's messages: the signature of the app, the shop, and which message it is; pure."""

import base64
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

import msgspec

from services.core.ports import Envelope, Unintelligible

LONGEST_NAME = 255


def verify(headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
    """Whether the raw body was signed with one of the app's secrets; an empty secret signs nothing.

    Base64 of HMAC-SHA256. For up to an hour after a rotation Shopify still signs with the old secret.
    """
    claimed = _header(headers, "x-shopify-hmac-sha256").encode(errors="replace")
    # all are compared, so that the time tells nothing
    matches = [hmac.compare_digest(claimed, _signature(secret, body)) for secret in secrets if secret]
    return any(matches)


def address(headers: Mapping[str, str], body: bytes) -> Envelope:
    """The message's headers. `id` is the delivery's own, the same in its repetitions; `event_id` may stand on others.

    Raises:
        Unintelligible: a header that names the message is missing, or the body is no JSON.
    """
    names = ("x-shopify-webhook-id", "x-shopify-topic", "x-shopify-shop-domain")
    found = [_name(headers, name) for name in names]
    message_id, topic, shop = found
    if message_id is None or topic is None or shop is None:
        raise Unintelligible("shopify: X-Shopify-Webhook-Id, -Topic and -Shop-Domain must name the message.")
    try:
        msgspec.json.decode(body, type=msgspec.Raw)
    except (msgspec.MsgspecError, RecursionError, ValueError):
        raise Unintelligible("shopify: The body is no JSON.") from None
    return Envelope(
        id=message_id,
        topic=topic,
        account=shop.lower(),
        event_id=_name(headers, "x-shopify-event-id"),
        version=_name(headers, "x-shopify-api-version"),
        triggered_at=_time(_header(headers, "x-shopify-triggered-at")),
    )


def _signature(secret: str, body: bytes) -> bytes:
    return base64.b64encode(hmac.new(secret.encode(), body, sha256).digest())


def _header(headers: Mapping[str, str], wanted: str) -> str:
    return next((value for name, value in headers.items() if name.lower() == wanted), "")


def _name(headers: Mapping[str, str], wanted: str) -> str | None:
    value = _header(headers, wanted).strip()
    return value if 1 <= len(value) <= LONGEST_NAME and value.isascii() and value.isprintable() else None


def _time(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None

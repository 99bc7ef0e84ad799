"""Standard Webhooks 1.0, in both directions; the library's own errors stop here."""

from collections.abc import Mapping
from datetime import datetime

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook, WebhookVerificationError


def sign(secret: str, message_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers of a message. Raises `ValueError` for a secret that is none."""
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": _webhook(secret).sign(message_id, at, body.decode()),
    }


def verify(headers: Mapping[str, str], body: bytes, secrets: tuple[str, ...]) -> bool:
    """Whether the raw body was signed with one of the secrets, at most five minutes ago."""
    return any(_fits(secret, dict(headers), body) for secret in secrets)


def _fits(secret: str, headers: dict[str, str], body: bytes) -> bool:
    try:
        _webhook(secret).verify(body, headers, json_parse=False)
    except (
        WebhookVerificationError,
        ValueError,
    ):  # the latter for headers, bodies and secrets that are no text of theirs
        return False
    return True


def _webhook(secret: str) -> Webhook:
    try:
        return Webhook(secret)
    except EmptyWebhookSecretError as error:
        raise ValueError("an empty secret signs nothing") from error

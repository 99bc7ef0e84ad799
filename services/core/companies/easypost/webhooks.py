"""EasyPost's webhooks: where it posts its events to."""

import msgspec

from services.core.companies.easypost.wire import decode
from services.core.outside import Request


class Webhook(msgspec.Struct):
    """One address that EasyPost posts to; a disabled one failed too often."""

    id: str
    url: str
    disabled_at: str | None = None


class _Webhooks(msgspec.Struct):
    webhooks: list[Webhook]


def list_all() -> Request:
    """All addresses of the account."""
    return Request("GET", "/webhooks", idempotent=True)


def create(url: str, secret: str) -> Request:
    """Add an address; a repetition would add it twice."""
    return Request("POST", "/webhooks", json={"webhook": {"url": url, "webhook_secret": secret}})


def enable(webhook: Webhook, secret: str) -> Request:
    """Post to a disabled address again."""
    return Request(
        "PATCH", "/webhooks/{id}", values={"id": webhook.id}, json={"webhook_secret": secret}, idempotent=True
    )


def read_webhook(body: bytes) -> Webhook:
    """One address. Raises `Unintelligible`."""
    return decode(body, Webhook)


def read_webhooks(body: bytes) -> list[Webhook]:
    """All addresses. Raises `Unintelligible`."""
    return decode(body, _Webhooks).webhooks

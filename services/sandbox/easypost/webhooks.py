"""Webhooks that accounts registered: where EasyPost posts, what it signs with, and whether it still does."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
import msgspec

from services.sandbox.deliveries import Receiver
from services.sandbox.easypost import errors
from services.sandbox.easypost.access import Account
from services.sandbox.easypost.answers import moment
from services.sandbox.easypost.signature import HEADER, sign
from services.sandbox.parcels import Clock, Full

MOST_WEBHOOKS = 30
MOST_ACCOUNTS = 200
LONGEST = 2_000


class Header(msgspec.Struct, frozen=True):
    """A header that the account wants on each webhook."""

    name: str
    value: str


class Change(msgspec.Struct):
    """What can be set about a webhook; `None` leaves it."""

    url: str | None = None
    webhook_secret: str | None = None
    custom_headers: list[Header] | None = None


@dataclass(slots=True, eq=False)
class Webhook:
    """One registration."""

    id: str
    account: Account
    created_at: datetime
    receiver: Receiver
    secret: str | None = field(default=None, repr=False)
    custom_headers: list[Header] = field(default_factory=list, repr=False)
    disabled_at: datetime | None = None

    def headers(self, body: bytes) -> Mapping[str, str]:
        """The headers of one post."""
        always = {"Content-Type": "application/json", "User-Agent": "EasyPost/2.0"}
        signed = {HEADER: sign(body, self.secret)} if self.secret else {}
        return {header.name: header.value for header in self.custom_headers} | always | signed

    def wire(self) -> dict[str, Any]:
        """The registration as EasyPost writes it; the secret never comes back."""
        return {
            "id": self.id,
            "object": "Webhook",
            "mode": self.account.mode,
            "url": self.receiver.url,
            "created_at": moment(self.created_at),
            "disabled_at": self.disabled_at and moment(self.disabled_at),
            "custom_headers": self.custom_headers,
        }


class Webhooks:
    """All registrations by account."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._by_key: dict[str, dict[str, Webhook]] = {}

    def create(self, account: Account, change: Change) -> Webhook:
        """Register a webhook. Raises `errors.Refusal` and `Full`."""
        if not change.url:
            raise errors.missing("url")
        mine = self._by_key.get(account.key, {})
        if len(mine) >= MOST_WEBHOOKS:
            raise errors.invalid("url", f"an account has {MOST_WEBHOOKS} webhooks and no more")
        if not mine and len(self._by_key) >= MOST_ACCOUNTS:
            raise Full(f"the sandbox keeps the webhooks of {MOST_ACCOUNTS} keys and no more")
        _check(change)
        webhook = self._new(account, change.url)
        self._set(webhook, change)
        self._by_key.setdefault(account.key, {})[webhook.id] = webhook
        return webhook

    def change(self, webhook: Webhook, change: Change) -> None:
        """Set what is given and post again if it was disabled. Raises `errors.Refusal`."""
        _check(change)
        self._set(webhook, change)
        webhook.disabled_at = None
        webhook.receiver.failures = 0

    def get(self, account: Account, id: str) -> Webhook | None:  # noqa: A002 - EasyPost's word
        """One of the account's webhooks."""
        return self._by_key.get(account.key, {}).get(id)

    def of(self, account: Account) -> list[Webhook]:
        """The account's webhooks, oldest first."""
        return list(self._by_key.get(account.key, {}).values())

    def delete(self, webhook: Webhook) -> None:
        """Drop a registration."""
        mine = self._by_key[webhook.account.key]
        del mine[webhook.id]
        if not mine:
            del self._by_key[webhook.account.key]

    def forget(self) -> None:
        """Drop all registrations."""
        self._by_key.clear()

    def _new(self, account: Account, url: str) -> Webhook:
        def headers(body: bytes) -> Mapping[str, str]:
            return webhook.headers(body)

        def give_up() -> None:
            webhook.disabled_at = self._clock()

        receiver = Receiver(url, headers, give_up)
        webhook = Webhook(f"hook_{uuid.uuid4().hex}", account, self._clock(), receiver)
        return webhook

    def _set(self, webhook: Webhook, change: Change) -> None:
        if change.url is not None:
            webhook.receiver.url = change.url
        if change.webhook_secret is not None:
            webhook.secret = change.webhook_secret
        if change.custom_headers is not None:
            webhook.custom_headers = change.custom_headers


def _check(change: Change) -> None:
    if change.url is not None and not _is_url(change.url):
        raise errors.invalid("url", "must be an http or https address")
    if len(change.webhook_secret or "") > LONGEST:
        raise errors.invalid("webhook_secret", f"must not be longer than {LONGEST}")
    headers = change.custom_headers or []
    if len(headers) > MOST_WEBHOOKS or not all(_is_header(header) for header in headers):
        raise errors.invalid("custom_headers", "must be a few headers in printable ASCII")


def _is_url(text: str) -> bool:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        return False
    return url.scheme in {"http", "https"} and bool(url.host) and len(text) <= LONGEST


def _is_header(header: Header) -> bool:
    text = header.name + header.value
    token = header.name.replace("-", "").replace("_", "")
    return token.isalnum() and text.isascii() and text.isprintable() and len(text) <= LONGEST

"""Subscribing to a shop's webhooks."""

from typing import Any

import httpx

from services.sandbox.parcels import Full
from services.sandbox.shopify.admin.mutations.base import Base, refused
from services.sandbox.shopify.admin.types.shops import SubscriptionView
from services.sandbox.shopify.news.topics import BY_ENUM
from services.sandbox.shopify.news.webhooks import Subscription
from services.sandbox.shopify.shop.refusal import Refused

LONGEST_URI = 2_000


class SubscriptionMutations(Base):
    """Subscriptions."""

    def webhook_subscription_create(self, topic: str, webhook_subscription: dict[str, Any]) -> dict[str, Any]:
        """Subscribe to a topic."""
        try:
            made = self._subscribe(topic, webhook_subscription)
        except (Refused, Full) as refusal:
            return refused(refusal, webhookSubscription=None)
        return {"webhookSubscription": SubscriptionView(self._shop, made), "userErrors": []}

    def _subscribe(self, topic: str, given: dict[str, Any]) -> Subscription:
        uri, told = _uri(given), BY_ENUM.get(topic)
        if told is None:
            raise Refused(f"The sandbox does not tell of {topic}", "topic")
        known = self._webhooks.subscriptions.values()
        if any(one.topic == told and one.receiver.url == uri for one in known):
            raise Refused("Address for this topic has already been taken", "webhookSubscription", "uri")
        made = self._webhooks.subscribe(self._shop.next_id(), told, uri)
        made.fields = list(given.get("includeFields") or ())
        return made


def _uri(given: dict[str, Any]) -> str:
    """The address; plain http is taken too, as nothing of the sandbox leaves a machine."""
    uri = given.get("uri") or given.get("callbackUrl") or ""
    try:
        url = httpx.URL(uri)
    except httpx.InvalidURL:
        url = httpx.URL("")
    if url.scheme not in {"http", "https"} or not url.host or len(uri) > LONGEST_URI:
        raise Refused("Address is invalid", "webhookSubscription", "uri")
    return str(uri)

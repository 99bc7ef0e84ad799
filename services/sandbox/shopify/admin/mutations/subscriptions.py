"""Subscribing to a shop's webhooks."""

from typing import Any

import httpx

from services.sandbox.parcels import Full
from services.sandbox.shopify.admin.mutations.base import Base, refused
from services.sandbox.shopify.admin.types.shops import SubscriptionView
from services.sandbox.shopify.ids import gid, number_of
from services.sandbox.shopify.news.topics import BY_ENUM
from services.sandbox.shopify.news.webhooks import Subscription
from services.sandbox.shopify.shop.refusal import Refused

LONGEST_URI = 2_000


class SubscriptionMutations(Base):
    """Subscriptions."""

    def webhook_subscription_create(self, topic: str, webhook_subscription: dict[str, Any]) -> dict[str, Any]:
        """Subscribe to a topic."""
        given = webhook_subscription
        try:
            uri = _uri(given)
            if topic not in BY_ENUM:
                raise Refused(f"The sandbox does not tell of {topic}", "topic")
            if self._taken(BY_ENUM[topic], uri, None):
                raise Refused("Address for this topic has already been taken", "webhookSubscription", "uri")
            made = self._webhooks.subscribe(self._shop.next_id(), BY_ENUM[topic], uri)
        except (Refused, Full) as refusal:
            no = refusal if isinstance(refusal, Refused) else Refused(str(refusal))
            return refused(no, webhookSubscription=None)
        _set(made, given)
        return {"webhookSubscription": SubscriptionView(self._shop, made), "userErrors": []}

    def webhook_subscription_update(self, id: str, webhook_subscription: dict[str, Any]) -> dict[str, Any]:  # noqa: A002
        """Change a subscription."""
        known = self._find(id)
        if known is None:
            return refused(Refused("Webhook subscription does not exist", "id"), webhookSubscription=None)
        given = webhook_subscription
        try:
            if given.get("uri") or given.get("callbackUrl"):
                uri = _uri(given)
                if self._taken(known.topic, uri, known):
                    raise Refused("Address for this topic has already been taken", "webhookSubscription", "uri")
                known.receiver = self._webhooks.receiver(uri)
        except (Refused, Full) as refusal:
            no = refusal if isinstance(refusal, Refused) else Refused(str(refusal))
            return refused(no, webhookSubscription=None)
        _set(known, given)
        known.updated_at = self._shop.clock()
        return {"webhookSubscription": SubscriptionView(self._shop, known), "userErrors": []}

    def webhook_subscription_delete(self, id: str) -> dict[str, Any]:  # noqa: A002 - Shopify's word
        """End a subscription."""
        known = self._find(id)
        if known is None:
            return refused(Refused("Webhook subscription does not exist", "id"), deletedWebhookSubscriptionId=None)
        self._webhooks.drop(known)
        return {"deletedWebhookSubscriptionId": gid("WebhookSubscription", known.id), "userErrors": []}

    def _find(self, name: str) -> Subscription | None:
        return self._webhooks.subscriptions.get(number_of(name, "WebhookSubscription") or 0)

    def _taken(self, topic: str, uri: str, but: Subscription | None) -> bool:
        known = self._webhooks.subscriptions.values()
        return any(one.topic == topic and one.receiver.url == uri for one in known if one is not but)


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


def _set(subscription: Subscription, given: dict[str, Any]) -> None:
    if given.get("includeFields") is not None:
        subscription.fields = list(given["includeFields"])
    subscription.filter = given.get("filter", subscription.filter)
    subscription.name = given.get("name", subscription.name)

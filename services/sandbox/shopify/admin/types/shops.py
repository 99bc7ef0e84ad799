"""The shop itself and its subscriptions as the schema shows them."""

from typing import Any

from services.sandbox.shopify.admin.view import View
from services.sandbox.shopify.news.webhooks import Subscription
from services.sandbox.shopify.shop.shop import Shop


class ShopView(View[Shop]):
    """`Shop`."""

    type_name = "Shop"

    def myshopify_domain(self) -> str:
        """Its name in URLs."""
        return self.it.domain

    def plan(self) -> dict[str, Any]:
        """What it pays Shopify for: nothing."""
        return {"partnerDevelopment": True}


class SubscriptionView(View[Subscription]):
    """`WebhookSubscription`."""

    type_name = "WebhookSubscription"

    def topic(self) -> str:
        """What is told."""
        return self.it.topic.replace("/", "_").upper()

    def uri(self) -> str:
        """Where to."""
        return self.it.receiver.url

"""The shop itself, its app, its subscriptions, disputes and returns as the schema shows them."""

from typing import Any

from services.sandbox.shopify.admin import types
from services.sandbox.shopify.admin.view import View, money, page
from services.sandbox.shopify.ids import gid
from services.sandbox.shopify.news.webhooks import VERSION, Subscription
from services.sandbox.shopify.shop.model import Dispute, Return
from services.sandbox.shopify.shop.shop import Shop


class ShopView(View[Shop]):
    """`Shop`."""

    type_name = "Shop"
    iana_timezone = "Europe/Copenhagen"

    def currency_code(self) -> str:
        """Its currency."""
        return self.it.currency

    def enabled_presentment_currencies(self) -> list[str]:
        """What customers can pay in."""
        return sorted(self.it.currencies)

    def myshopify_domain(self) -> str:
        """Its name in URLs."""
        return self.it.domain

    def email(self) -> str:
        """Where it is written to."""
        return f"shop@{self.it.domain}"

    contact_email = email

    def url(self) -> str:
        """Its page."""
        return f"https://{self.it.domain}"

    def primary_domain(self) -> dict[str, Any]:
        """Its domain."""
        return {"id": gid("Domain", self.it.id), "host": self.it.domain, "url": self.url()}

    def plan(self) -> dict[str, Any]:
        """What it pays Shopify for: nothing."""
        return {
            "displayName": "Development",
            "publicDisplayName": "Development",
            "partnerDevelopment": True,
            "shopifyPlus": False,
        }


class SubscriptionView(View[Subscription]):
    """`WebhookSubscription`."""

    type_name = "WebhookSubscription"
    format = "JSON"
    metafield_namespaces = ()
    metafields = ()

    def topic(self) -> str:
        """What is told."""
        return self.it.topic.replace("/", "_").upper()

    def uri(self) -> str:
        """Where to."""
        return self.it.receiver.url

    callback_url = uri

    def include_fields(self) -> list[str]:
        """Which part of a body."""
        return self.it.fields

    def endpoint(self) -> dict[str, Any]:
        """Where to."""
        return {"__typename": "WebhookHttpEndpoint", "callbackUrl": self.it.receiver.url}

    def api_version(self) -> dict[str, Any]:
        """In which version."""
        return {"handle": VERSION, "displayName": VERSION, "supported": True}


class DisputeSummaryView(View[Dispute]):
    """`OrderDisputeSummary`."""

    type_name = "OrderDisputeSummary"

    def initiated_as(self) -> str:
        """Whether it is a chargeback or a question before one."""
        return self.it.type


class DisputeView(View[Dispute]):
    """`ShopifyPaymentsDispute`."""

    type_name = "ShopifyPaymentsDispute"

    def amount(self) -> dict[str, Any]:
        """How much."""
        return money(self.it.amount, self.it.currency)

    def order(self) -> Any:
        """Of which order."""
        return types.orders.OrderView(self.shop, self.it.order) if self.it.order is not None else None

    def reason_details(self) -> dict[str, Any]:
        """Why."""
        return {"reason": self.it.reason, "networkReasonCode": self.it.network_reason_code}


class ReturnView(View[Return]):
    """`Return`."""

    type_name = "Return"

    def order(self) -> Any:
        """Of which order."""
        return types.orders.OrderView(self.shop, self.it.order)

    def total_quantity(self) -> int:
        """How many things come back."""
        return sum(quantity for _, _, quantity in self.it.lines)

    def refunds(self, **paging: Any) -> dict[str, Any]:
        """What was paid back for it; the sandbox does not tie them."""
        return page([], lambda none: none, **paging)

"""What can be asked of a shop."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.sandbox.shopify.admin.query import fits, terms
from services.sandbox.shopify.admin.types.orders import FulfillmentView, OrderView, VariantView
from services.sandbox.shopify.admin.types.people import CreditAccountView, CustomerView, GiftCardView
from services.sandbox.shopify.admin.types.refunds import RefundView
from services.sandbox.shopify.admin.types.shops import DisputeView, ReturnView, ShopView, SubscriptionView
from services.sandbox.shopify.admin.view import View, page
from services.sandbox.shopify.ids import gid, split
from services.sandbox.shopify.news.webhooks import Webhooks
from services.sandbox.shopify.shop.index import Indexed
from services.sandbox.shopify.shop.shop import Shop

_SORTS: Mapping[str, Any] = {
    "UPDATED_AT": lambda known: (known.updated_at, known.order.id),
    "CREATED_AT": lambda known: (known.order.created_at, known.order.id),
    "PROCESSED_AT": lambda known: (known.order.processed_at, known.order.id),
}


class Queries:
    """The fields of `QueryRoot`."""

    def __init__(self, shop: Shop, webhooks: Webhooks) -> None:
        self._shop = shop
        self._webhooks = webhooks

    def node(self, id: str) -> View[Any] | None:  # noqa: A002 - Shopify's word
        """Anything by its name."""
        found = split(id)
        if found is None:
            return None
        kind, number = found
        view, held = self._held().get(kind, (None, {}))
        it = held.get(number)
        return view(self._shop, it) if view is not None and it is not None else None

    def nodes(self, ids: Sequence[str]) -> list[View[Any] | None]:
        """Several by their names."""
        return [self.node(one) for one in ids]

    def order(self, id: str) -> Any:  # noqa: A002 - Shopify's word
        """One order."""
        return self._one("Order", id)

    def customer(self, id: str) -> Any:  # noqa: A002 - Shopify's word
        """One customer."""
        return self._one("Customer", id)

    def product_variant(self, id: str) -> Any:  # noqa: A002 - Shopify's word
        """One variant."""
        return self._one("ProductVariant", id)

    def refund(self, id: str) -> Any:  # noqa: A002 - Shopify's word
        """One refund."""
        return self._one("Refund", id)

    def fulfillment(self, id: str) -> Any:  # noqa: A002 - Shopify's word
        """One parcel."""
        return self._one("Fulfillment", id)

    def dispute(self, id: str) -> Any:  # noqa: A002 - Shopify's word
        """One dispute."""
        return self._one("ShopifyPaymentsDispute", id)

    def gift_card(self, id: str) -> Any:  # noqa: A002 - Shopify's word
        """One gift card."""
        return self._one("GiftCard", id)

    def store_credit_account(self, id: str) -> Any:  # noqa: A002 - Shopify's word
        """One store credit account."""
        return self._one("StoreCreditAccount", id)

    def orders(
        self,
        query: str | None = None,
        sort_key: str = "PROCESSED_AT",
        saved_search_id: str | None = None,
        **paging: Any,
    ) -> dict[str, Any]:
        """The orders that the search knows of."""
        shop, wanted = self._shop, terms(query)
        known = [one for one in shop.index.known(shop.clock(), shop.conduct.index_lag) if fits(one, wanted)]
        known.sort(key=_SORTS.get(sort_key, _by_id))
        return page([one.order for one in known], lambda order: OrderView(shop, order), **paging)

    def product_variants(
        self, query: str | None = None, sort_key: str = "ID", saved_search_id: str | None = None, **paging: Any
    ) -> dict[str, Any]:
        """What is on sale."""
        wanted = {term.field: term.value for term in terms(query)}
        sku = wanted.get("sku")
        found = [variant for variant in self._shop.variants.values() if sku is None or variant.sku == sku]
        return page(found, lambda variant: VariantView(self._shop, variant), **paging)

    def gift_cards(
        self, query: str | None = None, sort_key: str = "ID", saved_search_id: str | None = None, **paging: Any
    ) -> dict[str, Any]:
        """The gift cards; the search knows the last characters of their codes, and whose they are."""
        wanted = {term.field: term.value for term in terms(query)}
        ends, owner = wanted.get("last_characters"), wanted.get("customer_id")
        found = [
            card
            for card in self._shop.gift_cards.values()
            if (ends is None or card.code.endswith(ends.lower()))
            and (owner is None or (card.customer is not None and str(card.customer.id) == owner.rpartition("/")[2]))
        ]
        return page(found, lambda card: GiftCardView(self._shop, card), **paging)

    def disputes(self, query: str | None = None, **paging: Any) -> dict[str, Any]:
        """The disputes, newest last."""
        found = list(self._shop.disputes.values())
        return page(found, lambda dispute: DisputeView(self._shop, dispute), **paging)

    def webhook_subscriptions(
        self,
        topics: Sequence[str] | None = None,
        uri: str | None = None,
        callback_url: str | None = None,
        sort_key: str | None = None,
        format: str | None = None,  # noqa: A002 - Shopify's word
        query: str | None = None,
        **paging: Any,
    ) -> dict[str, Any]:
        """The subscriptions."""
        views = [SubscriptionView(self._shop, one) for one in self._webhooks.subscriptions.values()]
        wanted = uri or callback_url
        found = [one.it for one in views if (not topics or one.topic() in topics) and wanted in {None, one.uri()}]
        return page(found, lambda one: SubscriptionView(self._shop, one), **paging)

    def current_app_installation(self) -> dict[str, Any]:
        """What this app may do."""
        scopes = [{"handle": scope, "description": scope.replace("_", " ")} for scope in self._shop.access.scopes]
        return {"id": gid("AppInstallation", self._shop.id), "accessScopes": scopes}

    def shop(self) -> ShopView:
        """The shop itself."""
        return ShopView(self._shop, self._shop)

    def shopify_payments_account(self) -> dict[str, Any]:
        """The account that money is paid into."""
        return {
            "id": gid("ShopifyPaymentsAccount", self._shop.id),
            "defaultCurrency": self._shop.currency,
            "activated": True,
            "country": "DK",
            "disputes": self.disputes,
        }

    def _one(self, kind: str, name: str) -> View[Any] | None:
        found = split(name)
        return self.node(name) if found is not None and found[0] == kind else None

    def _held(self) -> Mapping[str, tuple[Any, Mapping[int, Any]]]:
        shop = self._shop
        return {
            "Order": (OrderView, shop.orders),
            "Customer": (CustomerView, shop.customers),
            "ProductVariant": (VariantView, shop.variants),
            "Refund": (RefundView, shop.refunds),
            "Fulfillment": (FulfillmentView, shop.fulfillments),
            "Return": (ReturnView, shop.returns),
            "ShopifyPaymentsDispute": (DisputeView, shop.disputes),
            "GiftCard": (GiftCardView, shop.gift_cards),
            "StoreCreditAccount": (CreditAccountView, shop.credit_accounts),
            "WebhookSubscription": (SubscriptionView, self._webhooks.subscriptions),
            "Shop": (ShopView, {shop.id: shop}),
        }


def _by_id(known: Indexed) -> int:
    return known.order.id

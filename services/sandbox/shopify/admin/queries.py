"""What can be asked of a shop."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.sandbox.shopify.admin.query import fits, terms
from services.sandbox.shopify.admin.types.money import CreditAccountView, CustomerView, GiftCardView
from services.sandbox.shopify.admin.types.orders import DisputeView, DraftView, OrderView, RefundView
from services.sandbox.shopify.admin.types.parcels import FulfillmentView, LineView, ReturnView, VariantView
from services.sandbox.shopify.admin.types.shops import ShopView, SubscriptionView
from services.sandbox.shopify.admin.view import View, page
from services.sandbox.shopify.ids import gid, number_of, split
from services.sandbox.shopify.news.webhooks import Webhooks
from services.sandbox.shopify.shop.accounts import GiftCard
from services.sandbox.shopify.shop.index import Indexed
from services.sandbox.shopify.shop.model import Draft, Order
from services.sandbox.shopify.shop.shop import Shop

_SORTS: Mapping[str, Any] = {
    "UPDATED_AT": lambda known: (known.updated_at, known.it.id),
    "CREATED_AT": lambda known: (known.it.created_at, known.it.id),
    "PROCESSED_AT": lambda known: (known.it.created_at, known.it.id),
}


class Queries:
    """The fields of `QueryRoot`."""

    def __init__(self, shop: Shop, webhooks: Webhooks) -> None:
        self._shop = shop
        self._webhooks = webhooks

    @property
    def granted(self) -> tuple[str, ...]:
        """What the app may do."""
        return self._shop.access.scopes

    def node(self, id: str) -> View[Any] | None:  # noqa: A002 - Shopify's word
        """Anything by its name."""
        found = split(id)
        if found is None:
            return None
        kind, number = found
        if kind == "LineItem":
            order, line = self._shop.lines.get(number, (None, None))
            return LineView(self._shop, line, order) if order is not None and line is not None else None
        view, held = self._held().get(kind, (None, {}))
        it = held.get(number)
        return view(self._shop, it) if view is not None and it is not None else None

    def nodes(self, ids: Sequence[str]) -> list[View[Any] | None]:
        """Several by their names."""
        return [self.node(one) for one in ids]

    def order(self, id: str) -> OrderView | None:  # noqa: A002 - Shopify's word
        """One order."""
        order = self._shop.orders.get(number_of(id, "Order") or 0)
        return OrderView(self._shop, order) if order is not None else None

    def orders(self, query: str | None = None, sort_key: str = "PROCESSED_AT", **paging: Any) -> dict[str, Any]:
        """The orders that the search knows of."""
        found = [known for known in self._search(query, sort_key) if isinstance(known.it, Order)]
        return page([known.it for known in found], lambda order: OrderView(self._shop, order), **paging)

    def draft_orders(self, query: str | None = None, **paging: Any) -> dict[str, Any]:
        """The drafts that the search knows of."""
        found = [known.it for known in self._search(query, "ID") if isinstance(known.it, Draft)]
        return page(found, lambda draft: DraftView(self._shop, draft), **paging)

    def gift_cards(self, query: str | None = None, sort_key: str = "ID", **paging: Any) -> dict[str, Any]:
        """The gift cards; the search knows whose they are, and how their codes end."""
        wanted = {term.field: term.value for term in terms(query)}
        found = [card for card in self._shop.gift_cards.values() if _is_wanted(card, wanted)]
        return page(found, lambda card: GiftCardView(self._shop, card), **paging)

    def webhook_subscriptions(self, **paging: Any) -> dict[str, Any]:
        """The subscriptions."""
        found = list(self._webhooks.subscriptions.values())
        return page(found, lambda one: SubscriptionView(self._shop, one), **paging)

    def current_app_installation(self) -> dict[str, Any]:
        """What this app may do."""
        scopes = [{"handle": scope} for scope in self._shop.access.scopes]
        return {"id": gid("AppInstallation", self._shop.id), "accessScopes": scopes}

    def shop(self) -> ShopView:
        """The shop itself."""
        return ShopView(self._shop, self._shop)

    def _search(self, query: str | None, sort_key: str) -> list[Indexed]:
        shop, wanted = self._shop, terms(query)
        known = [one for one in shop.index.known(shop.clock(), shop.conduct.index_lag) if fits(one, wanted)]
        return sorted(known, key=_SORTS.get(sort_key, _by_id))

    def _held(self) -> Mapping[str, tuple[Any, Mapping[int, Any]]]:
        shop = self._shop
        return {
            "Order": (OrderView, shop.orders),
            "DraftOrder": (DraftView, shop.drafts),
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
    return known.it.id


def _is_wanted(card: GiftCard, wanted: Mapping[str | None, str]) -> bool:
    ends, owner = wanted.get("last_characters"), wanted.get("customer_id")
    owned = card.customer is not None and str(card.customer.id) == (owner or "").rpartition("/")[2]
    return (ends is None or card.code.endswith(ends.lower())) and (owner is None or owned)

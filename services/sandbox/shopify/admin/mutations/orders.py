"""Making and changing orders and drafts. Neither making takes an idempotency key: twice is two orders."""

from datetime import timedelta
from typing import Any

from services.sandbox.parcels import Full
from services.sandbox.shopify.admin.mutations.base import Base, refused
from services.sandbox.shopify.admin.mutations.new_orders import new_draft, new_order, read_address
from services.sandbox.shopify.admin.types.money import CustomerView
from services.sandbox.shopify.admin.types.orders import DraftView, OrderView
from services.sandbox.shopify.ids import number_of
from services.sandbox.shopify.shop.orders import draft, place, tidy
from services.sandbox.shopify.shop.refusal import Refused

MOST_TAGS = 250
LONGEST_TAG = 40
MINUTE = timedelta(minutes=1)


class OrderMutations(Base):
    """Orders."""

    def order_create(self, order: dict[str, Any], options: dict[str, Any] | None = None) -> dict[str, Any]:
        """Make an order."""
        shop = self._shop
        try:
            self._check_pace()
            made = place(shop, new_order(shop, order, checked(order.get("tags") or []), options or {}))
        except (Refused, Full) as refusal:
            return refused(refusal, order=None)
        shop.made_at.append(shop.clock())
        return {"order": OrderView(shop, made), "userErrors": []}

    def draft_order_create(self, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002 - Shopify's word
        """Make a draft, which takes nothing from stock."""
        try:
            made = draft(self._shop, new_draft(self._shop, input, checked(input.get("tags") or [])))
        except (Refused, Full) as refusal:
            return refused(refusal, draftOrder=None)
        return {"draftOrder": DraftView(self._shop, made), "userErrors": []}

    def order_update(self, input: dict[str, Any]) -> dict[str, Any]:  # noqa: A002 - Shopify's word
        """Change what is written on an order."""
        order = self._shop.orders.get(number_of(input["id"], "Order") or 0)
        if order is None:
            return refused(Refused("Order does not exist", "id"), order=None)
        try:
            tags = checked(input["tags"]) if input.get("tags") is not None else order.tags
        except Refused as refusal:
            return refused(refusal, order=None)
        order.tags = tags
        order.note = input.get("note", order.note)
        order.email = input.get("email", order.email)
        if input.get("customAttributes") is not None:
            order.custom_attributes = {one["key"]: one["value"] for one in input["customAttributes"]}
        if input.get("shippingAddress") is not None:
            order.shipping_address = read_address(input["shippingAddress"])
        self._shop.touch(order)
        return {"order": OrderView(self._shop, order), "userErrors": []}

    def tags_add(self, id: str, tags: list[str]) -> dict[str, Any]:  # noqa: A002 - Shopify's word
        """Add tags to an order or a customer."""
        shop = self._shop
        order = shop.orders.get(number_of(id, "Order") or 0)
        customer = shop.customers.get(number_of(id, "Customer") or 0)
        try:
            if order is not None:
                order.tags = checked([*order.tags, *tags])
                shop.touch(order)
                return {"node": OrderView(shop, order), "userErrors": []}
            if customer is not None:
                customer.tags = checked([*customer.tags, *tags])
                return {"node": CustomerView(shop, customer), "userErrors": []}
        except Refused as refusal:
            return refused(refusal, node=None)
        return refused(Refused("Resource does not exist", "id"), node=None)

    def _check_pace(self) -> None:
        shop = self._shop
        most = shop.conduct.orders_per_minute
        recent = sum(at > shop.clock() - MINUTE for at in shop.made_at)
        if most is not None and recent >= most:
            raise Refused("Too many attempts. Please try again later.")


def checked(tags: list[str]) -> list[str]:
    """Tags as Shopify keeps them. Raises `Refused` for too many or too long ones."""
    kept = tidy(tags)
    if len(kept) > MOST_TAGS:
        raise Refused(f"Tags cannot be more than {MOST_TAGS}", "tags")
    if any(len(tag) > LONGEST_TAG for tag in kept):
        raise Refused(f"Each tag must be {LONGEST_TAG} characters or less", "tags")
    return kept

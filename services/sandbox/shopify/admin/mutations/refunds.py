"""`refundCreate`, the one of our mutations that takes an idempotency key, and fails without one."""

import asyncio
import time
from typing import Any

import msgspec
from graphql import GraphQLError

from services.sandbox.parcels import Full
from services.sandbox.shopify.admin.mutations.base import Base, refused
from services.sandbox.shopify.admin.types.orders import OrderView, RefundView, lines_wanted
from services.sandbox.shopify.admin.view import keyed
from services.sandbox.shopify.ids import number_of
from services.sandbox.shopify.money import ZERO
from services.sandbox.shopify.shop.keys import LONGEST_KEY
from services.sandbox.shopify.shop.model import Order, Refund
from services.sandbox.shopify.shop.refunds import CreditWanted, MoneyWanted, Wanted, refund
from services.sandbox.shopify.shop.refusal import Refused

STEP = 0.02


class RefundMutations(Base):
    """Paying back."""

    @keyed
    async def refund_create(self, input: dict[str, Any], key: str | None) -> dict[str, Any]:  # noqa: A002 - Shopify's word
        """Pay back once for each key."""
        if key is None:
            raise GraphQLError(
                "The @idempotent directive is required for this mutation but was not provided.",
                extensions={"code": "BAD_REQUEST"},
            )
        if not 0 < len(key) <= LONGEST_KEY:
            raise GraphQLError("The idempotency key is invalid.", extensions={"code": "BAD_REQUEST"})
        shop = self._shop
        order = shop.orders.get(number_of(input["orderId"], "Order") or 0)
        shown = order and OrderView(shop, order)
        try:
            use = shop.keys.begin(key, "refundCreate", msgspec.json.encode(input, order="sorted"), shop.clock())
        except Refused as refusal:
            return refused(refusal, refund=None, order=shown)
        if isinstance(use.result, Refund):
            return {"refund": RefundView(shop, use.result), "order": shown, "userErrors": []}
        try:
            await self._work()
            made = self._refund(order, input)
        except (Refused, Full) as refusal:
            shop.keys.release(key)
            return refused(refusal, refund=None, order=shown)
        except BaseException:
            shop.keys.release(key)
            raise
        use.result = made
        return {"refund": RefundView(shop, made), "order": shown, "userErrors": []}

    async def _work(self) -> None:
        """Take as long as the shop's refunds take, or until they are told to take less."""
        begun = time.monotonic()
        while (left := begun + self._shop.conduct.refund_seconds - time.monotonic()) > 0:
            await asyncio.sleep(min(left, STEP))

    def _refund(self, order: Order | None, given: dict[str, Any]) -> Refund:
        if order is None:
            raise Refused("Order does not exist", "orderId")
        return refund(self._shop, order, _wanted(order, given))


def _wanted(order: Order, given: dict[str, Any]) -> Wanted:
    shipping = given.get("shipping") or {}
    amount = shipping.get("amount") or ZERO
    if shipping.get("fullRefund"):
        amount = order.shipping_left
    methods = [method.get("storeCreditRefund") for method in given.get("refundMethods") or ()]
    return Wanted(
        lines=lines_wanted(given.get("refundLineItems") or []),
        shipping=amount,
        money=[_money(order, position, one) for position, one in enumerate(given.get("transactions") or ())],
        credits=[
            CreditWanted(one["amount"]["amount"], one["amount"]["currencyCode"], one.get("expiresAt"))
            for one in methods
            if one is not None
        ],
        note=given.get("note"),
        currency=given.get("currency"),
        over=bool(given.get("allowOverRefunding")),
    )


def _money(order: Order, position: int, given: dict[str, Any]) -> MoneyWanted:
    where = ("transactions", str(position))
    if number_of(given["orderId"], "Order") != order.id:
        raise Refused("Transaction must belong to the order", *where, "orderId")
    if given["kind"] != "REFUND":
        raise Refused("Transaction kind must be refund", *where, "kind")
    parent = given.get("parentId")
    number = None if parent is None else number_of(parent, "OrderTransaction")
    if parent is not None and number is None:
        raise Refused("Parent transaction does not exist", *where, "parentId")
    return MoneyWanted(given["amount"], number, given["gateway"])

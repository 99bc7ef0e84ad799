"""How the REST API writes a moment and an amount."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from services.sandbox.shopify.money import money_text
from services.sandbox.shopify.shop.model import Order

Body = dict[str, Any]


def moment(at: datetime | None) -> str | None:
    """`2026-01-05T09:30:00+00:00`, as the REST API writes a moment."""
    return None if at is None else at.isoformat(timespec="seconds")


def money_set(order: Order, amount: Decimal) -> Body:
    """An amount in the shop's currency and in the customer's."""
    shop_money = {"amount": money_text(order.in_shop_money(amount)), "currency_code": order.currency}
    return {
        "shop_money": shop_money,
        "presentment_money": {"amount": money_text(amount), "currency_code": order.presentment_currency},
    }

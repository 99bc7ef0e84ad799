"""Disputes: a bank asks for the money, and how that ends."""

from datetime import timedelta
from decimal import Decimal

from services.sandbox.shopify.shop.model import Dispute, Order
from services.sandbox.shopify.shop.shop import MOST_PARTS, Shop, check_room


def dispute(shop: Shop, order: Order, kind: str, reason: str, network_code: str | None, amount: Decimal) -> Dispute:
    """A customer asks their bank for the money. Raises `Full`."""
    check_room(order.disputes, MOST_PARTS, "disputes of one order")
    now = shop.moment()
    opened = Dispute(
        shop.next_id(),
        order,
        kind,
        amount,
        order.presentment_currency,
        reason,
        network_code,
        "NEEDS_RESPONSE",
        now,
        now + timedelta(days=10),
    )
    order.disputes.append(opened)
    shop.disputes[opened.id] = opened
    shop.touch(order, ("disputes/create", opened))
    return opened


def settle(shop: Shop, opened: Dispute, status: str) -> None:
    """Move a dispute to a status; `WON`, `LOST` and `ACCEPTED` end it."""
    opened.status = status
    if status in {"WON", "LOST", "ACCEPTED", "CHARGE_REFUNDED"}:
        opened.finalized_on = shop.moment()
    elif status == "UNDER_REVIEW":
        opened.evidence_sent_on = shop.moment()
    shop.tell("disputes/update", opened)

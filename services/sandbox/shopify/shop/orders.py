"""Orders: placing one, as a checkout or an app does, keeping one as a draft, and cancelling one."""

from collections.abc import Sequence
from dataclasses import replace

from services.sandbox.shopify.shop.goods import Line, Variant
from services.sandbox.shopify.shop.model import Draft, NewOrder, Order, Transaction
from services.sandbox.shopify.shop.refunds import LineWanted, MoneyWanted, Wanted, refund, suggest
from services.sandbox.shopify.shop.refusal import Refused
from services.sandbox.shopify.shop.shop import MOST_ORDERS, Shop, check_room

MOST_LINES = 500


GATEWAY = "shopify_payments"


BYPASS, OBEY = "BYPASS", "DECREMENT_OBEYING_POLICY"


def place(shop: Shop, new: NewOrder) -> Order:
    """Take an order. Raises `Refused`, and `Full`."""
    check_room(shop.orders, MOST_ORDERS, "orders")
    if not new.lines:
        raise Refused("Line items must have at least one line item", "order", "lineItems", code="INVALID")
    if len(new.lines) > MOST_LINES:
        raise Refused(f"An order has {MOST_LINES} line items at most", "order", "lineItems", code="INVALID")
    _claim(new)
    now = shop.moment()
    lines = [
        Line(
            shop.next_id(),
            line.title,
            line.quantity,
            line.unit_price,
            line.discount,
            line.tax,
            line.tax_rate,
            line.variant,
            line.variant_title,
            line.sku,
            line.requires_shipping,
        )
        for line in new.lines
    ]
    order = Order(
        id=shop.next_id(),
        number=shop.next_number(),
        currency=new.currency,
        presentment_currency=new.presentment_currency,
        rate=new.rate,
        lines=lines,
        # an app's order is made now, whenever it says that it was placed
        created_at=now if new.by_app else new.placed_at or now,
        updated_at=now,
        processed_at=new.placed_at or now,
        shipping=new.shipping,
        shipping_tax=new.shipping_tax,
        shipping_title=new.shipping_title,
        taxes_included=new.taxes_included,
        customer=new.customer,
        email=new.email,
        phone=new.phone,
        shipping_address=new.shipping_address,
        tags=tidy(new.tags),
        note=new.note,
        custom_attributes=dict(new.custom_attributes),
        source_identifier=new.source_identifier,
        source_name=new.source_name,
        made_by_app=new.by_app,
    )
    payments = [(GATEWAY, order.total)] if new.payments is None else new.payments
    order.transactions = [
        Transaction(shop.next_id(), "SALE", gateway, amount, now) for gateway, amount in payments if amount > 0
    ]
    shop.orders[order.id] = order
    shop.lines.update({line.id: (order, line) for line in lines})
    shop.touch(order, ("orders/create", order))
    return order


def draft(shop: Shop, new: NewOrder) -> Draft:
    """Keep an order for the shop's staff to complete. Raises `Full`."""
    check_room(shop.drafts, MOST_ORDERS, "draft orders")
    made = Draft(shop.next_id(), len(shop.drafts) + 1, new, tidy(new.tags), shop.moment())
    shop.drafts[made.id] = made
    shop.index.note(made, made.created_at)
    return made


def complete(shop: Shop, kept: Draft) -> Order:
    """Make an order of a draft. Raises `Refused`, and `Full`."""
    if kept.completed is not None:
        raise Refused("This order has been paid", "id")
    kept.completed = place(shop, replace(kept.order, stock=OBEY))
    return kept.completed


def cancel(shop: Shop, order: Order, reason: str, pay_back: bool, restock: bool) -> None:
    """Cancel an order, and give all that is left of the money back if asked. Raises `Refused`."""
    if order.cancelled_at is not None:
        raise Refused("The order has already been canceled", "orderId")
    if pay_back and order.net_payment > 0:
        wanted = [
            LineWanted(line.id, line.refundable, "CANCEL" if restock else "NO_RESTOCK")
            for line in order.lines
            if line.refundable
        ]
        shipping = order.shipping_left
        money = [
            MoneyWanted(amount, sale.id, sale.gateway) for sale, amount in suggest(order, wanted, shipping).transactions
        ]
        refund(shop, order, Wanted(wanted, shipping, money, currency=order.presentment_currency))
    order.cancel_reason = reason
    order.cancelled_at = order.closed_at = shop.moment()
    shop.touch(order, ("orders/cancelled", order))


def tidy(tags: Sequence[str]) -> list[str]:
    """Tags as Shopify keeps them: trimmed, each once whatever its case, sorted."""
    once: dict[str, str] = {}
    for tag in tags:
        if tag.strip():
            once.setdefault(tag.strip().lower(), tag.strip())
    return sorted(once.values(), key=str.lower)


def _claim(new: NewOrder) -> None:
    """Take the goods from stock, all or none. Raises `Refused`."""
    if new.stock == BYPASS:
        return
    wanted: dict[int, tuple[Variant, int]] = {}
    for line in new.lines:
        if line.variant is not None and line.variant.tracked:
            _, before = wanted.get(line.variant.id, (line.variant, 0))
            wanted[line.variant.id] = line.variant, before + line.quantity
    for variant, quantity in wanted.values():
        if new.stock == OBEY and not variant.oversell and variant.stock < quantity:
            raise Refused("Unable to reserve inventory", "order", "lineItems", code="INVENTORY_CLAIM_FAILED")
    for variant, quantity in wanted.values():
        variant.stock -= quantity

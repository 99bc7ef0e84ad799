"""What the control API tells of a shop."""

from typing import Any

from services.sandbox.shopify.ids import gid
from services.sandbox.shopify.money import money_text
from services.sandbox.shopify.news.bodies.money import dispute_body, refund_body
from services.sandbox.shopify.news.bodies.orders import order_body
from services.sandbox.shopify.news.bodies.parcels import fulfillment_body, return_body
from services.sandbox.shopify.news.webhooks import Sent, Subscription
from services.sandbox.shopify.shop.accounts import CreditAccount, GiftCard
from services.sandbox.shopify.shop.goods import Variant
from services.sandbox.shopify.shop.model import Order
from services.sandbox.shopify.shops import Open


def shop(opened: Open) -> dict[str, Any]:
    """A shop at a glance."""
    it = opened.shop
    return {
        "id": it.id,
        "domain": it.domain,
        "name": it.name,
        "currency": it.currency,
        "currencies": sorted(it.currencies),
        "installed": bool(it.access.tokens),
        "scopes": it.access.scopes,
        "conduct": it.conduct,
        "points_left": opened.endpoint.bucket.left(it.conduct, it.clock()),
        "counts": {
            "orders": len(it.orders),
            "orders_by_app": sum(order.made_by_app for order in it.orders.values()),
            "refunds": len(it.refunds),
            "store_credits": sum(len(account.entries) for account in it.credit_accounts.values()),
            "gift_cards": len(it.gift_cards),
            "drafts": len(it.drafts),
            "disputes": len(it.disputes),
        },
        "variants": [variant(one) for one in it.variants.values()],
        "drafts": [{"id": one.id, "name": one.name, "tags": one.tags} for one in it.drafts.values()],
        "subscriptions": [subscription(one) for one in opened.webhooks.subscriptions.values()],
    }


def variant(it: Variant) -> dict[str, Any]:
    """Something that is sold."""
    return {
        "id": it.id,
        "gid": gid("ProductVariant", it.id),
        "product": it.product,
        "title": it.title,
        "sku": it.sku,
        "price": money_text(it.price),
        "stock": it.stock if it.tracked else None,
        "oversell": it.oversell,
    }


def order(it: Order) -> dict[str, Any]:
    """An order: the REST shape, with what a test wants to look at beside it."""
    return {
        "id": it.id,
        "gid": gid("Order", it.id),
        "name": it.name,
        "total": money_text(it.total),
        "net_payment": money_text(it.net_payment),
        "currency": it.presentment_currency,
        "financial_status": it.financial_status,
        "fulfillment_status": it.fulfillment_status,
        "tags": it.tags,
        "note": it.note,
        "source_identifier": it.source_identifier,
        "made_by_app": it.made_by_app,
        "lines": [
            {
                "id": line.id,
                "gid": gid("LineItem", line.id),
                "title": line.title,
                "sku": line.sku,
                "quantity": line.quantity,
                "refunded": line.refunded,
                "fulfilled": line.fulfilled,
                "paid": money_text(it.paid_for(line)),
                "variant_gid": line.variant and gid("ProductVariant", line.variant.id),
            }
            for line in it.lines
        ],
        "refunds": [refund_body(one) for one in it.refunds],
        "fulfillments": [fulfillment_body(one) for one in it.fulfillments],
        "returns": [return_body(one) for one in it.returns],
        "disputes": [dispute_body(one) for one in it.disputes],
        "rest": order_body(it),
    }


def account(it: CreditAccount) -> dict[str, Any]:
    """A customer's store credit."""
    return {
        "id": it.id,
        "customer_id": it.customer.id,
        "email": it.customer.email,
        "currency": it.currency,
        "balance": money_text(it.balance),
        "entries": [
            {
                "id": entry.id,
                "amount": money_text(entry.amount),
                "event": entry.event,
                "at": entry.created_at,
                "refund_id": entry.origin and entry.origin.refund and entry.origin.refund.id,
            }
            for entry in it.entries
        ],
    }


def gift_card(it: GiftCard) -> dict[str, Any]:
    """A gift card; its code stays with whoever made it."""
    return {
        "id": it.id,
        "last_characters": it.code[-4:],
        "amount": money_text(it.amount),
        "currency": it.currency,
        "email": it.customer and it.customer.email,
        "note": it.note,
        "at": it.created_at,
    }


def subscription(it: Subscription) -> dict[str, Any]:
    """A subscription."""
    return {"id": it.id, "topic": it.topic, "uri": it.receiver.url}


def sent(it: Sent) -> dict[str, Any]:
    """A webhook that went out."""
    return {"id": it.id, "topic": it.topic, "uri": it.receiver.url, "at": it.at, "arrivals": it.arrivals}

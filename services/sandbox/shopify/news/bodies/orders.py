"""An order in the shape of the REST API."""

from services.sandbox.shopify.ids import gid
from services.sandbox.shopify.money import ZERO, money_text
from services.sandbox.shopify.news.bodies.lines import address_body, customer_body, line_body, tax_lines
from services.sandbox.shopify.news.bodies.money import refund_body
from services.sandbox.shopify.news.bodies.parcels import fulfillment_body
from services.sandbox.shopify.news.bodies.values import Body, moment, money_set
from services.sandbox.shopify.shop.model import Order


def order_body(order: Order) -> Body:
    """An order."""
    amounts = {
        "subtotal_price": order.subtotal,
        "total_price": order.total,
        "total_tax": order.tax,
        "total_discounts": order.discounts,
        "total_line_items_price": order.subtotal + order.discounts,
    }
    return {
        "id": order.id,
        "admin_graphql_api_id": gid("Order", order.id),
        "cancel_reason": order.cancel_reason and order.cancel_reason.lower(),
        "cancelled_at": moment(order.cancelled_at),
        "closed_at": moment(order.closed_at),
        "confirmed": True,
        "contact_email": order.email,
        "created_at": moment(order.created_at),
        "currency": order.currency,
        "current_total_price": money_text(order.in_shop_money(order.total - order.paid_back)),
        "email": order.email,
        "financial_status": order.financial_status.lower(),
        "fulfillment_status": None if order.fulfillment_status == "UNFULFILLED" else _rest_fulfillment(order),
        "name": order.name,
        "note": order.note,
        "note_attributes": [{"name": name, "value": value} for name, value in order.custom_attributes.items()],
        "number": order.number - 1000,
        "order_number": order.number,
        "payment_gateway_names": sorted({t.gateway for t in order.transactions if t.kind == "SALE"}),
        "phone": order.phone,
        "presentment_currency": order.presentment_currency,
        "processed_at": moment(order.processed_at),
        "source_identifier": order.source_identifier,
        "source_name": order.source_name,
        "tags": ", ".join(order.tags),
        "tax_lines": tax_lines(order, order.tax, ZERO),
        "taxes_included": order.taxes_included,
        "test": True,
        **{name: money_text(order.in_shop_money(amount)) for name, amount in amounts.items()},
        **{f"{name}_set": money_set(order, amount) for name, amount in amounts.items()},
        "total_shipping_price_set": money_set(order, order.shipping),
        "updated_at": moment(order.updated_at),
        "billing_address": order.shipping_address and address_body(order.shipping_address),
        "shipping_address": order.shipping_address and address_body(order.shipping_address),
        "customer": order.customer and customer_body(order.customer),
        "discount_codes": [],
        "fulfillments": [fulfillment_body(parcel) for parcel in order.fulfillments],
        "line_items": [line_body(order, line) for line in order.lines],
        "refunds": [refund_body(refund) for refund in order.refunds],
        "shipping_lines": [_shipping_line(order)] if order.shipping or order.shipping_title else [],
    }


def _shipping_line(order: Order) -> Body:
    return {
        "id": order.id,
        "code": order.shipping_title,
        "title": order.shipping_title,
        "price": money_text(order.in_shop_money(order.shipping)),
        "price_set": money_set(order, order.shipping),
        "discounted_price": money_text(order.in_shop_money(order.shipping)),
        "discounted_price_set": money_set(order, order.shipping),
        "source": "shopify",
        "tax_lines": tax_lines(order, order.shipping_tax, ZERO),
        "discount_allocations": [],
    }


def _rest_fulfillment(order: Order) -> str:
    return "fulfilled" if order.fulfillment_status == "FULFILLED" else "partial"

"""The bodies of webhooks: what the REST API would answer, with numbers for ids and text for amounts."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from services.sandbox.shopify.ids import gid
from services.sandbox.shopify.money import ZERO, money_text
from services.sandbox.shopify.shop.goods import Line
from services.sandbox.shopify.shop.model import Dispute, Order, Refund, RefundLine, Transaction
from services.sandbox.shopify.shop.parcels import Fulfillment, Return, Scan
from services.sandbox.shopify.shop.people import Address, Customer
from services.sandbox.shopify.shop.shop import Shop

Body = dict[str, Any]
COUNTRIES = {"DK": "Denmark", "DE": "Germany", "SE": "Sweden", "NO": "Norway", "US": "United States", "JP": "Japan"}


def body(shop: Shop, subject: object) -> Body:
    """What a webhook says about its subject."""
    match subject:
        case Order():
            return order_body(subject)
        case Refund():
            return refund_body(subject)
        case Fulfillment():
            return fulfillment_body(subject)
        case (Fulfillment() as parcel, Scan() as scan):
            return scan_body(shop, parcel, scan)
        case Dispute():
            return dispute_body(subject)
        case Return():
            return return_body(subject)
        case Shop():
            return shop_body(subject)
        case dict():
            return subject
        case _:
            raise TypeError(type(subject).__name__)


def moment(at: datetime | None) -> str | None:
    """`2026-01-05T09:30:00+00:00`, as the REST API writes a moment."""
    return None if at is None else at.isoformat(timespec="seconds")


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
        "tax_lines": _tax_lines(order, order.tax, ZERO),
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


def line_body(order: Order, line: Line) -> Body:
    """One line of an order."""
    unit = order.in_shop_money(line.unit_price)
    allocations = (
        [
            {
                "amount": money_text(order.in_shop_money(line.discount)),
                "amount_set": money_set(order, line.discount),
                "discount_application_index": 0,
            }
        ]
        if line.discount
        else []
    )
    left = line.quantity - line.fulfilled
    return {
        "id": line.id,
        "admin_graphql_api_id": gid("LineItem", line.id),
        "current_quantity": line.refundable,
        "fulfillable_quantity": max(min(left, line.refundable), 0),
        "fulfillment_service": "manual",
        "fulfillment_status": None if not line.fulfilled else "fulfilled" if not left else "partial",
        "gift_card": False,
        "grams": 0,
        "name": f"{line.title} - {line.variant_title}" if line.variant_title else line.title,
        "price": money_text(unit),
        "price_set": money_set(order, line.unit_price),
        "product_exists": line.variant is not None,
        "product_id": line.variant and line.variant.product_id,
        "properties": [],
        "quantity": line.quantity,
        "requires_shipping": line.requires_shipping,
        "sku": line.sku,
        "taxable": bool(line.tax),
        "title": line.title,
        "total_discount": "0.00",
        "total_discount_set": money_set(order, ZERO),
        "variant_id": line.variant and line.variant.id,
        "variant_inventory_management": "shopify" if line.variant is not None and line.variant.tracked else None,
        "variant_title": line.variant_title,
        "vendor": None,
        "tax_lines": _tax_lines(order, line.tax, line.tax_rate),
        "discount_allocations": allocations,
    }


def refund_body(refund: Refund) -> Body:
    """A refund."""
    order = refund.order
    adjustments = []
    if refund.shipping:
        adjustments.append(
            {
                "id": refund.id,
                "refund_id": refund.id,
                "order_id": order.id,
                "amount": money_text(-order.in_shop_money(refund.shipping)),
                "amount_set": money_set(order, -refund.shipping),
                "tax_amount": "0.00",
                "tax_amount_set": money_set(order, ZERO),
                "kind": "shipping_refund",
                "reason": "Shipping refund",
            }
        )
    return {
        "id": refund.id,
        "admin_graphql_api_id": gid("Refund", refund.id),
        "order_id": order.id,
        "created_at": moment(refund.created_at),
        "processed_at": moment(refund.created_at),
        "note": refund.note,
        "restock": any(part.restock_type != "NO_RESTOCK" for part in refund.lines),
        "user_id": None,
        "duties": [],
        "order_adjustments": adjustments,
        "refund_line_items": [_refund_line(order, part) for part in refund.lines],
        "transactions": [transaction_body(order, moved) for moved in refund.transactions],
    }


def _refund_line(order: Order, part: RefundLine) -> Body:
    return {
        "id": part.id,
        "line_item_id": part.line.id,
        "location_id": None,
        "quantity": part.quantity,
        "restock_type": part.restock_type.lower(),
        "subtotal": money_text(order.in_shop_money(part.subtotal)),
        "subtotal_set": money_set(order, part.subtotal),
        "total_tax": money_text(order.in_shop_money(part.tax)),
        "total_tax_set": money_set(order, part.tax),
        "line_item": line_body(order, part.line),
    }


def transaction_body(order: Order, moved: Transaction) -> Body:
    """Money that moved; in the currency that the customer sees."""
    return {
        "id": moved.id,
        "admin_graphql_api_id": gid("OrderTransaction", moved.id),
        "order_id": order.id,
        "amount": money_text(moved.amount),
        "currency": order.presentment_currency,
        "kind": moved.kind.lower(),
        "gateway": moved.gateway,
        "status": "success",
        "message": "Transaction approved",
        "created_at": moment(moved.created_at),
        "processed_at": moment(moved.created_at),
        "test": True,
        "parent_id": moved.parent and moved.parent.id,
        "error_code": None,
        "source_name": "web",
        "receipt": {},
    }


def fulfillment_body(parcel: Fulfillment) -> Body:
    """A parcel."""
    order = parcel.order
    lines = [line_body(order, packed.line) | {"quantity": packed.quantity} for packed in parcel.lines]
    return {
        "id": parcel.id,
        "admin_graphql_api_id": gid("Fulfillment", parcel.id),
        "order_id": order.id,
        "name": parcel.name,
        "service": "manual",
        "status": parcel.status.lower(),
        "shipment_status": parcel.scans[-1].status.lower() if parcel.scans else None,
        "created_at": moment(parcel.created_at),
        "updated_at": moment(parcel.updated_at),
        "location_id": None,
        "tracking_company": parcel.company,
        "tracking_number": parcel.number,
        "tracking_numbers": [parcel.number] if parcel.number else [],
        "tracking_url": parcel.url,
        "tracking_urls": [parcel.url] if parcel.url else [],
        "email": order.email,
        "destination": order.shipping_address and address_body(order.shipping_address),
        "receipt": {},
        "line_items": lines,
    }


def scan_body(shop: Shop, parcel: Fulfillment, scan: Scan) -> Body:
    """What was told of a parcel."""
    return {
        "id": scan.id,
        "admin_graphql_api_id": gid("FulfillmentEvent", scan.id),
        "fulfillment_id": parcel.id,
        "order_id": parcel.order.id,
        "shop_id": shop.id,
        "status": scan.status.lower(),
        "message": scan.message,
        "happened_at": moment(scan.happened_at),
        "created_at": moment(scan.created_at),
        "updated_at": moment(scan.created_at),
        "estimated_delivery_at": moment(scan.estimated_delivery_at),
        "address1": scan.address1,
        "city": scan.city,
        "province": scan.province,
        "country": scan.country,
        "zip": scan.zip,
        "latitude": scan.latitude,
        "longitude": scan.longitude,
    }


def dispute_body(dispute: Dispute) -> Body:
    """A dispute."""
    return {
        "id": dispute.id,
        "order_id": dispute.order and dispute.order.id,
        "type": dispute.type.lower(),
        "amount": money_text(dispute.amount),
        "currency": dispute.currency,
        "reason": dispute.reason.lower(),
        "network_reason_code": dispute.network_reason_code,
        "status": dispute.status.lower(),
        "evidence_due_by": moment(dispute.evidence_due_by),
        "evidence_sent_on": moment(dispute.evidence_sent_on),
        "finalized_on": moment(dispute.finalized_on),
        "initiated_at": moment(dispute.initiated_at),
    }


def return_body(asked: Return) -> Body:
    """Goods that come back."""
    return {
        "id": asked.id,
        "admin_graphql_api_id": gid("Return", asked.id),
        "name": asked.name,
        "status": asked.status.lower(),
        "order": {"id": asked.order.id, "admin_graphql_api_id": gid("Order", asked.order.id)},
        "order_id": asked.order.id,
        "total_return_line_items": len(asked.lines),
        "return_line_items": [
            {
                "id": packed.id,
                "admin_graphql_api_id": gid("ReturnLineItem", packed.id),
                "quantity": packed.quantity,
                "return_reason": "other",
                "customer_note": "",
                "fulfillment_line_item": {"line_item": line_body(asked.order, packed.line)},
            }
            for packed in asked.lines
        ],
    }


def shop_body(shop: Shop) -> Body:
    """The shop itself, for `app/uninstalled`."""
    return {
        "id": shop.id,
        "name": shop.name,
        "domain": shop.domain,
        "myshopify_domain": shop.domain,
        "currency": shop.currency,
        "created_at": moment(shop.created_at),
    }


def customer_body(customer: Customer) -> Body:
    """A customer."""
    return {
        "id": customer.id,
        "admin_graphql_api_id": gid("Customer", customer.id),
        "email": customer.email,
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "phone": customer.phone,
        "tags": ", ".join(customer.tags),
        "created_at": moment(customer.created_at),
        "updated_at": moment(customer.created_at),
    }


def address_body(address: Address) -> Body:
    """An address."""
    name = " ".join(part for part in (address.first_name, address.last_name) if part)
    return {
        "first_name": address.first_name,
        "last_name": address.last_name,
        "name": name or None,
        "company": address.company,
        "address1": address.address1,
        "address2": address.address2,
        "city": address.city,
        "province": address.province,
        "province_code": address.province_code,
        "zip": address.zip,
        "country": COUNTRIES.get(address.country_code or "", address.country_code),
        "country_code": address.country_code,
        "phone": address.phone,
    }


def money_set(order: Order, amount: Decimal) -> Body:
    """An amount in the shop's currency and in the customer's."""
    shop_money = {"amount": money_text(order.in_shop_money(amount)), "currency_code": order.currency}
    return {
        "shop_money": shop_money,
        "presentment_money": {"amount": money_text(amount), "currency_code": order.presentment_currency},
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
        "tax_lines": _tax_lines(order, order.shipping_tax, ZERO),
        "discount_allocations": [],
    }


def _tax_lines(order: Order, tax: Decimal, rate: Decimal) -> list[Body]:
    if not tax:
        return []
    price = money_text(order.in_shop_money(tax))
    return [{"title": "VAT", "rate": float(rate), "price": price, "price_set": money_set(order, tax)}]


def _rest_fulfillment(order: Order) -> str:
    return "fulfilled" if order.fulfillment_status == "FULFILLED" else "partial"

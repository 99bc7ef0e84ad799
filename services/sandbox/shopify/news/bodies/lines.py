"""An order's lines, taxes, customer and address in the shape of the REST API."""

from decimal import Decimal

from services.sandbox.shopify.ids import gid
from services.sandbox.shopify.money import ZERO, money_text
from services.sandbox.shopify.news.bodies.values import Body, moment, money_set
from services.sandbox.shopify.shop.goods import Line
from services.sandbox.shopify.shop.model import Order
from services.sandbox.shopify.shop.people import Address, Customer

COUNTRIES = {"DK": "Denmark", "DE": "Germany", "SE": "Sweden", "NO": "Norway", "US": "United States", "JP": "Japan"}


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
        "tax_lines": tax_lines(order, line.tax, line.tax_rate),
        "discount_allocations": allocations,
    }


def tax_lines(order: Order, tax: Decimal, rate: Decimal) -> list[Body]:
    """The taxes; none where there is no tax."""
    if not tax:
        return []
    price = money_text(order.in_shop_money(tax))
    return [{"title": "VAT", "rate": float(rate), "price": price, "price_set": money_set(order, tax)}]


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

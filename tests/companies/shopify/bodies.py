"""Bodies as Shopify posts them, made small: REST shapes, with numbers for ids and every amount in two currencies."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

PLACED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ORDER = 450789469
MUG, POT = 466157049, 518995019


def at(minutes: float = 0) -> str:
    """A moment so many minutes after the order was placed, as Shopify writes it."""
    return (PLACED + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def money(amount: str, currency: str = "EUR", shop: tuple[str, str] | None = None) -> dict[str, Any]:
    """An amount in the customer's currency, and in the shop's."""
    shop_amount, shop_currency = shop or (amount, currency)
    return {
        "shop_money": {"amount": shop_amount, "currency_code": shop_currency},
        "presentment_money": {"amount": amount, "currency_code": currency},
    }


def line(number: int = MUG, **changes: Any) -> dict[str, Any]:
    """Two mugs at 12.50, with tax in the price."""
    told = {
        "id": number,
        "admin_graphql_api_id": f"gid://shopify/LineItem/{number}",
        "title": "Mug" if number == MUG else "Teapot",
        "name": "Mug - blue",
        "sku": "MUG",
        "quantity": 2,
        "variant_id": 39072856,
        "price": "12.50",
        "price_set": money("12.50"),
        "discount_allocations": [],
        "tax_lines": [{"title": "VAT", "rate": 0.25, "price": "5.00", "price_set": money("5.00")}],
    }
    return told | changes


def order(minutes: float = 0, **changes: Any) -> dict[str, Any]:
    """An order of two mugs, taxes included, as it was so many minutes after it was placed."""
    told: dict[str, Any] = {
        "id": ORDER,
        "admin_graphql_api_id": f"gid://shopify/Order/{ORDER}",
        "name": "#1001",
        "order_number": 1001,
        "created_at": at(),
        "processed_at": at(),
        "updated_at": at(minutes),
        "cancelled_at": None,
        "closed_at": None,
        "currency": "EUR",
        "presentment_currency": "EUR",
        "taxes_included": True,
        "total_price": "29.00",
        "total_price_set": money("29.00"),
        "email": "ida@shop.example",
        "phone": None,
        "customer": {"id": 207119551, "email": "ida@shop.example", "first_name": "Ida", "last_name": "Hansen"},
        "shipping_address": {"name": "Ida Hansen", "zip": "2100", "country_code": "DK", "phone": "+45 00 00 00 00"},
        "line_items": [line()],
        "shipping_lines": [
            {"title": "Post", "price": "4.00", "price_set": money("4.00"), "discount_allocations": [], "tax_lines": []}
        ],
        "fulfillments": [],
        "refunds": [],
    }
    return told | changes


def fulfillment(minutes: float = 10, number: int = 255858046, **changes: Any) -> dict[str, Any]:
    """A parcel with both mugs, as it was so many minutes after the order was placed."""
    told = {
        "id": number,
        "admin_graphql_api_id": f"gid://shopify/Fulfillment/{number}",
        "order_id": ORDER,
        "status": "success",
        "created_at": at(10),
        "updated_at": at(minutes),
        "tracking_company": "USPS",
        "tracking_number": "MG9400",
        "tracking_numbers": ["MG9400"],
        "tracking_url": "https://track.example/MG9400",
        "tracking_urls": ["https://track.example/MG9400"],
        "line_items": [line()],
    }
    return told | changes


def event(minutes: float = 60, status: str = "in_transit", number: int = 255858046, **changes: Any) -> dict[str, Any]:
    """One thing that Shopify heard of the parcel."""
    told = {
        "id": 944956391 + int(minutes),
        "fulfillment_id": number,
        "order_id": ORDER,
        "status": status,
        "message": None,
        "happened_at": at(minutes),
        "created_at": at(minutes),
        "city": "Aarhus",
        "province": None,
        "country": "DK",
    }
    return told | changes


def refund(number: int = 509562969, amount: str = "12.50", **changes: Any) -> dict[str, Any]:
    """One mug paid back."""
    told = {
        "id": number,
        "admin_graphql_api_id": f"gid://shopify/Refund/{number}",
        "order_id": ORDER,
        "created_at": at(120),
        "processed_at": at(120),
        "note": "it broke",
        "return": None,
        "refund_line_items": [
            {
                "id": 104689539,
                "line_item_id": MUG,
                "quantity": 1,
                "subtotal": 12.5,
                "total_tax": 2.5,
                "subtotal_set": money("12.50"),
                "total_tax_set": money("2.50"),
            }
        ],
        "transactions": [
            {"id": 1, "kind": "refund", "status": "success", "amount": amount, "currency": "EUR", "gateway": "bogus"}
        ],
        "refund_shipping_lines": [],
        "order_adjustments": [],
    }
    return told | changes


def dispute(status: str = "needs_response", number: int = 1052608616, **changes: Any) -> dict[str, Any]:
    """A chargeback of the whole order."""
    told = {
        "id": number,
        "order_id": ORDER,
        "type": "chargeback",
        "amount": "29.00",
        "currency": "EUR",
        "reason": "product_not_received",
        "network_reason_code": "13.1",
        "status": status,
        "evidence_due_by": at(14 * 24 * 60),
        "evidence_sent_on": None,
        "finalized_on": None,
        "initiated_at": at(200),
    }
    return told | changes


def body(told: object) -> bytes:
    """The body as it is posted."""
    return json.dumps(told).encode()

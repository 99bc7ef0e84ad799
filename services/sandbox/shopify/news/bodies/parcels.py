"""Parcels, what carriers saw of them, and returns in the shape of the REST API."""

from services.sandbox.shopify.ids import gid
from services.sandbox.shopify.news.bodies.lines import address_body, line_body
from services.sandbox.shopify.news.bodies.values import Body, moment
from services.sandbox.shopify.shop.parcels import Fulfillment, Return, Scan
from services.sandbox.shopify.shop.shop import Shop


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

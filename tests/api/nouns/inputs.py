"""Inputs of mutations, as a storefront would send them."""

from typing import Any
from uuid import uuid4

from tests.api.nouns.asking import Asker
from tests.builders import a_key

LINES = [
    {"externalId": "line-1", "title": "Mug", "quantity": 2, "unitPrice": "12.50", "paidAmount": "25.00", "sku": "MUG"},
    {"externalId": "line-2", "title": "Teapot", "quantity": 1, "unitPrice": "40.00", "paidAmount": "40.00"},
]


def order_input(**changes: Any) -> dict[str, Any]:
    """An order of two mugs and a teapot."""
    return {
        "idempotencyKey": a_key(),
        "externalId": uuid4().hex,
        "number": f"#{uuid4().int % 10**9}",
        "currencyCode": "EUR",
        "total": "65.00",
        "placedAt": "2026-03-01T12:00:00+01:00",
        "customer": {"name": "Ida Hansen", "email": "ida@shop.example", "postalCode": "2100", "countryCode": "DK"},
        "lines": LINES,
    } | changes


def shipment_input(order_id: str, **changes: Any) -> dict[str, Any]:
    """A parcel with all that is in no other."""
    return {
        "idempotencyKey": a_key(),
        "orderId": order_id,
        "carrier": "USPS",
        "trackingNumber": f"MG{uuid4().hex[:16]}",
    } | changes


async def an_order(asker: Asker, **changes: Any) -> dict[str, Any]:
    """An order, told over the API."""
    order: dict[str, Any] = (await asker.change("orderUpsert", **order_input(**changes)))["order"]
    return order


async def a_shipment(asker: Asker, order_id: str, **changes: Any) -> dict[str, Any]:
    """A parcel, told over the API."""
    shipment: dict[str, Any] = (await asker.change("shipmentUpsert", **shipment_input(order_id, **changes)))["shipment"]
    return shipment


async def a_claim(asker: Asker, order_id: str, shipment_id: str, **changes: Any) -> dict[str, Any]:
    """A claim on all of a parcel, opened over the API."""
    values = {"idempotencyKey": a_key(), "orderId": order_id, "shipmentId": shipment_id, "reason": "LOST_IN_TRANSIT"}
    claim: dict[str, Any] = (await asker.change("claimCreate", **(values | changes)))["claim"]
    return claim

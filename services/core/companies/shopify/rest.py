"""What GraphQL answers about an order, in the REST shapes of the hooks, so that both are read by one reader."""

from collections.abc import Sequence
from typing import Any

from services.core.companies.shopify.ids import to_number

Told = dict[str, Any]


def order(told: Told, lines: Sequence[Told]) -> Told:
    """An order with its lines and refunds, as `orders/updated` has it."""
    address = told["shippingAddress"]
    return {
        "id": number(told),
        "name": told["name"],
        "email": told["email"],
        "phone": told["phone"],
        "created_at": told["createdAt"],
        "processed_at": told["processedAt"],
        "updated_at": told["updatedAt"],
        "cancelled_at": told["cancelledAt"],
        "closed_at": told["closedAt"],
        "currency": told["currencyCode"],
        "presentment_currency": told["presentmentCurrencyCode"],
        "taxes_included": told["taxesIncluded"],
        "total_price_set": _money(told["totalPriceSet"]),
        "shipping_address": address
        and {
            "name": " ".join(part for part in (address["firstName"], address["lastName"]) if part),
            "phone": address["phone"],
            "zip": address["zip"],
            "country_code": address["countryCodeV2"],
        },
        "line_items": [_line(line) for line in lines],
        "shipping_lines": [
            {"price_set": _money(line["originalPriceSet"]), "is_removed": line["isRemoved"], **_parts(line)}
            for line in told["shippingLines"]["nodes"]
        ],
        "refunds": [_refund(refund) for refund in told["refunds"]],
    }


def _line(line: Told) -> Told:
    return {
        "id": number(line),
        "title": line["title"],
        "sku": line["sku"],
        "quantity": line["quantity"],
        "variant_id": line["variant"] and number(line["variant"]),
        "price_set": _money(line["originalUnitPriceSet"]),
        **_parts(line),
    }


def _parts(line: Told) -> Told:
    return {
        "discount_allocations": [
            {"amount_set": _money(part["allocatedAmountSet"])} for part in line["discountAllocations"]
        ],
        "tax_lines": [{"price_set": _money(tax["priceSet"])} for tax in line["taxLines"]],
    }


def _refund(refund: Told) -> Told:
    return {
        "id": number(refund),
        "note": refund["note"],
        "created_at": refund["createdAt"] or refund["processedAt"],
        "processed_at": refund["processedAt"],
        "return": refund["return"] and {"id": number(refund["return"])},
        "refund_line_items": [
            {
                "line_item_id": number(line["lineItem"]),
                "quantity": line["quantity"],
                "subtotal_set": _money(line["subtotalSet"]),
                "total_tax_set": _money(line["totalTaxSet"]),
            }
            for line in refund["refundLineItems"]["nodes"]
        ],
        "refund_shipping_lines": [
            {
                "subtotal_amount_set": _money(line["subtotalAmountSet"]),
                "tax_amount_set": _money(line["taxAmountSet"]),
            }
            for line in refund["refundShippingLines"]["nodes"]
        ],
        "order_adjustments": [
            {"amount_set": _money(one["amountSet"]), "tax_amount_set": _money(one["taxAmountSet"])}
            for one in refund["orderAdjustments"]["nodes"]
        ],
        "transactions": [
            {
                "kind": one["kind"].lower(),
                "status": one["status"].lower(),
                "amount": one["amountSet"]["presentmentMoney"]["amount"],
                "currency": one["amountSet"]["presentmentMoney"]["currencyCode"],
            }
            for one in refund["transactions"]["nodes"]
        ],
    }


def fulfillment(told: Told, order_id: int) -> Told:
    """A parcel, as `fulfillments/update` has it."""
    tracking = told["trackingInfo"]
    return {
        "id": number(told),
        "order_id": order_id,
        "status": told["status"].lower(),
        "created_at": told["createdAt"],
        "updated_at": told["updatedAt"],
        "tracking_company": tracking[0]["company"] if tracking else None,
        "tracking_numbers": [one["number"] for one in tracking],
        "tracking_urls": [one["url"] for one in tracking],
        "line_items": [
            {"id": number(line["lineItem"]), "quantity": line["quantity"] or 0}
            for line in told["fulfillmentLineItems"]["nodes"]
        ],
    }


def event(told: Told, fulfillment_id: int, order_id: int) -> Told:
    """What was heard of a parcel, as `fulfillment_events/create` has it."""
    return {
        "fulfillment_id": fulfillment_id,
        "order_id": order_id,
        "status": told["status"].lower(),
        "happened_at": told["happenedAt"],
        "created_at": told["createdAt"],
        "message": told["message"],
        "city": told["city"],
        "province": told["province"],
        "country": told["country"],
        "estimated_delivery_at": told["estimatedDeliveryAt"],
    }


def returned(told: Told, order_id: int) -> Told:
    """A return, as `returns/update` has it."""
    return {
        "id": number(told),
        "status": told["status"],
        "order_id": order_id,
        "return_line_items": [
            {
                "quantity": line["quantity"],
                "fulfillment_line_item": {"line_item": {"id": number(line["fulfillmentLineItem"]["lineItem"])}},
            }
            for line in told["returnLineItems"]["nodes"]
            if "fulfillmentLineItem" in line
        ],
    }


def dispute(told: Told, order_id: int) -> Told:
    """A dispute, as `disputes/update` has it."""
    return {
        "id": number(told),
        "order_id": order_id,
        "type": told["type"].lower(),
        "status": told["status"].lower(),
        "amount": told["amount"]["amount"],
        "currency": told["amount"]["currencyCode"],
        "initiated_at": told["initiatedAt"],
        "evidence_due_by": told["evidenceDueBy"],
        "evidence_sent_on": told["evidenceSentOn"],
        "finalized_on": told["finalizedOn"],
        "reason": told["reasonDetails"]["reason"].lower(),
        "network_reason_code": told["reasonDetails"]["networkReasonCode"],
    }


def number(told: Told) -> int:
    """The number that REST has for it. Raises `ValueError` for what has no id of Shopify's."""
    found = to_number(told["id"])
    if found is None:
        raise ValueError("an id is none of Shopify's")
    return int(found)


def _money(bag: Told) -> Told:
    return {
        name: _coin(bag[theirs])
        for name, theirs in (("shop_money", "shopMoney"), ("presentment_money", "presentmentMoney"))
    }


def _coin(coin: Told) -> Told:
    return {"amount": coin["amount"], "currency_code": coin["currencyCode"]}

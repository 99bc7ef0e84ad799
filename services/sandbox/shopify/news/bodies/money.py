"""Refunds and disputes in the shape of the REST API."""

from services.sandbox.shopify.ids import gid
from services.sandbox.shopify.money import ZERO, money_text
from services.sandbox.shopify.news.bodies.lines import line_body
from services.sandbox.shopify.news.bodies.values import Body, moment, money_set
from services.sandbox.shopify.shop.model import Dispute, Order, Refund, RefundLine, Transaction


def refund_body(refund: Refund) -> Body:
    """A refund."""
    order = refund.order
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
        "order_adjustments": _adjustments(refund),
        "refund_shipping_lines": _shipping_lines(refund),
        "return": refund.of_return
        and {
            "id": refund.of_return.id,
            "admin_graphql_api_id": gid("Return", refund.of_return.id),
        },
        "refund_line_items": [_refund_line(order, part) for part in refund.lines],
        "transactions": [transaction_body(order, moved) for moved in refund.transactions],
    }


def _adjustments(refund: Refund) -> list[Body]:
    if not refund.discrepancy:
        return []
    return [
        {
            "id": refund.id,
            "refund_id": refund.id,
            "order_id": refund.order.id,
            "amount": money_text(refund.order.in_shop_money(refund.discrepancy)),
            "amount_set": money_set(refund.order, refund.discrepancy),
            "tax_amount": "0.00",
            "tax_amount_set": money_set(refund.order, ZERO),
            "kind": "refund_discrepancy",
            "reason": "Refund discrepancy",
        }
    ]


def _shipping_lines(refund: Refund) -> list[Body]:
    if not refund.shipping:
        return []
    price, tax = refund.shipping_parts
    return [
        {
            "id": refund.id,
            "subtotal_amount_set": money_set(refund.order, price),
            "tax_amount_set": money_set(refund.order, tax),
        }
    ]


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

"""How the reference reads the fields of entities that are not simply a column."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from services.core.claims.model import FREE
from services.core.storefronts.model import Role
from tests.reads.fuzz.asking import Asking
from tests.reads.fuzz.rows import Row

Arguments = dict[str, Any]


def customer(order: Row, *_: object) -> Row:
    """The order's personal data."""
    own = {name: order[f"customer_{name}"] for name in ("name", "email", "phone")}
    return {**own, "postal_code": order["postal_code"], "country_code": order["country_code"]}


def money(amount: Decimal, currency: str) -> Row:
    """An amount with its currency."""
    return {"amount": amount, "currency_code": currency}


def line_money(column: str, line: Row, asking: Asking, _: object) -> Row:
    """An amount of an order line, in the order's currency."""
    return money(line[column], asking.rows.get("orders", line["order_id"])["currency_code"])


def declared_value(shipment: Row, *_: object) -> Row | None:
    """What the parcel was declared to be worth, if it was."""
    amount = shipment["declared_amount"]
    return None if amount is None else money(amount, shipment["declared_currency"])


def order_lines(order: Row, asking: Asking, _: object) -> list[Row]:
    """In the platform's order."""
    return sorted(asking.rows.where("order_lines", "order_id", order["id"]), key=lambda row: int(row["place"]))


def shipments(order: Row, asking: Asking, _: object) -> list[Row]:
    """Oldest first; their ids tell."""
    return sorted(asking.rows.where("shipments", "order_id", order["id"]), key=lambda row: str(row["id"]))


def lines_of(table: str, column: str, parent: Row, asking: Asking, _: object) -> list[Row]:
    """A parcel's lines or a claim's items, as they stand in the order."""

    def place(row: Row) -> tuple[int, str]:
        return asking.rows.get("order_lines", row["order_line_id"])["place"], row["id"]

    return sorted(asking.rows.where(table, column, parent["id"]), key=place)


def claimed_quantity(column: str, line: Row, asking: Asking, _: object) -> int:
    """How many of the line stand in claims that are not canceled."""
    items = asking.rows.where("claim_items", column, line["id"])
    return sum(item["quantity"] for item in items if asking.rows.get("claims", item["claim_id"])["status"] not in FREE)


def related(table: str, column: str, kind: str, row: Row, asking: Asking, _: object) -> Row | None:
    """The entity that a row names, if the caller may see it."""
    return asking.seen(asking.rows.one(table, row[column]), kind)


def proof_of_delivery(shipment: Row, *_: object) -> Row | None:
    """Only when there is somebody's name."""
    return {"signed_by": shipment["signed_by"]} if shipment["signed_by"] else None


def denial(claim: Row, *_: object) -> Row | None:
    """Only when there is a reason."""
    told = {"message": claim["denial_message"], "appealable_until": claim["appealable_until"]}
    return {"code": claim["denial_code"], **told} if claim["denial_code"] else None


def found(claim: Row, *_: object) -> Row | None:
    """Only when it was."""
    return {"at": claim["found_at"], "choice": claim["found_choice"]} if claim["found_at"] else None


def scans(shipment: Row, asking: Asking, arguments: Arguments) -> list[Row]:
    """Newest first."""
    rows = asking.rows.where("tracking_events", "shipment_id", shipment["id"])
    return sorted(rows, key=lambda row: (row["occurred_at"], row["id"]), reverse=True)[: arguments["first"]]


def timeline(claim: Row, asking: Asking, arguments: Arguments) -> list[Row]:
    """The claim's own events, oldest first; customers see the public ones."""
    rows = [
        row
        for row in asking.rows.where("events", "subject", claim["id"])
        if row["sequence"] > arguments["afterSequence"] and (row["public"] or asking.caller.role is not Role.CUSTOMER)
    ]
    return sorted(rows, key=lambda row: int(row["sequence"]))[: arguments["first"]]


def told(name: str, event: Row, *_: object) -> object:
    """A word of the event's own data, if it has it."""
    return event["data"].get(name)


def failures(task: Row, *_: object) -> list[Row]:
    """Oldest first."""
    return [
        {
            "occurred_at": datetime.fromisoformat(error["at"]) if "at" in error else None,
            "error": error.get("error", "Unknown"),
            "message": error.get("message", ""),
        }
        for error in task["errors"]
    ]


def entity_cursor(_: Row, asking: Asking, __: object) -> str:
    """Where the feed stood when the entity was read."""
    return asking.feed_cursor(asking.position)


RESOLVERS: Mapping[str, Any] = {
    "Order.cursor": entity_cursor,
    "Shipment.cursor": entity_cursor,
    "Claim.cursor": entity_cursor,
    "Order.customer": customer,
    "Order.total": lambda order, *_: money(order["total"], order["currency_code"]),
    "Order.shippingAmount": lambda order, *_: money(order["shipping_amount"], order["currency_code"]),
    "Order.lines": order_lines,
    "Order.shipments": shipments,
    "OrderLine.unitPrice": partial(line_money, "unit_price"),
    "OrderLine.paidAmount": partial(line_money, "paid_amount"),
    "OrderLine.taxAmount": partial(line_money, "tax_amount"),
    "OrderLine.claimedQuantity": partial(claimed_quantity, "order_line_id"),
    "Shipment.declaredValue": declared_value,
    "Shipment.signatureReceived": lambda shipment, *_: shipment["signed_by"] is not None,
    "Shipment.proofOfDelivery": proof_of_delivery,
    "Shipment.order": partial(related, "orders", "order_id", "Order"),
    "Shipment.lines": partial(lines_of, "shipment_lines", "shipment_id"),
    "Shipment.events": scans,
    "ShipmentLine.orderLine": lambda line, asking, _: asking.rows.one("order_lines", line["order_line_id"]),
    "ShipmentLine.claimedQuantity": partial(claimed_quantity, "shipment_line_id"),
    "Claim.order": partial(related, "orders", "order_id", "Order"),
    "Claim.shipment": partial(related, "shipments", "shipment_id", "Shipment"),
    "Claim.denial": denial,
    "Claim.found": found,
    "Claim.duplicateOf": partial(related, "claims", "duplicate_of", "Claim"),
    "Claim.items": partial(lines_of, "claim_items", "claim_id"),
    "Claim.events": timeline,
    "ClaimItem.orderLine": lambda item, asking, _: asking.rows.one("order_lines", item["order_line_id"]),
    "ClaimEvent.cursor": lambda event, asking, _: asking.feed_cursor(event["position"]),
    "ClaimEvent.actor": lambda event, *_: {"kind": event["actor_kind"], "id": event["actor_id"]},
    "ClaimEvent.status": partial(told, "status"),
    "ClaimEvent.reason": partial(told, "reason"),
    "ClaimEvent.cancelReason": partial(told, "cancelReason"),
    "ClaimEvent.verified": partial(told, "verified"),
    "ClaimEvent.claim": partial(related, "claims", "claim_id", "Claim"),
    "Task.failures": failures,
}

"""How the reference reads the fields of entities that are not simply a column."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from services.core.claims.model import FREE
from services.core.storefronts.model import Role
from tests.reads.fuzz.asking import Asking
from tests.reads.fuzz.roots import policy_seen
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


def unit_cost(line: Row, *_: object) -> Row | None:
    """What one cost the shop, in the currency that it was bought in, if it was told."""
    return None if line["unit_cost"] is None else money(line["unit_cost"], line["cost_currency"])


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


def proof_files(proof: Row, asking: Asking, _: object) -> list[Row]:
    """Those that are or were in storage, oldest first; their ids tell."""
    rows = asking.rows.where("proof_files", "shipment_id", proof["shipment_id"])
    return sorted((row for row in rows if row["file_key"] or row["deleted_at"]), key=lambda row: str(row["id"]))


def progress(shipment: Row, asking: Asking, _: object) -> list[Row]:
    """Oldest first."""
    rows = asking.rows.where("tracking_progress", "shipment_id", shipment["id"])
    return sorted(rows, key=lambda row: (row["occurred_at"], row["code"]))


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


def evidence(claim: Row, asking: Asking, arguments: Arguments) -> list[Row]:
    """Oldest first; their ids tell."""
    rows = [
        seen for row in asking.rows.where("evidence", "claim_id", claim["id"]) if (seen := asking.seen(row, "Evidence"))
    ]
    return sorted(rows, key=lambda row: str(row["id"]))[: arguments["first"]]


def exports(claim: Row, asking: Asking, arguments: Arguments) -> list[Row]:
    """Oldest first; their ids tell."""
    rows = asking.rows.where("claim_exports", "claim_id", claim["id"])
    return sorted(rows, key=lambda row: str(row["id"]))[: arguments["first"]]


def by_place(table: str, column: str, parent: Row, asking: Asking, _: object) -> list[Row]:
    """In the order in which they were written down."""
    return sorted(asking.rows.where(table, column, parent["id"]), key=lambda row: (row["place"], row["id"]))


def resolutions(claim: Row, asking: Asking, arguments: Arguments) -> list[Row]:
    """Newest first; their ids tell."""
    rows = asking.rows.where("resolutions", "claim_id", claim["id"])
    return sorted(rows, key=lambda row: str(row["id"]), reverse=True)[: arguments["first"]]


def failure(resolution: Row, *_: object) -> Row | None:
    """Only of what failed."""
    if resolution["failure_code"] is None:
        return None
    return {
        "effect": resolution["failed_effect"],
        "code": resolution["failure_code"],
        "message": resolution["failure_message"],
    }


def ledger(claim: Row, asking: Asking, arguments: Arguments) -> list[Row]:
    """Oldest first."""
    rows = asking.rows.where("ledger_entries", "claim_id", claim["id"])
    return sorted(rows, key=lambda row: (row["occurred_at"], row["id"]))[: arguments["first"]]


def financials(claim: Row, asking: Asking, _: object) -> list[Row]:
    """Each currency by itself; what undoes an entry counts the other way round."""
    found: dict[str, Row] = {}
    for entry in asking.rows.where("ledger_entries", "claim_id", claim["id"]):
        currency = entry["currency_code"]
        nothing = entry["amount"] * 0
        sums = found.setdefault(
            currency, {"currency_code": currency, "cost": nothing, "expected": nothing, "recovered": nothing}
        )
        signed = entry["amount"] if entry["reverses"] is None else -entry["amount"]
        sums["cost" if entry["side"] == "COST" else "expected" if entry["expected"] else "recovered"] += signed
    return [row | {"net": row["cost"] - row["recovered"]} for _, row in sorted(found.items())]


def refunded(line: Row, asking: Asking, _: object) -> Row:
    """Money that was paid back."""
    order = asking.rows.get("orders", line["order_id"])
    paid = [
        row["amount"]
        for row in asking.rows.where("compensations", "order_line_id", line["id"])
        if row["state"] == "CONFIRMED" and row["kind"] != "RESHIPMENT"
    ]
    return money(sum(paid, line["paid_amount"] * 0), order["currency_code"])


def refundable(line: Row, asking: Asking, _: object) -> Row:
    """What neither the line nor the order has spent."""
    order = asking.rows.get("orders", line["order_id"])

    def spent(column: str, value: object) -> Decimal:
        rows = asking.rows.where("compensations", column, value)
        counted = [row["amount"] for row in rows if row["state"] != "RELEASED" and row["kind"] != "GOODWILL"]
        return sum(counted, Decimal(0))

    left = min(
        line["paid_amount"] - spent("order_line_id", line["id"]), order["total"] - spent("order_id", order["id"])
    )
    return money(max(left, line["paid_amount"] * 0), order["currency_code"])


def amount_of(row: Row, *_: object) -> Row:
    """The row's own amount."""
    return money(row["amount"], row["currency_code"])


def link(column: str, row: Row, asking: Asking, _: object) -> str | None:
    """A link to the file, if there is one."""
    return None if row[column] is None else asking.write_link(row[column])


def attachments(message: Row, asking: Asking, _: object) -> list[str]:
    """The evidence that came with it, in its order."""
    rows = asking.rows.where("message_attachments", "message_id", message["id"])
    return [row["evidence_id"] for row in sorted(rows, key=lambda row: int(row["place"]))]


def told_message(event: Row, asking: Asking, _: object) -> Row | None:
    """The message that an event tells of, if the caller may see it."""
    return asking.seen(asking.rows.one("messages", event["data"].get("message")), "Message")


def case(claim: Row, asking: Asking, arguments: Arguments) -> list[Row]:
    """Its own events, its messages and the scans of its parcel, oldest first; customers see what is public."""
    rows = [
        {
            "kind": "EVENT",
            "of": row,
            "at": row["occurred_at"],
            "word": row["type"],
            "public": row["public"],
            "text": None,
        }
        for row in asking.rows.where("events", "subject", claim["id"])
        if row["claim_id"] == claim["id"]
    ]
    rows += [
        {
            "kind": "MESSAGE",
            "of": row,
            "at": row["created_at"],
            "word": row["author"],
            "public": row["visibility"] == "PUBLIC",
            "text": row["body"],
        }
        for row in asking.rows.where("messages", "claim_id", claim["id"])
    ]
    rows += [
        {
            "kind": "SCAN",
            "of": row,
            "at": row["occurred_at"],
            "word": row["status"],
            "public": True,
            "text": row["description"],
        }
        for row in asking.rows.where("tracking_events", "shipment_id", claim["shipment_id"])
    ]
    wanted = [
        row
        for row in rows
        if (row["public"] or asking.caller.role is not Role.CUSTOMER)
        and (arguments["since"] is None or row["at"] >= arguments["since"])
    ]
    return sorted(wanted, key=lambda row: (row["at"], row["of"]["id"]))[: arguments["first"]]


def entry(kind: str, row: Row, asking: Asking, _: object) -> Row | None:
    """What an entry of a case is, if it is of this kind."""
    if row["kind"] != kind:
        return None
    return {**row["of"], "__typename": {"EVENT": "ClaimEvent", "MESSAGE": "Message", "SCAN": "TrackingEvent"}[kind]}


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


def limits(name: str, rule: Row, *_: object) -> list[Row]:
    """By currency; where the rule is silent, none."""
    return [money(Decimal(amount), currency) for currency, amount in sorted((rule[name] or {}).items())]


def entity_cursor(_: Row, asking: Asking, __: object) -> str:
    """Where the feed stood when the entity was read."""
    return asking.feed_cursor(asking.position)


def recoveries_of(column: str, parent: Row, asking: Asking, arguments: Arguments) -> list[Row]:
    """Newest first."""
    rows = asking.rows.where("recoveries", column, parent["id"])
    return sorted(rows, key=lambda row: (row["created_at"], row["id"]), reverse=True)[: arguments["first"]]


def coverages(shipment: Row, asking: Asking, arguments: Arguments) -> list[Row]:
    """Oldest first; their ids tell."""
    rows = asking.rows.where("coverages", "shipment_id", shipment["id"])
    return sorted(rows, key=lambda row: str(row["id"]))[: arguments["first"]]


def of_recovery(table: str, at: str, recovery: Row, asking: Asking, arguments: Arguments) -> list[Row]:
    """Its payments, letters or entries, oldest first."""
    rows = asking.rows.where(table, "recovery_id", recovery["id"])
    return sorted(rows, key=lambda row: (row[at], row["id"]))[: arguments["first"]]


def in_currency(column: str, row: Row, *_: object) -> Row | None:
    """An amount in the row's own currency, if there is one."""
    return None if row[column] is None else money(row[column], row["currency_code"])


def recovery_failure(recovery: Row, *_: object) -> Row | None:
    """Only when there is a reason."""
    if recovery["failure_code"] is None:
        return None
    return {"code": recovery["failure_code"], "message": recovery["failure_message"] or ""}


def disputes_of_claim(claim: Row, asking: Asking, _: object) -> list[Row]:
    """Those of the claim's order, newest first."""
    rows = asking.rows.where("disputes", "order_id", claim["order_id"])
    return sorted(rows, key=lambda row: (row["created_at"], row["id"]), reverse=True)


def dispute_events(dispute: Row, asking: Asking, arguments: Arguments) -> list[Row]:
    """The dispute's own events, oldest first."""
    rows = asking.rows.where("events", "subject", dispute["id"])
    return sorted(rows, key=lambda row: int(row["sequence"]))[: arguments["first"]]


def orders_of_request(request: Row, asking: Asking, _: object) -> list[Row]:
    """Those that it names and that we know, by id."""
    return [row for name in sorted(request["order_ids"]) if (row := asking.rows.one("orders", name))]


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
    "OrderLine.unitCost": unit_cost,
    "OrderLine.claimedQuantity": partial(claimed_quantity, "order_line_id"),
    "Shipment.declaredValue": declared_value,
    "Shipment.signatureReceived": lambda shipment, *_: shipment["signed_by"] is not None,
    "Shipment.proofOfDelivery": lambda shipment, asking, _: asking.rows.one("proofs_of_delivery", shipment["proof_id"]),
    "Shipment.progress": progress,
    "ProofOfDelivery.signed": lambda proof, *_: proof["signed_by"] is not None,
    "ProofOfDelivery.files": proof_files,
    "ProofFile.url": partial(link, "file_key"),
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
    "Claim.evidence": evidence,
    "Claim.exports": exports,
    "Claim.events": timeline,
    "Claim.timeline": case,
    "Message.claim": partial(related, "claims", "claim_id", "Claim"),
    "Message.attachmentIds": attachments,
    "TimelineEntry.id": lambda row, *_: row["of"]["id"],
    "TimelineEntry.occurredAt": lambda row, *_: row["at"],
    "TimelineEntry.actor": lambda row, *_: (
        {"kind": row["of"]["actor_kind"], "id": row["of"]["actor_id"]} if row["kind"] == "EVENT" else None
    ),
    "TimelineEntry.event": partial(entry, "EVENT"),
    "TimelineEntry.message": partial(entry, "MESSAGE"),
    "TimelineEntry.scan": partial(entry, "SCAN"),
    "ClaimEvent.message": told_message,
    "ClaimItem.orderLine": lambda item, asking, _: asking.rows.one("order_lines", item["order_line_id"]),
    "ClaimEvent.cursor": lambda event, asking, _: asking.feed_cursor(event["position"]),
    "ClaimEvent.actor": lambda event, *_: {"kind": event["actor_kind"], "id": event["actor_id"]},
    "ClaimEvent.status": partial(told, "status"),
    "ClaimEvent.reason": partial(told, "reason"),
    "ClaimEvent.cancelReason": partial(told, "cancelReason"),
    "ClaimEvent.verified": partial(told, "verified"),
    "ClaimEvent.claim": partial(related, "claims", "claim_id", "Claim"),
    "OrderLine.refundedAmount": refunded,
    "OrderLine.refundableAmount": refundable,
    "Claim.resolutionOptions": partial(by_place, "resolution_offers", "claim_id"),
    "Claim.resolution": partial(related, "resolutions", "resolution_id", "Resolution"),
    "Claim.resolutions": resolutions,
    "Claim.financials": financials,
    "Claim.ledger": ledger,
    "ResolutionOffer.amount": amount_of,
    "Resolution.amount": amount_of,
    "Resolution.shippingAmount": lambda one, *_: money(one["shipping_amount"], one["currency_code"]),
    "Resolution.failure": failure,
    "Resolution.lines": partial(by_place, "resolution_lines", "resolution_id"),
    "Resolution.replacementShipment": partial(related, "shipments", "replacement_shipment_id", "Shipment"),
    "Resolution.claim": partial(related, "claims", "claim_id", "Claim"),
    "ResolutionLine.amount": amount_of,
    "ResolutionLine.orderLine": lambda line, asking, _: asking.rows.one("order_lines", line["order_line_id"]),
    "LedgerEntry.amount": amount_of,
    "LedgerEntry.fxDate": lambda entry, *_: entry["fx_date"] and entry["fx_date"].isoformat(),
    "LedgerEntry.settlementAmount": lambda entry, *_: (
        None if entry["settlement_amount"] is None else money(entry["settlement_amount"], entry["settlement_currency"])
    ),
    "Evidence.url": partial(link, "file_key"),
    "ClaimExport.url": partial(link, "zip_key"),
    "ClaimExport.pdfUrl": partial(link, "pdf_key"),
    "ClaimExport.claim": partial(related, "claims", "claim_id", "Claim"),
    "Evidence.claim": partial(related, "claims", "claim_id", "Claim"),
    "Claim.policy": lambda claim, asking, _: policy_seen(asking.rows.one("claim_policies", claim["policy_id"]), asking),
    "ClaimPolicy.createdBy": lambda policy, *_: {"kind": policy["created_by"], "id": policy["created_by_id"]},
    "ClaimPolicy.rules": lambda policy, *_: policy["document"]["rules"],
    "ClaimPolicy.builtIn": lambda policy, *_: policy["document"]["built_in"],
    "ClaimPolicyRule.autoApproveLimits": partial(limits, "auto_approve_limits"),
    "ClaimPolicyRule.goodwillLimits": partial(limits, "goodwill_limits"),
    "ClaimPolicyRule.recoveryMinimum": partial(limits, "recovery_minimum"),
    "Account.status": lambda account, *_: "DISCONNECTED" if account["disconnected_at"] else account["status"],
    "Claim.disputes": disputes_of_claim,
    "Claim.recoveries": partial(recoveries_of, "claim_id"),
    "Shipment.recoveries": partial(recoveries_of, "shipment_id"),
    "Shipment.coverages": coverages,
    "Coverage.insured": partial(in_currency, "insured_amount"),
    "Coverage.premium": partial(in_currency, "premium_amount"),
    "Coverage.deductible": partial(in_currency, "deductible_amount"),
    "Coverage.shipment": partial(related, "shipments", "shipment_id", "Shipment"),
    "Recovery.cursor": entity_cursor,
    "Recovery.counterparty": lambda row, *_: {"type": row["counterparty_type"], "name": row["counterparty"]},
    "Recovery.requested": partial(in_currency, "requested_amount"),
    "Recovery.approved": partial(in_currency, "approved_amount"),
    "Recovery.paid": partial(in_currency, "paid_amount"),
    "Recovery.fee": partial(in_currency, "fee_amount"),
    "Recovery.repaid": partial(in_currency, "repaid_amount"),
    "Recovery.failure": recovery_failure,
    "Recovery.shipment": partial(related, "shipments", "shipment_id", "Shipment"),
    "Recovery.order": partial(related, "orders", "order_id", "Order"),
    "Recovery.claim": partial(related, "claims", "claim_id", "Claim"),
    "Recovery.coverage": partial(related, "coverages", "coverage_id", "Coverage"),
    "Recovery.payments": partial(of_recovery, "recovery_payments", "occurred_at"),
    "Recovery.ledger": partial(of_recovery, "ledger_entries", "occurred_at"),
    "Recovery.messages": partial(of_recovery, "recovery_messages", "sent_at"),
    "Recovery.exports": partial(of_recovery, "recovery_exports", "id"),
    "Recovery.events": dispute_events,
    "RecoveryExport.url": partial(link, "zip_key"),
    "RecoveryExport.pdfUrl": partial(link, "pdf_key"),
    "RecoveryExport.recovery": partial(related, "recoveries", "recovery_id", "Recovery"),
    "RecoveryPayment.amount": partial(in_currency, "amount"),
    "RecoveryPayment.fee": partial(in_currency, "fee_amount"),
    "RecoveryEvent.cursor": lambda event, asking, _: asking.feed_cursor(event["position"]),
    "RecoveryEvent.actor": lambda event, *_: {"kind": event["actor_kind"], "id": event["actor_id"]},
    "RecoveryEvent.recoveryStatus": partial(told, "recoveryStatus"),
    "RecoveryEvent.kind": partial(told, "kind"),
    "RecoveryEvent.recovery": partial(related, "recoveries", "subject", "Recovery"),
    "RecoveryEvent.claim": partial(related, "claims", "claim_id", "Claim"),
    "Dispute.cursor": entity_cursor,
    "Dispute.amount": lambda dispute, *_: money(dispute["amount"], dispute["currency_code"]),
    "Dispute.order": partial(related, "orders", "order_id", "Order"),
    "Dispute.events": dispute_events,
    "DisputeEvent.cursor": lambda event, asking, _: asking.feed_cursor(event["position"]),
    "DisputeEvent.actor": lambda event, *_: {"kind": event["actor_kind"], "id": event["actor_id"]},
    "DisputeEvent.disputeType": partial(told, "disputeType"),
    "DisputeEvent.disputeStatus": partial(told, "disputeStatus"),
    "DisputeEvent.dispute": partial(related, "disputes", "subject", "Dispute"),
    "DisputeEvent.order": partial(related, "orders", "order_id", "Order"),
    "PrivacyRequest.orders": orders_of_request,
    "Task.failures": failures,
}

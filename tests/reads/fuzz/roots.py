"""How the reference finds an entity by its names: every lookup is a walk over all rows of the storefront."""

from collections.abc import Mapping
from typing import Any

from services.core.storefronts.model import Role, Scope
from tests.reads.fuzz.asking import Asking
from tests.reads.fuzz.rows import Row

Arguments = dict[str, Any]
KINDS = {
    "ord_": "Order",
    "shp_": "Shipment",
    "clm_": "Claim",
    "evd_": "Evidence",
    "res_": "Resolution",
    "led_": "LedgerEntry",
    "exp_": "ClaimExport",
    "tsk_": "Task",
    "eff_": "Effect",
    "dsp_": "Dispute",
    "prv_": "PrivacyRequest",
    "msg_": "Message",
    "cov_": "Coverage",
    "rcv_": "Recovery",
    "rpy_": "RecoveryPayment",
    "rms_": "RecoveryMessage",
    "rpk_": "RecoveryExport",
    "acc_": "Account",
}
TABLES = {
    "Evidence": "evidence",
    "LedgerEntry": "ledger_entries",
    "ClaimExport": "claim_exports",
    "PrivacyRequest": "privacy_requests",
    "Recovery": "recoveries",
    "RecoveryPayment": "recovery_payments",
    "RecoveryMessage": "recovery_messages",
    "RecoveryExport": "recovery_exports",
}
"""Of kinds whose tables are not called after them."""


def storefront(_: object, asking: Asking, __: object) -> Row:
    """The storefront of the request."""
    return {**asking.rows.tables["storefronts"][0], "__typename": "Storefront"}


def order(_: object, asking: Asking, arguments: Arguments) -> Row | None:
    """By id, by number in any case (the newest that the caller may see), or by the platform's id."""
    if arguments["id"] is not None:
        return asking.seen(asking.rows.one("orders", arguments["id"]), "Order")
    rows = asking.rows.tables["orders"]
    if arguments["externalId"] is not None:
        rows = [row for row in rows if row["external_id"] == arguments["externalId"]]
    else:
        rows = [row for row in rows if row["number"].lower() == arguments["number"].lower()]
        rows.sort(key=lambda row: (row["placed_at"], row["id"]), reverse=True)
    return next((seen for row in rows if (seen := asking.seen(row, "Order"))), None)


def shipment(_: object, asking: Asking, arguments: Arguments) -> Row | None:
    """By id, or by tracking number without blanks and in any case, of any carrier or the one named."""
    if arguments["id"] is not None:
        return asking.seen(asking.rows.one("shipments", arguments["id"]), "Shipment")
    number, carrier = "".join(arguments["trackingNumber"].split()).upper(), arguments["carrier"]
    rows = [
        row
        for row in asking.rows.tables["shipments"]
        if row["tracking_number"] == number and (carrier is None or row["carrier"].lower() == carrier.lower())
    ]
    rows.sort(key=lambda row: str(row["id"]), reverse=True)
    return next((seen for row in rows if (seen := asking.seen(row, "Shipment"))), None)


def claim(_: object, asking: Asking, arguments: Arguments) -> Row | None:
    """By id, or by number in any case."""
    if arguments["id"] is not None:
        return asking.seen(asking.rows.one("claims", arguments["id"]), "Claim")
    rows = [row for row in asking.rows.tables["claims"] if row["number"] == arguments["number"].upper()]
    return asking.seen(rows[0] if rows else None, "Claim")


def recovery(_: object, asking: Asking, arguments: Arguments) -> Row | None:
    """By id, for all but customers."""
    return asking.seen(asking.rows.one("recoveries", arguments["id"]), "Recovery")


def policy_seen(row: Row | None, asking: Asking) -> Row | None:
    """The version of the policy, for all but customers."""
    return {**row, "__typename": "ClaimPolicy"} if row and asking.caller.role is not Role.CUSTOMER else None


def claim_policy(_: object, asking: Asking, __: object) -> Row | None:
    """The newest version."""
    return policy_seen(max(asking.rows.tables["claim_policies"], key=lambda row: int(row["version"])), asking)


def node(_: object, asking: Asking, arguments: Arguments) -> Row | None:
    """Anything by its id, whose first letters tell the type."""
    node_id: str = arguments["id"]
    if node_id.startswith("sto_"):
        return storefront(None, asking, None) if node_id == asking.caller.storefront_id else None
    if node_id.startswith("pol_"):
        return policy_seen(asking.rows.one("claim_policies", node_id), asking)
    kind = KINDS.get(node_id[:4])
    if kind is None:
        return None
    row = asking.rows.one(TABLES.get(kind, f"{kind.lower()}s"), node_id)
    if kind not in {"Task", "Effect", "PrivacyRequest", "Account"}:
        return asking.seen(row, kind)
    return {**row, "__typename": kind} if row and asking.caller.may(Scope.OPERATE) else None


def nodes(_: object, asking: Asking, arguments: Arguments) -> list[Row | None]:
    """Each in its place."""
    return [node(None, asking, {"id": node_id}) for node_id in arguments["ids"]]


RESOLVERS: Mapping[str, Any] = {
    "Query.storefront": storefront,
    "Query.order": order,
    "Query.shipment": shipment,
    "Query.claim": claim,
    "Query.recovery": recovery,
    "Query.claimPolicy": claim_policy,
    "Query.node": node,
    "Query.nodes": nodes,
}

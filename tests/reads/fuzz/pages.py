"""How the reference cuts pages out of connections: filter all rows, sort them, take a slice."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from tests.reads.fuzz.asking import SORTS, Asking
from tests.reads.fuzz.checks import PREFIXES
from tests.reads.fuzz.roots import policy_seen
from tests.reads.fuzz.rows import Row

DEFAULT_SIZE = 20
MOST_COUNTED = 1000

Arguments = dict[str, Any]


class Page:
    """A connection: the rows that its filter lets through, and the page that its arguments ask for."""

    default_size = DEFAULT_SIZE

    def __init__(self, rows: Iterable[Row], kind: str, asking: Asking, arguments: Arguments) -> None:
        sort = arguments.get("sort", "NEWEST")
        column, largest_first = SORTS[sort]

        def place(row: Row) -> Any:
            return row[column], row["id"]

        self.all = sorted(rows, key=place, reverse=largest_first)
        between = self.all
        for side in ("after", "before"):
            if arguments[side] is not None:
                edge = asking.cursors.read(arguments[side], kind, sort)
                larger = (side == "before") is largest_first
                between = [row for row in between if (place(row) > edge if larger else place(row) < edge)]
        first, last = arguments["first"], arguments["last"]
        size = first if first is not None else last if last is not None else self.default_size
        self.rows = between[max(len(between) - size, 0) :] if last is not None else between[:size]
        more = len(between) > size
        self.has_next_page = arguments["before"] is not None if last is not None else more
        self.has_previous_page = more if last is not None else arguments["after"] is not None


def claims(_: object, asking: Asking, arguments: Arguments) -> Page:
    """Those that the caller may see and the filter lets through."""
    wanted = arguments["filter"] or {}
    rows = [
        row
        for row in asking.rows.tables["claims"]
        if asking.seen(row, "Claim")
        and wanted.get("orderId") in (None, row["order_id"])
        and wanted.get("shipmentId") in (None, row["shipment_id"])
        and (wanted.get("statuses") is None or row["status"] in wanted["statuses"])
        and (wanted.get("reasons") is None or row["reason"] in wanted["reasons"])
        and (wanted.get("createdFrom") is None or row["created_at"] >= wanted["createdFrom"])
        and (wanted.get("createdBefore") is None or row["created_at"] < wanted["createdBefore"])
    ]
    return Page(rows, "clm", asking, arguments)


def operated(table: str, kind: str, _: object, asking: Asking, arguments: Arguments) -> Page:
    """Tasks or effects that the filter lets through."""
    wanted = arguments["filter"] or {}
    rows = [
        row
        for row in asking.rows.tables[table]
        if (wanted.get("states") is None or row["state"] in wanted["states"])
        and wanted.get("kind") in (None, row["kind"])
        and wanted.get("subject") in (None, row["subject"])
    ]
    return Page(rows, kind, asking, arguments)


def accounts(_: object, asking: Asking, arguments: Arguments) -> Page:
    """Those that the filter lets through."""
    wanted = arguments["filter"] or {}
    rows = [
        row
        for row in asking.rows.tables["accounts"]
        if (wanted.get("kinds") is None or row["kind"] in wanted["kinds"])
        and wanted.get("company") in (None, row["company"])
    ]
    return Page(rows, "acc", asking, arguments)


def disputes(_: object, asking: Asking, arguments: Arguments) -> Page:
    """Those that the filter lets through, for all but customers."""
    wanted = arguments["filter"] or {}
    before = wanted.get("evidenceDueBefore")
    rows = [
        row
        for row in asking.rows.tables["disputes"]
        if asking.seen(row, "Dispute")
        and wanted.get("orderId") in (None, row["order_id"])
        and (wanted.get("statuses") is None or row["status"] in wanted["statuses"])
        and (wanted.get("types") is None or row["type"] in wanted["types"])
        and (wanted.get("reasons") is None or row["reason"] in wanted["reasons"])
        and (before is None or (row["evidence_due_by"] is not None and row["evidence_due_by"] < before))
    ]
    return Page(rows, "dsp", asking, arguments)


def disputes_of(order: Row, asking: Asking, arguments: Arguments) -> Page:
    """Those of an order, for all but customers."""
    rows = [row for row in asking.rows.where("disputes", "order_id", order["id"]) if asking.seen(row, "Dispute")]
    return Page(rows, "dsp", asking, arguments)


def recoveries(_: object, asking: Asking, arguments: Arguments) -> Page:
    """Those that the filter lets through, for all but customers."""
    wanted = arguments["filter"] or {}
    same = {"claimId": "claim_id", "orderId": "order_id", "shipmentId": "shipment_id", "counterparty": "counterparty"}
    among = {"statuses": "status", "routes": "route", "reasons": "reason"}
    before = wanted.get("fileBefore")
    rows = [
        row
        for row in asking.rows.tables["recoveries"]
        if asking.seen(row, "Recovery")
        and all(wanted.get(name) in (None, row[column]) for name, column in same.items())
        and all(wanted.get(name) is None or row[column] in wanted[name] for name, column in among.items())
        and (before is None or (row["file_by"] is not None and row["file_by"] < before))
    ]
    return Page(rows, "rcv", asking, arguments)


def privacy_requests(_: object, asking: Asking, arguments: Arguments) -> Page:
    """Those that the filter lets through."""
    wanted = arguments["filter"] or {}
    rows = [
        row
        for row in asking.rows.tables["privacy_requests"]
        if (wanted.get("kinds") is None or row["kind"] in wanted["kinds"])
        and wanted.get("completed") in (None, row["completed_at"] is not None)
    ]
    return Page(rows, "prv", asking, arguments)


def policies(_: object, asking: Asking, arguments: Arguments) -> Page:
    """All versions, for all but customers."""
    rows = [row for row in asking.rows.tables["claim_policies"] if policy_seen(row, asking)]
    return Page(rows, PREFIXES["ClaimPolicyConnection"], asking, arguments)


def claims_of(column: str, parent: Row, asking: Asking, arguments: Arguments) -> Page:
    """The claims on an order or a parcel."""
    return Page(asking.rows.where("claims", column, parent["id"]), "clm", asking, arguments)


def messages_of(claim: Row, asking: Asking, arguments: Arguments) -> Page:
    """What was written about a claim, as far as the caller may see it."""
    rows = [row for row in asking.rows.where("messages", "claim_id", claim["id"]) if asking.seen(row, "Message")]
    return Page(rows, "msg", asking, arguments)


def edges(page: Page, asking: Asking, _: object) -> list[Row]:
    """The page's rows with their cursors."""
    return [{"cursor": asking.cursors.write(row["id"]), "node": row} for row in page.rows]


def page_info(page: Page, asking: Asking, _: object) -> Row:
    """Where the page stands."""
    return {
        "has_next_page": page.has_next_page,
        "has_previous_page": page.has_previous_page,
        "start_cursor": asking.cursors.write(page.rows[0]["id"]) if page.rows else None,
        "end_cursor": asking.cursors.write(page.rows[-1]["id"]) if page.rows else None,
    }


RESOLVERS: Mapping[str, Any] = {
    "Query.claims": claims,
    "Query.accounts": accounts,
    "Query.tasks": partial(operated, "tasks", PREFIXES["TaskConnection"]),
    "Query.effects": partial(operated, "effects", PREFIXES["EffectConnection"]),
    "Query.claimPolicies": policies,
    "Query.disputes": disputes,
    "Query.recoveries": recoveries,
    "Query.privacyRequests": privacy_requests,
    "Order.disputes": disputes_of,
    "Order.claims": partial(claims_of, "order_id"),
    "Shipment.claims": partial(claims_of, "shipment_id"),
    "Claim.messages": messages_of,
    "*.nodes": lambda page, *_: page.rows,
    "*.edges": edges,
    "*.pageInfo": page_info,
    "*.totalCount": lambda page, *_: min(len(page.all), MOST_COUNTED),
}

"""The schema executed by graphql-core over plain rows in memory: one naive resolver for what each field promises."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from graphql import (
    ExecutionResult,
    GraphQLField,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    build_schema,
    execute_sync,
)

from services.core.storefronts.model import Role, Scope
from tests.reads.fuzz.asking import SORTS, Asking
from tests.reads.fuzz.checks import PREFIXES, check
from tests.reads.fuzz.data import Row
from tests.reads.fuzz.document import Document

SDL = Path(__file__).resolve().parents[3] / "schema" / "schema.graphql"
DEFAULT_SIZE = 20
MOST_COUNTED = 1000

Resolver = Callable[[Any, Asking, dict[str, Any]], object]
RESOLVERS: dict[str, Resolver] = {}


def resolves(*fields: str) -> Callable[[Resolver], Resolver]:
    """Declare how fields are read that are not simply a column of the row."""

    def add(resolver: Resolver) -> Resolver:
        RESOLVERS.update(dict.fromkeys(fields, resolver))
        return resolver

    return add


def make_reference(sdl: str) -> GraphQLSchema:
    """The executable schema."""
    schema = build_schema(sdl)
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for name, field in kind.fields.items():
                read = RESOLVERS.get(f"{kind.name}.{name}") or RESOLVERS.get(f"*.{name}") or partial(_column, name)
                field.resolve = partial(_resolve, kind.name, name, field, read)
    moment, decimal = schema.type_map["DateTime"], schema.type_map["Decimal"]
    assert isinstance(moment, GraphQLScalarType)
    assert isinstance(decimal, GraphQLScalarType)
    moment.coerce_input_value, moment.coerce_output_value = _read_moment, _write_moment
    decimal.coerce_output_value = "{:f}".format
    return schema


def answer(schema: GraphQLSchema, document: Document, asking: Asking) -> ExecutionResult:
    """What graphql-core makes of the document."""
    return execute_sync(
        schema,
        document.node,
        context_value=asking,
        variable_values=document.variables,
        operation_name=document.operation_name,
    )


def _resolve(
    parent: str, name: str, field: GraphQLField, read: Resolver, source: object, info: Any, **arguments: Any
) -> object:
    check(parent, name, field, arguments, info.context)
    return read(source, info.context, arguments)


def _column(name: str, row: Row, *_: object) -> object:
    return row[re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name)]


def _read_moment(value: object) -> datetime:
    moment = datetime.fromisoformat(value if isinstance(value, str) else "")
    if moment.tzinfo is None:
        raise ValueError("no offset")
    return moment.astimezone(UTC)


def _write_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _newest(rows: Iterable[Row], column: str) -> list[Row]:
    return sorted(rows, key=lambda row: (row[column], row["id"]), reverse=True)


def _seen(row: Row | None, asking: Asking, kind: str) -> Row | None:
    if row is None or not asking.sees(row["id"] if kind == "Order" else row["order_id"]):
        return None
    return {**row, "__typename": kind}


def _chosen(rows: list[Row], asking: Asking, kind: str) -> Row | None:
    if asking.choices.narrowed_first:
        rows = [row for row in rows if _seen(row, asking, kind)]
    return _seen(next(iter(rows), None), asking, kind)


@resolves("Query.storefront")
def _storefront(_: object, asking: Asking, __: object) -> Row:
    return {**asking.rows.tables["storefronts"][0], "__typename": "Storefront"}


@resolves("Query.order")
def _order(_: object, asking: Asking, arguments: dict[str, Any]) -> Row | None:
    if arguments["id"] is not None:
        return _seen(asking.rows.one("orders", arguments["id"]), asking, "Order")
    rows = asking.rows.tables["orders"]
    if arguments["externalId"] is not None:
        return _chosen([row for row in rows if row["external_id"] == arguments["externalId"]], asking, "Order")
    named = [row for row in rows if row["number"].lower() == arguments["number"].lower()]
    return _chosen(_newest(named, "placed_at"), asking, "Order")


@resolves("Query.shipment")
def _shipment(_: object, asking: Asking, arguments: dict[str, Any]) -> Row | None:
    if arguments["id"] is not None:
        return _seen(asking.rows.one("shipments", arguments["id"]), asking, "Shipment")
    number, carrier = "".join(arguments["trackingNumber"].split()).upper(), arguments["carrier"]
    found = [
        row
        for row in asking.rows.tables["shipments"]
        if row["tracking_number"] == number and (carrier is None or row["carrier"].lower() == carrier.lower())
    ]
    visible = (_seen(row, asking, "Shipment") for row in sorted(found, key=lambda row: row["id"], reverse=True))
    return next((row for row in visible if row), None)


@resolves("Query.claim")
def _claim(_: object, asking: Asking, arguments: dict[str, Any]) -> Row | None:
    if arguments["id"] is not None:
        return _seen(asking.rows.one("claims", arguments["id"]), asking, "Claim")
    found = asking.rows.where("claims", "number", arguments["number"].upper())
    return _chosen(found, asking, "Claim")


@resolves("Query.node")
def _node(_: object, asking: Asking, arguments: dict[str, Any]) -> Row | None:
    node_id: str = arguments["id"]
    kinds = {"ord_": "Order", "shp_": "Shipment", "clm_": "Claim", "tsk_": "Task", "eff_": "Effect"}
    kind = kinds.get(node_id[:4])
    if node_id.startswith("sto_"):
        return _storefront(None, asking, None) if node_id == asking.caller.storefront_id else None
    if kind is None:
        return None
    row = asking.rows.one(f"{kind.lower()}s", node_id)
    if kind not in {"Task", "Effect"}:
        return _seen(row, asking, kind)
    if asking.caller.may(Scope.OPERATE):
        return {**row, "__typename": kind} if row else None
    if asking.choices.hidden_tasks_are_null:
        return None
    raise PermissionError


@resolves("Query.nodes")
def _nodes(_: object, asking: Asking, arguments: dict[str, Any]) -> list[Row | None]:
    return [_node(None, asking, {"id": node_id}) for node_id in arguments["ids"]]


class Page:
    """A connection: the rows that its filter lets through, and the arguments that cut a page out of them."""

    def __init__(self, rows: Iterable[Row], kind: str, asking: Asking, arguments: dict[str, Any]) -> None:
        sort = arguments.get("sort", "NEWEST")
        column, largest_first = SORTS[sort]
        self.asking = asking
        self.all = sorted(rows, key=lambda row: (row[column], row["id"]), reverse=largest_first)
        between = self.all
        for side, wanted in (("after", 1), ("before", -1)):
            if arguments[side] is not None:
                place = asking.cursors.read(arguments[side], kind, sort)
                assert place is not None, "it was checked"
                sign = wanted if not largest_first else -wanted
                between = [row for row in between if _compare((row[column], row["id"]), place) == sign]
        first, last = arguments["first"], arguments["last"]
        size = first or last or DEFAULT_SIZE
        self.rows = between[-size:] if last is not None else between[:size]
        more = len(between) > size
        self.has_next_page = arguments["before"] is not None if last is not None else more
        self.has_previous_page = more if last is not None else arguments["after"] is not None

    def cursor(self, row: Row) -> str:
        """As `ConnectionCursors.shown` shows the service's."""
        return f"cursor of {row['id']}"


def _compare(one: Any, other: Any) -> int:
    return (one > other) - (one < other)


@resolves("Query.claims")
def _claims(_: object, asking: Asking, arguments: dict[str, Any]) -> Page:
    wanted = arguments["filter"] or {}
    rows = [
        row
        for row in asking.rows.tables["claims"]
        if asking.sees(row["order_id"])
        and wanted.get("orderId") in (None, row["order_id"])
        and wanted.get("shipmentId") in (None, row["shipment_id"])
        and (wanted.get("statuses") is None or row["status"] in wanted["statuses"])
        and (wanted.get("reasons") is None or row["reason"] in wanted["reasons"])
        and (wanted.get("createdFrom") is None or row["created_at"] >= wanted["createdFrom"])
        and (wanted.get("createdBefore") is None or row["created_at"] < wanted["createdBefore"])
    ]
    return Page(rows, "clm", asking, arguments)


def _operated(table: str, kind: str, _: object, asking: Asking, arguments: dict[str, Any]) -> Page:
    wanted = arguments["filter"] or {}
    rows = [
        row
        for row in asking.rows.tables[table]
        if (wanted.get("states") is None or row["state"] in wanted["states"])
        and wanted.get("kind") in (None, row["kind"])
        and wanted.get("subject") in (None, row["subject"])
    ]
    return Page(rows, kind, asking, arguments)


RESOLVERS["Query.tasks"] = partial(_operated, "tasks", PREFIXES["TaskConnection"])
RESOLVERS["Query.effects"] = partial(_operated, "effects", PREFIXES["EffectConnection"])


@resolves("Order.claims")
def _claims_of_order(order: Row, asking: Asking, arguments: dict[str, Any]) -> Page:
    return Page(asking.rows.where("claims", "order_id", order["id"]), "clm", asking, arguments)


@resolves("Shipment.claims")
def _claims_of_shipment(shipment: Row, asking: Asking, arguments: dict[str, Any]) -> Page:
    return Page(asking.rows.where("claims", "shipment_id", shipment["id"]), "clm", asking, arguments)


@resolves("*.nodes")
def _page_nodes(page: Page, *_: object) -> list[Row]:
    return page.rows


@resolves("*.edges")
def _page_edges(page: Page, *_: object) -> list[Row]:
    return [{"cursor": page.cursor(row), "node": row} for row in page.rows]


@resolves("*.totalCount")
def _page_total(page: Page, *_: object) -> int:
    return min(len(page.all), MOST_COUNTED)


@resolves("*.pageInfo")
def _page_info(page: Page, *_: object) -> Row:
    return {
        "has_next_page": page.has_next_page,
        "has_previous_page": page.has_previous_page,
        "start_cursor": page.cursor(page.rows[0]) if page.rows else None,
        "end_cursor": page.cursor(page.rows[-1]) if page.rows else None,
    }


@resolves("Order.cursor", "Shipment.cursor", "Claim.cursor")
def _entity_cursor(_: Row, asking: Asking, __: object) -> str:
    return asking.feed_cursor(asking.position)


@resolves("ClaimEvent.cursor")
def _event_cursor(event: Row, asking: Asking, _: object) -> str:
    return asking.feed_cursor(event["position"])


@resolves("Order.customer")
def _customer(order: Row, *_: object) -> Row:
    return {
        "name": order["customer_name"],
        "email": order["customer_email"],
        "phone": order["customer_phone"],
        "postal_code": order["postal_code"],
        "country_code": order["country_code"],
    }


def _money(amount: Decimal, currency: str) -> Row:
    return {"amount": amount, "currency_code": currency}


@resolves("Order.total")
def _total(order: Row, *_: object) -> Row:
    return _money(order["total"], order["currency_code"])


@resolves("Order.lines")
def _order_lines(order: Row, asking: Asking, _: object) -> list[Row]:
    return sorted(asking.rows.where("order_lines", "order_id", order["id"]), key=lambda row: row["place"])


@resolves("Order.shipments")
def _shipments(order: Row, asking: Asking, _: object) -> list[Row]:
    return sorted(asking.rows.where("shipments", "order_id", order["id"]), key=lambda row: row["id"])


def _line_money(column: str, line: Row, asking: Asking, _: object) -> Row:
    order = asking.rows.one("orders", line["order_id"])
    assert order is not None
    return _money(line[column], order["currency_code"])


RESOLVERS["OrderLine.unitPrice"] = partial(_line_money, "unit_price")
RESOLVERS["OrderLine.paidAmount"] = partial(_line_money, "paid_amount")


def _claimed(column: str, line: Row, asking: Asking, _: object) -> int:
    total = 0
    for item in asking.rows.where("claim_items", column, line["id"]):
        claim = asking.rows.one("claims", item["claim_id"])
        assert claim is not None
        total += item["quantity"] if claim["status"] != "CANCELED" else 0
    return total


RESOLVERS["OrderLine.claimedQuantity"] = partial(_claimed, "order_line_id")
RESOLVERS["ShipmentLine.claimedQuantity"] = partial(_claimed, "shipment_line_id")


@resolves("Claim.order", "Shipment.order")
def _parent_order(row: Row, asking: Asking, _: object) -> Row | None:
    return _seen(asking.rows.one("orders", row["order_id"]), asking, "Order")


@resolves("Claim.shipment")
def _claims_shipment(claim: Row, asking: Asking, _: object) -> Row | None:
    return _seen(asking.rows.one("shipments", claim["shipment_id"]), asking, "Shipment")


@resolves("ClaimEvent.claim")
def _events_claim(event: Row, asking: Asking, _: object) -> Row | None:
    return _seen(asking.rows.one("claims", event["claim_id"]), asking, "Claim")


@resolves("ShipmentLine.orderLine", "ClaimItem.orderLine")
def _line(row: Row, asking: Asking, _: object) -> Row | None:
    return asking.rows.one("order_lines", row["order_line_id"])


def _place(row: Row, asking: Asking) -> tuple[int, str]:
    line = _line(row, asking, None)
    assert line is not None
    return line["place"], row["id"]


@resolves("Shipment.lines")
def _shipment_lines(shipment: Row, asking: Asking, _: object) -> list[Row]:
    rows = asking.rows.where("shipment_lines", "shipment_id", shipment["id"])
    return sorted(rows, key=lambda row: _place(row, asking))


@resolves("Claim.items")
def _items(claim: Row, asking: Asking, _: object) -> list[Row]:
    return sorted(asking.rows.where("claim_items", "claim_id", claim["id"]), key=lambda row: _place(row, asking))


@resolves("Shipment.declaredValue")
def _declared(shipment: Row, *_: object) -> Row | None:
    amount = shipment["declared_amount"]
    return None if amount is None else _money(amount, shipment["declared_currency"])


@resolves("Shipment.signatureReceived")
def _signature(shipment: Row, *_: object) -> bool:
    return shipment["signed_by"] is not None


@resolves("Shipment.proofOfDelivery")
def _proof(shipment: Row, *_: object) -> Row | None:
    return {"signed_by": shipment["signed_by"]} if shipment["signed_by"] else None


@resolves("Shipment.events")
def _scans(shipment: Row, asking: Asking, arguments: dict[str, Any]) -> list[Row]:
    columns = ("occurred_at", "id") if asking.choices.scans_by_id else ("occurred_at", "code", "location", "id")
    rows = asking.rows.where("tracking_events", "shipment_id", shipment["id"])
    return sorted(rows, key=lambda row: [row[column] for column in columns], reverse=True)[: arguments["first"]]


@resolves("Claim.events")
def _timeline(claim: Row, asking: Asking, arguments: dict[str, Any]) -> list[Row]:
    rows = [
        row
        for row in asking.rows.where("events", "subject", claim["id"])
        if row["sequence"] > arguments["afterSequence"] and (row["public"] or asking.caller.role is not Role.CUSTOMER)
    ]
    return sorted(rows, key=lambda row: row["sequence"])[: arguments["first"]]


@resolves("ClaimEvent.actor")
def _actor(event: Row, *_: object) -> Row:
    return {"kind": event["actor_kind"], "id": event["actor_id"]}


def _word(name: str, event: Row, *_: object) -> object:
    return event["data"].get(name)


for _name in ("status", "reason", "cancelReason", "verified"):
    RESOLVERS[f"ClaimEvent.{_name}"] = partial(_word, _name)


@resolves("Task.failures")
def _failures(task: Row, *_: object) -> list[Row]:
    return [
        {
            "occurred_at": datetime.fromisoformat(error["at"]) if "at" in error else None,
            "error": error.get("error", "Unknown"),
            "message": error.get("message", ""),
        }
        for error in task["errors"]
    ]

"""The statements behind each document of schema/operations, and behind the pages that storefronts turn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import strawberry
from graphql import get_named_type, parse

from services.api.reads import reader
from services.api.reads.connections import write_key
from services.api.reads.declared import has_table
from services.api.reads.plan import Plan
from services.api.reads.selection import Selection
from services.core.clock import system_clock
from services.core.ids import new_id
from services.core.storefronts.model import Role
from tests.api.nouns.asking import OPERATIONS, document

FOLDER = Path(__file__).parent
ROLES = (Role.CLIENT, Role.CUSTOMER)


def _key(prefix: str, tag: str = "cd") -> str:
    return write_key(tag, system_clock(), new_id(prefix))


_TURNED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "after": ({"first": 50, "after": _key("clm")}, {}),
    "before": ({"last": 50, "before": _key("clm")}, {}),
    "filtered": ({"first": 50}, {"statuses": ["SUBMITTED"], "reasons": ["DAMAGED_IN_TRANSIT"]}),
    "dated": ({"first": 50}, {"createdFrom": "2025-03-01T00:00:00Z", "createdBefore": "2025-09-01T00:00:00Z"}),
    "of-order": ({"first": 50}, {"orderId": new_id("ord")}),
    "of-shipment": ({"first": 50}, {"shipmentId": new_id("shp")}),
}
_SORTED = """query($sort: ClaimSort, $after: String) {
  claims(first: 50, sort: $sort, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
}"""
_ENTITIES = """query($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Claim { id status } ... on Order { id number } ... on Shipment { id trackingStatus }
  }
}"""

ASKED: dict[str, tuple[str, Mapping[str, Any]]] = {
    **{file.stem: (file.stem, {}) for file in OPERATIONS.glob("*.graphql")},
    "claim": ("claim", {"id": new_id("clm")}),
    "claim-by-number": ("claim", {"number": "clm-00000001"}),
    "claims": ("claims", {"first": 50}),
    "effects": ("effects", {"first": 50}),
    "effects-in-review": ("effects", {"first": 50, "filter": {"states": ["REVIEW"]}}),
    "effects-of-subject": ("effects", {"first": 50, "filter": {"subject": new_id("shp")}}),
    "node": ("node", {"id": new_id("clm")}),
    "nodes": ("nodes", {"ids": [new_id(prefix) for prefix in ("ord", "shp", "clm")]}),
    "order": ("order", {"id": new_id("ord")}),
    "order-by-number": ("order", {"number": "#1"}),
    "order-by-external-id": ("order", {"externalId": "1"}),
    "shipment": ("shipment", {"id": new_id("shp")}),
    "shipment-by-tracking-number": ("shipment", {"carrier": "USPS", "trackingNumber": "MG0000000000000001"}),
    "tasks": ("tasks", {"first": 50}),
    "tasks-dead": ("tasks", {"first": 50, "filter": {"states": ["DEAD"]}}),
    "tasks-of-subject": ("tasks", {"first": 50, "filter": {"subject": new_id("clm")}}),
    **{
        f"claims-{name}": ("claims", {**page, **({"filter": wanted} if wanted else {})})
        for name, (page, wanted) in _TURNED.items()
    },
    "claims-oldest": (_SORTED, {"sort": "OLDEST", "after": _key("clm", "ca")}),
    "claims-updated": (_SORTED, {"sort": "UPDATED", "after": _key("clm", "ud")}),
    "entities": (_ENTITIES, {"representations": [{"__typename": "Claim", "id": new_id("clm")}]}),
}
"""By name: a document, or a text of its own, with variables; their values are no part of a statement."""


@dataclass(frozen=True)
class Statement:
    """What a document is compiled to for a role; of a mutation or subscription, the part that is read."""

    name: str
    role: Role
    plan: Plan
    values: dict[str, Any]

    @property
    def file(self) -> Path:
        """Where its text is kept."""
        return FOLDER / f"{self.name}.{self.role.value.lower()}.sql"

    @property
    def text(self) -> str:
        """The statement, below what whoever asks must be allowed, or why there is none."""
        scopes = ", ".join(sorted(scope.value for scope in self.plan.scopes))
        told = [f"-- needs {scopes}\n"] if scopes else []
        if self.plan.refusal is not None:
            told.append(f"-- refused: {self.plan.refusal.message}\n")
        return "".join([*told, self.plan.sql, "\n"])


def statements(schema: strawberry.Schema) -> Iterator[Statement]:
    """All of them, for programs and for customers."""
    for name, (text, variables) in ASKED.items():
        for role in ROLES:
            yield from _compiled(schema, name, document(text) if text.isalpha() else text, variables, role)


def _compiled(
    schema: strawberry.Schema, name: str, text: str, variables: Mapping[str, Any], role: Role
) -> Iterator[Statement]:
    core = schema._schema
    prepared = reader.prepare(core, parse(text), None)
    if prepared.whole:
        values = prepared.operation.coerce(variables)
        yield Statement(name, role, reader.plan_query(prepared, values, role), values)
        return
    values = {reader.ID: new_id("evt")}
    if prepared.operation.kind == "subscription":
        key, kind, details = prepared.root({})
        yield Statement(name, role, reader.plan_reference(prepared, {}, role, key, kind, details), values)
        return
    assert core.mutation_type is not None
    selection = Selection(prepared.operation, prepared.operation.hollow({}))
    ((_, root),) = selection.roots()
    payload: Any = get_named_type(core.mutation_type.fields[root[0].node.name.value].type)
    for key, details in selection.fields(payload, root):
        found: Any = get_named_type(payload.fields[details[0].node.name.value].type)
        if has_table(found):
            yield Statement(name, role, reader.plan_reference(prepared, {}, role, key, found, details), values)

"""The statements behind each document of schema/operations, and behind the pages that storefronts turn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
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
from tests.bench.reads import cases

FOLDER = Path(__file__).parent
CASES = Path(cases.__file__).parent
ROLES = (Role.CLIENT, Role.CUSTOMER)


_SORTED = """query($sort: ClaimSort, $after: String) {
  claims(first: 50, sort: $sort, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
}"""
_ENTITIES = """query($representations: [_Any!]!) {
  _entities(representations: $representations) {
    ... on Claim { id status } ... on Order { id number } ... on Shipment { id trackingStatus }
  }
}"""


PROOF = """query($id: ID) {
  shipment(id: $id) {
    agreedPlace photoRequired trackingTrouble discrepancy
    proofOfDelivery {
      handover signed signedBy place latitude longitude severity explanationCode explanation
      files { id kind url mediaType size sha256 retainUntil deletedAt }
    }
    progress { id occurredAt step code text }
  }
}"""
"""All that only the staff may see of a parcel."""


@dataclass(frozen=True)
class Sample:
    """Rows that the documents ask for, and a moment in the middle of their lists."""

    order_id: str
    shipment_id: str
    claim_id: str
    event_id: str
    moment: datetime

    def key(self, tag: str = "cd") -> str:
        """A cursor of a list of claims."""
        return write_key(tag, self.moment, new_id("clm"))


VALUES = frozenset(
    {
        "messagePreview",
        "messageTemplates",
        "claimEligibility",
        "claimPolicyDryRun",
        "claimRule",
        "deadlines",
        "recoveryOptions",
    }
)
"""Queries whose answers are values and no rows."""
NOTHING = Sample(new_id("ord"), new_id("shp"), new_id("clm"), new_id("evt"), system_clock())


def asked(sample: Sample) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """By name: a document, or a text of its own, with variables; their values are no part of a statement."""

    def claims(wanted: dict[str, Any] | None = None, **page: Any) -> tuple[str, dict[str, Any]]:
        return "claims", (page or {"first": 50}) | ({"filter": wanted} if wanted else {})

    reviewed = {"first": 50, "filter": {"states": ["REVIEW"]}}
    dead = {"first": 50, "filter": {"states": ["DEAD"]}}
    of_subject = {"first": 50, "filter": {"subject": sample.claim_id}}
    return {
        **{file.stem: (file.stem, {}) for file in OPERATIONS.glob("*.graphql")},
        "claim": ("claim", {"id": sample.claim_id}),
        "claim-by-number": ("claim", {"number": "clm-00000002"}),
        "claimPolicies": ("claimPolicies", {"first": 50}),
        "claims": claims(),
        "claims-after": claims(first=50, after=sample.key()),
        "claims-before": claims(last=50, before=sample.key()),
        "claims-filtered": claims({"statuses": ["SUBMITTED"], "reasons": ["DAMAGED_IN_TRANSIT"]}),
        "claims-dated": claims({"createdFrom": "2025-03-01T00:00:00Z", "createdBefore": "2025-09-01T00:00:00Z"}),
        "claims-and-all-of-them": ((CASES / "claims.graphql").read_text(), {"first": 50}),
        "claims-of-order": claims({"orderId": sample.order_id}),
        "claims-of-shipment": claims({"shipmentId": sample.shipment_id}),
        "claims-oldest": (_SORTED, {"sort": "OLDEST", "after": sample.key("ca")}),
        "claims-updated": (_SORTED, {"sort": "UPDATED", "after": sample.key("ud")}),
        "effects": ("effects", {"first": 50}),
        "effects-in-review": ("effects", reviewed),
        "effects-of-subject": ("effects", of_subject),
        "entities": (_ENTITIES, {"representations": [{"__typename": "Claim", "id": sample.claim_id}]}),
        "node": ("node", {"id": sample.claim_id}),
        "nodes": ("nodes", {"ids": [sample.order_id, sample.shipment_id, sample.claim_id]}),
        "order": ("order", {"id": sample.order_id}),
        "order-and-its-money": ((CASES / "order.graphql").read_text(), {"id": sample.order_id}),
        "order-by-number": ("order", {"number": "#2"}),
        "order-by-external-id": ("order", {"externalId": "2"}),
        "orderStatus": ("orderStatus", {"id": sample.order_id}),
        "recoveries": ("recoveries", {"first": 50}),
        "recoveries-in-state": ("recoveries", {"first": 50, "filter": {"statuses": ["READY"]}}),
        "recovery": ("recovery", {"id": sample.claim_id}),
        "shipment": ("shipment", {"id": sample.shipment_id}),
        "shipment-and-its-proof": (PROOF, {"id": sample.shipment_id}),
        "shipment-by-tracking-number": ("shipment", {"carrier": "fedex", "trackingNumber": "MG0000000000000002"}),
        "tasks": ("tasks", {"first": 50}),
        "tasks-dead": ("tasks", dead),
        "tasks-of-subject": ("tasks", of_subject),
    }


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


def statements(schema: strawberry.Schema, sample: Sample = NOTHING) -> Iterator[Statement]:
    """All of them, for programs and for customers."""
    for name, (text, variables) in asked(sample).items():
        for role in ROLES:
            yield from _compiled(schema, name, document(text) if text.isalpha() else text, variables, role, sample)


def _compiled(
    schema: strawberry.Schema, name: str, text: str, variables: Mapping[str, Any], role: Role, sample: Sample
) -> Iterator[Statement]:
    core = schema._schema
    prepared = reader.prepare(core, parse(text), None)
    if prepared.whole:
        values = prepared.operation.coerce(variables)
        yield Statement(name, role, reader.plan_query(prepared, values, role), values)
        return
    if name in VALUES:
        return
    if prepared.operation.kind == "subscription":
        key, kind, details = prepared.root({})
        values = {reader.ID: sample.event_id}
        yield Statement(name, role, reader.plan_reference(prepared, {}, role, key, kind, details), values)
        return
    assert core.mutation_type is not None
    selection = Selection(prepared.operation, prepared.operation.hollow({}))
    ((_, root),) = selection.roots()
    payload: Any = get_named_type(core.mutation_type.fields[root[0].node.name.value].type)
    ids = {"Order": sample.order_id, "Shipment": sample.shipment_id, "Claim": sample.claim_id}
    for key, details in selection.fields(payload, root):
        found: Any = get_named_type(payload.fields[details[0].node.name.value].type)
        if has_table(found):
            values = {reader.ID: ids.get(found.name, "")}
            yield Statement(name, role, reader.plan_reference(prepared, {}, role, key, found, details), values)

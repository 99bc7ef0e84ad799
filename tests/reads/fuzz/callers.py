"""Everybody who asks: for each storefront its programs, some of its orders' customers, and a visitor."""

from collections import Counter
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from graphql import GraphQLSchema
from strawberry.utils.str_converters import to_snake_case

from services.api.process import Process
from services.core.storefronts import repository
from services.core.storefronts.model import Role, Scope
from tests.api.nouns.asking import Asker
from tests.reads.fuzz.asking import SORTS, Asking, Caller, ConnectionCursors
from tests.reads.fuzz.changes import Change, make_changes
from tests.reads.fuzz.compare import Comparison
from tests.reads.fuzz.rows import Rows, read_all, two_storefronts

CONNECTIONS = {
    "claims": ("ClaimConnection", "clm"),
    "tasks": ("TaskConnection", "tsk"),
    "effects": ("EffectConnection", "eff"),
    "claimPolicies": ("ClaimPolicyConnection", "pol"),
    "disputes": ("DisputeConnection", "dsp"),
    "recoveries": ("RecoveryConnection", "rcv"),
    "privacyRequests": ("PrivacyRequestConnection", "prv"),
    "accounts": ("AccountConnection", "acc"),
}

UNBOUNDED = {"cost_capacity": 10**9, "cost_restore_rate": 10**9}
"""Settings under which no storefront's budget is ever spent."""
CUSTOMERS = (0, 2, 6, 12)
"""The places of the orders whose customers ask: one has 45 claims, one shares its number."""


@dataclass(frozen=True)
class Side:
    """One storefront: its rows, its callers, and the cursors that its connections gave out."""

    rows: Rows
    callers: list[Caller]
    cursors: dict[tuple[str, str], list[str]]

    def draw(self, rng: Random) -> Caller:
        """One of the callers."""
        return rng.choices(self.callers, [one.weight for one in self.callers])[0]


async def both_sides(process: Process, comparison: Comparison, database: str) -> list[Side]:
    """Two storefronts full of rows, and all who ask in them."""
    schema, reference = comparison.schema, comparison.reference
    shops = await two_storefronts(database, process.app, process.vault)
    rows = await read_all(database)
    askers: list[Asker] = []
    changes: list[list[Change]] = []
    for shop in shops:
        async with process.app.read(shop.id) as db:
            storefront = await repository.get(db)
        asker = Asker(process, schema, storefront, shop.caller)
        askers.append(asker)
        changes.append(await make_changes(asker, rows[shop.id]))
    rows = await read_all(database)
    cursors, reached = ConnectionCursors(), Counter[str]()
    sides = []
    for shop, asker, made in zip(shops, askers, changes, strict=True):
        found = await _harvest(asker, reference, rows[shop.id], cursors)
        sides.append(Side(rows[shop.id], _callers(asker, rows[shop.id], cursors, reached, made), found))
    return sides


def _callers(
    asker: Asker, rows: Rows, cursors: ConnectionCursors, reached: Counter[str], made: list[Change]
) -> list[Caller]:
    orders = rows.tables["orders"]
    askers = [
        ("client", asker, 40),
        ("reader", asker.with_scopes(Scope.READ), 10),
        ("staff", replace(asker, caller=replace(asker.caller, role=Role.STAFF)) if asker.caller else asker, 10),
        ("visitor", asker.visitor(), 5),
        *((f"customer {place}", asker.customer_of(orders[place]["id"]), 10) for place in CUSTOMERS),
    ]
    write = asker.process.cursors.write

    def link(key: str) -> str:
        return asker.process.links.read(key, asker.process.clock())

    callers = []
    for name, one, weight in askers:
        assert one.caller is not None
        # an idempotency key belongs to whoever used it first
        changes = {change.input["idempotencyKey"]: change for change in made if one is asker}
        asking = Asking(one.caller, rows, cursors, write, link, reached, changes)
        callers.append(Caller(name, one, asking, weight))
    return callers


async def _harvest(
    asker: Asker, reference: GraphQLSchema, rows: Rows, cursors: ConnectionCursors
) -> dict[tuple[str, str], list[str]]:
    """Walk every connection to its end in every sort, and note what each cursor stands for."""
    found: dict[tuple[str, str], list[str]] = {}
    query = reference.query_type
    assert query is not None
    for name, (connection, kind) in CONNECTIONS.items():
        table = to_snake_case(name)
        sorts = list(SORTS) if "sort" in query.fields[name].args else ["NEWEST"]
        for sort in sorts:
            told = f", sort: {sort}" if len(sorts) > 1 else ""
            texts = found[connection, sort] = []
            after: str | None = None
            more = True
            while more:
                page: Any = (
                    await asker.get(
                        f"query ($after: String) {{ page: {name}(first: 100, after: $after{told}) "
                        "{ edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }",
                        after=after,
                    )
                )["page"]
                for edge in page["edges"]:
                    row = rows.one(table, edge["node"]["id"])
                    assert row is not None
                    cursors.add(edge["cursor"], kind, row, sort)
                    texts.append(edge["cursor"])
                more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
            assert len(texts) == len(rows.tables[table]), "every row stands in the connection once"
    found["MessageConnection", "NEWEST"] = await _harvest_messages(asker, rows, cursors)
    return found


async def _harvest_messages(asker: Asker, rows: Rows, cursors: ConnectionCursors) -> list[str]:
    """The same for the messages of all claims, which stand in no connection of their own."""
    texts = []
    text = "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Claim { messages { edges { cursor node { id } } } } } }"
    claims = sorted({row["claim_id"] for row in rows.tables["messages"]})
    for start in range(0, len(claims), 100):
        data = await asker.get(text, ids=claims[start : start + 100])
        for edge in (edge for claim in data["nodes"] for edge in claim["messages"]["edges"]):
            cursors.add(edge["cursor"], "msg", rows.get("messages", edge["node"]["id"]), "NEWEST")
            texts.append(edge["cursor"])
    assert len(texts) == len(rows.tables["messages"])
    return texts

"""Everybody who asks: for each storefront its programs, some of its orders' customers, and a visitor."""

from dataclasses import dataclass
from random import Random
from typing import Any

import strawberry
from graphql import GraphQLSchema

from services.api.process import Process
from services.core.storefronts import repository
from services.core.storefronts.model import Role, Scope
from tests.api.nouns.asking import Asker
from tests.builders import Shop
from tests.reads.fuzz.asking import SORTS, Asking, Choices, ConnectionCursors
from tests.reads.fuzz.rows import Rows, read_all, two_storefronts

CONNECTIONS = {
    "claims": ("ClaimConnection", "clm"),
    "tasks": ("TaskConnection", "tsk"),
    "effects": ("EffectConnection", "eff"),
}


@dataclass(frozen=True)
class Caller:
    """One caller, as the service and as the reference know them."""

    name: str
    asker: Asker
    asking: Asking

    @property
    def role(self) -> Role:
        """The kind of caller."""
        return self.asking.caller.role


@dataclass(frozen=True)
class Side:
    """One storefront: its rows, its callers, and the cursors that its connections gave out."""

    rows: Rows
    callers: list[Caller]
    cursors: dict[tuple[str, str], list[str]]

    def draw(self, rng: Random) -> Caller:
        """One of the callers; programs and customers ask most."""
        return rng.choices(self.callers, [{"client": 40, "reader": 10, "visitor": 6}.get(one.name, 11) for one in self.callers])[0]


async def both_sides(
    process: Process, schema: strawberry.Schema, reference: GraphQLSchema, database: str, choices: Choices
) -> list[Side]:
    """Two storefronts full of rows, and all who ask in them."""
    shops = await two_storefronts(database, process.app, process.vault)
    rows = await read_all(database)
    cursors = ConnectionCursors()
    sides = []
    for shop in shops:
        async with process.app.read(shop.id) as db:
            storefront = await repository.get(db)
        asker = Asker(process, schema, storefront, shop.caller)
        found = await _harvest(asker, reference, rows[shop.id], cursors)
        sides.append(Side(rows[shop.id], _callers(asker, shop, rows[shop.id], choices, cursors), found))
    return sides


def _callers(
    asker: Asker, shop: Shop, rows: Rows, choices: Choices, cursors: ConnectionCursors
) -> list[Caller]:
    orders = rows.tables["orders"]
    askers = {
        "client": asker,
        "reader": asker.with_scopes(Scope.READ),
        "visitor": asker.visitor(),
        **{f"customer {place}": asker.customer_of(orders[place]["id"]) for place in (0, 2, 12, 20)},
    }
    write = asker.process.cursors.write
    return [
        Caller(name, one, Asking(one.caller, rows, choices, cursors, write))
        for name, one in askers.items()
        if one.caller is not None
    ]


async def _harvest(
    asker: Asker, reference: GraphQLSchema, rows: Rows, cursors: ConnectionCursors
) -> dict[tuple[str, str], list[str]]:
    """Walk every connection to its end in every sort, and note what each cursor stands for."""
    found: dict[tuple[str, str], list[str]] = {}
    query = reference.query_type
    assert query is not None
    for name, (connection, kind) in CONNECTIONS.items():
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
                    row = rows.one(name, edge["node"]["id"])
                    assert row is not None
                    cursors.add(edge["cursor"], kind, row, sort)
                    texts.append(edge["cursor"])
                more, after = page["pageInfo"]["hasNextPage"], page["pageInfo"]["endCursor"]
            assert len(texts) == len(rows.tables[name]), "every row stands in the connection once"
    return found

"""Writes the storefronts into PostgreSQL past row-level security, and reads them back as plain rows."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import asyncpg

from services.core.database import Pool
from services.core.vault import Vault
from tests.builders import Shop, a_shop
from tests.reads.fuzz.data import TABLES, Row, Storefront

__all__ = ["Row", "Rows", "read_all", "two_storefronts"]


class Rows:
    """The rows of one storefront, as PostgreSQL keeps them."""

    def __init__(self, tables: dict[str, list[Row]]) -> None:
        self.tables = tables
        self._found: dict[tuple[str, str], dict[Any, list[Row]]] = {}

    def where(self, table: str, column: str, value: object) -> list[Row]:
        """The rows with this value."""
        if (table, column) not in self._found:
            groups = self._found[table, column] = defaultdict(list)
            for row in self.tables[table]:
                groups[row[column]].append(row)
        return self._found[table, column].get(value, [])

    def one(self, table: str, row_id: object) -> Row | None:
        """The row with this id."""
        return next(iter(self.where(table, "id", row_id)), None)

    def get(self, table: str, row_id: object) -> Row:
        """The row with this id, which a foreign key holds."""
        (row,) = self.where(table, "id", row_id)
        return row


async def two_storefronts(database: str, app: Pool, vault: Vault) -> list[Shop]:
    """Two storefronts full of rows."""
    shops = [await a_shop(database, app, vault) for _ in range(2)]
    connection = await asyncpg.connect(database)
    try:
        for place, shop in enumerate(shops):
            made = Storefront(shop.id, shop.account_id, place)
            for table in TABLES:
                await _copy(connection, table, made.rows[table])
            await connection.execute(
                """update makegood.claims c set resolution_id = (select max(id) from makegood.resolutions r
                       where r.storefront_id = c.storefront_id and r.claim_id = c.id) where storefront_id = $1""",
                shop.id,
            )
            await connection.execute(
                """update makegood.shipments s set proof_id = p.id from makegood.proofs_of_delivery p
                   where p.storefront_id = s.storefront_id and p.shipment_id = s.id and s.storefront_id = $1""",
                shop.id,
            )
            # the account's own event has no position yet and stays in the outbox
            await connection.execute(
                "update makegood.feeds set position = $2 where storefront_id = $1", shop.id, made.position
            )
    finally:
        await connection.close()
    return shops


async def _copy(connection: asyncpg.Connection, table: str, rows: Sequence[Row]) -> None:
    columns = list(rows[0])
    values = [[_plain(row[column]) for column in columns] for row in rows]
    await connection.copy_records_to_table(table, schema_name="makegood", columns=columns, records=values)


def _plain(value: object) -> object:
    return json.dumps(value) if isinstance(value, dict | list) else value


async def read_all(database: str) -> dict[str, Rows]:
    """All rows of all storefronts, by storefront."""
    found: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    connection = await asyncpg.connect(database)
    try:
        await connection.set_type_codec("jsonb", schema="pg_catalog", encoder=json.dumps, decoder=json.loads)
        await connection.execute("set timezone = 'UTC'")
        for table in ("storefronts", "feeds", "accounts", *TABLES):
            for row in await connection.fetch(f"select * from makegood.{table}"):
                values = dict(row)
                found[values["id" if table == "storefronts" else "storefront_id"]][table].append(values)
    finally:
        await connection.close()
    return {storefront_id: Rows(tables) for storefront_id, tables in found.items()}

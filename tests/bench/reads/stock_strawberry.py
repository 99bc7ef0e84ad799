"""The same part of the schema in stock Strawberry: resolvers, data loaders, the caches that it comes with."""

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import strawberry
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache

from services.core.claims.model import ClaimReason, ClaimStatus
from services.core.database import Pool, Row
from services.core.shipments.model import TrackingStatus
from tests.bench.reads.serving import STOREFRONT, pool_of, serve

for words in (ClaimReason, ClaimStatus, TrackingStatus):
    strawberry.enum(words)


class Loaders:
    """What one request reads, batch by batch."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.shipments: DataLoader[str, Row | None] = DataLoader(self._shipments)
        self.events: DataLoader[tuple[str, int], list[Row]] = DataLoader(self._events)
        self.items: DataLoader[str, list[Row]] = DataLoader(self._items)

    async def claims(self, first: int) -> list[Row]:
        return await self._fetch(
            "select * from claims where storefront_id = $1 order by created_at desc, id desc limit $2", first + 1
        )

    async def _shipments(self, ids: list[str]) -> list[Row | None]:
        rows = await self._fetch("select * from shipments where storefront_id = $1 and id = any($2)", ids)
        found = {row["id"]: row for row in rows}
        return [found.get(key) for key in ids]

    async def _events(self, keys: list[tuple[str, int]]) -> list[list[Row]]:
        rows = await self._fetch(
            """select e.* from unnest($2::text[], $3::int[]) as wanted (id, first) cross join lateral (
                   select * from tracking_events where storefront_id = $1 and shipment_id = wanted.id
                   order by occurred_at desc, id desc limit wanted.first) as e""",
            [key for key, _ in keys],
            [first for _, first in keys],
        )
        return _grouped(rows, "shipment_id", [key for key, _ in keys])

    async def _items(self, claim_ids: list[str]) -> list[list[Row]]:
        rows = await self._fetch(
            """select i.* from claim_items i
               join order_lines l on l.storefront_id = i.storefront_id and l.id = i.order_line_id
               where i.storefront_id = $1 and i.claim_id = any($2) order by l.place, i.id""",
            claim_ids,
        )
        return _grouped(rows, "claim_id", claim_ids)

    async def _fetch(self, sql: str, *values: object) -> list[Row]:
        async with self._pool.connection() as connection:
            return await connection.fetch(sql, STOREFRONT, *values)


def _grouped(rows: Sequence[Row], column: str, keys: list[str]) -> list[list[Row]]:
    found: dict[str, list[Row]] = {key: [] for key in keys}
    for row in rows:
        found[row[column]].append(row)
    return [found[key] for key in keys]


Info = strawberry.Info[dict[str, Any], None]


def _loaders(info: Info) -> Loaders:
    loaders: Loaders = info.context["loaders"]
    return loaders


@strawberry.type
class TrackingEvent:
    id: strawberry.ID
    occurred_at: datetime
    status: TrackingStatus
    description: str
    location: str


@strawberry.type
class Shipment:
    id: strawberry.ID
    carrier: str
    tracking_number: str
    tracking_status: TrackingStatus

    @strawberry.field
    async def events(self, info: Info, first: int = 20) -> list[TrackingEvent]:
        return [
            TrackingEvent(
                id=row["id"],
                occurred_at=row["occurred_at"],
                status=TrackingStatus(row["status"]),
                description=row["description"],
                location=row["location"],
            )
            for row in await _loaders(info).events.load((self.id, first))
        ]


@strawberry.type
class ClaimItem:
    id: strawberry.ID
    quantity: int
    description: str | None


@strawberry.type
class Claim:
    id: strawberry.ID
    number: str
    status: ClaimStatus
    reason: ClaimReason
    created_at: datetime
    customer_note: str | None
    shipment_id: strawberry.Private[str | None]

    @strawberry.field
    async def shipment(self, info: Info) -> Shipment | None:
        row = await _loaders(info).shipments.load(self.shipment_id) if self.shipment_id else None
        if row is None:
            return None
        return Shipment(
            id=row["id"],
            carrier=row["carrier"],
            tracking_number=row["tracking_number"],
            tracking_status=TrackingStatus(row["tracking_status"]),
        )

    @strawberry.field
    async def items(self, info: Info) -> list[ClaimItem]:
        rows = await _loaders(info).items.load(self.id)
        return [ClaimItem(id=row["id"], quantity=row["quantity"], description=row["description"]) for row in rows]


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class ClaimConnection:
    nodes: list[Claim]
    page_info: PageInfo


@strawberry.type
class Query:
    @strawberry.field
    async def claims(self, info: Info, first: int) -> ClaimConnection:
        rows = await _loaders(info).claims(first)
        nodes = [
            Claim(
                id=row["id"],
                number=row["number"],
                status=ClaimStatus(row["status"]),
                reason=ClaimReason(row["reason"]),
                created_at=row["created_at"],
                customer_note=row["customer_note"],
                shipment_id=row["shipment_id"],
            )
            for row in rows[:first]
        ]
        last = f"{nodes[-1].created_at.isoformat()} {nodes[-1].id}".encode() if nodes else b""
        end_cursor = base64.b64encode(last).decode() if nodes else None
        return ClaimConnection(nodes=nodes, page_info=PageInfo(has_next_page=len(rows) > first, end_cursor=end_cursor))


class View(GraphQL[dict[str, Any], None]):
    """Strawberry's own view, with loaders that live as long as the request."""

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> dict[str, Any]:
        return {"loaders": Loaders(pool_of(request))}


if __name__ == "__main__":
    schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])
    serve([Route("/graphql", View(schema))], "postgres")

"""Any entity by its id alone, whose prefix tells where to look."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated

import strawberry

from services.api.access import Info, query
from services.api.claims.types import Claim
from services.api.entities import Node
from services.api.operating.types import Effect, Task
from services.api.orders.types import Order
from services.api.paging import LARGEST_SIZE
from services.api.problems import bad_input
from services.api.shipments.types import Shipment
from services.api.storefronts import Storefront
from services.core.storefronts.model import Scope


async def _order(info: Info, node_id: str) -> Node | None:
    return Order.of(await info.context.reads.orders.get(node_id))


async def _shipment(info: Info, node_id: str) -> Node | None:
    return Shipment.of(await info.context.reads.shipments.get(node_id))


async def _claim(info: Info, node_id: str) -> Node | None:
    return Claim.of(await info.context.reads.claims.get(node_id))


async def _storefront(info: Info, node_id: str) -> Node | None:
    storefront = info.context.storefront
    return Storefront(row=storefront) if storefront.id == node_id else None


async def _task(info: Info, node_id: str) -> Node | None:
    row = await info.context.reads.operating.task(node_id)
    return Task(row=row) if row else None


async def _effect(info: Info, node_id: str) -> Node | None:
    row = await info.context.reads.operating.effect(node_id)
    return Effect(row=row) if row else None


KINDS: dict[str, Callable[[Info, str], Awaitable[Node | None]]] = {
    "ord": _order,
    "shp": _shipment,
    "clm": _claim,
    "sto": _storefront,
    "tsk": _task,
    "eff": _effect,
}


async def find(info: Info, node_id: str) -> Node | None:
    """The entity, if there is one that the caller may see."""
    kind = KINDS.get(node_id[:3]) if node_id[3:4] == "_" else None
    return await kind(info, node_id) if kind else None


@strawberry.type
class NodeQuery:
    """The queries by id alone."""

    @query(
        Scope.READ,
        "Anything by its id; null when there is nothing that the caller may see. Tasks and effects need "
        "the scope `operate`.",
    )
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The global id.")],  # noqa: A002
    ) -> Node | None:
        """One entity."""
        return await find(info, id)

    @query(Scope.READ, "Several entities by their ids, each in its place, null where there is nothing to see.")
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="The global ids, 100 at most.")],
    ) -> list[Node | None]:
        """Several entities."""
        if len(ids) > LARGEST_SIZE:
            raise bad_input(f"Ask for {LARGEST_SIZE} ids at most.")
        return list(await asyncio.gather(*(find(info, node_id) for node_id in ids)))

"""How claims are read."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from services.api.reads.found import Found
from services.api.reads.loads import Loads, by_arguments, nothing
from services.api.reads.window import Window
from services.core import outbox
from services.core.claims import repository
from services.core.claims.model import Claim, ClaimItem
from services.core.claims.repository import Filter
from services.core.database import Db
from services.core.events import Event

Parent = Literal["order_id", "shipment_id"]
Page = tuple[str, tuple[Parent, Window]]
Stretch = tuple[str, tuple[int, int]]


class ClaimReads:
    """Claims, their items and events, as far as the caller may see them."""

    def __init__(self, loads: Loads) -> None:
        self._loads = loads
        self.get = loads.batched(self._claims, nothing)
        self.items_of = loads.batched(repository.items_of, list[ClaimItem])
        self._pages_of = loads.batched(self._pages, list[Found[Claim]])
        self._timeline_of = loads.batched(self._timelines, list[Found[Event]])

    async def find(self, number: str) -> Found[Claim] | None:
        """The claim with this number."""
        async with self._loads.read() as db:
            claim = await repository.find(db, number)
            found = await self._loads.found(db, {claim.id: claim} if claim else {}, _order_of)
        return next(iter(found.values()), None)

    async def page(self, filter: Filter, window: Window) -> list[Found[Claim]]:  # noqa: A002
        """A page of claims, newest first, with one more than asked for where there are more."""
        order_id = self._loads.caller.order_id
        if order_id is not None and filter.order_id not in (None, order_id):
            return []
        async with self._loads.read() as db:
            position = (await outbox.extent(db)).position
            rows = await repository.page(
                db,
                replace(filter, order_id=order_id or filter.order_id),
                window.probe,
                after=window.after,
                before=window.before,
                backward=window.backward,
            )
        return [Found(row, position) for row in rows]

    async def of(self, parent: Parent, parent_id: str, window: Window) -> list[Found[Claim]]:
        """A page of an order's or a shipment's claims, with one more than asked for where there are more."""
        return await self._pages_of((parent_id, (parent, window)))

    async def timeline(self, claim_id: str, after: int, first: int) -> list[Found[Event]]:
        """The claim's events past a sequence number, oldest first; only public ones for customers."""
        return await self._timeline_of((claim_id, (after, first)))

    async def _claims(self, db: Db, ids: list[str]) -> Mapping[str, Found[Claim] | None]:
        return await self._loads.found(db, await repository.get_many(db, ids), _order_of)

    async def _pages(self, db: Db, keys: list[Page]) -> Mapping[Page, list[Found[Claim]]]:
        position = (await outbox.extent(db)).position
        found: dict[Page, list[Found[Claim]]] = {}
        for (parent, window), ids in by_arguments(keys).items():
            pages = await repository.pages_of(
                db, parent, ids, window.probe, after=window.after, before=window.before, backward=window.backward
            )
            for parent_id, rows in pages.items():
                found[parent_id, (parent, window)] = [Found(row, position) for row in rows]
        return found

    async def _timelines(self, db: Db, keys: list[Stretch]) -> Mapping[Stretch, list[Found[Event]]]:
        reached = (await outbox.extent(db)).position
        found: dict[Stretch, list[Found[Event]]] = {}
        public_only = self._loads.caller.is_customer
        for (after, first), ids in by_arguments(keys).items():
            timelines = await outbox.timelines(db, ids, after, first, public_only=public_only)
            for claim_id, events in timelines.items():
                # an event without a position yet will get one past all that were given
                placed = [Found(event, reached if position is None else position) for event, position in events]
                found[claim_id, (after, first)] = placed
        return found


def _order_of(row: Claim) -> str:
    return row.order_id

"""How orders are read."""

from collections.abc import Mapping

from services.api.reads.found import Found
from services.api.reads.loads import Loads, nothing
from services.core.claims import repository as claims
from services.core.database import Db
from services.core.orders import repository
from services.core.orders.model import Line, Order


class OrderReads:
    """Orders and their lines, as far as the caller may see them."""

    def __init__(self, loads: Loads) -> None:
        self._loads = loads
        self.get = loads.batched(self._orders, nothing)
        self.lines_of = loads.batched(repository.lines_of, list[Line])
        self.line = loads.batched(repository.lines_by_id, nothing)
        self.claimed = loads.batched(claims.claimed_quantities, int)

    async def find(self, *, number: str | None = None, external_id: str | None = None) -> Found[Order] | None:
        """The newest order with this number, or the one with the platform's id."""
        async with self._loads.read() as db:
            order = await repository.find(db, number=number, external_id=external_id)
            found = await self._loads.found(db, {order.id: order} if order else {}, lambda row: row.id)
        return next(iter(found.values()), None)

    async def _orders(self, db: Db, ids: list[str]) -> Mapping[str, Found[Order] | None]:
        return await self._loads.found(db, await repository.get_many(db, ids), lambda row: row.id)

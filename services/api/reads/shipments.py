"""How shipments are read."""

from collections.abc import Mapping

from services.api.reads.found import Found
from services.api.reads.loads import Loads, by_arguments, nothing
from services.core import outbox
from services.core.database import Db
from services.core.shipments import repository
from services.core.shipments.model import Shipment, ShipmentLine, TrackingEvent
from services.core.shipments.policy import normal_number


class ShipmentReads:
    """Shipments, their lines and scans, as far as the caller may see them."""

    def __init__(self, loads: Loads) -> None:
        self._loads = loads
        self.get = loads.batched(self._shipments, nothing)
        self.of_order = loads.batched(self._of_orders, list[Found[Shipment]])
        self.lines_of = loads.batched(repository.lines_of, list[ShipmentLine])
        self.claimed = loads.batched(repository.claimed_quantities, int)
        self.events = loads.batched(self._events, list[TrackingEvent])

    async def find(self, tracking_number: str, carrier: str | None) -> Found[Shipment] | None:
        """The newest shipment with this tracking number, of any carrier or the one named."""
        async with self._loads.read() as db:
            rows = await repository.find(db, normal_number(tracking_number), carrier)
            found = await self._loads.found(db, {row.id: row for row in rows}, _order_of)
        return next(iter(found.values()), None)

    async def _shipments(self, db: Db, ids: list[str]) -> Mapping[str, Found[Shipment] | None]:
        return await self._loads.found(db, await repository.get_many(db, ids), _order_of)

    async def _of_orders(self, db: Db, order_ids: list[str]) -> Mapping[str, list[Found[Shipment]]]:
        position = (await outbox.extent(db)).position
        rows = await repository.of_orders(db, order_ids)
        return {order_id: [Found(row, position) for row in parcels] for order_id, parcels in rows.items()}

    async def _events(self, db: Db, keys: list[tuple[str, int]]) -> Mapping[tuple[str, int], list[TrackingEvent]]:
        found: dict[tuple[str, int], list[TrackingEvent]] = {}
        for first, ids in by_arguments(keys).items():
            for shipment_id, events in (await repository.events_of(db, ids, first)).items():
                found[shipment_id, first] = events
        return found


def _order_of(row: Shipment) -> str:
    return row.order_id

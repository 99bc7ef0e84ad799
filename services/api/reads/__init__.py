"""The only place that resolvers read from: one module for each noun, batched, always the present."""

from typing import TYPE_CHECKING

from services.api.reads.claims import ClaimReads
from services.api.reads.loads import Loads
from services.api.reads.operating import OperatingReads
from services.api.reads.orders import OrderReads
from services.api.reads.shipments import ShipmentReads

if TYPE_CHECKING:
    from services.api.context import Context


class Reads:
    """What one caller may read in one storefront."""

    def __init__(self, context: "Context") -> None:
        loads = Loads(context)
        self.orders = OrderReads(loads)
        self.shipments = ShipmentReads(loads)
        self.claims = ClaimReads(loads)
        self.operating = OperatingReads(loads)

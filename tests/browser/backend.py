"""The whole service behind the pages, and what shops, carriers and staff do in it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from redis.asyncio import Redis

from services.core import feed, outbox
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.ids import new_id
from services.core.orders import repository as order_rows
from services.core.settings import Settings
from services.core.shipments import repository as shipments
from services.core.shipments.model import Handover, IncidentReason, ProofOfDelivery, Scan, ScanSource, Tracking
from services.core.shipments.model import TrackingStatus as Status
from services.core.shipments.tracking import event_of, record_tracking
from services.core.storefronts.model import CUSTOMER_SCOPES
from services.core.tokens import Token, Tokens
from services.core.vault import read_keys
from tests.browser.pages import Pages
from tests.builders import TOKEN_KEYS, Shop, a_shipment, an_order
from tests.processes import Sandbox

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@dataclass
class Backend:
    """API and worker, the outside in a box, and a shop whose pages may ask the API.

    `shop` is told of its orders by the test; `shops` are those that `make run` makes, with accounts in the sandbox.
    `storefront_port` is free, and pages that are served there may ask the API too.
    """

    url: str
    settings: Settings
    sandbox: Sandbox
    app: Pool
    redis: Redis
    shop: Shop
    shops: list[dict[str, str]]
    pages: Pages
    storefront_port: int

    async def ring(self) -> None:
        """What the product does after a commit, so that nobody waits for the relay's next look."""
        await feed.ring(self.redis, feed.OUTBOX, "")

    async def order(self, **changes: object) -> str:
        """An order without a parcel; its id."""
        return await an_order(self.app, self.shop, **changes)

    async def parcel(self, order: str, **changes: object) -> str:
        """A parcel of an order; its id."""
        parcel = await a_shipment(self.app, self.shop, order, **changes)
        await self.ring()
        return parcel

    async def lines(self, order: str) -> dict[str, str]:
        """The ids of an order's lines, by the shop's own."""
        async with self.app.read(self.shop.id) as db:
            return {line.external_id: line.id for line in await order_rows.lines(db, order)}

    async def sent(self, **changes: object) -> tuple[str, str]:
        """An order and its one parcel."""
        order = await self.order()
        return order, await self.parcel(order, **changes)

    async def tell(self, parcel: str, tracking: Tracking) -> None:
        """Have the carrier say something of a parcel."""
        async with self.app.write(self.shop.id) as tx:
            await record_tracking(tx, parcel, tracking, ScanSource.POLL, company="easypost", now=system_clock())
        await self.ring()

    async def scan(
        self,
        parcel: str,
        *statuses: str,
        ago: timedelta = timedelta(),
        expected: datetime | None = None,
        incident: IncidentReason | None = None,
        place: str = "København",
        said: str = "",
        handover: Handover | None = None,
    ) -> None:
        """Have the carrier scan a parcel so often, the last time so long ago, an hour between two."""
        now = system_clock() - ago
        scans = [
            Scan(
                now - (len(statuses) - 1 - place_in_row) * timedelta(hours=1),
                Status(status),
                f"{status}-{new_id('evt')}",
                said or f"Scanned as {status.replace('_', ' ').lower()}",
                place,
                incident=incident,
            )
            for place_in_row, status in enumerate(statuses)
        ]
        proof = ProofOfDelivery(handover=handover) if handover else None
        await self.tell(parcel, Tracking(tuple(scans), estimated_delivery_at=expected, proof=proof))

    async def happen(self, parcel: str, times: int) -> None:
        """So many events on a parcel, in one transaction."""
        async with self.app.write(self.shop.id) as tx:
            shipment = await shipments.hold(tx, parcel)
            assert shipment is not None
            for _ in range(times):
                shipment = replace(shipment, sequence=await shipments.touch(tx, parcel))
                event = event_of("shipment.tracking_updated", shipment, self.shop.caller.actor, system_clock())
                await outbox.append(tx, event)
        await self.ring()

    def token(self, order: str, life: timedelta = 10 * MINUTE, issued_ago: timedelta = timedelta()) -> str:
        """A customer's token, as `customerTokenCreate` gives it to the shop's server; it may be over by now."""
        issued = system_clock() - issued_ago
        token = Token(
            kind="customer",
            storefront_id=self.shop.id,
            subject=order,
            scopes=tuple(sorted(CUSTOMER_SCOPES)),
            issued_at=issued,
            expires_at=issued + life,
            id=new_id("jti"),
            order_id=order,
        )
        return Tokens(read_keys(TOKEN_KEYS)).sign(token)

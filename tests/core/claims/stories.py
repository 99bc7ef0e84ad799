"""An order with a parcel, and what happens to it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from services.core.claims import case as cases
from services.core.claims import operations, repository
from services.core.claims.eligibility.model import Eligibility
from services.core.claims.model import Claim, ClaimReason, NewClaim
from services.core.database import Pool
from services.core.events import Actor, ActorKind
from services.core.orders import repository as orders
from services.core.orders.model import Customer
from services.core.policies import operations as policies
from services.core.policies.model import PolicyRule
from services.core.shipments.model import NewShipmentLine, Scan, ScanSource, Tracking, TrackingStatus
from services.core.shipments.operations import record_tracking
from services.core.storefronts.model import CUSTOMER_SCOPES, Caller, Role
from tests.builders import Shop, a_key, a_shipment, an_order

NOW = datetime.now(UTC).replace(microsecond=0)
AMERICAN = Customer("Sam Miller", country_code="US")


@dataclass
class Story:
    """An order with one parcel, to be asked about."""

    app: Pool
    shop: Shop
    order: str
    parcel: str

    @property
    def customer(self) -> Caller:
        """The order's customer."""
        actor = Actor(ActorKind.CUSTOMER, self.order)
        return Caller(Role.CUSTOMER, self.shop.id, "customer", actor, CUSTOMER_SCOPES, order_id=self.order)

    async def ask(self, reason: ClaimReason, now: datetime = NOW, **about: Any) -> Eligibility:
        """What may be expected of a claim on the parcel."""
        new = NewClaim(**{"order_id": self.order, "reason": reason, "shipment_id": self.parcel} | about)
        async with self.app.read(self.shop.id) as db:
            return await cases.ask(db, self.shop.caller, new, now)

    async def claim(self, reason: ClaimReason, *, by: Caller | None = None, now: datetime = NOW, **about: Any) -> Claim:
        """A claim on the parcel, by its customer unless somebody else is named."""
        new = NewClaim(**{"order_id": self.order, "reason": reason, "shipment_id": self.parcel} | about)
        write = self.shop.write(self.app)
        claim_id = await operations.create(write, by or self.customer, new, key=a_key(), now=now)
        async with self.app.read(self.shop.id) as db:
            found = await repository.get(db, claim_id)
        assert found is not None
        return found

    async def scanned(self, status: TrackingStatus, at: datetime) -> None:
        """Let the carrier say something of the parcel."""
        async with self.app.write(self.shop.id) as tx:
            scan = Scan(at, status, status.value, "")
            await record_tracking(tx, self.parcel, Tracking((scan,)), ScanSource.POLL, company="easypost", now=NOW)

    async def everything(self) -> tuple[NewShipmentLine, ...]:
        """All of the order, to be put into a parcel."""
        async with self.app.read(self.shop.id) as db:
            return tuple(NewShipmentLine(line.id, line.quantity) for line in await orders.lines(db, self.order))

    async def rules(self, *rules: PolicyRule, after: int = 0) -> None:
        """Write the storefront's policy."""
        write = self.shop.write(self.app)
        await policies.update(write, self.shop.caller, rules, None, expected_version=after, key=a_key(), now=NOW)


async def a_story(app: Pool, shop: Shop, *, days: int = 10, **order: Any) -> Story:
    """An order whose parcel was sent so many days ago."""
    order_id = await an_order(app, shop, **order)
    return Story(app, shop, order_id, await a_shipment(app, shop, order_id, shipped_at=NOW - timedelta(days=days)))

"""A company that tells of a parcel for a while only is asked anew before that while is over."""

from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import asyncpg

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.ports import Credentials, Parcel
from services.core.shipments import operations
from services.core.shipments.model import Scan, Tracking, TrackingStatus
from services.worker import shipments
from services.worker.job import Again, Process
from tests.builders import Shop, a_shipment, an_order
from tests.worker.evidence import a_job

HOUR = timedelta(hours=1)


class Forgets:
    """A carrier that has to be asked anew after some minutes to go on telling; and what it was asked."""

    name: ClassVar[str] = "easypost"
    base_url: ClassVar[str] = "https://carrier.example"
    credential_names: ClassVar[tuple[str, ...]] = ()
    hook_secret_names: ClassVar[tuple[str, ...]] = ()

    def __init__(self, lasts: timedelta | None = 14 * HOUR) -> None:
        self.lasts = lasts
        self.asked: list[str] = []
        at = system_clock() - timedelta(days=30)
        self.told = Tracking((Scan(at, TrackingStatus.IN_TRANSIT, "I", "On the way"),))

    def is_sandbox(self, credentials: Credentials) -> bool:
        """It is."""
        return True

    async def probe(self, credentials: Credentials) -> None:
        """Let everybody in."""

    async def check(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """What there is."""
        self.asked.append("check")
        return self.told

    async def register(self, credentials: Credentials, parcel: Parcel) -> Tracking:
        """What there is, and until when it is told."""
        self.asked.append("register")
        return replace(self.told, renew_at=system_clock() + self.lasts if self.lasts else None)


async def run(rows: asyncpg.Connection, process: Process, shop: Shop, parcel: str) -> Again | None:
    """The parcel's tracking once more, as its only task."""
    await rows.execute("delete from tasks where kind = 'shipment.track'")
    job = await a_job(rows, process, shop, "shipment.track", parcel)
    await rows.execute("update tasks set account_id = $1 where kind = 'shipment.track'", shop.account_id)
    return await shipments.track(replace(job, lease=replace(job.lease, account_id=shop.account_id)))


async def test_the_next_look_is_when_the_company_has_to_be_asked_anew(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection
) -> None:
    carrier = Forgets(HOUR)
    asking = replace(process, carriers={"easypost": carrier})
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracked_by=shop.account_id)
    again = await run(rows, asking, shop, parcel)
    assert carrier.asked == ["register"]
    # after a month of silence it would be a day
    assert isinstance(again, Again)
    assert again.seconds <= HOUR.total_seconds()
    assert await rows.fetchval("select next_check_at = renew_at from shipments where id = $1", parcel)


async def test_it_is_registered_again_when_that_time_has_come_and_only_then(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection
) -> None:
    carrier = Forgets()
    asking = replace(process, carriers={"easypost": carrier})
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracked_by=shop.account_id)
    await run(rows, asking, shop, parcel)
    await rows.execute("update shipments set next_check_at = now()")
    await run(rows, asking, shop, parcel)
    assert carrier.asked == ["register", "check"]
    await rows.execute("update shipments set next_check_at = now(), renew_at = now()")
    await run(rows, asking, shop, parcel)
    assert carrier.asked == ["register", "check", "register"]
    assert await rows.fetchval("select renew_at > now() from shipments where id = $1", parcel)
    assert await rows.fetchval("select count(*) from effects where kind = $1", operations.REGISTER) == 1


async def test_a_parcel_that_arrived_is_not_registered_again(
    app: Pool, shop: Shop, process: Process, rows: asyncpg.Connection
) -> None:
    carrier = Forgets(HOUR)
    carrier.told = Tracking((Scan(system_clock(), TrackingStatus.DELIVERED, "D", "Delivered"),))
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracked_by=shop.account_id)
    assert await run(rows, replace(process, carriers={"easypost": carrier}), shop, parcel) is None
    assert await rows.fetchval("select next_check_at is null from shipments where id = $1", parcel)

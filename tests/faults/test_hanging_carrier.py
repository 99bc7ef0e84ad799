"""A carrier that hangs for one account: that account waits, and nobody else does."""

import asyncpg

from services.core.database import Pool
from services.core.settings import Settings
from services.core.vault import Vault
from services.worker.sequencer import sequence
from tests import ledger
from tests.builders import Shop, a_claim, a_shipment, a_shop, an_order
from tests.processes import Sandbox, environment, program
from tests.watching import happened, until
from tests.worker.rows import states

PARCELS = 60
KEY = "EZTKhanging"


async def test_sixty_tasks_of_a_hanging_account_hold_up_no_other_shop(
    outward: Settings,
    database: str,
    app: Pool,
    vault: Vault,
    other_shop: Shop,
    sandbox: Sandbox,
    rows: asyncpg.Connection,
) -> None:
    shop = await a_shop(database, app, vault, api_key=KEY)
    await sandbox.fault("hang", times=None, match={"api_key": KEY})
    orders = [await an_order(app, shop) for _ in range(PARCELS)]
    parcels = [await a_shipment(app, shop, order) for order in orders]
    async with program("services.worker", env=environment(outward, DRAIN_SECONDS="0.2")) as worker:

        async def full() -> bool:
            return (await states(rows, "shipment.track"))["RUNNING"] == outward.tasks_per_account

        await until(full)
        order = await an_order(app, other_shop)
        parcel = await a_shipment(app, other_shop, order, tracking_number="MG-LOST-1")
        claim = await a_claim(app, other_shop, order, parcel)
        await happened(app, other_shop, claim, "claim.review_started")
        own = await a_claim(app, shop, orders[0], parcels[0])
        await happened(app, shop, own, "claim.acknowledged")
        assert (await states(rows, "shipment.track"))["RUNNING"] == outward.tasks_per_account
        assert await worker.end() == 0
    (await sandbox.control.delete("/faults")).raise_for_status()
    async with program("services.worker", env=environment(outward)):

        async def registered() -> bool:
            return bool(await rows.fetchval("select count(*) from effects where state = 'CONFIRMED'") == PARCELS + 1)

        await until(registered, 40)

        async def settled() -> bool:
            counts = await states(rows)
            return not counts["RUNNING"] + counts["RELEASED"]

        await until(settled)
    await sequence(rows)
    assert await ledger.problems(rows) == []

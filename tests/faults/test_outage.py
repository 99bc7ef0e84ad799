"""A company that throttles everything, and then is away for an hour, while parcels are tracked and losses are filed."""

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal

import asyncpg
import httpx
import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.money import Money
from services.core.recoveries import operations
from services.core.recoveries.model import CounterpartyType, RouteKind
from services.core.settings import Settings
from services.core.storefronts import repository as storefronts
from services.core.storefronts.operations import NewAccount, sealed_account
from services.core.vault import Vault
from services.worker.sequencer import sequence
from tests import ledger
from tests.builders import Shop, a_shipment, a_shop, an_order
from tests.faults.hours import Hours
from tests.processes import Sandbox
from tests.recoveries import a_new_recovery, a_recovery, target
from tests.watching import until

KEY = "EZTKoutage"
PARCELS = 8
LOST = 3
"""Of these, filings whose answers never come."""
WISH_SECONDS = 60
STEP_SECONDS = 300.0
ADDRESS = {"name": "Shop", "city": "Austin", "country": "US"}
AMAZON = {
    "client_id": "amzn1.application-oa2-client.outage", "client_secret": "secret", "refresh_token": "Atzr|outage",
    "business_id": "AmazonShipping_UK", "mode": "test",
}  # fmt: skip
INSURER = {"route": RouteKind.INSURER_API, "counterparty_type": CounterpartyType.INSURER, "counterparty": "easypost"}
CARRIER = {"route": RouteKind.CARRIER_API, "counterparty_type": CounterpartyType.CARRIER, "counterparty": "amazon"}


class Losses:
    """Recoveries that are to be filed, at two companies of one shop."""

    def __init__(self, app: Pool, shop: Shop, sandbox: Sandbox, amazon: str) -> None:
        self._app, self._shop, self._sandbox, self._amazon = app, shop, sandbox, amazon
        self._count = 0

    async def insured(self) -> str:
        """One that EasyPost insured, and tracks."""
        number, recovery = await self._ready(self._shop.account_id, "USPS", INSURER)
        wanted = {"tracking_code": number, "amount": "100.00", "to_address": ADDRESS, "from_address": ADDRESS}
        async with httpx.AsyncClient(base_url=f"{self._sandbox.url}/easypost/v2", auth=(KEY, "")) as easypost:
            (await easypost.post("/insurances", json={"insurance": wanted})).raise_for_status()
        return recovery

    async def carried(self) -> str:
        """One that Amazon carried, and tracks."""
        return (await self._ready(self._amazon, "Amazon Shipping", CARRIER))[1]

    async def submit(self, recovery: str) -> None:
        """Have it filed."""
        shop = self._shop
        await operations.submit(shop.write(self._app), shop.caller, target(recovery), system_clock())

    async def _ready(self, account: str, carrier: str, kind: Mapping[str, object]) -> tuple[str, str]:
        self._count += 1
        number = f"MG-TRANSIT-{self._count}"
        order = await an_order(self._app, self._shop)
        parcel = await a_shipment(
            self._app, self._shop, order, carrier=carrier, tracking_number=number, tracked_by=account
        )
        told = {"account_id": account, "requested": Money(Decimal("65.00"), "USD"), "required_documents": (), **kind}
        return number, await a_recovery(self._app, self._shop, a_new_recovery(order, parcel, **told))


@pytest.fixture
async def down(database: str, app: Pool, vault: Vault) -> Shop:
    """The shop whose insurer has a bad day."""
    return await a_shop(database, app, vault, api_key=KEY)


@pytest.fixture
async def losses(app: Pool, vault: Vault, down: Shop, sandbox: Sandbox) -> Losses:
    account = sealed_account(vault, down.id, NewAccount("amazon_shipping", "amazon", AMAZON, {}))
    async with app.write(down.id) as tx:
        await storefronts.save_account(tx, account, system_clock())
    return Losses(app, down, sandbox, account.id)


async def claimed(sandbox: Sandbox) -> Counter[str]:
    """How often EasyPost has a claim for each recovery."""
    told = (await sandbox.control.get("/easypost/claims")).json()["claims"]
    return Counter(claim["reference"] for claim in told)


async def filed(rows: asyncpg.Connection, recoveries: list[str]) -> int:
    """How many of these are filed."""
    query = "select count(*) from recoveries where status = 'SUBMITTED' and id = any($1)"
    return int(await rows.fetchval(query, recoveries))


async def unconfirmed(rows: asyncpg.Connection) -> int:
    """Of how many things that were asked of companies it is not known that they were done."""
    return int(await rows.fetchval("select count(*) from effects where state <> 'CONFIRMED'"))


@pytest.mark.timeout(300)
async def test_nothing_is_filed_twice_or_lost_and_nobody_else_waits_for_a_company_that_is_away(
    outward: Settings, rows: asyncpg.Connection, losses: Losses, sandbox: Sandbox
) -> None:
    lost = [await losses.insured() for _ in range(LOST)]
    carried = [await losses.carried() for _ in range(PARCELS)]
    others = carried[1:]
    hours = Hours(rows)
    await sandbox.fault("reset_after_work", times=LOST, match={"method": "POST", "path_prefix": "/claims"})
    async with hours.worker(outward.model_copy(update={"mail_from": "claims@shop.example"})):
        # a few filings get through whose answers are lost
        for recovery in lost:
            await losses.submit(recovery)

        async def in_doubt() -> bool:
            return bool(await rows.fetchval("select count(*) from effects where state = 'UNKNOWN'") == LOST)

        await until(in_doubt)
        await hours.rest()

        # then the storm
        insured = lost + [await losses.insured() for _ in range(PARCELS - LOST)]
        await sandbox.fault(429, times=None, retry_after=WISH_SECONDS)
        before = len(await sandbox.calls(company="easypost"))
        for recovery in insured[LOST:] + others:
            await losses.submit(recovery)

        async def others_done() -> bool:
            tracked = (
                "select count(*) from shipments where carrier = 'Amazon Shipping' and tracking_status <> 'UNKNOWN'"
            )
            return await filed(rows, others) == len(others) and await rows.fetchval(tracked) == PARCELS

        await until(others_done)  # no clock was moved on: nothing of theirs waits for anybody

        # each task asks once at most for each time that the company wished to be left alone
        await hours.rest()
        for _ in range(3):
            await hours.pass_by(WISH_SECONDS)
        assert 0 < len(await sandbox.calls(company="easypost")) - before <= 4 * 2 * PARCELS
        assert await filed(rows, insured) == 0
        assert await claimed(sandbox) == Counter(lost)

        # then the outage
        (await sandbox.control.delete("/faults")).raise_for_status()
        await sandbox.fault("reset_before_work", times=None)
        began = len(await sandbox.calls(company="easypost"))
        for _ in range(12):
            await hours.pass_by(STEP_SECONDS)
        assert len(await sandbox.calls(company="easypost")) - began < 12 * 2 * PARCELS
        assert await filed(rows, insured) == 0
        assert await claimed(sandbox) == Counter(lost)
        waiting = await rows.fetch(
            """select r.filing_since, e.state, t.errors from recoveries r
               join effects e on e.subject = r.id join tasks t on t.subject = r.id and t.kind = 'recovery.submit'
               where r.id = any($1) and t.state = 'WAITING'""",
            insured,
        )
        assert len(waiting) == PARCELS
        assert all(row["filing_since"] and "easypost" in row["errors"][-1]["message"] for row in waiting), waiting
        assert Counter(row["state"] for row in waiting)["UNKNOWN"] >= LOST
        await losses.submit(carried[0])

        async def one_more() -> bool:
            return await filed(rows, carried) == PARCELS

        await until(one_more)

        # it is back
        (await sandbox.control.delete("/faults")).raise_for_status()
        for _ in range(24):
            # parcels are registered anew at times of their own, which may come after the last filing
            if await filed(rows, insured) == PARCELS and await unconfirmed(rows) == 0:
                break
            await hours.pass_by(STEP_SECONDS)
        await hours.rest()
    assert await claimed(sandbox) == Counter(insured)
    everything = Counter(insured + carried)
    for kind in ("recovery.filing_requested", "recovery.submitted"):
        assert Counter(
            row["subject"] for row in await rows.fetch("select subject from events where type = $1", kind)
        ) == (everything)
    booked = await rows.fetch("select recovery_id, expected from ledger_entries")
    assert Counter(row["recovery_id"] for row in booked) == everything
    assert await unconfirmed(rows) == 0
    assert await rows.fetchval("select count(*) from shipments where tracking_status = 'UNKNOWN'") == 0
    assert await rows.fetchval("select count(*) from tasks where state = 'DEAD'") == 0
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/easypost/v2", auth=(KEY, "")) as easypost:
        assert len((await easypost.get("/trackers?page_size=100")).json()["trackers"]) == PARCELS
    await sequence(rows)
    assert await ledger.problems(rows) == []

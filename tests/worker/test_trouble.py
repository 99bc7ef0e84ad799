"""Carriers on bad days: how the task ends, where the effect stands, and that the company has one tracker at most."""

import asyncpg
import httpx
import pytest

from services.core.claims import repository as claims
from services.core.claims.model import ClaimStatus
from services.core.database import Pool
from services.core.vault import Vault
from tests.builders import Shop, a_claim, a_shipment, a_shop, an_order
from tests.processes import Sandbox
from tests.watching import feed_of, until
from tests.worker.conftest import Working
from tests.worker.rows import hurry

KEY = "EZTKbaddays"
CODE = "MG-TRANSIT-1"


@pytest.fixture
async def shop(database: str, app: Pool, vault: Vault) -> Shop:
    """A storefront whose key at the company is known."""
    return await a_shop(database, app, vault, api_key=KEY)


async def trackers(sandbox: Sandbox) -> int:
    """How many trackers the company has for us."""
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/easypost/v2", auth=(KEY, "")) as client:
        answer = await client.get("/trackers")
        answer.raise_for_status()
        return len(answer.json()["trackers"])


async def outcome(rows: asyncpg.Connection, parcel: str) -> tuple[str, str]:
    """The states of the parcel's task and effect."""
    row = await rows.fetchrow(
        """select t.state as task, e.state as effect from tasks t join effects e on e.subject = t.subject
           where t.subject = $1 and t.kind = 'shipment.track' order by t.created_at desc""",
        parcel,
    )
    return (row["task"], row["effect"]) if row else ("none", "none")


async def until_outcome(rows: asyncpg.Connection, parcel: str, *wanted: str) -> None:
    """Wait for the states of the parcel's task and effect."""

    async def reached() -> bool:
        return await outcome(rows, parcel) == wanted

    await until(reached)


async def trouble(rows: asyncpg.Connection, parcel: str) -> str | None:
    """Why the company says nothing of the parcel."""
    told: str | None = await rows.fetchval("select tracking_trouble from shipments where id = $1", parcel)
    return told


async def test_an_account_that_is_not_let_in_is_the_parcels_trouble_until_it_is(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    await sandbox.fault(401, match={"path_prefix": "/trackers"}, times=2)
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracking_number=CODE)
    async with working():

        async def troubled() -> bool:
            return await outcome(rows, parcel) == ("WAITING", "PLANNED") and await trouble(rows, parcel) is not None

        await until(troubled)
        row = await rows.fetchrow("select tracking_status, next_check_at > now() as later from shipments")
        assert row is not None
        assert (row["tracking_status"], row["later"]) == ("UNKNOWN", True)

        async def let_in() -> bool:
            await hurry(rows, "shipment.track")
            return await outcome(rows, parcel) == ("WAITING", "CONFIRMED") and await trouble(rows, parcel) is None

        await until(let_in)
    assert await trackers(sandbox) == 1
    told = [event for event in await feed_of(app, shop) if event.type == "shipment.tracking_trouble_changed"]
    assert [event.public for event in told] == [False, False], "once when it began, once when it was over"


@pytest.mark.parametrize("status", [404, 422])
async def test_a_number_that_the_company_does_not_take_is_asked_for_again(
    status: int, working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    await sandbox.fault(status, match={"path_prefix": "/trackers"})
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracking_number=CODE)
    async with working():
        await until_outcome(rows, parcel, "WAITING", "CONFIRMED")
        assert await trouble(rows, parcel) is not None
        await rows.execute("update shipments set next_check_at = now()")

        async def cleared() -> bool:
            await hurry(rows, "shipment.track")
            return await trouble(rows, parcel) is None

        await until(cleared)
    assert await trackers(sandbox) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": 500},
        {"fault": 429, "retry_after": 1},
        {"fault": "slow", "delay": 1},
        {"fault": "hang", "delay": 1},
        {"fault": "reset_before_work"},
        {"fault": "reset_after_work"},
        {"fault": "truncated"},
    ],
    ids=lambda fault: str(fault["fault"]),
)
async def test_a_short_disturbance_leaves_one_tracker_and_a_confirmed_effect(
    fault: dict[str, object],
    working: Working,
    app: Pool,
    shop: Shop,
    sandbox: Sandbox,
    rows: asyncpg.Connection,
) -> None:
    await sandbox.fault(**fault)  # type: ignore[arg-type]
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracking_number=CODE)
    async with working():
        await until_outcome(rows, parcel, "WAITING", "CONFIRMED")
    assert await trackers(sandbox) == 1
    assert await rows.fetchval("select reference from effects") == await rows.fetchval(
        "select tracking_reference from shipments"
    )


async def test_a_longer_disturbance_leaves_the_effect_in_doubt_until_the_next_try(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    await sandbox.fault("reset_after_work", times=2)
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracking_number=CODE)
    async with working():
        await until_outcome(rows, parcel, "WAITING", "UNKNOWN")
        errors = await rows.fetchval("select errors from tasks where subject = $1", parcel)
        assert [error["error"] for error in errors] == ["Unavailable"]
        await hurry(rows, "shipment.track")
        await until_outcome(rows, parcel, "WAITING", "CONFIRMED")
    assert await trackers(sandbox) == 1
    assert await rows.fetchval("select attempts from effects") == 2


async def test_a_wish_to_be_left_alone_leaves_the_effect_as_if_never_tried(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    await sandbox.fault(429, retry_after=300)
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracking_number=CODE)
    async with working():

        async def put_back() -> bool:
            return bool(await rows.fetchval("select due_at > now() + interval '295 seconds' from tasks"))

        await until(put_back)
    assert await outcome(rows, parcel) == ("WAITING", "PLANNED")
    assert await rows.fetchval("select attempts from effects") == 0
    assert len(await sandbox.calls()) == 1


async def test_an_answer_that_nobody_can_read_is_the_parcels_trouble_and_asked_for_again(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    await sandbox.fault("malformed")
    parcel = await a_shipment(app, shop, await an_order(app, shop), tracking_number=CODE)
    async with working():
        await until_outcome(rows, parcel, "WAITING", "CONFIRMED")
        assert await trouble(rows, parcel) == "UNINTELLIGIBLE"
        await rows.execute("update shipments set next_check_at = now()")

        async def cleared() -> bool:
            await hurry(rows, "shipment.track")
            return await trouble(rows, parcel) is None

        await until(cleared)
    assert await trackers(sandbox) == 1


async def test_a_carrier_that_stays_away_does_not_keep_a_claim_from_the_staff(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    await sandbox.fault(500, times=None)
    order = await an_order(app, shop)
    claim = await a_claim(app, shop, order, await a_shipment(app, shop, order, tracking_number=CODE))
    async with working():

        async def reviewed() -> bool:
            await hurry(rows, "claim.verify")
            async with app.read(shop.id) as db:
                found = await claims.get(db, claim)
            return found is not None and found.status is ClaimStatus.UNDER_REVIEW

        await until(reviewed)

        async def told() -> object:
            ours = [event for event in await feed_of(app, shop) if event.subject == claim]
            return [event.data.get("verified") for event in ours if event.type == "claim.review_started"]

        assert await until(told) == [False]
    errors = await rows.fetchval("select errors from tasks where kind = 'claim.verify'")
    assert [error["error"] for error in errors] == ["Unavailable"] * 4
    assert await trackers_none(sandbox)


async def trackers_none(sandbox: Sandbox) -> bool:
    """That nothing was made at the company, once it answers again."""
    (await sandbox.control.delete("/faults")).raise_for_status()
    return await trackers(sandbox) == 0


async def test_a_carrier_that_refuses_does_not_keep_a_claim_from_the_staff_either(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    await sandbox.fault(401, times=None)
    order = await an_order(app, shop)
    claim = await a_claim(app, shop, order, await a_shipment(app, shop, order, tracking_number=CODE))
    async with working():

        async def reviewed() -> bool:
            return bool(await rows.fetchval("select status = 'UNDER_REVIEW' from claims where id = $1", claim))

        await until(reviewed)
    assert await rows.fetchval("select verified_at from claims") is None

"""Parcels without a push: registered, asked again until their journey ends, by the account that was named last."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.orders.model import Customer
from services.core.shipments import operations
from services.core.shipments import repository as shipments
from services.core.shipments.model import Correction, IncidentReason, Shipment, TrackingStatus
from services.core.vault import Vault
from tests.builders import Shop, a_key, a_shipment, an_order
from tests.processes import Sandbox
from tests.watching import until
from tests.worker.conftest import Working
from tests.worker.rows import another_account, hurry, make_tasks, states

SIGNER = Customer("John Tester", country_code="DK")
"""Who signs for parcels in the sandbox; a stranger's name would have the loss asked back."""

DELIVERED, RETURNED = TrackingStatus.DELIVERED, TrackingStatus.RETURNED


async def the_parcel(app: Pool, shop: Shop, parcel: str) -> Shipment:
    """A parcel as it is now."""
    async with app.read(shop.id) as db:
        found = await shipments.get(db, parcel)
    assert found is not None
    return found


async def until_tracked(rows: asyncpg.Connection, count: int = 1) -> None:
    """Wait until so many trackers are registered."""

    async def tracked() -> bool:
        return bool(await rows.fetchval("select count(*) from effects where state = 'CONFIRMED'") == count)

    await until(tracked)


JOURNEYS = [
    ("DELIVERED", DELIVERED, None, "John Tester"),
    ("NOTRECEIVED", DELIVERED, None, None),
    ("NEIGHBOUR", DELIVERED, None, "Robin Nextdoor"),
    ("RETURNED", RETURNED, None, None),
    ("DAMAGED", TrackingStatus.DAMAGED, IncidentReason.CARRIER_DAMAGED, None),
    ("LOST", TrackingStatus.IN_TRANSIT, None, None),
]


async def test_each_scripted_parcel_is_followed_to_its_end_without_a_single_push(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    parcels = {}
    for name, *_ in JOURNEYS:
        order = await an_order(app, shop, customer=SIGNER)
        parcels[name] = await a_shipment(app, shop, order, tracking_number=f"MG-{name}-1")
    async with working():
        await until_tracked(rows, len(JOURNEYS))
        for name in parcels:
            (await sandbox.control.post(f"/parcels/MG-{name}-1/move", json={"to": "end"})).raise_for_status()

        async def arrived() -> bool:
            await hurry(rows, "shipment.track")
            found = [await the_parcel(app, shop, parcels[name]) for name, *_ in JOURNEYS]
            return all(
                parcel.tracking_status is status for parcel, (_, status, *_) in zip(found, JOURNEYS, strict=True)
            )

        await until(arrived)
        await asyncio.sleep(0.3)
        for name, status, incident, signed_by in JOURNEYS:
            parcel = await the_parcel(app, shop, parcels[name])
            assert (parcel.tracking_status, parcel.signed_by) == (status, signed_by), name
            assert incident in (None, parcel.incident_reason), name
            final = status in (DELIVERED, RETURNED) or parcel.tracking_ended_at is not None
            # what is asked back of somebody is followed meanwhile
            asked = await rows.fetchval("select exists (select from recoveries where shipment_id = $1)", parcel.id)
            assert (parcel.next_check_at is None) == (final and not asked), name
        lost = await the_parcel(app, shop, parcels["LOST"])
        assert lost.last_event_at is not None
        assert system_clock() - lost.last_event_at > timedelta(days=19)
    for name in parcels:
        posted = await sandbox.calls(method="POST", tracking_code=f"MG-{name}-1")
        assert [call["path"] for call in posted].count("/trackers") == 1


async def test_asking_stops_when_a_parcel_has_arrived(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    order = await an_order(app, shop, customer=SIGNER)
    parcel = await a_shipment(app, shop, order, tracking_number="EZ4000000004")
    async with working():

        async def done() -> bool:
            return (await states(rows, "shipment.track"))["DONE"] == 1

        await until(done)
        await hurry(rows, "shipment.track")
        await asyncio.sleep(0.3)
    found = await the_parcel(app, shop, parcel)
    assert found.tracking_status is DELIVERED
    assert found.next_check_at is None
    assert found.tracking_ended_at
    assert len(await sandbox.calls()) == 1


async def test_a_parcel_under_way_is_asked_about_less_often_the_longer_it_is_silent(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    order = await an_order(app, shop, customer=SIGNER)
    waits: dict[str, timedelta] = {}
    async with working():
        for code in ("MG-TRANSIT-1", "MG-LOST-1"):
            parcel = await a_shipment(app, shop, order, tracking_number=code, lines=())
            await until_tracked(rows, len(waits) + 1)
            found = await the_parcel(app, shop, parcel)
            assert found.next_check_at
            assert found.last_checked_at
            waits[code] = found.next_check_at - found.last_checked_at
    assert timedelta(minutes=30) <= waits["MG-TRANSIT-1"] < waits["MG-LOST-1"] <= timedelta(days=1)
    due = await rows.fetch(
        "select due_at > now() + interval '20 minutes' as late from tasks where kind = 'shipment.track'"
    )
    assert [row["late"] for row in due] == [True, True]


async def test_a_parcel_whose_account_was_corrected_is_followed_by_the_new_one_alone(
    working: Working, app: Pool, shop: Shop, vault: Vault, rows: asyncpg.Connection
) -> None:
    order = await an_order(app, shop, customer=SIGNER)
    second = await another_account(app, vault, shop)
    parcel = await a_shipment(app, shop, order, tracking_number="MG-TRANSIT-1", tracked_by=shop.account_id)
    async with working():
        await until_tracked(rows, 1)
        await a_shipment(app, shop, order, tracking_number="MG-TRANSIT-1", tracked_by=second)
        await until_tracked(rows, 2)

        async def old_ended() -> bool:
            await hurry(rows, "shipment.track")
            return bool(
                await rows.fetchval(
                    "select state = 'DONE' from tasks where kind = 'shipment.track' and account_id = $1",
                    shop.account_id,
                )
            )

        await until(old_ended)
    found = await the_parcel(app, shop, parcel)
    assert found.tracked_by == second
    assert await rows.fetchval("select state from tasks where account_id = $1", second) != "DEAD"
    assert await rows.fetchval("select max(generation) from effects where subject = $1", parcel) == 2


async def test_an_answer_that_comes_after_the_account_was_corrected_is_dropped(
    working: Working, app: Pool, shop: Shop, vault: Vault, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    order = await an_order(app, shop, customer=SIGNER)
    second = await another_account(app, vault, shop)
    parcel = await a_shipment(app, shop, order, tracking_number="MG-TRANSIT-1", tracked_by=shop.account_id)
    async with working():
        await until_tracked(rows, 1)
        await sandbox.fault("slow", delay=1.5, match={"method": "GET"})
        await hurry(rows, "shipment.track")

        async def asked() -> bool:
            return bool(await sandbox.calls(method="GET"))

        await until(asked)
        await rows.execute(
            "update shipments set tracked_by = $1, tracking_reference = 'trk_of_the_second' where id = $2",
            second,
            parcel,
        )

        async def ended() -> bool:
            await hurry(rows, "shipment.track")
            return (await states(rows, "shipment.track"))["DONE"] == 1

        await until(ended)
    assert (await the_parcel(app, shop, parcel)).tracking_reference == "trk_of_the_second"


async def test_somebody_who_cannot_wait_has_the_carrier_asked_at_once(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    order = await an_order(app, shop, customer=SIGNER)
    parcel = await a_shipment(app, shop, order, tracking_number="MG-TRANSIT-1")
    async with working():
        await until_tracked(rows, 1)
        await rows.execute("update shipments set last_checked_at = last_checked_at - interval '1 hour'")
        before = (await the_parcel(app, shop, parcel)).last_checked_at
        await operations.request_refresh(shop.write(app), shop.caller, parcel, key=a_key(), now=system_clock())

        async def asked() -> bool:
            return (await the_parcel(app, shop, parcel)).last_checked_at != before

        await until(asked)
    assert len(await sandbox.calls(method="GET")) == 1


@pytest.mark.parametrize(
    "kind", ["shipment.track", "shipment.check", "claim.verify", "claim.acknowledge", "inbox.read"]
)
async def test_a_task_whose_subject_is_gone_ends_quietly(
    kind: str, working: Working, shop: Shop, rows: asyncpg.Connection
) -> None:
    await make_tasks(rows, shop, kind=kind, subject="gone", account=shop.account_id)
    async with working():

        async def done() -> bool:
            return (await states(rows))["DONE"] == 1

        await until(done)
    assert await rows.fetchval("select errors from tasks") == []


async def test_a_parcel_whose_carrier_was_corrected_is_registered_anew_and_followed_once(
    working: Working, app: Pool, shop: Shop, sandbox: Sandbox, rows: asyncpg.Connection
) -> None:
    parcel = await a_shipment(
        app, shop, await an_order(app, shop, customer=SIGNER), carrier="USPS", tracking_number="MG-DELIVERED-7"
    )
    async with working():
        await until_tracked(rows)
        right = Correction(parcel, "UPS", "MG-RETURNED-7")
        await operations.correct_carrier(shop.write(app), shop.caller, right, key=a_key(), now=system_clock())
        await until_tracked(rows, 2)

        async def begun() -> bool:
            return (await the_parcel(app, shop, parcel)).tracking_reference is not None

        await until(begun)
        (await sandbox.control.post("/parcels/MG-RETURNED-7/move", json={"to": "end"})).raise_for_status()

        async def arrived() -> bool:
            await hurry(rows, "shipment.track")
            return (await the_parcel(app, shop, parcel)).tracking_status is RETURNED

        await until(arrived)

        async def followed_by_one() -> bool:
            waiting = await states(rows, "shipment.track")
            return waiting["WAITING"] + waiting["RUNNING"] + waiting["RELEASED"] <= 1

        await until(followed_by_one)

"""What became so of a parcel is told once for each time that it did, by scans, by time, or by what the shop tells."""

import asyncio
from datetime import UTC, datetime, timedelta

from services.core.database import Pool
from services.core.events import Actor, ActorKind, Event
from services.core.shipments import repository
from services.core.shipments.model import (
    Handover,
    Progress,
    ProgressStep,
    ProofOfDelivery,
    Scan,
    ScanSource,
    Shipment,
    Tracking,
    TrackingStatus,
)
from services.core.shipments.tracking import record_tracking, watch
from tests.builders import Shop, a_shipment, an_order
from tests.core.records import events_of

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
TIME = Actor(ActorKind.SYSTEM, "shipment.watch")
WORDS = ("shipment.stalled", "shipment.overdue", "shipment.presumed_lost", "shipment.found_again",
         "shipment.delivery_discrepancy", "shipment.proof_received", "shipment.tracking_trouble_changed",
         "shipment.claim_progressed")  # fmt: skip


def days(count: float) -> datetime:
    return START + timedelta(days=count)


def scan(day: float, status: TrackingStatus = TrackingStatus.IN_TRANSIT) -> Scan:
    return Scan(days(day), status, status.value, status.value)


async def told(app: Pool, shop: Shop, parcel: str, now: datetime, *scans: Scan, **more: object) -> Shipment:
    tracking = Tracking(scans, **more)  # type: ignore[arg-type]
    async with app.write(shop.id) as tx:
        recorded = await record_tracking(tx, parcel, tracking, ScanSource.POLL, company="easypost", now=now)
    assert recorded is not None
    return recorded.shipment


async def said(app: Pool, shop: Shop, parcel: str) -> list[Event]:
    return [event for event in await events_of(app, shop, parcel) if event.type in WORDS]


async def kinds(app: Pool, shop: Shop, parcel: str) -> list[str]:
    return [event.type.removeprefix("shipment.") for event in await said(app, shop, parcel)]


async def the(app: Pool, shop: Shop, parcel: str) -> Shipment:
    async with app.read(shop.id) as db:
        found = await repository.get(db, parcel)
    assert found is not None
    return found


async def test_time_alone_stalls_a_parcel_and_loses_it_and_a_scan_finds_it(app: Pool, shop: Shop) -> None:
    parcel = await a_shipment(app, shop, await an_order(app, shop), carrier="GLS")
    shipment = await told(app, shop, parcel, days(0), scan(0))
    turns = []
    while shipment.facts.watch_at is not None:
        turns.append(shipment.facts.watch_at)
        for _ in range(2):
            await watch(shop.write(app), parcel, TIME, shipment.facts.watch_at)
        shipment = await the(app, shop, parcel)
    assert await kinds(app, shop, parcel) == ["stalled", "presumed_lost"]
    assert turns == sorted(turns)
    assert shipment.facts.stalled_since == START
    found = await told(app, shop, parcel, days(100), scan(100))
    assert (found.facts.stalled_since, found.facts.presumed_lost_at) == (None, None)
    assert await kinds(app, shop, parcel) == ["stalled", "presumed_lost", "found_again"]
    assert found.facts.watch_at is not None
    await watch(shop.write(app), parcel, TIME, found.facts.watch_at)
    again = ["stalled", "presumed_lost"]
    assert (await kinds(app, shop, parcel))[3:] == again, "a new silence is a new episode"
    assert all(event.public for event in await said(app, shop, parcel))


async def test_eight_who_look_at_once_tell_it_once(app: Pool, shop: Shop) -> None:
    parcel = await a_shipment(app, shop, await an_order(app, shop))
    await told(app, shop, parcel, days(0), scan(0))
    await asyncio.gather(*(watch(shop.write(app), parcel, TIME, days(200)) for _ in range(8)))
    assert sorted(await kinds(app, shop, parcel)) == ["presumed_lost", "stalled"]
    events = await events_of(app, shop, parcel)
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))


async def test_a_moved_estimate_ends_the_delay_and_its_own_passing_begins_another(app: Pool, shop: Shop) -> None:
    parcel = await a_shipment(app, shop, await an_order(app, shop))
    for day, estimate in ((3, 1), (4, 6), (8, 6)):
        await told(app, shop, parcel, days(day), scan(day), estimated_delivery_at=days(estimate))
    assert await kinds(app, shop, parcel) == ["overdue", "overdue"]


async def test_an_answer_that_is_none_shows_and_goes_with_the_next_good_one(app: Pool, shop: Shop) -> None:
    parcel = await a_shipment(app, shop, await an_order(app, shop))
    before = await told(app, shop, parcel, days(0), scan(0))
    for _ in range(2):
        troubled = await told(app, shop, parcel, days(1), trouble="NOT_FOUND")
        assert troubled.tracking_trouble == "NOT_FOUND"
        assert (troubled.tracking_status, troubled.last_event_at) == (before.tracking_status, before.last_event_at)
        assert troubled.next_check_at is not None
    assert (await told(app, shop, parcel, days(2), scan(2))).tracking_trouble is None
    events = await said(app, shop, parcel)
    assert [(event.data["trouble"], event.public) for event in events] == [("NOT_FOUND", False), (None, False)]


async def test_a_company_that_forgets_is_asked_anew_in_time(app: Pool, shop: Shop) -> None:
    parcel = await a_shipment(app, shop, await an_order(app, shop))
    renewed = await told(app, shop, parcel, days(0.01), scan(0), renew_at=days(0.02))
    assert (renewed.renew_at, renewed.next_check_at) == (days(0.02), days(0.02))
    later = await told(app, shop, parcel, days(0.03), scan(0.03))
    assert later.renew_at == days(0.02)
    assert later.next_check_at is not None
    assert later.next_check_at > days(0.03), "a renewal that nobody made is no reason to ask without end"


async def test_a_stranger_at_the_door_is_told_to_the_staff_once_and_named_to_nobody(app: Pool, shop: Shop) -> None:
    parcel = await a_shipment(app, shop, await an_order(app, shop))
    proof = ProofOfDelivery("Robin Nextdoor", Handover.NEIGHBOR, "No. 14, left", 55.6761, 12.5683)
    await told(app, shop, parcel, days(1), scan(1, TrackingStatus.DELIVERED), proof=proof)
    shipment = await told(app, shop, parcel, days(1), scan(1, TrackingStatus.DELIVERED), proof=proof)
    assert shipment.discrepancy == "NEIGHBOR"
    assert await kinds(app, shop, parcel) == ["proof_received", "delivery_discrepancy"]
    event = (await said(app, shop, parcel))[-1]
    assert event.public is False
    everything = f"{await events_of(app, shop, parcel)}"
    assert not any(word in everything for word in ("Robin", "Nextdoor", "No. 14"))
    async with app.read(shop.id) as db:
        row = await db.fetchrow("select * from proofs_of_delivery")
    assert row is not None
    assert (row["signed_by"], row["handover"], row["place"]) == ("Robin Nextdoor", "NEIGHBOR", "No. 14, left")
    assert (str(row["latitude"]), row["explanation_code"]) == ("55.67610", "NEIGHBOR_NOT_AGREED")
    agreed = {"tracking_number": shipment.tracking_number, "agreed_place": Handover.NEIGHBOR}
    await a_shipment(app, shop, shipment.order_id, **agreed)
    assert (await the(app, shop, parcel)).discrepancy is None, "the shop told that it was agreed"


async def test_a_signature_that_never_comes_is_missed_by_time_alone(app: Pool, shop: Shop) -> None:
    parcel = await a_shipment(app, shop, await an_order(app, shop), signature_required=True)
    shipment = await told(app, shop, parcel, days(1), scan(1, TrackingStatus.DELIVERED))
    assert (shipment.discrepancy, shipment.facts.watch_at) == (None, days(2))
    await watch(shop.write(app), parcel, TIME, days(2))
    shipment = await the(app, shop, parcel)
    assert (shipment.discrepancy, shipment.facts.watch_at) == ("NO_SIGNATURE", None)
    assert await kinds(app, shop, parcel) == ["delivery_discrepancy"]
    late = await told(app, shop, parcel, days(3), signed_by="Ida Hansen")
    assert (late.discrepancy, late.signed_by) == (None, "Ida Hansen")


async def test_steps_of_a_claim_are_kept_and_told_once_in_their_order(app: Pool, shop: Shop) -> None:
    parcel = await a_shipment(app, shop, await an_order(app, shop))
    steps = [Progress(days(day), step, code, "text") for day, step, code in (
        (2, ProgressStep.UNDER_REVIEW, "130"), (1, ProgressStep.OPENED, "129"))]  # fmt: skip
    for _ in range(2):
        await told(app, shop, parcel, days(3), scan(0), progress=(*steps, steps[0]))
    events = await said(app, shop, parcel)
    assert [(event.data["step"], event.data["code"], event.public) for event in events] == [
        ("OPENED", "129", False),
        ("UNDER_REVIEW", "130", False),
    ]
    many = tuple(Progress(days(1) + timedelta(minutes=turn), ProgressStep.CLOSED, "140", "") for turn in range(300))
    await told(app, shop, parcel, days(3), progress=many)
    async with app.read(shop.id) as db:
        assert await db.fetchval("select count(*) from tracking_progress") == 100

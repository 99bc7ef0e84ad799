"""Scans come late, twice, in any order and from several at once; the parcel's status is the same."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.core.clock import system_clock
from services.core.database import Pool, Row
from services.core.shipments import policy, repository
from services.core.shipments.model import (
    Derived,
    IncidentReason,
    NewShipment,
    Reading,
    Scan,
    ScanSource,
    Shipment,
    Tracking,
    TrackingStatus,
)
from services.core.shipments.operations import record_tracking, request_refresh, upsert
from tests.builders import Shop, a_key, a_shipment, an_order
from tests.core.records import count, events_of
from tests.core.refusals import refused

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
NOW = START + timedelta(days=10)


def a_scan(hours: float, status: TrackingStatus, **changes: object) -> Scan:
    values: dict[str, object] = {"code": status.value.lower(), "description": f"{status.value} at {hours}"}
    return Scan(START + timedelta(hours=hours), status, **(values | changes))  # type: ignore[arg-type]


def reading(scan: Scan) -> Reading:
    return Reading(scan.occurred_at, scan.status, scan.code, scan.detail, scan.incident)


async def record(
    app: Pool,
    shop: Shop,
    parcel: str,
    *scans: Scan,
    source: ScanSource = ScanSource.POLL,
    now: datetime = NOW,
    **told: object,
) -> Shipment:
    tracking = Tracking(scans, **told)  # type: ignore[arg-type]
    async with app.write(shop.id) as tx:
        recorded = await record_tracking(tx, parcel, tracking, source, company="easypost", now=now)
    assert recorded is not None
    return recorded.shipment


async def kept(app: Pool, shop: Shop, parcel: str) -> list[Row]:
    async with app.read(shop.id) as db:
        return await db.fetch(
            "select * from tracking_events where shipment_id = $1 order by occurred_at desc, code desc, id desc", parcel
        )


async def a_parcel(app: Pool, shop: Shop) -> str:
    return await a_shipment(app, shop, await an_order(app, shop))


# few values, so that scans often share a moment, an identity or a status
SCANS = st.builds(
    lambda hours, status, code, location, detail, incident: Scan(
        START + timedelta(hours=hours), status, code, f"{code} {location}", location, detail, incident
    ),
    st.integers(0, 3),
    st.sampled_from(TrackingStatus),
    st.sampled_from(["AA", "BB"]),
    st.sampled_from(["", "Reno"]),
    st.sampled_from([None, "refused"]),
    st.sampled_from([None, IncidentReason.WEATHER, IncidentReason.CONSIGNEE_REFUSED]),
)


@given(st.lists(SCANS, max_size=12), st.randoms(use_true_random=False))
def test_any_order_and_repetition_of_readings_derives_the_same(scans: list[Scan], random: object) -> None:
    told = [reading(scan) for scan in scans]
    again = [*told, *told[::2]]
    random.shuffle(again)  # type: ignore[attr-defined]
    assert policy.derive(again) == policy.derive(told)


@st.composite
def tellings(draw: st.DrawFn) -> tuple[list[Scan], list[list[Scan]]]:
    """Some scans, and the same ones in another order, some of them repeated, cut into batches."""
    scans = draw(st.lists(SCANS, min_size=1, max_size=8))
    repeated = draw(st.permutations([*scans, *draw(st.lists(st.sampled_from(scans), max_size=4))]))
    cuts = sorted(draw(st.lists(st.integers(0, len(repeated)), max_size=3)))
    edges = [0, *cuts, len(repeated)]
    return scans, [repeated[start:end] for start, end in pairwise(edges)]


async def test_any_order_and_repetition_of_scans_leaves_the_same_parcel_and_the_same_rows(
    app: Pool, shop: Shop
) -> None:
    order = await an_order(app, shop)
    loop = asyncio.get_running_loop()

    async def tell(batches: list[list[Scan]]) -> tuple[object, ...]:
        parcel = await a_shipment(app, shop, order)
        told = [await record(app, shop, parcel, *batch) for batch in batches]
        shipment = told[-1]
        rows = sorted(
            (str(event["occurred_at"]), event["status"], event["code"], event["location"], str(event["status_detail"]),
             str(event["incident_reason"]), event["description"])
            for event in await kept(app, shop, parcel)
        )  # fmt: skip
        await events_of(app, shop, parcel)
        return (
            shipment.tracking_status, shipment.tracking_status_detail, shipment.incident_reason,
            shipment.last_event_at, shipment.delivered_at, shipment.next_check_at, rows,
        )  # fmt: skip

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(tellings())
    def check(telling: tuple[list[Scan], list[list[Scan]]]) -> None:
        scans, batches = telling
        once = asyncio.run_coroutine_threadsafe(tell([scans]), loop).result()
        assert asyncio.run_coroutine_threadsafe(tell(batches), loop).result() == once
        derived = policy.derive(map(reading, scans))
        if derived.last_event_at is not None:
            assert once[:2] == (derived.status, derived.detail)

    await asyncio.to_thread(check)


async def test_a_late_older_scan_never_downgrades_a_delivered_parcel(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    delivered = a_scan(48, TrackingStatus.DELIVERED)
    await record(app, shop, parcel, delivered)
    for hours, status in enumerate(TrackingStatus):
        shipment = await record(app, shop, parcel, a_scan(hours, status), source=ScanSource.WEBHOOK)
        assert shipment.tracking_status is TrackingStatus.DELIVERED
        assert shipment.delivered_at == delivered.occurred_at
        assert shipment.next_check_at is None
    kinds = [event.type for event in await events_of(app, shop, parcel)]
    assert kinds.count("shipment.delivered") == 1


async def test_a_delivered_parcel_is_left_by_a_newer_scan_and_delivered_again(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    await record(app, shop, parcel, a_scan(1, TrackingStatus.DELIVERED))
    back = await record(app, shop, parcel, a_scan(2, TrackingStatus.IN_TRANSIT), now=START + timedelta(hours=3))
    assert (back.tracking_status, back.delivered_at) == (TrackingStatus.IN_TRANSIT, None)
    assert back.next_check_at is not None
    again = await record(app, shop, parcel, a_scan(5, TrackingStatus.DELIVERED))
    assert again.delivered_at == START + timedelta(hours=5)
    kinds = [event.type for event in await events_of(app, shop, parcel)]
    assert kinds.count("shipment.delivered") == 2


@pytest.mark.parametrize("status", [status for status in TrackingStatus if status is not TrackingStatus.UNKNOWN])
def test_of_two_scans_at_one_moment_the_further_one_counts(status: TrackingStatus) -> None:
    ranks = list(TrackingStatus)
    for other in ranks[1:]:
        pair = [reading(a_scan(1, status)), reading(a_scan(1, other))]
        expected = max(status, other, key=ranks.index)
        assert policy.derive(pair).status is policy.derive(pair[::-1]).status is expected


def test_scans_without_a_meaning_say_nothing_and_the_companys_word_stands_in_for_them() -> None:
    nothing = [reading(a_scan(1, TrackingStatus.UNKNOWN))]
    assert policy.derive(nothing, TrackingStatus.LOST) == Derived(TrackingStatus.LOST, None, None, None, None)
    moving = [*nothing, reading(a_scan(0, TrackingStatus.IN_TRANSIT))]
    assert policy.derive(moving, TrackingStatus.LOST).status is TrackingStatus.IN_TRANSIT


async def test_a_summary_without_scans_moves_the_status_and_an_empty_one_leaves_it(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    assert (await record(app, shop, parcel, reported=TrackingStatus.LOST)).tracking_status is TrackingStatus.LOST
    assert (await record(app, shop, parcel)).tracking_status is TrackingStatus.LOST
    assert len(await events_of(app, shop, parcel)) == 2, "nothing new, nothing told"


def test_the_reason_of_an_incident_stays_through_scans_that_do_not_repeat_it() -> None:
    scans = [
        a_scan(1, TrackingStatus.EXCEPTION, incident=IncidentReason.WEATHER),
        a_scan(2, TrackingStatus.EXCEPTION),
    ]
    assert policy.derive(map(reading, scans)).incident is IncidentReason.WEATHER
    scans.append(a_scan(3, TrackingStatus.IN_TRANSIT))
    assert policy.derive(map(reading, scans)).incident is None


async def test_eight_who_record_at_once_lose_nothing_and_count_without_gaps(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    scans = [a_scan(hour, TrackingStatus.IN_TRANSIT) for hour in range(23)]
    scans.append(a_scan(23, TrackingStatus.DELIVERED))
    batches = [scans[turn::3] if turn % 2 else scans[turn:] for turn in range(8)]
    await asyncio.gather(*(record(app, shop, parcel, *batch) for batch in batches))
    assert len(await kept(app, shop, parcel)) == 24
    events = await events_of(app, shop, parcel)
    assert [event.type for event in events].count("shipment.delivered") == 1
    assert sum(int(str(event.data.get("newScans", 0))) for event in events) == 24
    async with app.read(shop.id) as db:
        shipment = await repository.get(db, parcel)
    assert shipment is not None
    assert shipment.tracking_status is TrackingStatus.DELIVERED
    assert shipment.sequence == len(events)


async def test_writers_of_every_kind_on_one_parcel_leave_no_gap_in_its_sequence(app: Pool, shop: Shop) -> None:
    order = await an_order(app, shop)
    parcel = await a_shipment(app, shop, order, tracking_number="SEQ1")

    async def write(turn: int) -> None:
        if turn % 3 == 0:
            await record(app, shop, parcel, a_scan(turn, TrackingStatus.IN_TRANSIT), source=ScanSource.WEBHOOK)
        elif turn % 3 == 1:
            await request_refresh(shop.write(app), shop.caller, parcel, key=a_key(), now=system_clock())
        else:
            await a_shipment(app, shop, order, tracking_number="seq 1")

    await asyncio.gather(*(write(turn) for turn in range(24)))
    events = await events_of(app, shop, parcel)
    written = ("shipment.created", "shipment.updated", "shipment.tracking_updated", "shipment.refresh_requested")
    assert sum(event.type in written for event in events) == 1 + 24
    async with app.read(shop.id) as db:
        shipment = await repository.get(db, parcel)
    assert shipment is not None
    assert shipment.sequence == len(events)


async def test_an_answer_with_nothing_new_is_no_event(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    scans = [a_scan(1, TrackingStatus.IN_TRANSIT), a_scan(2, TrackingStatus.IN_TRANSIT)]
    await record(app, shop, parcel, *scans, estimated_delivery_at=NOW)
    events = await events_of(app, shop, parcel)
    later = NOW + timedelta(minutes=5)
    shipment = await record(app, shop, parcel, *scans, estimated_delivery_at=NOW, now=later)
    assert await events_of(app, shop, parcel) == events
    assert shipment.last_checked_at == later
    await record(app, shop, parcel, *scans, estimated_delivery_at=NOW + timedelta(days=1))
    assert len(await events_of(app, shop, parcel)) == len(events) + 1, "a new promise is news"


async def test_a_push_is_no_check(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    shipment = await record(app, shop, parcel, a_scan(1, TrackingStatus.IN_TRANSIT), source=ScanSource.WEBHOOK)
    assert shipment.last_checked_at is None
    assert shipment.next_check_at is not None


async def test_no_more_scans_are_kept_than_the_bound_and_the_newest_come_first(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    many = [a_scan(turn / 60, TrackingStatus.IN_TRANSIT) for turn in range(policy.MOST_SCANS + 200)]
    await record(app, shop, parcel, *many)
    rows = await kept(app, shop, parcel)
    assert len(rows) == policy.MOST_SCANS
    assert rows[0]["occurred_at"] == many[-1].occurred_at
    await record(app, shop, parcel, *many)
    assert await count(app, shop, "tracking_events") == policy.MOST_SCANS


async def test_a_history_told_again_does_not_use_up_the_room_for_its_newest_scan(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    many = [a_scan(turn / 60, TrackingStatus.IN_TRANSIT) for turn in range(policy.MOST_SCANS - 1)]
    await record(app, shop, parcel, *many)
    for scans in ([a_scan(100, TrackingStatus.DELIVERED), *many], many):
        shipment = await record(app, shop, parcel, *scans)
        assert shipment.tracking_status is TrackingStatus.DELIVERED


async def test_a_scan_from_the_far_future_or_past_is_not_believed(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    true = a_scan(1, TrackingStatus.IN_TRANSIT)
    wild = [
        replace(true, occurred_at=moment, status=TrackingStatus.DELIVERED)
        for moment in (
            datetime(1, 1, 1, tzinfo=UTC),
            datetime(1970, 1, 1, tzinfo=UTC),
            NOW + timedelta(days=2),
            datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
        )
    ]
    shipment = await record(app, shop, parcel, *wild, true)
    assert shipment.tracking_status is TrackingStatus.IN_TRANSIT
    assert len(await kept(app, shop, parcel)) == 1


async def test_evidence_is_kept_as_it_came(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    raw: dict[str, object] = {"message": "Ødelagt 🫖", "nested": [{"a": None, "b": 1.5}], "big": 2**60}
    await record(app, shop, parcel, a_scan(1, TrackingStatus.DAMAGED, raw=raw))
    async with app.read(shop.id) as db:
        assert await db.fetchval("select raw from tracking_events") == raw


async def test_a_parcel_that_does_not_exist_is_not_recorded(app: Pool, shop: Shop, other_shop: Shop) -> None:
    foreign = await a_parcel(app, other_shop)
    scan = a_scan(1, TrackingStatus.DELIVERED)
    for parcel in (foreign, "shp_00000000000000000000000000"):
        async with app.write(shop.id) as tx:
            assert (
                await record_tracking(tx, parcel, Tracking((scan,)), ScanSource.POLL, company="easypost", now=NOW)
                is None
            )
    assert await kept(app, other_shop, foreign) == []


def next_check(quiet: timedelta, status: TrackingStatus = TrackingStatus.IN_TRANSIT) -> timedelta | None:
    derived = Derived(status, None, None, NOW - quiet, None)
    at = policy.next_check(derived, created_at=START, ended=False, now=NOW)
    return at - NOW if at else None


def test_the_pause_between_checks_grows_with_the_parcels_silence_up_to_a_day() -> None:
    pauses = [next_check(timedelta(hours=hours)) for hours in range(-24, 24 * 120)]
    assert all(pause is not None for pause in pauses)
    grown = [pause for pause in pauses if pause is not None]
    assert grown == sorted(grown)
    assert (grown[0], grown[-1]) == (timedelta(minutes=30), timedelta(days=1))


def test_checks_end_with_the_parcels_story_or_after_120_silent_days() -> None:
    assert next_check(timedelta(days=120)) == timedelta(days=1)
    assert next_check(timedelta(days=120, seconds=1)) is None
    for status in TrackingStatus:
        assert (next_check(timedelta(hours=1), status) is None) is (status in policy.FINAL)
    moving = Derived(TrackingStatus.IN_TRANSIT, None, None, NOW, None)
    assert policy.next_check(moving, created_at=START, ended=True, now=NOW) is None
    silent = Derived(TrackingStatus.UNKNOWN, None, None, None, None)
    assert policy.next_check(silent, created_at=NOW, ended=False, now=NOW) == NOW + timedelta(minutes=30)


def test_a_parcel_on_the_last_mile_is_looked_at_each_half_hour() -> None:
    assert next_check(timedelta(hours=23), TrackingStatus.OUT_FOR_DELIVERY) == timedelta(minutes=30)
    assert next_check(timedelta(hours=25), TrackingStatus.OUT_FOR_DELIVERY) == timedelta(hours=25) / 12


async def test_the_end_of_tracking_keeps_the_last_status_and_its_first_moment(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    scan = a_scan(1, TrackingStatus.IN_TRANSIT)
    ended = await record(app, shop, parcel, scan, ended=True)
    assert (ended.tracking_status, ended.tracking_ended_at) == (TrackingStatus.IN_TRANSIT, NOW)
    assert ended.next_check_at is None
    later = await record(app, shop, parcel, scan, ended=True, now=NOW + timedelta(days=1))
    assert later.tracking_ended_at == NOW


async def test_a_refresh_is_asked_for_once_while_the_last_look_is_fresh(app: Pool, shop: Shop) -> None:
    parcel = await a_parcel(app, shop)
    await record(app, shop, parcel, a_scan(1, TrackingStatus.IN_TRANSIT))

    async def ask(seconds: float) -> int:
        now = NOW + timedelta(seconds=seconds)
        await request_refresh(shop.write(app), shop.caller, parcel, key=a_key(), now=now)
        events = await events_of(app, shop, parcel)
        return [event.type for event in events].count("shipment.refresh_requested")

    assert [await ask(seconds) for seconds in (0, 29, 30, 60)] == [0, 0, 1, 2]


async def test_only_a_parcel_with_an_account_can_be_refreshed(app: Pool, shop: Shop, other_shop: Shop) -> None:
    parcel = await a_parcel(app, other_shop)
    with refused("NOT_FOUND shipmentId"):
        await request_refresh(shop.write(app), shop.caller, parcel, key=a_key(), now=NOW)
    order = await an_order(app, shop)
    own = await upsert(shop.write(app), shop.caller, NewShipment(order, "USPS", "MG2"), key=a_key(), now=system_clock())
    async with app.write(shop.id) as tx:
        await tx.execute("update shipments set tracked_by = null where id = $1", own)
    with refused("NOT_TRACKED shipmentId"):
        await request_refresh(shop.write(app), shop.caller, own, key=a_key(), now=NOW)

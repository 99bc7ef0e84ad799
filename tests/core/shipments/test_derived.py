"""What follows from scans and from time: pure, at the moment it says and not before, by carrier and lane."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.core.shipments import policy
from services.core.shipments.derived import facts
from services.core.shipments.model import (
    Direction,
    Facts,
    Reading,
    Shipment,
    ShipmentStatus,
    Surroundings,
    TrackingStatus,
)
from services.core.shipments.patience import GRACE, ROWS, Lane, lane, patience
from tests.core.shipments.permutations import a_parcel

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOME = Surroundings("Ida Hansen", "DK", "DK", None, is_redacted=False)
GLS = a_parcel("GLS")
DOMESTIC = patience("GLS", Lane.DOMESTIC)


def days(count: float) -> timedelta:
    return timedelta(days=count)


def at(
    moment: datetime,
    *scans: tuple[float, TrackingStatus],
    parcel: Shipment = GLS,
    around: Surroundings = HOME,
) -> Facts:
    """What is so then of a parcel with these scans, so many days after the start."""
    readings = [Reading(START + days(day), status, status.value, None, None) for day, status in scans]
    return facts(parcel, policy.derive(readings), readings, around, moment)


MOVING = (0, TrackingStatus.IN_TRANSIT)


def test_a_parcel_is_stalled_from_the_moment_on_at_which_it_was_silent_for_too_long() -> None:
    boundary = START + days(DOMESTIC.stalled)
    before = at(boundary - SECOND, MOVING)
    assert (before.stalled_since, before.watch_at) == (None, boundary)
    assert at(boundary, MOVING).stalled_since == START
    assert at(boundary, MOVING, (1, TrackingStatus.IN_TRANSIT)).stalled_since is None


@pytest.mark.parametrize("status", TrackingStatus)
def test_only_what_should_move_can_stall_get_overdue_or_be_lost_by_silence(status: TrackingStatus) -> None:
    told = at(START + days(300), (0, status), around=replace(HOME, promised_delivery_by=START))
    moving = {
        TrackingStatus.IN_TRANSIT, TrackingStatus.DELAYED, TrackingStatus.EXCEPTION, TrackingStatus.OUT_FOR_DELIVERY,
        TrackingStatus.DELIVERY_ATTEMPTED,
    }  # fmt: skip
    stalls = moving | {TrackingStatus.PRE_TRANSIT, TrackingStatus.RETURN_TO_SENDER}
    assert (told.stalled_since is not None) is (status in stalls)
    assert (told.overdue_since is not None) is (status in moving | {TrackingStatus.PRE_TRANSIT, TrackingStatus.LOST})
    lost = moving | {TrackingStatus.RETURN_TO_SENDER, TrackingStatus.LOST}
    assert (told.presumed_lost_at is not None) is (status in lost), "what the carrier never had it cannot lose"


def test_a_parcel_is_overdue_by_the_promise_at_once_and_by_an_estimate_when_its_day_is_over() -> None:
    promised = replace(HOME, promised_delivery_by=START + days(2))
    assert at(START + days(2) - SECOND, MOVING, around=promised).overdue_since is None
    assert at(START + days(2), MOVING, around=promised).overdue_since == START + days(2)
    estimated = replace(GLS, estimated_delivery_at=START + days(1))
    due = START + days(1) + GRACE
    assert at(due - SECOND, MOVING, parcel=estimated).watch_at == due
    assert at(due, MOVING, parcel=estimated).overdue_since == due
    assert at(START + days(5), MOVING, parcel=estimated, around=promised).overdue_since == START + days(2)
    replacement = replace(GLS, direction=Direction.REPLACEMENT)
    assert at(START + days(5), MOVING, parcel=replacement, around=promised).overdue_since is None


def test_a_parcel_counts_as_lost_when_it_is_silent_and_was_handed_over_long_enough_ago() -> None:
    boundary = START + days(DOMESTIC.lost_after_handover)
    last = (20, TrackingStatus.IN_TRANSIT)
    assert at(boundary - SECOND, MOVING, last).presumed_lost_at is None
    assert at(boundary, MOVING, last).presumed_lost_at == boundary
    recent = (DOMESTIC.lost_after_handover - 1, TrackingStatus.IN_TRANSIT)
    assert at(boundary, MOVING, recent).presumed_lost_at is None, "it moved yesterday"
    quiet = START + days(recent[0] + DOMESTIC.stalled)
    assert at(quiet, MOVING, recent).presumed_lost_at == quiet
    shipped = replace(GLS, shipped_at=START - days(10))
    assert at(boundary - days(3), MOVING, last, parcel=shipped).presumed_lost_at == START + days(20 + DOMESTIC.stalled)


def test_a_carrier_that_says_lost_is_taken_at_its_word_and_a_later_scan_finds_the_parcel() -> None:
    lost = (2, TrackingStatus.LOST)
    assert at(START + days(3), MOVING, lost).presumed_lost_at == START + days(2)
    found = at(START + days(4), MOVING, lost, (3, TrackingStatus.IN_TRANSIT))
    assert found.presumed_lost_at is None


def test_a_parcel_waits_at_the_shop_since_its_last_arrival_there() -> None:
    pickup = TrackingStatus.AVAILABLE_FOR_PICKUP
    told = at(START + days(9), MOVING, (1, pickup), (2, TrackingStatus.IN_TRANSIT), (3, pickup), (4, pickup))
    assert (told.pickup_since, told.pickup_until) == (START + days(3), START + days(3 + DOMESTIC.pickup))
    assert told.stalled_since is told.overdue_since is told.watch_at is None
    taken = at(START + days(9), MOVING, (3, pickup), (5, TrackingStatus.DELIVERED))
    assert taken == Facts()


def test_a_parcel_that_came_back_says_when_and_is_late_no_more() -> None:
    around = replace(HOME, promised_delivery_by=START)
    told = at(START + days(90), MOVING, (5, TrackingStatus.RETURNED), (6, TrackingStatus.RETURNED), around=around)
    assert told == Facts(returned_at=START + days(5))


@pytest.mark.parametrize("status", [ShipmentStatus.CANCELED, ShipmentStatus.DELIVERED])
def test_nothing_follows_for_a_parcel_that_the_shop_itself_closed(status: ShipmentStatus) -> None:
    assert at(START + days(300), MOVING, parcel=replace(GLS, status=status)) == Facts()


def test_a_label_that_waits_for_its_goods_is_not_stalled() -> None:
    waiting = replace(GLS, status=ShipmentStatus.PENDING)
    assert at(START + days(300), (0, TrackingStatus.PRE_TRANSIT), parcel=waiting) == Facts()
    assert at(START + days(300), MOVING, parcel=waiting).stalled_since == START, "the carrier has it all the same"


def test_a_parcel_without_any_scan_is_unknown_and_nothing_else() -> None:
    assert at(START + days(300), around=replace(HOME, promised_delivery_by=START)) == Facts()


@pytest.mark.parametrize(
    ("origin", "country", "expected"),
    [
        ("DK", "DK", Lane.DOMESTIC),
        ("DK", "DE", Lane.EU),
        ("DK", "NO", Lane.INTERNATIONAL),
        ("US", "US", Lane.DOMESTIC),
        ("US", "DE", Lane.INTERNATIONAL),
        (None, "DK", None),
        ("DK", None, None),
    ],
)
def test_the_lane_is_told_by_the_shops_and_the_customers_country(
    origin: str | None, country: str | None, expected: Lane | None
) -> None:
    assert lane(origin, country) is expected


def test_a_parcel_that_leaves_from_elsewhere_goes_on_the_lane_from_there() -> None:
    far = replace(HOME, country_code="US")
    moment = START + days(DOMESTIC.stalled)
    assert at(moment, MOVING, parcel=replace(GLS, origin_country="US"), around=far).stalled_since == START
    assert at(moment, MOVING, around=far).stalled_since is None, "from Denmark the carrier has longer"


def test_the_first_row_that_fits_counts_and_every_parcel_has_one() -> None:
    for carrier in ("USPS", "usps Ground", "PostNord", "dao", "GLS", "Ødegaard", ""):
        for one in (*Lane, None):
            assert patience(carrier, one) in ROWS
    assert patience("USPS", Lane.DOMESTIC).lost_after_handover == 15
    assert patience("USPS Ground Advantage", None).lost_after_handover == 45
    assert patience("PostNord", Lane.INTERNATIONAL).lost_after_handover == 30
    assert patience("GLS", None) == patience("GLS", Lane.INTERNATIONAL), "an unknown lane may be the farthest"
    for row in ROWS:
        assert 0 < row.stalled < row.lost_after_scan, row.source
        assert row.source

"""What answers about parcels have in common: numbers in other spellings, scans told apart, several parcels as one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.outside.parcels import LEAST_ADVANCED_FIRST, read_scans, same_number, summed_up, together
from services.core.shipments.model import Reading, Scan, TrackingStatus
from services.core.shipments.policy import derive

START = datetime(2026, 3, 1, tzinfo=UTC)
KNOWN = [status for status in TrackingStatus if status is not TrackingStatus.UNKNOWN]


def scan(minute: int, status: TrackingStatus, text: str = "") -> Scan:
    return Scan(START + timedelta(minutes=minute), status, "c", text)


def status(scans: tuple[Scan, ...]) -> TrackingStatus:
    return derive(Reading(s.occurred_at, s.status, s.code, None, s.incident) for s in scans).status


histories = st.lists(
    st.builds(scan, st.integers(0, 5), st.sampled_from(TrackingStatus), st.sampled_from("abc")), min_size=1, max_size=5
)


@pytest.mark.parametrize(
    ("asked", "answered", "same"),
    [
        ("(00)3735 0048-9530", "0037350048 9530", True),
        ("mg1234567", "MG1234567", True),
        ("37350048", "0037350048", True),
        ("1", "1", True),
        ("123456780001", "0001", False),
        ("12345678", "87654321", False),
        ("--", "--", False),
        ("12345678", None, False),
        ("12345678", 12345678, False),
    ],
)
def test_numbers_are_the_same_in_any_spelling(asked: str, answered: object, same: bool) -> None:
    assert same_number(asked, answered) is same


def test_every_status_has_its_place_among_several_parcels() -> None:
    assert sorted(LEAST_ADVANCED_FIRST) == sorted(KNOWN)


@given(histories)
def test_scans_have_identities_of_their_own_in_whatever_order_they_are_told(told: list[Scan]) -> None:
    scans = read_scans("test", told, lambda part: part)
    assert len({(s.occurred_at, s.code, s.location) for s in scans}) == len(scans)
    assert {(s.occurred_at, s.status, s.description) for s in scans} == {
        (s.occurred_at, s.status, s.description) for s in told
    }
    assert [s.occurred_at for s in scans] == sorted(s.occurred_at for s in scans)


@given(st.lists(histories, min_size=2, max_size=3))
def test_several_parcels_are_delivered_only_when_each_is(parcels: list[list[Scan]]) -> None:
    read = [read_scans("test", told, lambda part: part) for told in parcels]
    whole = together([(scans, TrackingStatus.UNKNOWN) for scans in read])
    delivered = [status(scans) is TrackingStatus.DELIVERED for scans in read]
    assert (status(whole) is TrackingStatus.DELIVERED) == all(delivered)


@given(histories)
def test_one_parcel_alone_is_told_as_it_is(told: list[Scan]) -> None:
    scans = read_scans("test", told, lambda part: part)
    assert together([(scans, TrackingStatus.DELIVERED)]) == scans


@given(histories, st.sampled_from(KNOWN))
def test_a_summary_decides_over_older_scans(told: list[Scan], summary: TrackingStatus) -> None:
    scans = read_scans("test", told, lambda part: part)
    assert status(summed_up(scans, scan(6, summary))) is summary
    assert summed_up(scans, None) == scans

"""Bring's answers in our words: statuses, packages that are one parcel, errors inside good answers, times and names."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.core.companies.bring import STATUSES, read, rejection
from services.core.ports import Rejected, Unintelligible
from services.core.shipments.model import TrackingStatus
from tests.companies.playing import status

HERE = Path(__file__).parent
CONSIGNMENT, FIRST, SECOND = "70438101015432113", "37043810101543211301", "37043810101543211302"


def answer(name: str) -> bytes:
    return (HERE / f"answers/{name}.json").read_bytes()


def only_event(**event: Any) -> bytes:
    package = {"packageNumber": FIRST, "eventSet": [{"status": "IN_TRANSIT", **event}]}
    return json.dumps({"consignmentSet": [{"packageSet": [package]}]}).encode()


def test_every_published_status_is_mapped() -> None:
    published = [line.removeprefix("status: ") for line in (HERE / "published.txt").read_text().splitlines()]
    assert [word for word in published if word not in STATUSES] == []


@pytest.mark.parametrize(
    ("name", "expected", "signed_by"),
    [
        ("delivered", TrackingStatus.DELIVERED, "Kari Kunde"),
        ("in_transit", TrackingStatus.IN_TRANSIT, None),
        ("pickup_point", TrackingStatus.AVAILABLE_FOR_PICKUP, None),
        ("back_at_sender", TrackingStatus.RETURNED, None),
    ],
)
def test_a_package_stands_where_bring_says(name: str, expected: TrackingStatus, signed_by: str | None) -> None:
    told = read(answer(name), FIRST)
    assert (status(told), told.signed_by) == (expected, signed_by)


def test_a_notice_after_the_arrival_at_the_pickup_point_moves_no_parcel() -> None:
    told = read(answer("pickup_point"), FIRST)
    assert [scan.status for scan in told.scans][-2:] == [TrackingStatus.AVAILABLE_FOR_PICKUP, TrackingStatus.UNKNOWN]


def test_a_consignment_is_where_its_least_advanced_package_is() -> None:
    told = read(answer("two_packages"), CONSIGNMENT)
    assert (status(told), told.signed_by) == (TrackingStatus.IN_TRANSIT, None)
    assert status(read(answer("two_packages"), FIRST)) is TrackingStatus.DELIVERED
    assert status(read(answer("two_packages"), SECOND)) is TrackingStatus.IN_TRANSIT


def test_names_and_addresses_are_not_kept_as_evidence() -> None:
    told = read(answer("delivered"), FIRST)
    assert "Kari" not in json.dumps([scan.raw for scan in told.scans])


@pytest.mark.parametrize(
    ("event", "moment"),
    [
        ({"dateIso": "2026-03-01T08:30:25+01:00"}, datetime(2026, 3, 1, 7, 30, 25, tzinfo=UTC)),
        ({"dateIso": "2026-07-01T08:30:25"}, datetime(2026, 7, 1, 6, 30, 25, tzinfo=UTC)),
        ({"displayDate": "01.03.2026", "displayTime": "08:30"}, datetime(2026, 3, 1, 7, 30, tzinfo=UTC)),
        ({"dateIso": "soon", "displayDate": "01.03.2026"}, datetime(2026, 2, 28, 23, 0, tzinfo=UTC)),
    ],
)
def test_times_are_norwegian_unless_they_say_otherwise(event: dict[str, str], moment: datetime) -> None:
    assert [scan.occurred_at for scan in read(only_event(**event), FIRST).scans] == [moment]


def test_an_event_without_any_time_is_left_out() -> None:
    assert read(only_event(displayDate="1.3", displayTime=8), FIRST).scans == ()


@pytest.mark.parametrize(
    ("body", "code", "status"),
    [
        (answer("not_found"), "NOT_FOUND", 404),
        (answer("error_400"), "HTTP_400", 400),
        (b'{"consignmentSet": []}', "NOT_FOUND", 404),
        (b'{"consignmentSet": [{"error": {"code": "401"}}]}', "HTTP_401", 401),
        (b'{"consignmentSet": [{"error": {"code": "TOO_LONG"}}]}', "TOO_LONG", 400),
    ],
)
def test_an_error_inside_a_good_answer_is_a_no(body: bytes, code: str, status: int) -> None:
    with pytest.raises(Rejected) as no:
        read(body, FIRST)
    assert (no.value.code, no.value.status) == (code, status)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"<html>", b'{"consignmentSet": [{"packageSet": [{}]}]}', answer("delivered")]
)
def test_what_is_about_no_parcel_or_another_one_is_not_taken(body: bytes) -> None:
    with pytest.raises(Unintelligible):
        read(body, "37043810101543219999")


def test_a_page_instead_of_an_error_is_read_by_its_status() -> None:
    assert rejection(401, (HERE / "answers/error_401.txt").read_bytes()).code == "HTTP_401"

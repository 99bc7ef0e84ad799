"""GLS's answers in our words: statuses, events of a list that is not public, and the trouble of single parcels."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.core.companies.gls.answers import EVENTS, STATUSES, read, read_parcel, rejection
from services.core.shipments.model import Tracking, TrackingStatus
from tests.companies.playing import status

HERE = Path(__file__).parent


def one(name: str) -> Tracking:
    (parcel,) = read((HERE / f"answers/{name}.json").read_bytes())
    return read_parcel(parcel)


def test_every_published_status_and_event_is_mapped() -> None:
    tables = {"status": STATUSES, "event": EVENTS}
    published = [line.split(": ") for line in (HERE / "published.txt").read_text().splitlines()]
    assert [word for field, word in published if word not in tables[field]] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("delivered", TrackingStatus.DELIVERED),
        ("in_transit", TrackingStatus.IN_TRANSIT),
        ("parcel_shop", TrackingStatus.AVAILABLE_FOR_PICKUP),
        ("unlisted_event", TrackingStatus.DELIVERY_ATTEMPTED),
        ("final", TrackingStatus.DELIVERED),
    ],
)
def test_a_parcel_stands_where_gls_says(name: str, expected: TrackingStatus) -> None:
    assert status(one(name)) is expected


def test_a_history_that_is_closed_ends_with_the_last_real_status() -> None:
    assert one("final").ended
    assert not one("delivered").ended


def test_the_summary_is_told_only_where_the_events_say_something_else() -> None:
    assert [scan.code for scan in one("delivered").scans] == ["INTIAL.PREADVICE", "INTIAL.NORMAL", "DELIVD.NORMAL"]
    last = one("unlisted_event").scans[-2:]
    assert [(scan.code, scan.status) for scan in last] == [
        ("NOTDEL.CLOSED", TrackingStatus.UNKNOWN),
        ("NOTDELIVERED", TrackingStatus.DELIVERY_ATTEMPTED),
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("The parcel was damaged in transport.", TrackingStatus.DAMAGED),
        ("The parcel is on its way back to the shipper.", TrackingStatus.RETURN_TO_SENDER),
        ("The parcel was returned to the shipper.", TrackingStatus.RETURNED),
        ("The business was closed.", TrackingStatus.DELIVERY_ATTEMPTED),
    ],
)
def test_what_gls_has_no_status_for_is_heard_from_what_it_writes(said: str, expected: TrackingStatus) -> None:
    event = {"code": "NOTDEL.OTHER", "description": said, "eventDateTime": "2026-03-04T10:00:00+0100"}
    told = read_parcel({"status": "NOTDELIVERED", "statusDateTime": "2026-03-04T10:00:09+0100", "events": [event]})
    assert status(told) is expected


def test_a_parcel_without_events_has_gls_own_status() -> None:
    told = read_parcel({"requested": "1", "status": "INDELIVERY"})
    assert (told.scans, told.reported) == ((), TrackingStatus.OUT_FOR_DELIVERY)


def test_times_have_an_offset_without_a_colon() -> None:
    assert one("delivered").scans[-1].occurred_at == datetime(2026, 3, 4, 9, 2, tzinfo=UTC)


def test_the_trouble_of_each_parcel_is_its_own() -> None:
    told = [read_parcel(parcel) for parcel in read((HERE / "answers/mixed.json").read_bytes())]
    assert [parcel.trouble for parcel in told] == ["NOT_FOUND", "E_400_01", None]


def test_events_that_cannot_be_read_are_left_out_and_the_others_stand() -> None:
    events = [None, 7, {"code": "INTIAL.NORMAL"}, {"code": 12, "eventDateTime": "2026-03-04T09:00:00Z", "city": ["x"]}]
    (scan,) = read_parcel({"status": "ELSEWHERE", "events": events}).scans
    assert (scan.code, scan.status) == ("12", TrackingStatus.UNKNOWN)


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (401, (HERE / "answers/error_401.json").read_bytes(), "steps.jwt.TokenExpired"),
        (401, (HERE / "answers/error_401.html").read_bytes(), "HTTP_401"),
        (400, b'{"type": "about:blank", "title": "Bad Request", "status": 400}', "HTTP_400"),
        (404, b"", "NOT_FOUND"),
        (403, b'{"fault": ["x"]}', "HTTP_403"),
    ],
)
def test_errors_come_in_the_gateways_shape_and_in_others(status: int, body: bytes, code: str) -> None:
    assert rejection(status, body).code == code

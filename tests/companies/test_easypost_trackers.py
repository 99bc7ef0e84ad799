"""EasyPost's trackers, as recorded answers have them and as nobody should send them."""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from services.core.companies.easypost import hooks
from services.core.companies.easypost.trackers import (
    MOST_SCANS,
    create,
    read_time,
    read_tracker,
    read_trackers,
    retrieve,
    retrieve_many,
)
from services.core.companies.easypost.webhooks import read_webhook, read_webhooks
from services.core.companies.easypost.wire import rejection
from services.core.ports import Parcel, Rejected, Unintelligible
from services.core.shipments.model import IncidentReason, Tracking, TrackingStatus

ANSWERS = Path(__file__).parent / "easypost/answers"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=15,
)


def recorded(name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((ANSWERS / f"{name}.json").read_bytes())
    return answer


def tracking(**changes: object) -> Tracking:
    return read_tracker(json.dumps(recorded("tracker_in_transit") | changes).encode()).tracking


def detail(**changes: object) -> dict[str, object]:
    scan = {"datetime": "2026-03-02T10:00:00Z", "message": "Scanned", "status": "in_transit", "carrier_code": "AR"}
    return scan | changes


def skipped(part: str) -> float:
    return REGISTRY.get_sample_value("makegood_easypost_skipped_total", {"part": part}) or 0.0


def test_a_delivered_tracker_is_read_whole() -> None:
    tracker = read_tracker((ANSWERS / "tracker_delivered.json").read_bytes())
    assert (tracker.tracking_code, tracker.carrier) == ("1Z9990000300000001", "UPS")
    told = tracker.tracking
    assert told.reported is TrackingStatus.DELIVERED
    assert told.reference == "trk_00000000000000000000000000000a01"
    assert told.estimated_delivery_at == datetime(2026, 3, 5, tzinfo=UTC)
    assert (told.signed_by, told.service, told.ended) == ("J. DOE", "UPS Ground", True)
    assert told.public_url == "https://track.easypost.com/abc"
    assert [(scan.code, scan.status, scan.location) for scan in told.scans] == [
        ("MP", "PRE_TRANSIT", "US"),
        ("OR", "IN_TRANSIT", "RENO, NV, US"),
        ("FS", "DELIVERED", "AUSTIN, TX, US"),
    ]
    last = told.scans[-1]
    assert last.occurred_at == datetime(2026, 3, 5, 16, 2, 11, tzinfo=UTC)
    assert (last.description, last.detail, last.incident) == ("DELIVERED", "arrived_at_destination", None)
    assert last.raw is not None
    assert last.raw["carrier_code"] == "FS"


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("tracker_damaged", TrackingStatus.DAMAGED, IncidentReason.CARRIER_DAMAGED),
        ("tracker_lost", TrackingStatus.LOST, IncidentReason.CARRIER_LOST),
    ],
)
def test_a_failure_is_read_as_what_happened(name: str, status: TrackingStatus, reason: IncidentReason) -> None:
    told = read_tracker((ANSWERS / f"{name}.json").read_bytes()).tracking
    assert told.reported is status
    assert (told.scans[-1].status, told.scans[-1].incident) == (status, reason)


def test_a_sparse_tracker_of_the_test_mode_is_read_and_has_not_ended() -> None:
    told = read_tracker((ANSWERS / "tracker_sparse.json").read_bytes()).tracking
    assert not told.ended, "test trackers are finalized from birth"
    (scan,) = told.scans
    assert (scan.code, scan.detail, scan.location) == ("pre_transit", None, "HOUSTON, TX")
    assert scan.occurred_at == datetime(2026, 3, 1, 8, tzinfo=UTC), "a time without offset is UTC"


@pytest.mark.parametrize(
    ("mode", "status", "finalized", "ended"),
    [
        ("test", "pre_transit", True, False),
        ("test", "delivered", True, True),
        ("test", "cancelled", True, True),
        ("production", "delivered", False, False),
        ("production", "delivered", None, False),
        ("production", "in_transit", True, True),
        (None, "in_transit", True, False),
    ],
)
def test_a_tracking_ends_when_easypost_looks_no_more(
    mode: str | None, status: str, finalized: bool | None, ended: bool
) -> None:
    assert tracking(mode=mode, status=status, finalized=finalized, status_detail=None).ended is ended


def test_nulls_and_missing_fields_are_silence() -> None:
    told = read_tracker(b'{"tracking_code": "X1"}').tracking
    assert told == Tracking(scans=())
    nothing = dict.fromkeys(recorded("tracker_in_transit")) | {"object": "Tracker", "tracking_code": "X1"}
    assert read_tracker(json.dumps(nothing).encode()).tracking == Tracking(scans=())


@pytest.mark.parametrize("broken", ["yesterday", "", "2026-13-01T00:00:00Z", None, 7, "0001-01-01T00:00:00+14:00"])
def test_a_scan_without_a_readable_time_is_left_out_and_counted(broken: object) -> None:
    before = skipped("scan")
    told = tracking(tracking_details=[detail(), detail(datetime=broken), "no scan", detail(message=["?"])])
    assert len(told.scans) == 1
    assert skipped("scan") == before + 3


def test_a_scan_from_the_future_is_kept_as_it_is() -> None:
    (scan,) = tracking(tracking_details=[detail(datetime="2190-01-01T00:00:00Z")]).scans
    assert scan.occurred_at.year == 2190


def test_the_same_scan_twice_is_one() -> None:
    assert len(tracking(tracking_details=[detail(), detail()]).scans) == 1


def test_two_scans_of_one_second_place_and_code_keep_apart_and_keep_their_codes() -> None:
    first, second, later = detail(), detail(message="Damage found"), detail(datetime="2026-03-03T10:00:00Z")
    before = tracking(tracking_details=[first]).scans
    both = tracking(tracking_details=[first, second]).scans
    after = tracking(tracking_details=[first, second, second, later]).scans
    assert both[:1] == before
    assert after[:2] == both
    assert both[0].code == "AR"
    assert both[1].code.startswith("AR#")
    assert len({(scan.occurred_at, scan.code, scan.location) for scan in after}) == len(after) == 3


def test_a_very_long_history_keeps_its_newest_scans() -> None:
    many = [detail(carrier_code=str(number)) for number in range(MOST_SCANS + 5)]
    scans = tracking(tracking_details=many).scans
    assert (len(scans), scans[-1].code) == (MOST_SCANS, str(MOST_SCANS + 4))


def test_what_no_database_keeps_is_taken_out() -> None:
    (scan,) = tracking(tracking_details=[detail(message="a\x00b", extra={"k\x00": ["\x00"]})]).scans
    assert scan.description == "ab"
    assert "\\u0000" not in json.dumps(scan.raw)


def test_endless_text_is_cut() -> None:
    told = tracking(signed_by="x" * 10_000, tracking_details=[detail(message="y" * 10_000)])
    assert told.signed_by == "x" * 200
    assert told.scans[0].description == "y" * 500


def test_an_address_that_is_no_web_page_becomes_no_link() -> None:
    assert tracking(public_url="javascript:alert(1)").public_url is None


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b"\xff", b'{"tracking_code": 7}', b'{"tracking_code": ""}', b"[" * 100_000,
        b'{"tracking_code": "X", "object": "Claim"}', b'{"tracking_code": "X", "tracking_details": {}}',
        b'{"tracking_code": "X", "id": 1e999}', b'{"tracking_code": "\\ud800"}', b"<html>",
    ],
)  # fmt: skip
def test_what_is_no_tracker_is_unintelligible(body: bytes) -> None:
    with pytest.raises(Unintelligible):
        read_tracker(body)


def test_one_unreadable_tracker_does_not_spoil_the_batch() -> None:
    before = skipped("tracker")
    read = read_trackers((ANSWERS / "trackers_batch.json").read_bytes())
    assert [tracker.tracking_code for tracker in read] == ["1Z9990000300000001", "9400100000000000000001"]
    assert skipped("tracker") == before + 1


@pytest.mark.parametrize(
    "reader", [read_tracker, read_trackers, hooks.identify, hooks.read, read_webhook, read_webhooks]
)
@given(value=json_values, noise=st.binary(max_size=50))
def test_arbitrary_input_is_read_or_unintelligible(reader: Any, value: object, noise: bytes) -> None:
    for body in (json.dumps(value).encode(), noise):
        with contextlib.suppress(Unintelligible):
            reader(body)


@given(
    st.dictionaries(st.sampled_from(sorted(recorded("tracker_in_transit"))), json_values),
    st.lists(st.dictionaries(st.sampled_from(sorted(detail())), json_values), max_size=3),
)
def test_a_tracker_with_arbitrary_fields_is_read_or_unintelligible(
    fields: dict[str, object], details: list[dict[str, object]]
) -> None:
    scans = [detail(**changes) for changes in details]
    for body in (recorded("tracker_in_transit") | fields, recorded("tracker_in_transit") | {"tracking_details": scans}):
        try:
            told = read_tracker(json.dumps(body).encode()).tracking
        except Unintelligible:
            continue
        identities = [(scan.occurred_at, scan.code, scan.location) for scan in told.scans]
        assert len(set(identities)) == len(identities)
        assert "\x00" not in repr(told)


@given(st.integers(), st.binary(max_size=100) | json_values.map(lambda value: json.dumps({"error": value}).encode()))
def test_any_error_body_is_a_rejection(status: int, body: bytes) -> None:
    assert isinstance(rejection(status, body), Rejected)


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        (
            "error_field_objects_422",
            "PARAMETER.REQUIRED",
            "Missing required parameter.; tracking_code: cannot be blank",
        ),
        (
            "error_texts_404",
            "NOT_FOUND",
            "The requested resource could not be found.; No tracker found with this id.",
        ),
    ],
)
def test_both_shapes_of_errors_are_read(name: str, code: str, message: str) -> None:
    refused = rejection(422, (ANSWERS / f"{name}.json").read_bytes())
    assert (refused.code, refused.message) == (code, message)


def test_an_error_without_words_has_its_status_for_a_code() -> None:
    assert rejection(403, b"<html>").code == "HTTP_403"
    assert rejection(401, b'{"error": {"code": null, "message": null}}').code == "HTTP_401"


def test_requests_are_the_ones_of_the_documentation() -> None:
    parcel = Parcel("1Z1", "UPS", "trk_1")
    assert (create(parcel).method, create(parcel).path) == ("POST", "/trackers")
    assert create(parcel).json == {"tracker": {"tracking_code": "1Z1", "carrier": "UPS"}}
    assert create(Parcel("1Z1", "")).json == {"tracker": {"tracking_code": "1Z1"}}
    assert retrieve("trk_1").filled_path() == "/trackers/trk_1"
    assert retrieve_many([parcel, parcel]).json == {"tracking_codes": ["1Z1"]}
    assert all(request.idempotent for request in (create(parcel), retrieve("trk_1"), retrieve_many([parcel])))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-03-01T08:00:00Z", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("2026-03-01T08:00:00.123Z", datetime(2026, 3, 1, 8, 0, 0, 123000, tzinfo=UTC)),
        ("2026-03-01T08:00:00", datetime(2026, 3, 1, 8, tzinfo=UTC)),
        ("2026-03-01T08:00:00+02:00", datetime(2026, 3, 1, 6, tzinfo=UTC)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("soon", None),
        (None, None),
    ],
)
def test_times_are_utc_or_nothing(text: str | None, time: datetime | None) -> None:
    assert read_time(text) == time

"""Track's answers: which package is meant, when things happened, what is shown of a delivery and told of a claim."""

import base64
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from services.core.companies.ups import proofs, tracking
from services.core.companies.ups.wire import moment, offset
from services.core.ports import Rejected, Unintelligible
from services.core.shipments.model import Handover, ProgressStep, ProofKind, Tracking, TrackingStatus

ANSWERS = Path(__file__).parent / "answers"
NUMBER = "MG-TRANSIT-0000"


def body(name: str) -> bytes:
    return (ANSWERS / f"{name}.json").read_bytes()


def told(name: str) -> Tracking:
    return tracking.read(body(name), NUMBER)


def changed(name: str, **parts: Any) -> bytes:
    document = json.loads(body(name))
    document["trackResponse"]["shipment"][0]["package"][0].update(parts)
    return json.dumps(document).encode()


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def test_activities_are_read_oldest_first_in_utc_each_with_its_words() -> None:
    read = told("in_transit")
    assert [(scan.occurred_at, scan.code, scan.detail, scan.location) for scan in read.scans] == [
        (at(2026, 3, 2, 15, 15), "M MP", "3", "US"),
        (at(2026, 3, 2, 23, 45), "I OR", "160", "COLUMBUS, OH, US"),
        (at(2026, 3, 3, 6, 30), "I AR", "10", "LOUISVILLE, KY, US"),
        (at(2026, 3, 4, 12, 12, 7), "I DS", "10", "AUSTIN, TX, US"),
    ]
    assert read.service == "UPS Ground"
    assert read.reported is TrackingStatus.IN_TRANSIT
    assert read.reference is None


def test_a_parcel_is_expected_until_the_end_of_its_day_where_it_is() -> None:
    assert told("in_transit").estimated_delivery_at == at(2026, 3, 6, 5, 59, 59)


def test_a_rescheduled_day_and_a_window_count_more() -> None:
    days = [{"type": "SDD", "date": "20260305"}, {"type": "RDD", "date": "20260307"}, {"type": "DEL", "date": ""}]
    window = {"type": "EDW", "startTime": "100000", "endTime": "140000"}
    read = tracking.read(changed("in_transit", deliveryDate=days, deliveryTime=window), NUMBER)
    assert read.estimated_delivery_at == at(2026, 3, 7, 20)


def test_local_times_are_read_in_the_offset_beside_them_and_else_as_utc() -> None:
    assert [scan.occurred_at for scan in told("local_times").scans] == [
        at(2026, 3, 2),
        at(2026, 3, 3, 6, 30),
        at(2026, 3, 4, 6, 12, 7),
    ]


@pytest.mark.parametrize(
    ("written", "hours"), [("-05:00", -5), ("-0500", -5), ("+05:30", 5.5), ("2", 2), ("+14:00", 14), ("00:00", 0)]
)
def test_an_offset_is_read_in_any_of_its_spellings(written: str, hours: float) -> None:
    assert offset(written) == timezone(timedelta(hours=hours))


@pytest.mark.parametrize("written", ["", "CST", "-99:00", "5:0", None, 5.5, [], "--05:00"])
def test_what_is_no_offset_is_none(written: object) -> None:
    assert offset(written) is None


@pytest.mark.parametrize(
    ("date", "time"), [("", "120000"), ("20261305", "1200"), ("20260305", "250000"), ("00000000", ""), (None, None)]
)
def test_what_is_no_moment_is_none(date: object, time: object) -> None:
    assert moment(date, time, UTC) is None


def test_an_activity_without_a_time_or_words_is_left_out_and_the_others_stand() -> None:
    good = json.loads(body("in_transit"))["trackResponse"]["shipment"][0]["package"][0]["activity"][0]
    read = tracking.read(changed("in_transit", activity=[good, {}, None, "x", {**good, "date": "soon"}]), NUMBER)
    # the offset's own date is read where there is one
    assert {scan.code for scan in read.scans} == {"I DS"}
    assert len(read.scans) == 1


def test_a_delivery_shows_who_took_it_and_where_with_its_papers() -> None:
    read = told("delivered")
    assert read.proof is not None
    assert (read.signed_by, read.proof.place, read.proof.handover) == ("EXAMPLE", "Front Desk", Handover.RECEPTION)
    assert [(file.kind, file.media_type) for file in read.proof.files] == [
        (ProofKind.SIGNATURE, "image/gif"),
        (ProofKind.DOCUMENT, "text/html"),
        (ProofKind.PHOTO, "image/png"),
    ]


def test_asked_for_its_papers_alone_an_answer_without_any_has_none() -> None:
    shown = tracking.papers(told("delivered"))
    assert (shown.scans, shown.signed_by, shown.proof) == ((), None, told("delivered").proof)
    bare = changed("delivered", deliveryInformation={"location": "Front Desk", "receivedBy": "EXAMPLE"})
    assert tracking.papers(tracking.read(bare, NUMBER)) == Tracking(())
    assert tracking.papers(told("not_found")).trouble == "NOT_FOUND"


@pytest.mark.parametrize("disposition", ["N", "U", "n"])
def test_a_photo_that_ups_finds_unusable_is_left_out(disposition: str) -> None:
    shown = json.loads(body("delivered"))["trackResponse"]["shipment"][0]["package"][0]["deliveryInformation"]
    shown["deliveryPhoto"]["photoDispositionCode"] = disposition
    proof = proofs.read(shown)
    assert proof is not None
    assert ProofKind.PHOTO not in {file.kind for file in proof.files}


@pytest.mark.parametrize(
    "encoded",
    [
        "",
        "encoding Base64",
        "%%%",
        base64.b64encode(b"plain words").decode(),
        base64.b64encode(b"PK\x03\x04" + b"\x00" * 60).decode(),
        "A" * (proofs.MOST_TEXT + 4),
        base64.b64encode(b"GIF89a" + b"\x00" * proofs.LARGEST_FILE).decode(),
        None,
        7,
    ],
    ids=str,
)
def test_what_is_no_picture_or_is_too_large_is_left_out(encoded: object) -> None:
    assert proofs.file(ProofKind.PHOTO, encoded) is None


def test_base64_may_be_folded_and_may_say_what_it_is() -> None:
    encoded = base64.b64encode(b"%PDF-1.7 and more").decode()
    shown = proofs.file(ProofKind.DOCUMENT, f"data:application/pdf;base64,{encoded[:8]}\r\n{encoded[8:]}")
    assert shown is not None
    assert (shown.media_type, shown.content) == ("application/pdf", b"%PDF-1.7 and more")


@pytest.mark.parametrize(
    ("place", "handover"),
    [
        ("Neighbor", Handover.NEIGHBOR),
        ("NEIGHBOUR AT 12", Handover.NEIGHBOR),
        ("Reception", Handover.RECEPTION),
        ("Mail Room", Handover.RECEPTION),
        ("Office", Handover.RECEPTION),
        ("Mailbox", Handover.MAILBOX),
        ("Front Door", Handover.SAFE_PLACE),
        ("Met Customer Man", Handover.RECIPIENT),
        ("Left With Individual", Handover.HOUSEHOLD),
        ("UPS Access Point™", Handover.PARCEL_SHOP),
        ("Post Office", Handover.PARCEL_SHOP),
        ("Residential", None),
        ("", None),
    ],
)
def test_a_place_tells_to_whom_a_parcel_was_handed(place: str, handover: Handover | None) -> None:
    assert proofs.handover_of(place) is handover


def test_a_parcel_in_a_shop_is_not_delivered_and_the_shop_signed_for_nobody() -> None:
    read = told("access_point")
    assert read.scans[-1].status is TrackingStatus.AVAILABLE_FOR_PICKUP
    assert read.reported is TrackingStatus.AVAILABLE_FOR_PICKUP
    assert (read.signed_by, read.proof) == (None, None)


def test_a_claims_steps_are_progress_and_no_scans() -> None:
    read = told("claim_paid")
    assert [(step.step, step.code) for step in read.progress] == [
        (ProgressStep.OPENED, "X UO"),
        (ProgressStep.UNDER_REVIEW, "X 6X"),
        (ProgressStep.INFORMATION_REQUESTED, "X 5B"),
        (ProgressStep.PAID, "X UL"),
    ]
    assert read.scans == told("in_transit").scans
    assert read.reported is TrackingStatus.UNKNOWN


def test_what_is_kept_of_an_activity_has_neither_streets_nor_people() -> None:
    kept = json.dumps([scan.raw for scan in told("delivered").scans])
    assert "EXAMPLE" not in kept
    assert "postalCode" not in kept
    assert "statusCode" in kept


@pytest.mark.parametrize("spelled", ["mg transit 0000", "MGTRANSIT0000"])
def test_a_number_is_one_in_any_spelling(spelled: str) -> None:
    assert tracking.read(body("in_transit"), spelled).scans


def test_of_several_packages_the_one_asked_for_is_read() -> None:
    document = json.loads(body("in_transit"))
    packages = document["trackResponse"]["shipment"][0]["package"]
    packages.insert(0, {"trackingNumber": "1Z9990000300000001", "activity": []})
    other = {"number": "92419900000000000000000000", "type": "USPS_PIC"}
    packages.append({"trackingNumber": "1Z9990000300000002", "alternateTrackingNumber": [other], "service": {}})
    read = json.dumps(document).encode()
    assert len(tracking.read(read, NUMBER).scans) == 4
    assert tracking.read(read, other["number"]) == Tracking(())
    with pytest.raises(Unintelligible, match="another parcel"):
        tracking.read(read, "1Z9990000300000009")


@pytest.mark.parametrize("name", ["not_found"])
def test_a_warning_in_a_good_answer_is_a_parcel_that_is_not_found(name: str) -> None:
    assert told(name) == Tracking((), trouble="NOT_FOUND")


def test_any_other_warning_is_the_parcels_trouble_in_its_own_code() -> None:
    warned = body("not_found").replace(b"TW0001", b"TW0099")
    assert tracking.read(warned, NUMBER) == Tracking((), trouble="TW0099")


@pytest.mark.parametrize(("code", "status"), [("TV1002", 0), ("250003", 401), ("251004", 401)])
def test_a_refusal_in_a_good_answer_is_a_refusal(code: str, status: int) -> None:
    with pytest.raises(Rejected) as caught:
        tracking.read(body("error_inside").replace(b"TV1002", code.encode()), NUMBER)
    assert (caught.value.code, caught.value.status or 0) == (code, status)

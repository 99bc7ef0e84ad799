"""dao's answers in our words: what it writes before what it codes, its failures with status 200, its encodings."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.core.companies.dao import CODES, read, result
from services.core.ports import Rejected, Unintelligible
from services.core.shipments.model import IncidentReason, Tracking, TrackingStatus
from tests.companies.playing import status

HERE = Path(__file__).parent
NUMBER = "00057151270000123456"


def answer(name: str) -> bytes:
    return (HERE / f"answers/{name}.json").read_bytes()


def told(*events: Any, **parcel: Any) -> bytes:
    return json.dumps({"status": "OK", "resultat": {"haendelser": events, **parcel}}, ensure_ascii=False).encode()


def event(code: object = "10", text: str = "", time: str = "2026-03-02 13:00:00") -> dict[str, object]:
    return {"tidspunkt": time, "haendelse": code, "beskrivelse": text}


def test_every_code_that_is_known_of_is_mapped() -> None:
    published = [line.removeprefix("haendelse: ") for line in (HERE / "published.txt").read_text().splitlines()]
    assert [word for word in published if word not in CODES] == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("in_transit", TrackingStatus.IN_TRANSIT),
        ("parcel_shop", TrackingStatus.AVAILABLE_FOR_PICKUP),
        ("delivered", TrackingStatus.DELIVERED),
    ],
)
def test_a_parcel_stands_where_dao_says(name: str, expected: TrackingStatus) -> None:
    assert status(read(answer(name), NUMBER)) is expected


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("30", "Pakke er afleveret", TrackingStatus.DELIVERED),
        ("30", "Pakken er afleveret i pakkeshop", TrackingStatus.AVAILABLE_FOR_PICKUP),
        ("30", "Delivered to parcel shop", TrackingStatus.AVAILABLE_FOR_PICKUP),
        ("88", "Pakken er klar til afhentning", TrackingStatus.AVAILABLE_FOR_PICKUP),
        ("88", "Pakken er udleveret", TrackingStatus.DELIVERED),
        ("88", "Pakken er indleveret i pakkeshop", TrackingStatus.IN_TRANSIT),
        ("30", "Pakke er ikke afleveret", TrackingStatus.DELIVERY_ATTEMPTED),
        ("30", "Pakke returneret til afsender", TrackingStatus.RETURNED),
        ("88", "Pakken sendes retur", TrackingStatus.RETURN_TO_SENDER),
        ("88", "Noget andet", TrackingStatus.UNKNOWN),
        (60, "", TrackingStatus.OUT_FOR_DELIVERY),
    ],
)
def test_what_is_written_counts_before_a_code_that_nobody_verified(
    code: object, text: str, expected: TrackingStatus
) -> None:
    (scan,) = read(told(event(code, text)), NUMBER).scans
    assert (scan.status, scan.code, scan.description) == (expected, str(code), text)


def test_a_lost_parcel_has_a_reason() -> None:
    (scan,) = read(told(event("88", "Pakken er bortkommet")), NUMBER).scans
    assert (scan.status, scan.incident) == (TrackingStatus.LOST, IncidentReason.CARRIER_LOST)


def test_events_stand_in_the_order_of_their_times_whichever_comes_first() -> None:
    events = [event("60", time="2026-03-04 08:00:00"), event("10"), event("30", time="2026-03-04 17:00:00")]
    codes = [[scan.code for scan in read(told(*order), NUMBER).scans] for order in (events, events[::-1])]
    assert codes == [["10", "60", "30"]] * 2


def test_times_are_danish_unless_they_say_otherwise() -> None:
    events = [event(time="2026-07-02 13:00:00"), event(time="2026-07-03T13:00:00Z")]
    assert [scan.occurred_at for scan in read(told(*events), NUMBER).scans] == [
        datetime(2026, 7, 2, 11, tzinfo=UTC),
        datetime(2026, 7, 3, 13, tzinfo=UTC),
    ]


@pytest.mark.parametrize("encode", [lambda text: text.encode("cp1252"), lambda text: b"\xef\xbb\xbf" + text.encode()])
def test_an_answer_in_another_encoding_is_read(encode: Any) -> None:
    body = encode(told(event("10", "på vej, 5 € så")).decode())
    assert read(body, NUMBER).scans[0].description == "på vej, 5 € så"


def test_whom_the_parcel_is_for_is_not_kept() -> None:
    assert "Kim" not in repr(read(answer("delivered"), NUMBER))


def test_a_parcel_without_registrations_is_not_found() -> None:
    assert read(answer("nothing_yet"), NUMBER) == Tracking((), trouble="NOT_FOUND")


@pytest.mark.parametrize(
    ("name", "code", "status"),
    [("not_found", "NOT_FOUND", None), ("error_account", "FEJL_1", 401), ("error_other", "FEJL_99", None)],
)
def test_a_failure_is_the_accounts_or_the_parcels_by_its_text(name: str, code: str, status: int | None) -> None:
    with pytest.raises(Rejected) as no:
        result(answer(name))
    assert (no.value.code, no.value.status) == (code, status)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"<br />Warning: mysqli", b'{"status": "OK", "resultat": {}}', b'{"status": 1}', answer("delivered")],
)
def test_what_is_about_no_parcel_or_another_one_is_not_taken(body: bytes) -> None:
    with pytest.raises(Unintelligible):
        read(body, "00057151279999999999")

"""PostNord's answers in our words: statuses, items that are one parcel, times of the place, and what is kept."""

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from services.core.companies.postnord.answers import STATUSES, read, rejection
from services.core.ports import Unintelligible
from services.core.shipments.model import Tracking, TrackingStatus
from tests.companies.playing import status

HERE = Path(__file__).parent
SHIPMENT, FIRST, SECOND = "84971563019SE", "00373500489530470001", "00373500489530470002"


def answer(name: str) -> bytes:
    return (HERE / f"answers/{name}.json").read_bytes()


def changed(name: str, change: Any) -> bytes:
    told = json.loads(answer(name))
    change(told["TrackingInformationResponse"]["shipments"][0])
    return json.dumps(told).encode()


def test_every_published_status_is_mapped() -> None:
    published = [line.removeprefix("status: ") for line in (HERE / "published.txt").read_text().splitlines()]
    assert [word for word in published if word not in STATUSES] == []


def test_a_delivery_comes_with_who_took_it() -> None:
    told = read(answer("delivered"), SHIPMENT)
    assert status(told) is TrackingStatus.DELIVERED
    assert told.signed_by == "K. Kund"
    assert told.proof is not None
    assert told.proof.signed_by == "K. Kund"
    assert [scan.code for scan in told.scans] == ["1", "22", "60"]


def test_a_signature_may_be_the_only_name() -> None:
    def without_acceptor(shipment: Any) -> None:
        del shipment["items"][0]["acceptor"]
        shipment["items"][0]["signature"] = "Kim Kund"

    assert read(changed("delivered", without_acceptor), SHIPMENT).signed_by == "Kim Kund"
    assert (
        read(changed("delivered", lambda s: s["items"][0].update(acceptor=7, signature="x" * 5000)), SHIPMENT).signed_by
        is None
    )


def test_a_parcel_at_a_service_point_or_in_a_locker_is_not_delivered() -> None:
    assert status(read(answer("service_point"), SHIPMENT)) is TrackingStatus.AVAILABLE_FOR_PICKUP


def test_a_split_shipment_is_where_its_least_advanced_item_is() -> None:
    told = read(answer("split"), SHIPMENT)
    assert status(told) is TrackingStatus.IN_TRANSIT
    assert told.reported is TrackingStatus.IN_TRANSIT
    assert told.signed_by is None, "the parcel as a whole was handed to nobody"
    assert "The item has been delivered" in {scan.description for scan in told.scans}, "no item's scans are dropped"


def test_each_item_of_a_split_shipment_can_be_followed_alone() -> None:
    assert status(read(answer("split"), FIRST)) is TrackingStatus.DELIVERED
    assert status(read(answer("split"), SECOND)) is TrackingStatus.IN_TRANSIT


def test_a_split_shipment_is_delivered_when_its_last_item_is() -> None:
    def deliver(shipment: Any) -> None:
        last = deepcopy(shipment["items"][0]["events"][0])
        last["eventTime"] = "2026-03-06T10:00:00"
        shipment["items"][1]["events"].insert(0, last)
        shipment["items"][1]["status"] = "DELIVERED"

    told = read(changed("split", deliver), SHIPMENT)
    assert status(told) is TrackingStatus.DELIVERED
    assert [scan.occurred_at for scan in told.scans if scan.status is TrackingStatus.DELIVERED] == [
        datetime(2026, 3, 6, 9, tzinfo=UTC)
    ]


def test_items_delivered_at_the_same_second_are_all_delivered() -> None:
    def deliver(shipment: Any) -> None:
        shipment["items"][1] |= {"status": "DELIVERED", "events": deepcopy(shipment["items"][0]["events"])}

    assert status(read(changed("split", deliver), SHIPMENT)) is TrackingStatus.DELIVERED


def test_a_returned_item_is_not_hidden_by_a_delivered_one() -> None:
    def send_back(shipment: Any) -> None:
        shipment["items"][1]["status"] = "RETURNED"
        shipment["items"][1]["events"][0] |= {"status": "RETURNED", "eventTime": "2026-03-04T10:00:00"}

    assert status(read(changed("split", send_back), SHIPMENT)) is TrackingStatus.RETURNED


def test_an_item_without_events_counts_by_its_own_status() -> None:
    told = read(changed("split", lambda s: s["items"][1].update(events=None, status="DELIVERY_REFUSED")), SHIPMENT)
    assert status(told) is TrackingStatus.EXCEPTION


@pytest.mark.parametrize(
    ("time", "country", "moment"),
    [
        ("2026-03-05T12:30:00", "SE", datetime(2026, 3, 5, 11, 30, tzinfo=UTC)),
        ("2026-03-05T12:30:00", "FI", datetime(2026, 3, 5, 10, 30, tzinfo=UTC)),
        ("2026-07-05T12:30:00", "", datetime(2026, 7, 5, 10, 30, tzinfo=UTC)),
        ("2026-03-05T12:30:00+05:00", "SE", datetime(2026, 3, 5, 7, 30, tzinfo=UTC)),
    ],
)
def test_a_time_is_that_of_the_place(time: str, country: str, moment: datetime) -> None:
    def retime(shipment: Any) -> None:
        shipment["items"][0]["events"] = [
            {"eventTime": time, "eventCode": "9", "status": "EN_ROUTE", "location": {"countryCode": country}}
        ]

    assert [scan.occurred_at for scan in read(changed("in_transit", retime), SHIPMENT).scans] == [moment]


def test_a_note_moves_no_parcel() -> None:
    def note(shipment: Any) -> None:
        event = {"eventTime": "2026-03-04T08:00:00", "eventCode": "77", "status": "OTHER", "eventDescription": "Text"}
        shipment["items"][0]["events"].insert(0, event)

    told = read(changed("in_transit", note), SHIPMENT)
    assert status(told) is TrackingStatus.IN_TRANSIT
    assert (told.scans[-1].status, told.scans[-1].code) == (TrackingStatus.UNKNOWN, "77")


def test_the_items_own_status_counts_where_its_events_have_none() -> None:
    def unsay(shipment: Any) -> None:
        for event in shipment["items"][0]["events"]:
            del event["status"]

    assert status(read(changed("delivered", unsay), SHIPMENT)) is TrackingStatus.DELIVERED


def test_what_the_parcel_is_insured_for_is_kept_and_who_scanned_or_gets_it_is_not() -> None:
    (_, last) = read(answer("in_transit"), SHIPMENT).scans
    assert last.raw is not None
    assert last.raw["transportInsurance"] == {"value": "5000.00", "currency": "SEK"}
    for told in (read(answer(name), SHIPMENT) for name in ("in_transit", "delivered", "split")):
        assert not {"Kim Kund", "u-4711", "11122"} & set(json.dumps([scan.raw for scan in told.scans]).split('"'))


@pytest.mark.parametrize("name", ["not_found", "not_found_with_fault"])
def test_a_number_that_nobody_has_is_not_found(name: str) -> None:
    assert read(answer(name), SHIPMENT) == Tracking((), trouble="NOT_FOUND")


def test_an_answer_about_another_number_is_not_taken() -> None:
    with pytest.raises(Unintelligible):
        read(answer("delivered"), "84971563020SE")


def test_a_refusal_quotes_no_key() -> None:
    no = rejection(403, answer("error_403"))
    assert (no.code, "0123456789abcdef" in str(no)) == ("FORBIDDEN", False)
    assert rejection(401, b"<html>").code == "HTTP_401"

"""Amazon's tracking and claims: every published word, returns that look like deliveries, and what a claim sends."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from services.core.companies.amazon_shipping import claims, words
from services.core.companies.amazon_shipping.tracking import read_tracking
from services.core.companies.amazon_shipping.wire import rejection
from services.core.outside import Vocabulary
from services.core.ports import Filing, FilingReason, FilingStatus, Rejected, Unintelligible
from services.core.shipments.model import Handover, IncidentReason, Reading, Scan, Tracking, TrackingStatus
from services.core.shipments.policy import derive

HERE = Path(__file__).parent
NUMBER = "MG-TRANSIT-0000"
PUBLISHED = [line.split(": ") for line in (HERE / "published.txt").read_text().splitlines()]
FILING = Filing(
    key="eff_1",
    reference="rec_1",
    tracking_number=NUMBER,
    carrier="amazon_shipping",
    reason=FilingReason.THEFT,
    amount=Decimal("40.10"),
    currency_code="GBP",
    description="Not received.",
    contact_email="claims@shop.example",
    document_urls=("https://files.shop.example/invoice.pdf",),
)


def answer(name: str) -> bytes:
    return (HERE / "answers" / name).read_bytes()


def told(*events: dict[str, Any], status: str = "InTransit", **codes: list[str]) -> Tracking:
    summary = {"status": status, "trackingDetailCodes": codes}
    return read_tracking(
        NUMBER, json.dumps({"trackingId": NUMBER, "eventHistory": events, "summary": summary}).encode()
    )


def event(code: str, at: str = "2026-02-10T09:00:00Z", way: str = "FORWARD") -> dict[str, Any]:
    return {"eventCode": code, "eventTime": at, "shipmentType": way}


def derived(tracking: Tracking) -> TrackingStatus:
    def reading(scan: Scan) -> Reading:
        return Reading(scan.occurred_at, scan.status, scan.code, scan.detail, scan.incident)

    return derive(map(reading, tracking.scans), tracking.reported).status


@pytest.mark.parametrize(
    ("field", "table"), [("status", words.STATUSES), ("event", words.EVENTS), ("detail", words.DETAILS)]
)
def test_every_published_word_is_known(field: str, table: Vocabulary[str]) -> None:
    assert {word for name, word in PUBLISHED if name == field} - table.keys() == set()


def test_a_parcel_delivered_on_its_way_back_is_a_return() -> None:
    tracking = read_tracking(NUMBER, answer("came_back.json"))
    assert [scan.status for scan in tracking.scans] == [
        TrackingStatus.DAMAGED,
        TrackingStatus.RETURN_TO_SENDER,
        TrackingStatus.RETURNED,
    ]
    assert tracking.scans[0].incident is IncidentReason.CARRIER_DAMAGED, "the damage is why it was refused"
    assert tracking.reported is TrackingStatus.RETURNED
    assert derived(tracking) is TrackingStatus.RETURNED


def test_a_delivery_to_the_neighbor_says_so_and_has_its_scans_oldest_first() -> None:
    tracking = read_tracking(NUMBER, answer("delivered.json"))
    assert [scan.code for scan in tracking.scans] == ["PickupDone", "OutForDelivery", "Delivered"]
    assert tracking.proof is not None
    assert (tracking.proof.handover, tracking.proof.place) == (Handover.NEIGHBOR, "DeliveredToNeighbor")
    assert tracking.scans[-1].location == "Leeds, LS1 4AP, GB"


def test_who_signed_is_not_made_up() -> None:
    assert told(event("Delivered"), status="Delivered", forward=["Signed"]).proof is None


@pytest.mark.parametrize(
    ("code", "detail", "status", "incident"),
    [
        ("DeliveryAttempted", "CustomerUnavailable", "DELIVERY_ATTEMPTED", "CONSIGNEE_NOT_HOME"),
        ("Undeliverable", "AddressNotFound", "EXCEPTION", "CONSIGNEE_INCORRECT_ADDRESS"),
        ("Rejected", "Damaged", "DAMAGED", "CARRIER_DAMAGED"),
        ("Rejected", "Unheard", "EXCEPTION", "CONSIGNEE_REFUSED"),
        ("Lost", "Damaged", "LOST", "CARRIER_LOST"),
        ("OutForDelivery", "CustomerUnavailable", "OUT_FOR_DELIVERY", None),
    ],
)
def test_what_is_known_of_a_leg_explains_its_last_event_where_that_went_wrong(
    code: str, detail: str, status: str, incident: str | None
) -> None:
    (scan,) = told(event(code), forward=[detail]).scans
    assert (scan.status, scan.incident, scan.detail) == (status, incident, detail)


def test_a_word_of_the_future_decides_nothing() -> None:
    tracking = told(event("PickupDone"), event("Teleported", "2026-02-11T09:00:00Z"), status="Beaming")
    assert [scan.status for scan in tracking.scans] == [TrackingStatus.IN_TRANSIT, TrackingStatus.UNKNOWN]
    assert (tracking.scans[1].code, tracking.reported) == ("Teleported", TrackingStatus.UNKNOWN)
    assert derived(tracking) is TrackingStatus.IN_TRANSIT


def test_a_wish_for_another_day_moves_nothing() -> None:
    wish = event("RecipientRequestedAlternateDeliveryTiming", "2026-02-11T09:00:00Z")
    assert derived(told(event("PickupDone"), wish)) is TrackingStatus.IN_TRANSIT


def test_an_answer_about_another_parcel_is_unintelligible() -> None:
    with pytest.raises(Unintelligible):
        read_tracking("OTHER", answer("delivered.json"))


# claims


@pytest.mark.parametrize(
    ("reason", "word"),
    [
        (FilingReason.LOSS, "LOST_IN_TRANSIT"),
        (FilingReason.DAMAGE, "DAMAGED_IN_TRANSIT"),
        (FilingReason.THEFT, "DELIVERED_NOT_RECEIVED"),
        (FilingReason.MISSING_CONTENTS, "ITEM_MISSING_SWITCHEROO"),
    ],
)
def test_a_claim_sends_its_reason_and_its_exact_value_as_a_number(reason: FilingReason, word: str) -> None:
    request = claims.create(replace(FILING, reason=reason))
    assert not request.idempotent, "a second try is refused, so whoever knows of the first has to make it"
    sent = msgspec.json.encode(request.json)
    assert b'"value":40.10' in sent
    assert json.loads(sent) == {
        "trackingId": NUMBER,
        "claimReason": word,
        "settlementType": "REFUND",
        "declaredValue": {"value": 40.1, "unit": "GBP"},
        "isReplacementPackageSent": False,
        "proofs": ["https://files.shop.example/invoice.pdf"],
    }


def test_a_delay_is_no_claim_of_amazons() -> None:
    with pytest.raises(Rejected, match="NOT_SUPPORTED"):
        claims.create(replace(FILING, reason=FilingReason.DELAY))


@pytest.mark.parametrize("body", [b'{"claimId": "1318160977650"}', b'{"payload": {"claimId": 1318160977650}}'])
def test_a_claim_is_read_with_and_without_its_envelope(body: bytes) -> None:
    filed = claims.read_filed(body)
    assert (filed.reference, filed.status) == ("1318160977650", FilingStatus.SUBMITTED)


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"claimId": ""}', b'{"payload": null}', b"<html>", b'"x"'])
def test_what_is_no_claim_is_unintelligible(body: bytes) -> None:
    with pytest.raises(Unintelligible):
        claims.read_filed(body)


@pytest.mark.parametrize(
    ("status", "code", "details", "ours"),
    [
        (400, "InvalidInputException", "Claim already exists for the trackingId", "ALREADY_FILED"),
        (400, "InvalidInputException", "The claim window for this shipment is over", "OUTSIDE_WINDOW"),
        (400, "InvalidInputException", "The shipment is not eligible for claim", "NOT_COVERED"),
        (400, "InvalidInputException", "declaredValue is missing", "InvalidInputException"),
        (404, "NotFound", None, "NOT_FOUND"),
    ],
)
def test_a_refusal_is_told_in_the_cores_words(status: int, code: str, details: str | None, ours: str) -> None:
    error = {"code": code, "message": "No.", "details": details}
    assert rejection(status, json.dumps({"errors": [error]}).encode()).code == ours


@pytest.mark.parametrize("body", [b"", b"<html>", b'{"errors": []}', b'{"errors": 7}', b'{"errors": [{"code": []}]}'])
def test_any_refusal_has_a_code(body: bytes) -> None:
    assert rejection(400, body).code == "HTTP_400"

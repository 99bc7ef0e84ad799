"""EasyPost's claims and insurances: what is sent, and what an answer or an event says."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from prometheus_client import REGISTRY

from services.core.companies import HOOKS
from services.core.companies.easypost import claims, insurances
from services.core.companies.easypost.account import same
from services.core.companies.easypost.hooks import CLAIM_EVENTS
from services.core.companies.easypost.wire import rejection
from services.core.ports import (
    Cover,
    CoverStatus,
    Filing,
    FilingDocument,
    FilingReason,
    FilingStatus,
    Rejected,
    Unintelligible,
)

HERE = Path(__file__).parent
CLAIM = json.loads((HERE / "claim_partly_approved.json").read_bytes())
INSURANCE = json.loads((HERE / "insurance_purchased.json").read_bytes())
PUBLISHED = [line.split(": ") for line in (HERE / "published_filing.txt").read_text().splitlines()]
FILING = Filing(
    key="eff_1",
    reference="rec_1",
    tracking_number="1Z9990000300000001",
    carrier="UPS",
    reason=FilingReason.DAMAGE,
    amount=Decimal("120.00"),
    currency_code="USD",
    description="The box arrived crushed.",
    contact_email="claims@shop.example",
)
COVER = Cover(
    key="eff_2",
    reference="cov_1",
    tracking_number="1Z9990000300000001",
    carrier="UPS",
    amount=Decimal("120.00"),
    currency_code="USD",
    from_address={"name": "A Shop"},
    to_address={"name": "A Name"},
)


def words(field: str) -> set[str]:
    return {word for name, word in PUBLISHED if name == field}


def encoded(value: Any) -> bytes:
    return json.dumps(value).encode()


def unknown_words(field: str) -> float:
    return REGISTRY.get_sample_value("makegood_unknown_words_total", {"company": "easypost", "field": field}) or 0.0


def test_every_published_word_is_known() -> None:
    assert words("claim.status") <= claims.STATUSES.keys()
    assert words("claim.type") == set(claims.TYPES.values())
    assert words("insurance.status") <= insurances.STATUSES.keys()
    assert words("event") <= CLAIM_EVENTS


def test_a_claim_goes_flat_with_its_papers_as_data_uris_by_what_they_prove() -> None:
    papers = (
        FilingDocument("INVOICE", "invoice.pdf", "application/pdf", b"%PDF"),
        FilingDocument("NON_RECEIPT_DECLARATION", "said.pdf", "application/pdf", b"I"),
        FilingDocument("PHOTO", "box.png", "image/png", b"\x89PNG"),
        FilingDocument("PHOTO", "label.jpg", "image/jpeg", b"\xff"),
    )
    request = claims.create(replace(FILING, documents=papers, recipient_name="A Name"))
    assert (request.method, request.path, request.idempotent) == ("POST", "/claims", False)
    assert request.json == {
        "type": "damage",
        "tracking_code": "1Z9990000300000001",
        "amount": "120.00",
        "description": "The box arrived crushed.",
        "contact_email": "claims@shop.example",
        "recipient_name": "A Name",
        "reference": "rec_1",
        "invoice_attachments": ["data:application/pdf;base64,JVBERg=="],
        "email_evidence_attachments": ["data:application/pdf;base64,SQ=="],
        "supporting_documentation_attachments": ["data:image/png;base64,iVBORw==", "data:image/jpeg;base64,/w=="],
    }


@pytest.mark.parametrize("reason", [FilingReason.DELAY, FilingReason.MISSING_CONTENTS])
def test_a_claim_for_what_easypost_does_not_insure_is_not_sent(reason: FilingReason) -> None:
    with pytest.raises(Rejected, match="NOT_SUPPORTED"):
        claims.create(replace(FILING, reason=reason))


def test_nothing_is_claimed_or_insured_in_another_currency() -> None:
    with pytest.raises(Rejected, match="CURRENCY_NOT_SUPPORTED"):
        claims.create(replace(FILING, currency_code="EUR"))
    for shipment in (None, "shp_1"):
        with pytest.raises(Rejected, match="CURRENCY_NOT_SUPPORTED"):
            insurances.create(replace(COVER, currency_code="EUR", shipment_reference=shipment))


def test_neither_words_nor_addresses_of_people_are_shown_by_a_failure() -> None:
    told = f"{FILING!r} {COVER!r} {claims.create(FILING)!r} {insurances.create(COVER)!r}"
    assert not any(secret in told for secret in ("crushed", "claims@shop.example", "A Name"))


def test_a_partial_approval_is_read_with_its_history_oldest_first() -> None:
    claim = claims.read_claim(encoded(CLAIM))
    assert (claim.tracking_code, claim.type) == ("1Z9990000300000001", "damage")
    state = claim.state
    assert (state.reference, state.status) == ("clm_0000000000000000000000000000c001", FilingStatus.APPROVED_PARTIAL)
    assert (state.approved_amount, state.currency_code, state.paid_amount) == (Decimal("62.50"), "USD", None)
    assert state.detail == "Two of three items were damaged."
    assert state.at == datetime(2026, 3, 4, 16, 20, tzinfo=UTC)
    assert [step.status for step in state.history] == [
        FilingStatus.SUBMITTED,
        FilingStatus.UNDER_REVIEW,
        FilingStatus.APPROVED_PARTIAL,
    ]


def test_a_status_of_the_future_is_kept_in_its_own_word_and_counted() -> None:
    before = unknown_words("claim.status")
    state = claims.read_claim(encoded(CLAIM | {"status": "escalated", "history": []})).state
    assert (state.status, state.detail) == (None, "escalated: Two of three items were damaged.")
    assert unknown_words("claim.status") == before + 1


@pytest.mark.parametrize(
    "odd",
    [
        {"approved_amount": "NaN"}, {"approved_amount": "-1"}, {"approved_amount": "1e400"}, {"approved_amount": []},
        {"approved_amount": "9" * 60}, {"history": [7, None, {}, {"timestamp": "yesterday"}]}, {"status_detail": 7},
        {"status_timestamp": "soon", "updated_at": None}, {"tracking_code": None}, {"history": None},
    ],
)  # fmt: skip
def test_whatever_is_odd_in_a_claim_leaves_the_rest(odd: dict[str, Any]) -> None:
    state = claims.read_claim(encoded(CLAIM | odd)).state
    assert state.status is FilingStatus.APPROVED_PARTIAL
    assert state.approved_amount in (None, Decimal("62.50"))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"<html>", b'{"id": 7}', b'{"id": ""}', b'{"id": "x", "object": "Batch"}']
)
def test_what_is_no_claim_and_no_insurance_is_unintelligible(body: bytes) -> None:
    for read in (claims.read_claim, claims.read_page, insurances.read_insurance, insurances.read_shipment):
        with pytest.raises(Unintelligible):
            read(body)


def test_a_claim_that_cannot_be_read_hides_no_other_of_its_page() -> None:
    page = {"claims": [{"id": 7}, CLAIM, None], "has_more": True}
    found, after = claims.read_page(encoded(page))
    assert [claim.state.reference for claim in found] == [CLAIM["id"]]
    assert after == CLAIM["id"]


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        (["No eligible insurance found with provided tracking code."], "NOT_COVERED"),
        (["A claim already exists for this tracking code."], "ALREADY_FILED"),
        ([{"field": "type", "message": "Claims must be filed within 30 days of shipping."}], "OUTSIDE_WINDOW"),
        (["Something else."], "NOT_FOUND"),
    ],
)
def test_a_refusal_is_told_in_the_cores_words_where_easyposts_say_which(errors: list[object], code: str) -> None:
    body = {"error": {"code": "NOT_FOUND", "message": "No.", "errors": errors}}
    no = rejection(404, encoded(body))
    no.status = 404
    told = claims.refused(no)
    assert (told.code, told.status) == (code, 404)
    assert told.message.startswith("No.")


@pytest.mark.parametrize(
    ("ours", "theirs", "one"),
    [
        ("94 0010 0208303109500683", "9400100208303109500683", True),
        ("420787449400100208303109500683", "9400100208303109500683", True),
        ("mg-lost-1", "MGLOST1", True),
        ("MG-LOST-11", "1", False),
        ("11", "MG-LOST-11", False),
        ("MG-LOST-1", "", False),
    ],
)
def test_two_spellings_are_one_number_and_a_short_one_ends_no_other(ours: str, theirs: str, one: bool) -> None:
    assert same(ours, theirs) is one


def test_an_insurance_is_read_with_its_fee_to_the_cent() -> None:
    insurance = insurances.read_insurance(encoded(INSURANCE))
    covered = insurance.covered
    assert (insurance.reference, covered.status) == ("cov_1", CoverStatus.ACTIVE)
    assert (covered.insured_amount, covered.fee, covered.currency_code) == (Decimal("120.00"), Decimal("1.21"), "USD")


def test_a_shipment_tells_its_insurance_and_one_without_tells_none() -> None:
    fees = [{"type": "PostageFee", "amount": "6.00000"}, {"type": "InsuranceFee", "amount": "1.00000"}]
    shipment = {"id": "shp_1", "object": "Shipment", "insurance": "100.00", "fees": fees}
    covered = insurances.read_shipment(encoded(shipment))
    assert covered is not None
    assert (covered.reference, covered.insured_amount, covered.fee) == ("shp_1", Decimal("100.00"), Decimal("1.00"))
    assert insurances.read_shipment(encoded(shipment | {"insurance": None})) is None


# what EasyPost posts


def event(description: str, result: object) -> bytes:
    return encoded({"id": "evt_1", "description": description, "created_at": "2026-03-04T16:20:01Z", "result": result})


@pytest.mark.parametrize("description", sorted(words("event")))
def test_news_of_a_claim_is_read_in_either_spelling(description: str) -> None:
    notice = HOOKS["easypost"].read(event(description, CLAIM))
    assert (notice.tracking, notice.tracking_number) == (None, None)
    filing = notice.filing
    assert filing is not None
    assert (filing.id, filing.type, filing.reference) == ("evt_1", description, CLAIM["id"])
    assert filing.tracking_number == "1Z9990000300000001"
    assert filing.state is not None
    assert filing.state.status is FilingStatus.APPROVED_PARTIAL
    assert filing.message is None


@pytest.mark.parametrize("spelling", ["claim.message", "claims.message"])
def test_what_easypost_asks_about_a_claim_is_read(spelling: str) -> None:
    posted = json.loads((HERE / "event_claim_message.json").read_bytes()) | {"description": spelling}
    filing = HOOKS["easypost"].read(encoded(posted)).filing
    assert filing is not None
    assert filing.message is not None
    assert (filing.reference, filing.state) == ("clm_0000000000000000000000000000c001", None)
    assert filing.message.text.startswith("Please send proof of purchase.")
    assert filing.message.from_them


def test_our_own_answer_is_not_theirs() -> None:
    posted = json.loads((HERE / "event_claim_message.json").read_bytes())
    posted["result"]["direction"] = "inbound"
    filing = HOOKS["easypost"].read(encoded(posted)).filing
    assert filing is not None
    assert filing.message is not None
    assert not filing.message.from_them


def test_news_of_an_insurance_is_read() -> None:
    covered = HOOKS["easypost"].read(event("insurance.purchased", INSURANCE)).covered
    assert covered is not None
    assert covered.status is CoverStatus.ACTIVE


@pytest.mark.parametrize("description", ["claim.updated", "claims.message", "insurance.cancelled"])
@pytest.mark.parametrize("result", [None, {}, 7, {"id": "x", "object": "Tracker", "tracking_code": "1"}])
def test_news_without_its_thing_is_unintelligible(description: str, result: object) -> None:
    with pytest.raises(Unintelligible):
        HOOKS["easypost"].read(event(description, result))

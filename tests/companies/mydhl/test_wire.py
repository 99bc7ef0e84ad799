"""DHL Express' JSON: checkpoints, offsets, signatures, papers; whatever is broken is left out."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from services.core.companies.mydhl.wire import read_proof, read_tracking, rejection
from services.core.companies.mydhl.words import EVENTS
from services.core.ports import Parcel, Rejected, Unintelligible
from services.core.shipments.model import ProofKind, Tracking, TrackingStatus

HERE = Path(__file__).parent
ANSWERS = HERE / "answers"
PARCEL = Parcel("2468013579", "DHL Express")
DELIVERED = json.loads((ANSWERS / "delivered.json").read_bytes())


def told(name: str, parcel: Parcel = PARCEL) -> Tracking:
    return read_tracking((ANSWERS / f"{name}.json").read_bytes(), parcel)


def count(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_every_published_checkpoint_is_known() -> None:
    published = (HERE / "published.txt").read_text("utf-8").split()
    assert len(published) == len(set(published))
    assert [code for code in published if code not in EVENTS] == []


@pytest.mark.parametrize(
    ("code", "status", "incident"),
    [
        ("PU", "IN_TRANSIT", None),
        ("WC", "OUT_FOR_DELIVERY", None),
        ("OK", "DELIVERED", None),
        ("DD", "DELIVERED", "CARRIER_DAMAGED"),
        ("DM", "DAMAGED", "CARRIER_DAMAGED"),
        ("MS", "DELAYED", "CARRIER_SORTING_ERROR"),
        ("NH", "DELIVERY_ATTEMPTED", "CONSIGNEE_NOT_HOME"),
        ("RT", "RETURN_TO_SENDER", None),
        ("CC", "AVAILABLE_FOR_PICKUP", None),
        ("PD", "EXCEPTION", "UNKNOWN"),
        ("HP", "EXCEPTION", "CUSTOMS_DUTIES_UNPAID"),
    ],
)
def test_a_checkpoint_is_read(code: str, status: str, incident: str | None) -> None:
    assert (EVENTS[code].status, EVENTS[code].incident) == (status, incident)


def test_a_delivery_is_read_whole_and_ordered_by_its_offsets() -> None:
    tracking = told("delivered")
    assert [scan.code for scan in tracking.scans] == ["PU", "DF", "OK"]
    assert tracking.scans[-1].occurred_at == datetime(2026, 3, 2, 22, 59, 23, tzinfo=UTC)
    assert (tracking.scans[-1].status, tracking.scans[-1].location) == (TrackingStatus.DELIVERED, "AUCKLAND-NZ")
    assert tracking.signed_by == "SAM P", "the signature may stand in the description alone"
    assert tracking.proof is not None


def test_a_piece_is_found_by_its_own_number() -> None:
    assert told("delivered", Parcel("JD 0123 4567 8900 000001", "DHL Express")).scans
    with pytest.raises(Unintelligible):
        told("delivered", Parcel("2468013570", "DHL Express"))


def test_unknown_checkpoints_are_kept_and_counted_and_broken_ones_left_out() -> None:
    words = count("makegood_unknown_words_total", company="mydhl", field="type_code")
    skipped = count("makegood_mydhl_skipped_total", part="scan")
    tracking = told("in_transit")
    assert [(scan.code, scan.status) for scan in tracking.scans] == [("PU", "IN_TRANSIT"), ("Q9", "UNKNOWN")]
    assert tracking.scans[0].occurred_at == datetime(2026, 3, 2, 13, 56, 21, tzinfo=UTC), "no offset is UTC"
    assert count("makegood_unknown_words_total", company="mydhl", field="type_code") == words + 1
    assert count("makegood_mydhl_skipped_total", part="scan") == skipped + 2


@pytest.mark.parametrize(
    ("parcel", "product"),
    [
        (Parcel("2468013579", "DHL", postal_code="1010"), "P"),
        (Parcel("2468013579", "DHL", postal_code="9999"), None),
        (Parcel("2468013579", "DHL", shipped_at=datetime(2025, 6, 2, tzinfo=UTC)), "N"),
        (PARCEL, None),
    ],
)
def test_a_waybill_that_was_given_out_again_is_told_apart_or_is_no_guess(parcel: Parcel, product: str | None) -> None:
    older = {"shipmentTrackingNumber": 2468013579, "shipmentTimestamp": "2025-06-01T10:00:00", "productCode": "N"}
    body = json.dumps({"shipments": [*DELIVERED["shipments"], older]}).encode()
    tracking = read_tracking(body, parcel)
    assert (tracking.service, tracking.trouble) == (product, None if product else "AMBIGUOUS")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b'{"shipments": []}',
        b'{"shipments": [7]}',
        b"<html></html>",
        b"[" * 5000,
        (ANSWERS / "older.xml").read_bytes(),
    ],
)
def test_what_is_no_answer_is_unintelligible(body: bytes) -> None:
    with pytest.raises(Unintelligible):
        read_tracking(body, PARCEL)
    with pytest.raises(Unintelligible):
        read_proof(body)


def test_papers_are_kept_if_they_are_pdf() -> None:
    pdf, page = (base64.b64encode(content).decode() for content in (b"%PDF-1.4 x", b"<html>"))
    body = json.dumps({"documents": [{"content": page}, {"content": "?"}, {}, {"content": pdf}]}).encode()
    proof = read_proof(body).proof
    assert proof is not None
    assert [(paper.kind, paper.content) for paper in proof.files] == [(ProofKind.DOCUMENT, b"%PDF-1.4 x")]


@pytest.mark.parametrize(("body", "code"), [(b'{"status": "404"}', "NOT_FOUND"), (b'{"status": 401}', "HTTP_401")])
def test_a_refusal_inside_a_good_answer_is_a_refusal(body: bytes, code: str) -> None:
    with pytest.raises(Rejected) as caught:
        read_tracking(body, PARCEL)
    assert (caught.value.code, caught.value.status) == (code, 404 if code == "NOT_FOUND" else 401)


def test_a_refusal_says_why() -> None:
    assert rejection(404, (ANSWERS / "not_found.json").read_bytes()).code == "NOT_FOUND"
    assert rejection(400, b'{"title": "Wrong format", "status": "400"}').message == "Wrong format"
    assert rejection(400, b"<html>").code == "HTTP_400"


VALUES = st.none() | st.integers() | st.text(max_size=20) | st.lists(st.text(max_size=5), max_size=2)
NAMES = st.sampled_from(["date", "time", "GMTOffset", "typeCode", "description", "serviceArea", "signedBy"])


@given(st.lists(st.dictionaries(NAMES, VALUES), max_size=5), st.dictionaries(st.text(max_size=5), VALUES, max_size=3))
def test_any_shipment_at_all_gives_a_tracking(events: list[dict[str, Any]], more: dict[str, Any]) -> None:
    shipment = {**more, "shipmentTrackingNumber": "2468013579", "events": events}
    assert isinstance(read_tracking(json.dumps({"shipments": [shipment]}).encode(), PARCEL), Tracking)


@given(st.permutations(DELIVERED["shipments"][0]["events"] * 2))
def test_the_order_and_the_repetition_of_events_do_not_matter(events: list[dict[str, Any]]) -> None:
    shipment = {**DELIVERED["shipments"][0], "events": events}
    assert read_tracking(json.dumps({"shipments": [shipment]}).encode(), PARCEL) == told("delivered")

"""DHL's shipments read: the right one of several, times, places, who took it; whatever is broken is left out."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from services.core.companies.dhl.shipments import read, read_shipment, services_of
from services.core.ports import Parcel, Rejected, Unintelligible
from services.core.shipments.model import Handover, Tracking, TrackingStatus

ANSWERS = Path(__file__).parent / "answers"
NEIGHBOR = Parcel("3SGROE0000001", "DHL Parcel NL")
SEVERAL = (ANSWERS / "several.json").read_bytes()


def answered(name: str, parcel: Parcel) -> Tracking:
    return read((ANSWERS / f"{name}.json").read_bytes(), parcel, parcel.carrier)


def skipped() -> float:
    return REGISTRY.get_sample_value("makegood_dhl_skipped_total", {"part": "scan"}) or 0.0


def test_a_delivery_to_a_neighbor_is_read_whole() -> None:
    told = answered("delivered", NEIGHBOR)
    assert [scan.code for scan in told.scans] == ["PARCEL_RECEIVED", "OUT_FOR_DELIVERY", "DELIVERED_AT_NEIGHBOURS"]
    last = told.scans[-1]
    assert (last.status, last.detail, told.reported) == (TrackingStatus.DELIVERED, "delivered", "DELIVERED")
    assert last.occurred_at == datetime(2026, 3, 5, 13, 20, tzinfo=UTC), "a time without offset is the Netherlands'"
    assert told.estimated_delivery_at == datetime(2026, 3, 5, 15, tzinfo=UTC)
    assert (told.service, told.public_url) == ("DFY-B2C", "https://www.example.com/track?number=3SGROE0000001")
    assert told.signed_by == "Robin Nextdoor"
    assert told.proof is not None
    assert (told.proof.signed_by, told.proof.handover) == ("Robin Nextdoor", Handover.NEIGHBOR)
    assert told.proof.place == "Delivered at the neighbours"


def test_papers_at_other_hosts_are_noted_and_no_address_of_a_person_is_kept() -> None:
    last = answered("delivered", NEIGHBOR).scans[-1]
    assert last.raw is not None
    assert last.raw["proofOfDelivery"] == {
        "documentUrl": "https://documents.example.com/1",
        "signatureUrl": "https://signatures.example.com/1",
    }
    assert last.location == "GRONINGEN, NL"
    assert "Lane" not in repr(last)


def test_a_number_without_quotes_and_a_broken_event_do_not_matter() -> None:
    before = skipped()
    told = answered("in_transit", Parcel("1234567890", "DHL Express"))
    (scan,) = told.scans
    assert (scan.code, scan.status, scan.location) == ("AF", TrackingStatus.IN_TRANSIT, "LEIPZIG - GERMANY")
    assert scan.occurred_at == datetime(2026, 3, 4, 17, 40, tzinfo=UTC)
    assert skipped() == before + 2


@pytest.mark.parametrize(
    ("parcel", "status"),
    [
        (Parcel("7777777770", "DHL Express"), "DELIVERED"),
        (Parcel("7777777770", "DHL Parcel NL"), "IN_TRANSIT"),
        (Parcel("7777777770", "DHL", postal_code="1043ag"), "IN_TRANSIT"),
        (Parcel("7777777770", "DHL", country="DE"), "DELIVERED"),
        (Parcel("7777777770", "DHL", postal_code="99999", country="NL"), "IN_TRANSIT"),
    ],
)
def test_of_several_shipments_the_one_that_fits_is_read(parcel: Parcel, status: str) -> None:
    assert read(SEVERAL, parcel, parcel.carrier).reported == status


def test_of_several_that_fit_alike_none_is_taken() -> None:
    assert read(SEVERAL, Parcel("7777777770", "DHL"), "DHL").trouble == "AMBIGUOUS"


def test_an_answer_about_another_parcel_is_unintelligible() -> None:
    with pytest.raises(Unintelligible):
        answered("delivered", Parcel("3SGROE0000002", "DHL"))


def test_an_empty_list_is_a_parcel_that_is_not_found() -> None:
    assert read(b'{"shipments": []}', NEIGHBOR, "").trouble == "NOT_FOUND"


@pytest.mark.parametrize(("name", "code"), [("not_found", "NOT_FOUND"), ("too_many", "HTTP_429")])
def test_a_refusal_inside_a_good_answer_is_a_refusal(name: str, code: str) -> None:
    with pytest.raises(Rejected) as caught:
        answered(name, NEIGHBOR)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "body", [b"", b"[]x", b"{}", b"null", b'{"shipments": 7}', b"<html></html>", b"\xff\xfe", b"[" * 5000]
)
def test_what_is_no_answer_is_unintelligible(body: bytes) -> None:
    with pytest.raises(Unintelligible):
        read(body, NEIGHBOR, "")


@pytest.mark.parametrize(
    ("carrier", "services"),
    [
        ("DHL Express", ["express"]), ("DHL_PARCEL_DE", ["parcel-de"]), ("dhl ecommerce europe", ["ecommerce-europe"]),
        ("DHL eCommerce", ["ecommerce"]), ("DHL", []), ("", []),
    ],
)  # fmt: skip
def test_a_carriers_name_leads_to_its_division(carrier: str, services: list[str]) -> None:
    assert services_of(carrier) == services


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["id", "status", "events", "timestamp", "statusCode", "details", "location", "address", "x"]),
        inner,
        max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(["status", "events", "details", "service", "serviceUrl"]), JSON))
def test_any_shipment_at_all_gives_a_tracking(shipment: dict[str, Any]) -> None:
    assert isinstance(read_shipment(shipment), Tracking)


@given(st.permutations(json.loads((ANSWERS / "delivered.json").read_bytes())["shipments"][0]["events"] * 2))
def test_the_order_and_the_repetition_of_events_do_not_matter(events: list[dict[str, Any]]) -> None:
    shipment = json.loads((ANSWERS / "delivered.json").read_bytes())["shipments"][0]
    assert read_shipment({**shipment, "events": events}) == read_shipment(shipment)

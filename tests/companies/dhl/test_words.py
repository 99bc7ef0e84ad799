"""DHL's words in ours: total over what its divisions publish, and careful with what is called delivered."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from services.core.companies.dhl.words import STATUS_CODES, STATUSES, normalize
from services.core.shipments.model import Handover, IncidentReason, TrackingStatus

PUBLISHED = [
    tuple(line.split(" ", 1)) for line in (Path(__file__).parent / "published.txt").read_text("utf-8").splitlines()
]


def unknown_words() -> float:
    labels = {"company": "dhl", "field": "status"}
    return REGISTRY.get_sample_value("makegood_unknown_words_total", labels) or 0.0


def test_every_published_word_is_known() -> None:
    missing = [f"{division} {code}" for division, code in PUBLISHED if (division, code.upper()) not in STATUSES]
    assert len(PUBLISHED) == len(set(PUBLISHED)) == 1090
    assert missing == []
    assert set(STATUS_CODES) == {"pre-transit", "transit", "delivered", "failure", "unknown"}


@pytest.mark.parametrize(
    ("division", "status_code", "code", "status", "incident"),
    [
        ("express", "delivered", "OK", "DELIVERED", None),
        ("express", "delivered", "DD", "DELIVERED", "CARRIER_DAMAGED"),
        ("express", "failure", "NH", "DELIVERY_ATTEMPTED", "CONSIGNEE_NOT_HOME"),
        ("express", "transit", "101", "IN_TRANSIT", None),
        ("ecommerce", "failure", "101", "CANCELED", "RETAILER_CANCELED"),
        ("ecommerce-europe", "failure", "101", "RETURN_TO_SENDER", None),
        ("ecommerce-europe", "failure", "83", "DAMAGED", "CARRIER_DAMAGED"),
        ("ecommerce-europe", "failure", "264", "DELAYED", "WEATHER"),
        ("ecommerce", "failure", "690", "LOST", "CARRIER_LOST"),
        ("ecommerce-ppl", "failure", "997", "LOST", "CARRIER_LOST"),
        ("parcel-nl", "failure", "refused_damaged", "DAMAGED", "CARRIER_DAMAGED"),
        ("parcel-nl", "transit", "MISSORT", "DELAYED", "CARRIER_SORTING_ERROR"),
        ("parcel-pl", "failure", "AWI_OZ", "DELIVERY_ATTEMPTED", "CONSIGNEE_ACCESS_RESTRICTED"),
        ("freight", "transit", "20-270", "DELAYED", "FORCE_MAJEURE"),
        ("parcel-de", "transit", "PO", "OUT_FOR_DELIVERY", None),
    ],
)
def test_a_divisions_code_is_read_in_that_division(
    division: str, status_code: str, code: str, status: str, incident: str | None
) -> None:
    said = normalize(division, status_code, [code])
    assert (said.status, said.incident) == (status, incident)


@pytest.mark.parametrize(
    ("division", "code", "status"),
    [
        ("ecommerce-europe", "44", "AVAILABLE_FOR_PICKUP"),
        ("ecommerce-europe", "302", "IN_TRANSIT"),
        ("ecommerce-europe", "366", "RETURNED"),
        ("ecommerce", "601", "AVAILABLE_FOR_PICKUP"),
        ("ecommerce", "642", "IN_TRANSIT"),
        ("parcel-nl", "DELIVERED_AT_ACCESSPOINT", "AVAILABLE_FOR_PICKUP"),
        ("parcel-nl", "DELIVERED_AT_SHIPPER", "RETURNED"),
        ("svb", "RETURNED_TO_SENDER", "RETURNED"),
    ],
)
def test_what_dhl_calls_delivered_has_not_always_reached_the_customer(division: str, code: str, status: str) -> None:
    assert normalize(division, "delivered", [code]).status == status


@pytest.mark.parametrize(
    ("division", "code", "handover"),
    [
        ("parcel-nl", "DELIVERED_AT_NEIGHBOURS", Handover.NEIGHBOR),
        ("parcel-nl", "DELIVERED_IN_MAILBOX", Handover.MAILBOX),
        ("ecommerce", "659", Handover.SAFE_PLACE),
        ("ecommerce", "656", Handover.RECEPTION),
        ("parcel-pl", "DOR_RDZ", Handover.HOUSEHOLD),
        ("express", "OK", None),
    ],
)
def test_a_delivery_tells_to_whom_it_went(division: str, code: str, handover: Handover | None) -> None:
    said = normalize(division, "delivered", [code])
    assert (said.status, said.handover) == (TrackingStatus.DELIVERED, handover)


def test_a_parcel_is_delivered_only_where_the_status_code_says_so_too() -> None:
    assert normalize("express", "transit", ["OK"]).status is TrackingStatus.IN_TRANSIT
    assert normalize("ecommerce", "pre-transit", ["Delivered - Business Address"]).status is TrackingStatus.PRE_TRANSIT
    assert normalize("express", "unknown", ["OK"]).status is TrackingStatus.DELIVERED


@pytest.mark.parametrize(
    ("division", "text", "status"),
    [
        ("parcel-nl", "Arrived at the CityHub with damage", "DAMAGED"),
        ("parcel-nl", "  arrived at the cityhub  with damage. ", "DAMAGED"),
        ("ecommerce-europe", "During the delivery, the shipment was damaged", "DAMAGED"),
        ("a-new-division", "PACKAGE REPORTED MISSING", "LOST"),
    ],
)
def test_where_the_wire_gives_the_text_it_is_read_as_the_code(division: str, text: str, status: str) -> None:
    assert normalize(division, "failure", ["failure", text]).status == status


def test_a_text_that_stands_for_several_things_decides_nothing() -> None:
    assert normalize("parcel-nl", "failure", ["Delivery interrupted"]).status is TrackingStatus.EXCEPTION


@pytest.mark.parametrize(
    ("text", "status", "incident"),
    [
        ("Die shipment is lost", "LOST", "CARRIER_LOST"),
        ("The shipment has been damaged", "DAMAGED", "CARRIER_DAMAGED"),
        ("The label was damaged label", "EXCEPTION", "UNKNOWN"),
        ("It will be returned to the sender", "RETURN_TO_SENDER", None),
        ("Something new", "EXCEPTION", "UNKNOWN"),
        ("", "EXCEPTION", "UNKNOWN"),
    ],
)
def test_a_failure_in_other_words_is_read_from_its_text(text: str, status: str, incident: str | None) -> None:
    said = normalize("parcel-de", "failure", [text])
    assert (said.status, said.incident) == (status, incident)


def test_text_alone_never_loses_a_parcel_that_is_on_its_way() -> None:
    assert normalize("parcel-de", "transit", ["Lost and found, Damaged Bridge"]).status is TrackingStatus.IN_TRANSIT


def test_unknown_words_are_counted_and_the_status_code_counts() -> None:
    before = unknown_words()
    assert normalize("express", "transit", ["ZZ"]).status is TrackingStatus.IN_TRANSIT
    assert normalize("express", "transit", ["transit"]).status is TrackingStatus.IN_TRANSIT
    assert normalize("express", "teleported", ["ZZ"]).status is TrackingStatus.UNKNOWN
    assert unknown_words() == before + 2


def test_a_note_moves_no_parcel() -> None:
    assert normalize("parcel-nl", "transit", ["PICTURE_TAKEN_OF_PARCEL"]).status is TrackingStatus.UNKNOWN


@given(
    st.sampled_from(["express", "parcel-nl", "", "x"]),
    st.sampled_from([*STATUS_CODES, "x", ""]),
    st.lists(st.text(max_size=50) | st.sampled_from([code for _, code in PUBLISHED]), max_size=3),
)
def test_any_words_give_one_of_our_statuses(division: str, status_code: str, texts: list[str]) -> None:
    said = normalize(division, status_code, texts)
    assert isinstance(said.status, TrackingStatus)
    assert said.incident is None or isinstance(said.incident, IncidentReason)

"""FedEx's codes in our words: total over what it publishes, and careful with what it writes beside."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from services.core.companies.fedex.exceptions import EXCEPTIONS
from services.core.companies.fedex.meaning import normalize
from services.core.companies.fedex.words import DELAYS, EVENTS, event
from services.core.shipments.model import IncidentReason, TrackingStatus

HERE = Path(__file__).parent


def counted(field: str) -> float:
    return REGISTRY.get_sample_value("makegood_unknown_words_total", {"company": "fedex", "field": field}) or 0.0


def said(code: str, exception: str = "", description: str = "", delay: str = "") -> tuple[str | None, str | None]:
    meaning = normalize((code,), exception, description, delay)
    return meaning.status, meaning.incident


def test_every_published_code_is_mapped() -> None:
    lines = [line for line in (HERE / "published.txt").read_text().splitlines() if not line.startswith("#")]
    known = (
        {" ".join(key) for key in EVENTS}
        | {f"delay: {key}" for key in DELAYS}
        | {f"exception: {key}" for key in EXCEPTIONS}
    )
    assert [line for line in lines if line not in known] == []
    assert len(lines) > 60


def test_delivered_is_not_a_delivery_exception() -> None:
    assert said("DL") == ("DELIVERED", None)
    assert said("DE") == ("EXCEPTION", "UNKNOWN")


def test_letters_that_stand_in_several_groups_are_told_apart() -> None:
    assert said("CA") == ("CANCELED", None)
    assert said("CD") == ("DELAYED", "CUSTOMS_DELAY")
    assert EVENTS["possession", "CA"].status is None
    assert EVENTS["movement", "EA"] == EVENTS["regulatory", "EA"]


def test_the_finer_code_counts_and_the_derived_one_where_that_is_not_known() -> None:
    assert event("HP", "IT").status is TrackingStatus.AVAILABLE_FOR_PICKUP
    before = counted("event")
    assert event("ZZ", "it").status is TrackingStatus.IN_TRANSIT
    assert counted("event") == before
    assert event("ZZ").status is TrackingStatus.UNKNOWN
    assert counted("event") == before + 1
    assert event("", "").status is TrackingStatus.UNKNOWN


@pytest.mark.parametrize(
    ("code", "exception", "description", "expected"),
    [
        ("DE", "08", "Customer not available or business closed", ("DELIVERY_ATTEMPTED", "CONSIGNEE_NOT_HOME")),
        ("DE", "007", "Customer not available or business closed", ("DELIVERY_ATTEMPTED", "CONSIGNEE_NOT_HOME")),
        ("DE", "07", "", ("EXCEPTION", "CONSIGNEE_REFUSED")),
        ("DE", "07", "Refused by recipient", ("EXCEPTION", "CONSIGNEE_REFUSED")),
        ("DE", "03", "Incorrect address", ("EXCEPTION", "CONSIGNEE_INCORRECT_ADDRESS")),
        ("DE", "083", "Local delivery restriction, delivery not attempted", ("DELAYED", None)),
        ("SE", "099", "Unable to deliver shipment, returned to shipper", ("RETURN_TO_SENDER", None)),
        ("SE", "10", "", ("DAMAGED", "CARRIER_DAMAGED")),
        ("SE", "", "Damaged, handling per shipper instructions", ("DAMAGED", "CARRIER_DAMAGED")),
        ("SE", "", "Shipping label damaged", ("DELAYED", "RETAILER_PACKAGING")),
        ("SE", "A25", "Package available for clearance", ("IN_TRANSIT", "CUSTOMS_DELAY")),
        ("CD", "", "Clearance delay - Loss report", ("LOST", "CARRIER_LOST")),
        ("SE", "", "Unable to locate package", ("LOST", "CARRIER_LOST")),
        ("CD", "", "Clearance delay - Missing commercial invoice documentation", ("DELAYED", "CUSTOMS_DOCUMENTATION")),
        ("DY", "", "Severe weather conditions", ("DELAYED", "WEATHER")),
        ("DE", "", "Package sorted to wrong route", ("DELAYED", "CARRIER_SORTING_ERROR")),
        ("DL", "", "Package returned to shipper", ("RETURNED", None)),
        ("DL", "015A", "Package delivered to recipient address - release authorized", ("DELIVERED", None)),
        ("AR", "37", "Package damaged", ("DAMAGED", "CARRIER_DAMAGED")),
        ("AF", "A3", "Tendered at FedEx Facility", ("IN_TRANSIT", None)),
        ("HP", "", "Package available for pickup at: 1 ACCESS RD", ("AVAILABLE_FOR_PICKUP", None)),
        ("RP", "", "Return label link emailed to return sender", (None, None)),
    ],
)
def test_what_went_wrong_stands_in_the_exception(
    code: str, exception: str, description: str, expected: tuple[str | None, str | None]
) -> None:
    assert said(code, exception, description) == expected


def test_a_parcel_under_way_is_in_trouble_for_nothing_less_than_loss_or_damage() -> None:
    assert said("DP", "03", "Incorrect address")[0] == "IN_TRANSIT"
    assert said("OD", "", "Lost")[0] == "LOST"
    assert said("DL", "", "Lost")[0] == "DELIVERED"


def test_a_delay_says_why_where_nothing_else_does() -> None:
    assert said("DY", "A52", "Package delayed", "WEATHER") == ("DELAYED", "WEATHER")
    assert said("DY", "A52", "Package delayed", "GENERAL") == ("DELAYED", None)
    assert said("CD", "", "", "WEATHER") == ("DELAYED", "CUSTOMS_DELAY")


def test_unknown_exceptions_and_delays_are_counted_and_change_nothing() -> None:
    exceptions, delays = counted("exception"), counted("delay")
    assert said("DE", "A999", "Something new", "PLAGUE") == ("EXCEPTION", "UNKNOWN")
    assert (counted("exception"), counted("delay")) == (exceptions + 1, delays + 1)


@given(st.text(max_size=5), st.text(max_size=5), st.text(max_size=300), st.text(max_size=10))
def test_any_words_give_one_of_our_statuses(code: str, exception: str, description: str, delay: str) -> None:
    meaning = normalize((code,), exception, description, delay)
    assert meaning.status is None or isinstance(meaning.status, TrackingStatus)
    assert meaning.incident is None or isinstance(meaning.incident, IncidentReason)

"""EasyPost's words in ours: total over the published vocabulary, and careful with what carriers write."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from services.core.companies.easypost.words import DETAILS, STATUSES, normalize
from services.core.shipments.model import IncidentReason, TrackingStatus

PUBLISHED = [line.split(": ") for line in (Path(__file__).parent / "easypost/published.txt").read_text().splitlines()]
PUBLISHED_STATUSES = [word for field, word in PUBLISHED if field == "status"]
PUBLISHED_DETAILS = [word for field, word in PUBLISHED if field == "status_detail"]


def unknown_words(field: str) -> float:
    return REGISTRY.get_sample_value("makegood_unknown_words_total", {"company": "easypost", "field": field}) or 0.0


def test_every_published_word_is_known() -> None:
    assert set(PUBLISHED_STATUSES) <= STATUSES.keys()
    assert set(PUBLISHED_DETAILS) == DETAILS.keys()


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("unknown", "UNKNOWN"), ("pre_transit", "PRE_TRANSIT"), ("in_transit", "IN_TRANSIT"),
        ("out_for_delivery", "OUT_FOR_DELIVERY"), ("available_for_pickup", "AVAILABLE_FOR_PICKUP"),
        ("delivered", "DELIVERED"), ("return_to_sender", "RETURN_TO_SENDER"), ("failure", "EXCEPTION"),
        ("cancelled", "CANCELED"), ("canceled", "CANCELED"), ("error", "UNKNOWN"),
    ],
)  # fmt: skip
def test_a_status_without_a_detail_is_its_own_word(word: str, status: str) -> None:
    assert normalize(word, None)[0] == status


@pytest.mark.parametrize("text", ["", "Your parcel was lost", "damaged"])
@pytest.mark.parametrize("detail", PUBLISHED_DETAILS)
def test_an_error_of_easyposts_never_says_anything_of_the_parcel(detail: str, text: str) -> None:
    assert normalize("error", detail, text) == (TrackingStatus.UNKNOWN, None)


@pytest.mark.parametrize(
    ("detail", "status", "reason"),
    [
        ("lost", "LOST", "CARRIER_LOST"), ("damaged", "DAMAGED", "CARRIER_DAMAGED"),
        ("refused", "EXCEPTION", "CONSIGNEE_REFUSED"), ("return", "RETURN_TO_SENDER", None),
        ("missorted", "DELAYED", "CARRIER_SORTING_ERROR"), ("weather_delay", "DELAYED", "WEATHER"),
        ("address_correction", "EXCEPTION", "CONSIGNEE_INCORRECT_ADDRESS"), ("delayed", "DELAYED", None),
        ("failure", "EXCEPTION", "UNKNOWN"), ("held", "EXCEPTION", "UNKNOWN"), ("expired", "EXCEPTION", "UNKNOWN"),
    ],
)  # fmt: skip
def test_a_failure_is_what_its_detail_says(detail: str, status: str, reason: str | None) -> None:
    assert normalize("failure", detail) == (status, reason)


@pytest.mark.parametrize(
    ("text", "status", "reason"),
    [
        ("The package was lost", "LOST", "CARRIER_LOST"),
        ("Package is missing", "LOST", "CARRIER_LOST"),
        ("We are unable to locate the package", "LOST", "CARRIER_LOST"),
        ("A lost package has been found", "EXCEPTION", "UNKNOWN"),
        ("Package not lost", "EXCEPTION", "UNKNOWN"),
        ("DAMAGED IN TRANSIT", "DAMAGED", "CARRIER_DAMAGED"),
        ("Damage reported. Sender will be notified", "DAMAGED", "CARRIER_DAMAGED"),
        ("No damage seen", "EXCEPTION", "UNKNOWN"),
        ("The label was damaged", "EXCEPTION", "RETAILER_PACKAGING"),
        ("Missing apartment number, address incomplete", "EXCEPTION", "CONSIGNEE_INCORRECT_ADDRESS"),
        ("Address not found", "EXCEPTION", "CARRIER_ADDRESS_NOT_FOUND"),
        ("The receiver refused the delivery", "EXCEPTION", "CONSIGNEE_REFUSED"),
        ("Refused. Returned to the sender", "RETURN_TO_SENDER", "CONSIGNEE_REFUSED"),
        ("Damaged and returned to shipper", "DAMAGED", "CARRIER_DAMAGED"),
        ("Customs: paperwork is incomplete", "EXCEPTION", "CUSTOMS_DOCUMENTATION"),
        ("Import duties have not been paid", "EXCEPTION", "CUSTOMS_DUTIES_UNPAID"),
        ("Held by customs", "EXCEPTION", "CUSTOMS_DELAY"),
        ("Notice left (no authorized recipient available)", "DELIVERY_ATTEMPTED", "CONSIGNEE_NOT_HOME"),
        ("Severe weather", "DELAYED", "WEATHER"),
        ("Missorted at the hub", "DELAYED", "CARRIER_SORTING_ERROR"),
        ("Something new", "EXCEPTION", "UNKNOWN"),
        ("", "EXCEPTION", "UNKNOWN"),
    ],
)
def test_a_failure_is_read_from_the_carriers_text(text: str, status: str, reason: str) -> None:
    assert normalize("failure", "status_update", text) == (status, reason)


def test_the_detail_and_the_text_together_say_more_than_each() -> None:
    assert normalize("failure", "refused", "Returned to shipper") == ("RETURN_TO_SENDER", "CONSIGNEE_REFUSED")
    assert normalize("in_transit", "return", "The receiver refused") == ("RETURN_TO_SENDER", "CONSIGNEE_REFUSED")
    assert normalize("in_transit", "delayed", "Held by customs") == ("DELAYED", "CUSTOMS_DELAY")
    assert normalize("return_to_sender", "return", "Refused") == ("RETURN_TO_SENDER", "CONSIGNEE_REFUSED")


def test_text_alone_never_loses_a_parcel_that_is_on_its_way() -> None:
    assert normalize("in_transit", "departed_facility", "Lost and found department, Damaged Bridge Rd") == (
        TrackingStatus.IN_TRANSIT,
        None,
    )


def test_a_failed_attempt_with_another_to_come_is_told_from_its_text() -> None:
    assert normalize("in_transit", "status_update", "Notice Left (Business Closed)") == (
        TrackingStatus.DELIVERY_ATTEMPTED,
        IncidentReason.CONSIGNEE_NOT_HOME,
    )


def test_a_delivered_parcel_stays_delivered_whatever_is_written_beside_it() -> None:
    assert normalize("delivered", "damaged", "Damaged") == ("DELIVERED", "CARRIER_DAMAGED")
    assert normalize("delivered", "lost", "Lost") == ("DELIVERED", "CARRIER_LOST")


@pytest.mark.parametrize("text", ["Delivered, To Original Sender", "Returned to the shipper"])
def test_a_parcel_delivered_to_its_sender_was_not_delivered_to_the_customer(text: str) -> None:
    assert normalize("delivered", "arrived_at_destination", f"Delivered. {text}")[0] == "RETURNED"


def test_a_parcel_on_its_way_back_is_not_back() -> None:
    assert normalize("return_to_sender", "return", "Returned to sender")[0] == "RETURN_TO_SENDER"
    assert normalize("return_to_sender", "return", "Delivered, To Original Sender")[0] == "RETURNED"


def test_unknown_words_are_counted_and_change_nothing() -> None:
    statuses, details = unknown_words("status"), unknown_words("status_detail")
    assert normalize("teleported", "lost", "lost") == (TrackingStatus.UNKNOWN, None)
    assert normalize("in_transit", "levitating") == (TrackingStatus.IN_TRANSIT, None)
    assert normalize(None, None) == (TrackingStatus.UNKNOWN, None)
    assert unknown_words("status") == statuses + 1
    assert unknown_words("status_detail") == details + 1


@given(
    st.sampled_from([*PUBLISHED_STATUSES, "x", None]),
    st.sampled_from([*PUBLISHED_DETAILS, "x", None]),
    st.text(max_size=600),
)
def test_any_words_give_one_of_our_statuses(status: str | None, detail: str | None, text: str) -> None:
    ours, reason = normalize(status, detail, text)
    assert isinstance(ours, TrackingStatus)
    assert reason is None or isinstance(reason, IncidentReason)
    assert (ours is TrackingStatus.LOST) <= (status not in {"error", "unknown", "delivered", "x", None})

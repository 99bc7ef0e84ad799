"""UPS's three vocabularies: the number decides, the code is finer, and a claim's progress is no parcel's status."""

import pytest
from prometheus_client import REGISTRY

from services.core.companies import CARRIERS
from services.core.companies.ups import words
from services.core.companies.ups.words import HANDOVERS, PROGRESS, TABLES, USUAL, WORDS, normalize
from services.core.shipments.model import Handover, IncidentReason, ProgressStep, TrackingStatus
from tests.companies.vocabularies import published, unmapped


def unknown() -> float:
    return REGISTRY.get_sample_value("makegood_unknown_words_total", {"company": "ups", "field": "activity"}) or 0


def test_every_published_code_of_every_table_is_mapped() -> None:
    ups = next(company for company in CARRIERS if company.name == "ups")
    assert len(published(ups)) > 1500
    assert unmapped(ups) == []


def test_every_table_that_is_looked_in_is_there_and_every_rule_speaks_of_a_published_code() -> None:
    tables = {table for table, _ in WORDS}
    assert {table for looked in (*TABLES.values(), USUAL) for table in looked} | {"type", "number"} == tables
    assert set(PROGRESS) <= set(WORDS)
    assert {("D", code) for code in HANDOVERS} <= set(WORDS)
    assert {("number", number) for number in words.COARSE} <= set(WORDS)


def test_no_code_of_a_claim_moves_a_parcel_by_itself() -> None:
    assert {WORDS[key].status for key in PROGRESS} == {None}


@pytest.mark.parametrize(
    ("kind", "code", "number", "status", "incident"),
    [
        ("M", "DP", "003", TrackingStatus.PRE_TRANSIT, None),
        ("I", "DP", "005", TrackingStatus.IN_TRANSIT, None),
        ("M", "DP", "", TrackingStatus.PRE_TRANSIT, None),
        ("I", "DP", "", TrackingStatus.IN_TRANSIT, None),
        ("MV", "VP", "007", TrackingStatus.CANCELED, None),
        ("I", "OT", "021", TrackingStatus.OUT_FOR_DELIVERY, None),
        ("D", "FS", "011", TrackingStatus.DELIVERED, None),
        ("D", "2W", "011", TrackingStatus.DELIVERED, None),
        ("D", "2Q", "161", TrackingStatus.AVAILABLE_FOR_PICKUP, None),
        ("D", "2Q", "011", TrackingStatus.AVAILABLE_FOR_PICKUP, None),
        ("X", "ZP", "011", TrackingStatus.AVAILABLE_FOR_PICKUP, None),
        ("D", "B0", "011", TrackingStatus.RETURNED, None),
        ("X", "48", "022", TrackingStatus.DELIVERY_ATTEMPTED, IncidentReason.CONSIGNEE_NOT_HOME),
        ("X", "KT", "064", TrackingStatus.EXCEPTION, IncidentReason.CONSIGNEE_REFUSED),
        ("X", "DJ", "048", TrackingStatus.DELAYED, IncidentReason.WEATHER),
        ("X", "3N", "035", TrackingStatus.RETURN_TO_SENDER, IncidentReason.CONSIGNEE_NOT_HOME),
        ("X", "45", "059", TrackingStatus.DAMAGED, IncidentReason.CARRIER_DAMAGED),
        ("X", "HD", "013", TrackingStatus.DAMAGED, IncidentReason.CARRIER_DAMAGED),
        ("X", "65", "035", TrackingStatus.DAMAGED, IncidentReason.CARRIER_DAMAGED),
        ("X", "S9", "068", TrackingStatus.LOST, IncidentReason.CARRIER_LOST),
        ("X", "26", "013", TrackingStatus.LOST, IncidentReason.CARRIER_LOST),
        ("X", "5", "126", TrackingStatus.DELAYED, IncidentReason.CUSTOMS_DELAY),
        ("X", "05", "126", TrackingStatus.DELAYED, IncidentReason.CUSTOMS_DELAY),
        ("X", "", "058", TrackingStatus.EXCEPTION, IncidentReason.CUSTOMS_DOCUMENTATION),
        ("U", "PX", "155", TrackingStatus.UNKNOWN, None),
        ("DD", "012", "", TrackingStatus.DELIVERED, None),
        ("NA", "", "000", TrackingStatus.UNKNOWN, None),
    ],
)
def test_an_activity_has_a_status_and_a_reason(
    kind: str, code: str, number: str, status: TrackingStatus, incident: IncidentReason | None
) -> None:
    before = unknown()
    said = normalize(kind, code, number)
    assert (said.status, said.incident, said.progress) == (status, incident, None)
    assert unknown() == before


def test_one_code_means_what_its_own_table_says() -> None:
    photo, damaged = normalize("U", "PX", ""), normalize("D", "PX", "", "UPS Mail Innovations")
    assert (photo.status, damaged.status) == (TrackingStatus.UNKNOWN, TrackingStatus.DAMAGED)
    unload, issued = normalize("I", "UL", ""), normalize("X", "UL", "")
    assert (unload.status, unload.progress) == (TrackingStatus.IN_TRANSIT, None)
    assert (issued.status, issued.progress) == (TrackingStatus.UNKNOWN, ProgressStep.APPROVED)


@pytest.mark.parametrize(
    ("code", "number", "step"),
    [
        ("UO", "129", ProgressStep.OPENED),
        ("", "129", ProgressStep.OPENED),
        ("6X", "130", ProgressStep.UNDER_REVIEW),
        ("5B", "141", ProgressStep.INFORMATION_REQUESTED),
        ("GO", "", ProgressStep.INFORMATION_REQUESTED),
        ("UL", "140", ProgressStep.PAID),
        ("UL", "", ProgressStep.APPROVED),
        ("6W", "142", ProgressStep.WITHDRAWN),
        ("", "127", ProgressStep.CLOSED),
        ("GN", "127", ProgressStep.REJECTED),
        ("GR", "127", ProgressStep.WITHDRAWN),
        ("2G", "", ProgressStep.REJECTED),
        ("3Z", "", ProgressStep.REJECTED),
        ("5A", "", ProgressStep.CLOSED),
        ("5A", "140", ProgressStep.PAID),
        ("I9", "", ProgressStep.CLOSED),
        ("GQ", "", ProgressStep.CLOSED),
    ],
)
def test_a_claims_step_is_none_of_the_parcel(code: str, number: str, step: ProgressStep) -> None:
    said = normalize("X", code, number)
    assert (said.status, said.incident, said.progress) == (TrackingStatus.UNKNOWN, None, step)


def test_the_type_counts_where_number_and_code_are_new_and_both_are_counted() -> None:
    before = unknown()
    assert normalize("I", "Z!", "998").status is TrackingStatus.IN_TRANSIT
    assert unknown() == before + 2
    assert normalize("??", "Z!", "998").status is TrackingStatus.UNKNOWN
    assert unknown() == before + 5


@pytest.mark.parametrize(
    ("code", "handover"),
    [
        ("3H", Handover.NEIGHBOR),
        ("M3", Handover.RECEPTION),
        ("ML", Handover.SAFE_PLACE),
        ("MU", Handover.MAILBOX),
        ("MG", Handover.RECIPIENT),
        ("2Q", Handover.PARCEL_SHOP),
        ("FS", None),
    ],
)
def test_a_delivery_code_tells_where_the_parcel_was_left(code: str, handover: Handover | None) -> None:
    assert normalize("D", code, "011").handover is handover

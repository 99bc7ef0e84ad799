"""DHL Paket's events in ours: total over the published combinations, and careful with what is called a delivery."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from services.core.companies.dhl_parcel_de.words import EVENTS, STANDARDS, normalize
from services.core.shipments.model import Handover, TrackingStatus

PUBLISHED = [tuple(line.split()) for line in (Path(__file__).parent / "published.txt").read_text("utf-8").splitlines()]


def unknown_words() -> float:
    labels = {"company": "dhl_parcel_de", "field": "event"}
    return REGISTRY.get_sample_value("makegood_unknown_words_total", labels) or 0.0


def test_every_published_combination_is_known() -> None:
    assert len(PUBLISHED) == len(set(PUBLISHED)) == 338
    assert [" ".join(words) for words in PUBLISHED if words not in EVENTS] == []
    assert {standard for _, _, standard in PUBLISHED} == set(STANDARDS)


@pytest.mark.parametrize(
    ("event", "status", "incident"),
    [
        ("DLVRD ACCPT ZU", "DELIVERED", None),
        ("DLVRD ACCDM ZU", "DELIVERED", "CARRIER_DAMAGED"),
        ("DLVRD ACCSI ZU", "DELIVERED", "CARRIER_LOST"),
        ("EXPHD LOSTX BV", "LOST", "CARRIER_LOST"),
        ("RCCLS LOSTX ZN", "LOST", "CARRIER_LOST"),
        ("DMGDS DMGPC BV", "DAMAGED", "CARRIER_DAMAGED"),
        ("NTDEL NHOME ZN", "DELIVERY_ATTEMPTED", "CONSIGNEE_NOT_HOME"),
        ("NTDEL AGNEG ZN", "EXCEPTION", "CONSIGNEE_VERIFICATION_FAILED"),
        ("HLDCC SERPT ZF", "AVAILABLE_FOR_PICKUP", None),
        ("CNRFC PCKST ZF", "AVAILABLE_FOR_PICKUP", None),
        ("RETRN RFUSD ZN", "RETURN_TO_SENDER", "CONSIGNEE_REFUSED"),
        ("CANCL NRQRD BV", "CANCELED", "RETAILER_CANCELED"),
        ("MSRTD CRRFN PO", "DELAYED", "CARRIER_SORTING_ERROR"),
        ("EXPHD PWMFD BV", "EXCEPTION", "CUSTOMS_DOCUMENTATION"),
    ],
)
def test_an_event_is_read(event: str, status: str, incident: str | None) -> None:
    meaning = normalize(*event.split()).meaning
    assert (meaning.status, meaning.incident) == (status, incident)


@pytest.mark.parametrize("event", [words for words in PUBLISHED if words[0] == "DSPSD"])
def test_a_parcel_that_was_disposed_of_is_not_delivered_though_its_standard_event_says_so(
    event: tuple[str, str, str],
) -> None:
    assert normalize(*event).meaning.status in {TrackingStatus.EXCEPTION, TrackingStatus.DAMAGED}


@pytest.mark.parametrize("event", ["DLVRD CUSTM ZU", "DLVRD HNDTC ZU", "DLVRD CODRP GT", "DLVRD CODAR GT"])
def test_a_parcel_at_customs_or_its_money_is_not_the_customers_delivery(event: str) -> None:
    assert normalize(*event.split()).meaning.status is not TrackingStatus.DELIVERED


@pytest.mark.parametrize(
    ("ric", "handover"),
    [
        ("ACCPT", Handover.RECIPIENT),
        ("NGHBR", Handover.NEIGHBOR),
        ("ACCPK", Handover.PARCEL_SHOP),
        ("SERPT", Handover.PARCEL_SHOP),
        ("SECPL", Handover.SAFE_PLACE),
        ("POBOX", Handover.MAILBOX),
        ("PKBOX", Handover.MAILBOX),
        ("SPOUS", Handover.HOUSEHOLD),
        ("FAMLY", Handover.HOUSEHOLD),
        ("AGENT", Handover.OTHER),
    ],
)
def test_a_delivery_tells_to_whom_it_went(ric: str, handover: Handover) -> None:
    assert normalize("DLVRD", ric, "ZU").handover is handover


def test_a_new_combination_falls_back_to_its_pair_then_to_its_standard_event() -> None:
    before = unknown_words()
    assert normalize("EXPHD", "LOSTX", "ZZ").meaning.status is TrackingStatus.LOST
    assert unknown_words() == before
    assert normalize("NEWXX", "NEWYY", "PO").meaning.status is TrackingStatus.OUT_FOR_DELIVERY
    assert normalize("NEWXX", "NEWYY", "??").meaning.status is TrackingStatus.UNKNOWN
    assert unknown_words() == before + 2


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=3))
def test_any_words_have_a_meaning(ice: str, ric: str, standard: str) -> None:
    assert normalize(ice, ric, standard).meaning is not None

"""DHL Paket's XML: what is asked, and what is made of any answer."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.companies.dhl_parcel_de.wire import question, read_pieces, read_signature
from services.core.ports import Parcel, Rejected, Unintelligible
from services.core.shipments.model import Handover, Tracking, TrackingStatus

ANSWERS = Path(__file__).parent / "answers"
NEIGHBOR = Parcel("00340434199900000011", "DHL")


def answer(name: str) -> bytes:
    return (ANSWERS / f"{name}.xml").read_bytes()


def told(name: str, number: str) -> Tracking:
    parcel = Parcel(number, "DHL")
    return read_pieces(answer(name), [parcel])[parcel]


def piece(root: Element, **attributes: str) -> None:
    named = {name.replace("_", "-"): value for name, value in attributes.items()}
    events = SubElement(SubElement(root, "data", {"name": "piece-shipment", **named}), "data", name="piece-event-list")
    event = {"event-timestamp": "01.03.2026 10:00", "ice": "PCKDU", "ric": "PUBCR", "standard-event-code": "AE"}
    SubElement(events, "data", {"name": "piece-event", **event})


def test_login_and_numbers_stand_escaped_in_the_question() -> None:
    asked = question("d-get-piece-detail", 'u"1', "p<&'>\"ß", ["1", "2"])
    assert dict(fromstring(asked).attrib) == {
        "appname": 'u"1',
        "language-code": "en",
        "password": "p<&'>\"ß",
        "piece-code": "1;2",
        "request": "d-get-piece-detail",
    }


def test_a_delivery_to_a_neighbor_is_read_whole_and_a_broken_event_left_out() -> None:
    tracking = told("delivered", "00340434199900000011")
    assert [scan.code for scan in tracking.scans] == ["LDTMV MVMTV AA", "DLVRD NGHBR ZU"]
    first, last = tracking.scans
    assert first.occurred_at == datetime(2026, 3, 28, 14, 51, tzinfo=UTC), "winter in Germany"
    assert last.occurred_at == datetime(2026, 3, 29, 8, 2, tzinfo=UTC), "summer, since that night"
    assert (last.status, last.location, last.detail) == (TrackingStatus.DELIVERED, "Bonn, Germany", "ZU")
    assert tracking.signed_by == "Müller"
    assert tracking.proof is not None
    assert (tracking.proof.handover, tracking.proof.place) == (Handover.NEIGHBOR, "different person present")
    assert not [part for part in ("Weg 7", "Meier", "53113") if part in repr(tracking)]


def test_a_parcel_without_its_events_has_the_newest_ones_words() -> None:
    (scan,) = told("in_transit", "340434199900000028").scans
    assert (scan.code, scan.status) == ("LDTMV MVMTV AA", TrackingStatus.IN_TRANSIT)


def test_a_parcel_on_its_way_back_is_delivered_to_its_sender() -> None:
    tracking = told("returned", "00340434199900000035")
    assert [scan.status for scan in tracking.scans] == ["DELIVERY_ATTEMPTED", "RETURN_TO_SENDER", "RETURNED"]
    assert (tracking.proof, tracking.signed_by) == (None, None)


def test_a_parcel_without_data_is_not_found() -> None:
    assert told("not_found", "1").trouble == "NOT_FOUND"


def test_of_two_parcels_with_one_number_the_postal_code_decides() -> None:
    root = Element("data", {"name": "piece-shipment-list", "code": "0"})
    piece(root, piece_code="0034", pan_recipient_postalcode="53113", product_name="old")
    piece(root, piece_code="0034", pan_recipient_postalcode="10115", product_name="new")
    body, plain, berlin = tostring(root), Parcel("0034", "DHL"), Parcel("0034", "DHL", postal_code="10115")
    read = read_pieces(body, [plain, berlin])
    assert (read[plain].trouble, read[berlin].service) == ("AMBIGUOUS", "new")


def test_an_answer_about_some_parcels_leaves_the_others_out() -> None:
    assert read_pieces(answer("delivered"), [NEIGHBOR, Parcel("77", "DHL")]).keys() == {NEIGHBOR}


def test_a_refusal_inside_a_good_answer_is_a_refusal() -> None:
    with pytest.raises(Rejected) as caught:
        told("login_failed", "1")
    assert (caught.value.status, caught.value.code) == (401, "LOGIN_FAILED")
    with pytest.raises(Rejected) as caught:
        told("error", "1")
    assert (caught.value.status, caught.value.code) == (None, "DHL_3")


@pytest.mark.parametrize("encoding", ["UTF-8", "ISO-8859-1", "windows-1252", "UTF-16"])
def test_an_answer_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    body = answer("delivered").decode().replace('encoding="UTF-8"', f'encoding="{encoding}"').encode(encoding)
    assert read_pieces(body, [NEIGHBOR])[NEIGHBOR].signed_by == "Müller"


@pytest.mark.parametrize("declared", ["UTF-8", "no-such-encoding"])
def test_an_answer_that_names_another_encoding_is_read_still(declared: str) -> None:
    body = answer("delivered").decode().replace('encoding="UTF-8"', f'encoding="{declared}"').encode("latin-1")
    assert read_pieces(body, [NEIGHBOR])[NEIGHBOR].signed_by == "Müller"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b"<html><body/></html>",
        b"<data/>",
        b"\xff\xfe",
        b"<data code='0'",
        (ANSWERS / "gateway.html").read_bytes(),
        b'<!DOCTYPE d [<!ENTITY a "b">]><data code="0">&a;</data>',
        b"<a>" * 100_000,
    ],
)
def test_what_is_no_answer_is_unintelligible(body: bytes) -> None:
    for read in (lambda: read_pieces(body, [NEIGHBOR]), lambda: read_signature(body)):
        with pytest.raises(Unintelligible):
            read()


@given(st.binary())
def test_any_body_at_all_is_read_or_refused(body: bytes) -> None:
    with suppress(Unintelligible):
        assert isinstance(read_pieces(b'<data code="0">' + body + b"</data>", [NEIGHBOR]), dict)


@pytest.mark.parametrize("image", ["", "zz", "00", "3C68746D6C3E"])
def test_a_signature_that_is_no_picture_is_not_kept(image: str) -> None:
    body = f'<data name="signature-list" code="0"><data name="signature" image="{image}"/></data>'.encode()
    if image:
        with pytest.raises(Unintelligible):
            read_signature(body)
    else:
        assert read_signature(body).trouble == "NOT_FOUND"

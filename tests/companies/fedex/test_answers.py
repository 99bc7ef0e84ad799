"""FedEx's results in our words: whose they are, where they were left, and every odd form of them."""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from services.core.companies.fedex.answers import read, read_documents, rejection
from services.core.companies.fedex.choosing import AMBIGUOUS, RECYCLED, WINDOW
from services.core.companies.fedex.results import read_parcel
from services.core.ports import Parcel, Rejected, Unavailable, Unintelligible
from services.core.shipments.model import Handover, IncidentReason, ProofKind, Tracking, TrackingStatus
from tests.companies.playing import status

HERE = Path(__file__).parent
SENT = datetime(2026, 2, 24, 20, tzinfo=UTC)
OLD, NEW = "2460735000~770000000033~FX", "2461096000~770000000033~FX"


def recorded(name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((HERE / f"answers/{name}.json").read_bytes())
    return answer


def one(name: str, shipped_at: datetime | None = SENT, reference: str | None = None, **changes: object) -> Tracking:
    """The parcel of an answer, with other values in its newest result."""
    answer = recorded(name)
    answer["output"]["completeTrackResults"][0]["trackResults"][-1] |= changes
    ((number, results),) = read(json.dumps(answer).encode()).items()
    return read_parcel(results, Parcel(number, "FedEx", reference, shipped_at))


def test_a_delivered_parcel_is_read_whole() -> None:
    told = one("delivered")
    assert (told.trouble, told.reported, told.reference) == (None, "DELIVERED", "2461096000~770000000011~FX")
    assert [(scan.code, scan.status, scan.incident, scan.detail) for scan in told.scans] == [
        ("OC", "PRE_TRANSIT", None, None),
        ("PU", "IN_TRANSIT", None, None),
        ("AR", "IN_TRANSIT", None, None),
        ("DE", "DELIVERY_ATTEMPTED", "CONSIGNEE_NOT_HOME", "08"),
        ("OD", "OUT_FOR_DELIVERY", None, None),
        ("DL", "DELIVERED", None, None),
    ]
    assert told.scans[0].occurred_at == datetime(2026, 2, 24, 21, 30, 57, tzinfo=UTC)
    assert told.scans[3].description == "Delivery exception: Customer not available or business closed"
    assert told.scans[-1].location == "TULSA, OK, US"
    assert told.estimated_delivery_at == datetime(2026, 2, 26, 16, 30, tzinfo=UTC)
    assert (told.service, told.signed_by) == ("FedEx Priority Overnight", "P.OKAFOR")
    assert told.proof is not None
    assert (told.proof.handover, told.proof.place) == (Handover.HOUSEHOLD, "Residence")
    assert told.public_url == "https://www.fedex.com/fedextrack/?trknbr=770000000011"


def test_what_is_kept_of_a_scan_names_no_address() -> None:
    assert all("scanLocation" not in (scan.raw or {}) for scan in one("delivered").scans)
    assert (one("delivered").scans[3].raw or {})["exceptionCode"] == "08"


def test_a_parcel_that_is_on_its_way_and_late_is_delayed() -> None:
    told = one("running_late")
    assert (status(told), told.reported) == ("DELAYED", "IN_TRANSIT")
    assert [(scan.code, scan.status) for scan in told.scans[-2:]] == [("AR", "IN_TRANSIT"), ("RL", "DELAYED")]
    assert told.scans[2].incident is IncidentReason.WEATHER
    assert status(one("in_transit")) is TrackingStatus.IN_TRANSIT


def test_what_fedex_does_not_have_yet_is_not_late() -> None:
    (label,) = recorded("running_late")["output"]["completeTrackResults"][0]["trackResults"][0]["scanEvents"][-1:]
    assert status(one("running_late", scanEvents=[label])) is TrackingStatus.PRE_TRANSIT


def test_a_late_parcel_that_was_delivered_is_not_late_any_more() -> None:
    latest = {"code": "DL", "derivedCode": "DL", "delayDetail": {"status": "DELAYED"}}
    assert status(one("delivered", latestStatusDetail=latest)) is TrackingStatus.DELIVERED


@pytest.mark.parametrize(
    ("shipped_at", "reference", "trouble", "chosen"),
    [
        (SENT, None, None, NEW),
        (datetime(2025, 2, 27, tzinfo=UTC), None, None, OLD),
        (None, OLD, None, OLD),
        (SENT, OLD, None, OLD),
        (None, NEW, None, NEW),
        (None, None, AMBIGUOUS, None),
        (datetime(2025, 9, 1, tzinfo=UTC), None, RECYCLED, None),
        (None, "2461999000~770000000033~FX", RECYCLED, None),
        (SENT, "2461999000~770000000033~FX", None, NEW),
    ],
)
def test_a_number_that_came_back_is_never_taken_for_the_wrong_parcel(
    shipped_at: datetime | None, reference: str | None, trouble: str | None, chosen: str | None
) -> None:
    told = one("recycled", shipped_at, reference)
    assert (told.trouble, told.reference) == (trouble, chosen)
    assert bool(told.scans) == (trouble is None)
    assert told.signed_by == ("A.STRANGER" if chosen == OLD else None)


@pytest.mark.parametrize(
    ("away", "trouble"), [(WINDOW - timedelta(days=1), None), (WINDOW + timedelta(days=1), RECYCLED)]
)
def test_the_only_result_may_be_another_parcels_too(away: timedelta, trouble: str | None) -> None:
    assert one("delivered", SENT + away).trouble == trouble
    assert one("delivered", SENT - away).trouble == trouble


def test_one_result_is_taken_where_nothing_says_when_it_was_sent() -> None:
    assert one("delivered", None).trouble is None
    assert one("delivered", dateAndTimes=[], scanEvents=[]).trouble is None


def test_a_parcel_that_fedex_entered_twice_has_one_history() -> None:
    told, *others = (
        one("entered_twice", None, reference)
        for reference in (None, "2461096000~770000000044~FX", "2461097000~770000000044~FX")
    )
    assert others == [told, told]
    assert (status(told), told.reference) == ("DELIVERED", "2461097000~770000000044~FX")
    assert [scan.code for scan in told.scans] == ["OC", "PU", "DE", "AF", "AR", "DL"]
    assert told.proof is not None
    assert told.proof.handover is Handover.PARCEL_SHOP


def test_what_is_delivered_after_it_was_sent_back_is_with_its_shipper() -> None:
    told = one("back_at_sender")
    assert (status(told), told.scans[-1].status, told.proof) == ("RETURNED", "RETURNED", None)
    assert told.scans[-2].incident is IncidentReason.CONSIGNEE_REFUSED


def test_what_reached_its_recipient_after_all_is_delivered() -> None:
    town = {"city": "TULSA", "stateOrProvinceCode": "OK", "countryCode": "US"}
    told = one("back_at_sender", deliveryDetails={"actualDeliveryAddress": town, "locationType": "MAILROOM"})
    assert (status(told), told.proof and told.proof.handover) == ("DELIVERED", Handover.RECEPTION)


def test_times_without_offset_are_read_where_they_were_written() -> None:
    told = one("damaged_and_odd_dates")
    assert [scan.occurred_at for scan in told.scans[-2:]] == [
        datetime(2026, 2, 25, 8, tzinfo=UTC),
        datetime(2026, 2, 26, 14, tzinfo=UTC),
    ]
    assert len(told.scans) == 4, "one date is none"
    assert (told.scans[-1].status, told.scans[-1].incident) == ("DAMAGED", "CARRIER_DAMAGED")
    assert told.reported is TrackingStatus.DAMAGED


@pytest.mark.parametrize(
    ("details", "handover", "signed_by"),
    [
        ({"locationType": "RESIDENCE", "receivedByName": "Signature not required"}, Handover.SAFE_PLACE, None),
        ({"locationType": "RESIDENCE", "locationDescription": "Front door"}, Handover.SAFE_PLACE, None),
        ({"locationType": "OTHER", "locationDescription": "Neighbor", "receivedByName": "B"}, Handover.NEIGHBOR, "B"),
        ({"locationDescription": "Receptionist/Front Desk"}, Handover.RECEPTION, None),
        ({"locationType": "FEDEX_LOCATION", "signedByName": "C"}, Handover.PARCEL_SHOP, "C"),
        ({"locationType": "MOON", "locationDescription": "Crater"}, None, None),
    ],
)
def test_where_it_was_left_is_told(details: dict[str, str], handover: Handover | None, signed_by: str | None) -> None:
    proof = one("delivered", deliveryDetails=details).proof
    assert proof is not None
    assert (proof.handover, proof.signed_by) == (handover, signed_by)


def test_a_number_that_is_not_known_is_the_parcels_trouble() -> None:
    assert one("not_found") == Tracking((), trouble="NOT_FOUND")
    assert (
        one("not_found", error={"code": "TRACKING.TRACKINGNUMBER.INVALID"}).trouble == "TRACKING.TRACKINGNUMBER.INVALID"
    )
    assert read_parcel([], Parcel("1", "FedEx")).trouble == "NOT_FOUND"


def test_an_error_beside_scans_takes_nothing_away() -> None:
    assert status(one("delivered", error={"code": "TRACKING.DATA.NOTFOUND"})) is TrackingStatus.DELIVERED


def test_a_refusal_in_a_good_answer_is_one() -> None:
    with pytest.raises(Rejected) as caught:
        read((HERE / "answers/error_401.json").read_bytes())
    assert (caught.value.code, caught.value.status) == ("NOT.AUTHORIZED.ERROR", 401)
    with pytest.raises(Unavailable):
        read((HERE / "answers/error_503.json").read_bytes())
    for body in (b"{}", b'{"output": {}}', b'{"output": {"completeTrackResults": "none"}}', b"<html>"):
        with pytest.raises(Unintelligible):
            read(body)


def test_a_refusal_is_told_by_its_code_and_never_by_its_message() -> None:
    assert rejection(400, (HERE / "answers/error_401.json").read_bytes()).code == "NOT.AUTHORIZED.ERROR"
    assert rejection(404, b'{"errors": [{"code": "NOT.FOUND.ERROR"}]}').code == "NOT_FOUND"
    assert rejection(422, b"<html>").code == "HTTP_422"
    quoting = rejection(400, b'{"errors": [{"code": "X", "message": "no such 770000000011"}]}')
    assert "770000000011" not in str(quoting)


def papers(*documents: object) -> bytes:
    return json.dumps({"output": {"documents": list(documents)}}).encode()


def test_a_paper_is_a_file_and_proves_no_signature_by_itself() -> None:
    pdf, png = b"%PDF-1.4 ...", b"\x89PNG\r\n\x1a\n..."
    files = read_documents(papers(base64.encodebytes(pdf).decode(), base64.b64encode(png).decode()))
    assert [(file.kind, file.media_type, file.content) for file in files] == [
        (ProofKind.DOCUMENT, "application/pdf", pdf),
        (ProofKind.DOCUMENT, "image/png", png),
    ]


@pytest.mark.parametrize("document", ["no base64!", "", None, 7, base64.b64encode(b"<html>").decode()])
def test_a_paper_that_is_none_is_not_kept(document: object) -> None:
    with pytest.raises(Unintelligible):
        read_documents(papers(document))

"""USPS's pieces in our words: odd times, truths and texts, deliveries that are none, numbers that come back."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import REGISTRY

from services.core.companies.usps.answers import RECYCLED, read, rejection
from services.core.companies.usps.codes import CATEGORIES, CODES
from services.core.companies.usps.events import true
from services.core.companies.usps.words import EVENTS, handover, normalize, plain, summary
from services.core.ports import Parcel, Rejected, Unavailable, Unintelligible
from services.core.shipments.model import Handover, IncidentReason, Tracking, TrackingStatus
from tests.companies.playing import status

HERE = Path(__file__).parent
SENT = datetime(2026, 2, 24, 20, tzinfo=UTC)


def recorded(name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((HERE / f"answers/{name}.json").read_bytes())
    return answer


def one(name: str, shipped_at: datetime | None = SENT, reference: str | None = None, **changes: object) -> Tracking:
    answer = recorded(name) | changes
    parcel = Parcel(str(recorded(name)["trackingNumber"]), "USPS", reference, shipped_at)
    return read(json.dumps(answer).encode(), parcel)


def first_event(**changes: object) -> Tracking:
    """A delivered piece with other values in its newest event."""
    events = recorded("delivered")["trackingEvents"]
    return one("delivered", trackingEvents=[events[0] | changes, *events[1:]])


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_every_published_word_is_mapped() -> None:
    tables = {"event_code": CODES, "status_category": CATEGORIES, "event_type": EVENTS}
    lines = [line for line in (HERE / "published.txt").read_text().splitlines() if not line.startswith("#")]
    words = [line.split(": ", 1) for line in lines]
    unknown = [
        word for field, word in words if (word if field == "event_code" else word.casefold()) not in tables[field]
    ]
    assert unknown == []
    assert len(words) > 150


def test_a_delivered_piece_is_read_whole() -> None:
    told = one("delivered")
    assert (told.trouble, told.reported, told.reference) == (None, "DELIVERED", "220500001")
    assert [(scan.code, scan.status) for scan in told.scans] == [
        ("GX", "PRE_TRANSIT"),
        ("03", "IN_TRANSIT"),
        ("T1", "IN_TRANSIT"),
        ("07", "IN_TRANSIT"),
        ("OF", "OUT_FOR_DELIVERY"),
        ("01", "DELIVERED"),
    ]
    assert (told.scans[-1].description, told.scans[-1].location) == ("Delivered, Parcel Locker", "OMAHA, NE")
    assert (told.service, told.signed_by) == ("USPS Ground Advantage\N{TRADE MARK SIGN}", "P OKAFOR")
    assert told.proof is not None
    assert told.proof.handover is Handover.MAILBOX
    assert one("in_transit").estimated_delivery_at == datetime(2026, 3, 1, 3, tzinfo=UTC)


def test_a_time_is_gmts_or_has_its_offset_or_its_states_zone() -> None:
    arrived, out, delivered = (scan.occurred_at for scan in one("delivered").scans[-3:])
    assert arrived == datetime(2026, 2, 27, 14, 59, tzinfo=UTC), "Nebraska keeps central time"
    assert out == datetime(2026, 2, 27, 15, 10, tzinfo=UTC)
    assert delivered == datetime(2026, 2, 27, 19, 58, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("changes", "hour"),
    [
        ({"GMTTimestamp": None, "GMTOffset": "-07:00"}, 20),
        ({"GMTTimestamp": "soon", "GMTOffset": "+0530"}, 8),
        ({"GMTTimestamp": None, "GMTOffset": None, "eventState": "CA"}, 21),
        ({"GMTTimestamp": None, "GMTOffset": "around noon", "eventState": None}, 18),
    ],
)
def test_odd_times_are_read(changes: dict[str, object], hour: int) -> None:
    assert next(scan for scan in first_event(**changes).scans if scan.code == "01").occurred_at.hour == hour


def test_an_event_without_a_time_is_left_out() -> None:
    told = first_event(GMTTimestamp=None, eventTimestamp="yesterday")
    assert [scan.code for scan in told.scans] == ["GX", "03", "T1", "07", "OF"]


def test_what_is_kept_of_an_event_names_nobody() -> None:
    assert all(not {"name", "firm", "eventCity"} & (scan.raw or {}).keys() for scan in one("delivered").scans)


@pytest.mark.parametrize(
    ("words", "expected", "place"),
    [
        ("Delivered, Front Door/Porch", "DELIVERED", Handover.SAFE_PLACE),
        ("Delivered, In/At Mailbox", "DELIVERED", Handover.MAILBOX),
        ("Delivered, PO Box", "DELIVERED", Handover.MAILBOX),
        ("Delivered, Left with Individual", "DELIVERED", Handover.HOUSEHOLD),
        ("Delivered, Front Desk/Reception/Mail Room", "DELIVERED", Handover.RECEPTION),
        ("Delivered, Garage / Other Door / Other Location at Address", "DELIVERED", Handover.SAFE_PLACE),
        ("Delivered, Neighbor as Requested", "DELIVERED", Handover.NEIGHBOR),
        ("Delivered, Individual Picked Up at Post Office", "DELIVERED", Handover.RECIPIENT),
        ("Delivered to Agent for Final Delivery", "DELIVERED", Handover.OTHER),
        ("Delivered, On the Moon", "DELIVERED", None),
        ("Delivered, Back to Its Original Sender", "RETURNED", None),
        ("Tendered to Returns Agent", "RETURN_TO_SENDER", None),
        ("Available for Pickup", "AVAILABLE_FOR_PICKUP", None),
    ],
)
def test_delivered_is_what_its_words_say(words: str, expected: str, place: Handover | None) -> None:
    told = first_event(eventType=words)
    assert status(told) == expected
    assert (told.proof and told.proof.handover) == place
    assert summary(words, "Delivered") in {expected, "DELIVERED"}


def test_what_came_back_is_with_its_sender() -> None:
    told = one("back_at_sender")
    assert (status(told), told.reported, told.proof) == ("RETURNED", "RETURNED", None)
    assert told.scans[-3].incident is IncidentReason.CONSIGNEE_REFUSED


@pytest.mark.parametrize(("town", "expected"), [(("SALEM", "OR"), "RETURNED"), (("OMAHA", "NE"), "DELIVERED")])
def test_what_went_back_is_with_its_sender_where_it_came_from(town: tuple[str, str], expected: str) -> None:
    last, *before = recorded("back_at_sender")["trackingEvents"]
    last |= {"eventType": "Delivered, Left with Individual", "eventCity": town[0], "eventState": town[1]}
    assert status(one("back_at_sender", trackingEvents=[last, *before])) == expected


def test_an_agent_is_not_the_recipient() -> None:
    signed = first_event(eventType="Delivered, Left with Individual", authorizedAgent="true")
    assert [told.proof and told.proof.handover for told in (one("agent"), signed)] == [Handover.OTHER] * 2
    assert (true("true"), true(True), true("false"), true(None), true("yes")) == (True, True, False, False, False)


def test_an_answer_that_may_cost_money_is_counted() -> None:
    before = counted("makegood_usps_priced_answers_total")
    one("delivered")
    assert counted("makegood_usps_priced_answers_total") == before
    one("agent")
    assert counted("makegood_usps_priced_answers_total") == before + 1


@pytest.mark.parametrize(
    ("shipped_at", "reference", "trouble"),
    [
        (SENT, None, None),
        (None, None, None),
        (SENT + timedelta(days=40), None, None),
        (SENT + timedelta(days=90), None, RECYCLED),
        (SENT - timedelta(days=90), None, RECYCLED),
        (SENT, "220500001", None),
        (SENT + timedelta(days=90), "220500001", None),
        (SENT, "119900009", RECYCLED),
    ],
)
def test_a_number_that_came_back_is_never_taken_for_the_wrong_piece(
    shipped_at: datetime | None, reference: str | None, trouble: str | None
) -> None:
    told = one("delivered", shipped_at, reference)
    assert told.trouble == trouble
    assert bool(told.scans) == (trouble is None)


def test_an_answer_about_another_number_is_not_taken() -> None:
    body = (HERE / "answers/delivered.json").read_bytes()
    with pytest.raises(Unintelligible):
        read(body, Parcel("9400100000000000000099", "USPS"))
    # the routing in front is not part of the number
    assert read(body, Parcel("420681029400100000000000000011", "USPS")).trouble is None


def test_a_refusal_is_one_in_either_shape_and_in_a_good_answer() -> None:
    not_found, oauth = ((HERE / f"answers/{name}.json").read_bytes() for name in ("not_found", "error_oauth"))
    bad, away = ((HERE / f"answers/{name}.json").read_bytes() for name in ("error_400", "error_503"))
    assert [rejection(400, body).code for body in (not_found, oauth, bad, b"<html>", b"{}")] == [
        "NOT_FOUND",
        "invalid_token",
        "OASValidation",
        "HTTP_400",
        "HTTP_400",
    ]
    assert rejection(404, b"").code == "NOT_FOUND"
    assert rejection(400, b'{"error": {"code": "400"}}').code == "HTTP_400"
    for body, code in ((not_found, "NOT_FOUND"), (oauth, "invalid_token"), (bad, "OASValidation")):
        with pytest.raises(Rejected) as caught:
            read(body, Parcel("1", "USPS"))
        assert caught.value.code == code
    with pytest.raises(Unavailable):
        read(away, Parcel("1", "USPS"))


@pytest.mark.parametrize(
    ("words", "code", "expected"),
    [
        ("", "OF", ("OUT_FOR_DELIVERY", None)),
        ("Something of Next Year", "55", ("DELIVERY_ATTEMPTED", "CONSIGNEE_SAFE_PLACE_UNAVAILABLE")),
        ("Item Was Found to Be Damaged", "10", ("DAMAGED", "CARRIER_DAMAGED")),
        ("Missing Mail Search Request Initiated", "", ("EXCEPTION", "UNDER_INVESTIGATION")),
        ("Item Lost in Transit", "", ("LOST", "CARRIER_LOST")),
        ("Seized by Law Enforcement", "", ("EXCEPTION", "CUSTOMS_PROHIBITED")),
        ("Delivered, Slightly Damaged", "01", ("DELIVERED", None)),
        ("Being Returned to Sender", "", ("RETURN_TO_SENDER", None)),
        ("Something of Next Year", "Z9", ("UNKNOWN", None)),
        ("RETURN TO SENDER", "09", ("RETURN_TO_SENDER", None)),
    ],
)
def test_words_count_before_codes(words: str, code: str, expected: tuple[str, str | None]) -> None:
    meaning = normalize(words, code)
    assert (meaning.status, meaning.incident) == expected


def test_unknown_words_and_codes_are_counted_and_kept() -> None:
    words = {"company": "usps", "field": "event_type"}
    codes = {"company": "usps", "field": "event_code"}
    before = [counted("makegood_unknown_words_total", **labels) for labels in (words, codes)]
    told = first_event(eventType="Beamed Up", eventCode="Z9")
    after = [counted("makegood_unknown_words_total", **labels) for labels in (words, codes)]
    assert after == [count + 1 for count in before]
    assert (told.scans[-1].status, told.scans[-1].description, told.scans[-1].code) == ("UNKNOWN", "Beamed Up", "Z9")
    assert status(told) is TrackingStatus.OUT_FOR_DELIVERY


@pytest.mark.parametrize(
    ("said", "category", "expected"),
    [
        ("", "Alert", "EXCEPTION"),
        ("Awaiting Delivery Scan", "Alert", "DELAYED"),
        ("Item Lost", "Alert", "LOST"),
        ("Something of Next Year", "Delivery Attempt", "DELIVERY_ATTEMPTED"),
        ("Something of Next Year", "Levitating", "UNKNOWN"),
        ("", "", "UNKNOWN"),
    ],
)
def test_the_summary_has_its_status(said: str, category: str, expected: str) -> None:
    assert summary(said, category) == expected


def test_texts_lose_their_html() -> None:
    assert plain("USPS Tracking<SUP>&#174;</SUP>") == "USPS Tracking\N{REGISTERED SIGN}"
    assert plain("Priority Mail Express&lt;SUP&gt;&amp;reg;&lt;/SUP&gt;") == "Priority Mail Express\N{REGISTERED SIGN}"
    assert plain("a < b") == "a < b"


@given(st.text(max_size=300), st.text(max_size=5), st.text(max_size=40))
def test_any_words_give_one_of_our_statuses(words: str, code: str, category: str) -> None:
    meaning = normalize(plain(words), code)
    assert meaning.status is None or isinstance(meaning.status, TrackingStatus)
    assert isinstance(summary(plain(words), category), TrackingStatus)
    assert handover(words) is None or isinstance(handover(words), Handover)

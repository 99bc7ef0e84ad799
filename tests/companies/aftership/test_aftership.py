"""AfterShip's words, trackings, news, coverages and claims, read from what it answers."""

import base64
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from services.core.companies import HOOKS
from services.core.companies.aftership import protection, words
from services.core.companies.aftership.tracking import create, read_list, read_one, slug_of
from services.core.companies.aftership.wire import rejection
from services.core.ports import Cover, CoverStatus, FilingStatus, Parcel, Rejected, Unintelligible
from services.core.shipments.model import Handover, IncidentReason, TrackingStatus

HERE = Path(__file__).parent
PUBLISHED = [line.split(": ") for line in (HERE / "published.txt").read_text().splitlines()]
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
COVER = Cover(
    key="eff_1",
    reference="cov_1",
    tracking_number="1Z9990000300000001",
    carrier="UPS",
    amount=Decimal("40.00"),
    currency_code="USD",
    from_address={"name": "A Shop", "street1": "1 Side St", "city": "Odense", "zip": "5000", "country": "DK"},
    to_address={"name": "Ann van Name", "street1": "1 Main St", "city": "Austin", "state": "TX", "country": "us"},
)
COVERAGE = {
    "id": "0000000000000000000000000000c0e1",
    "source_id": "cov_1",
    "status": "activated",
    "premium": {"amount": "1.50", "currency": "USD"},
    "effective_time": "2026-03-01T12:00:00.365Z",
    "expiration_time": "2026-05-30T12:00:00.365Z",
    "subtotal": {"amount": "40.00", "currency": "USD"},
    "shipping_total": {"amount": "2.50", "currency": "USD"},
}
CLAIM = {
    "id": "0000000000000000000000000000c1a1",
    "coverage_id": COVERAGE["id"],
    "status": "paid",
    "created_at": "2026-03-10T08:16:10.753Z",
    "updated_at": "2026-03-21T08:52:43.065Z",
    "required_document_types": [],
    "claim_payment_amount": {"amount": "42.5", "currency": "USD"},
    "paid_at": "2026-03-20T00:00:00.000Z",
}


def answer(name: str) -> bytes:
    return (HERE / "answers" / name).read_bytes()


def enveloped(data: object, code: int = 20000) -> bytes:
    return json.dumps({"meta": {"code": code, "type": "OK", "message": "."}, "data": data}).encode()


def tracking(**more: Any) -> bytes:
    return enveloped({"id": "1", "tracking_number": "X1", "slug": "ups", **more}, 200)


@pytest.mark.parametrize(("field", "table"), [("tag", words.TAGS), ("subtag", words.SUBTAGS)])
def test_every_published_word_is_known(field: str, table: Any) -> None:
    assert {word for name, word in PUBLISHED if name == field} - table.keys() == set()


def test_no_subtag_contradicts_its_tag_on_whether_the_parcel_arrived() -> None:
    arrived = {TrackingStatus.DELIVERED}
    for subtag, meaning in words.SUBTAGS.items():
        tag = words.TAGS[subtag.partition("_")[0]]
        assert (meaning.status in arrived) == (tag.status in arrived), subtag


@pytest.mark.parametrize(
    ("tag", "subtag", "status"),
    [
        ("Exception", "Exception_099", "EXCEPTION"),
        ("", "Delivered_099", "DELIVERED"),
        ("Teleported", "Teleported_001", "UNKNOWN"),
        ("Teleported", "", "UNKNOWN"),
        ("", "", "UNKNOWN"),
        ("InTransit", "Exception_013", "LOST"),
    ],
)
def test_a_subtag_of_the_future_says_what_its_tag_says(tag: str, subtag: str, status: str) -> None:
    assert words.normalize(tag, subtag).status == status


def test_a_delivery_to_the_neighbor_is_read_from_an_envelope_of_today() -> None:
    tracked = read_one(answer("delivered_to_neighbor.json"))
    told = tracked.tracking
    assert (tracked.tracking_number, tracked.slug) == ("MG-TRANSIT-0000", "postnord")
    assert (told.reported, told.ended, told.signed_by) == (TrackingStatus.DELIVERED, True, "R. Nabo")
    assert told.proof is not None
    assert told.proof.handover is Handover.NEIGHBOR
    # the terminal's clock is an hour ahead of UTC, and AfterShip heard of it before that hour came
    assert [scan.occurred_at for scan in told.scans] == [
        datetime(2026, 2, 21, 5, 10, tzinfo=UTC),
        datetime(2026, 2, 24, 14, 31, tzinfo=UTC),
    ]
    assert told.scans[0].location == "Taastrup, DNK"
    assert told.estimated_delivery_at == datetime(2026, 2, 24, tzinfo=UTC)


def test_an_envelope_of_version_4_is_read_as_well() -> None:
    told = read_one(answer("in_transit_version_4.json")).tracking
    assert [(scan.status, scan.code) for scan in told.scans] == [(TrackingStatus.IN_TRANSIT, "InTransit_007")]
    assert told.reference == "pm0e3fhxj33cdk72setpy900"


def test_a_lost_parcel_is_lost_though_its_tag_says_exception() -> None:
    (tracked,) = read_list(answer("listed.json"))
    (scan,) = tracked.tracking.scans
    assert (scan.status, scan.incident) == (TrackingStatus.LOST, IncidentReason.CARRIER_LOST)
    assert scan.location == "Nashville, TN"


def test_what_is_delivered_to_its_sender_is_returned() -> None:
    point = {"checkpoint_time": "2026-02-21T03:12:00Z", "tag": "Delivered", "subtag": "Delivered_001"}
    told = read_one(tracking(tag="Delivered", return_to_sender=True, checkpoints=[point])).tracking
    assert [scan.status for scan in told.scans] == [TrackingStatus.RETURNED]
    assert told.reported is TrackingStatus.RETURNED


def test_things_of_one_moment_keep_names_of_their_own() -> None:
    point = {"checkpoint_time": "2026-02-21T03:12:00Z", "tag": "InTransit", "subtag": "InTransit_003"}
    points = [point | {"message": message} for message in ("Arrived", "Sorted", "Arrived")]
    codes = [scan.code for scan in read_one(tracking(checkpoints=points)).tracking.scans]
    assert (len(codes), codes[0], codes[1].startswith("InTransit_003#")) == (2, "InTransit_003", True)


def test_a_checkpoint_that_cannot_be_read_hides_no_other() -> None:
    good = {"checkpoint_time": "2026-02-21T03:12:00Z", "tag": "InTransit"}
    points = [7, None, {"tag": "InTransit"}, {"checkpoint_time": "soon"}, good, {"created_at": "2026-02-22T00:00:00Z"}]
    assert len(read_one(tracking(checkpoints=points)).tracking.scans) == 2


def test_an_error_under_a_good_status_is_an_error() -> None:
    with pytest.raises(Rejected, match="NOT_FOUND"):
        read_one(answer("not_found.json"))


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"<html>", b'{"data": {}}', b'{"data": {"tracking": {}}}'])
def test_what_is_no_tracking_is_unintelligible(body: bytes) -> None:
    with pytest.raises(Unintelligible):
        read_one(body)


@pytest.mark.parametrize(
    ("status", "meta", "code"),
    [
        (400, {"code": 4003, "message": "Tracking already exists."}, "4003"),
        (404, {"code": 4004, "message": "Tracking does not exist."}, "NOT_FOUND"),
        (404, {"code": 40400, "type": "NotFound", "message": ""}, "NOT_FOUND"),
        (422, {"code": 42200, "message": "No.", "errors": [{"path": "data", "info": "Wrong."}, "odd", 7]}, "42200"),
        (422, {"code": []}, "HTTP_422"),
    ],
)
def test_a_refusal_has_its_code_and_words(status: int, meta: dict[str, Any], code: str) -> None:
    told = rejection(status, json.dumps({"meta": meta, "data": {}}).encode())
    assert told.code == code
    assert told.message


def test_a_parcel_is_registered_with_what_its_carrier_may_ask_for() -> None:
    asked = Parcel("X1", "Post Nord", shipped_at=NOW, postal_code="5000")
    assert create(asked).json == {
        "tracking_number": "X1",
        "slug": "post-nord",
        "tracking_postal_code": "5000",
        "tracking_ship_date": "20260301",
    }
    assert create(Parcel("X1", "Other")).json == {"tracking_number": "X1"}
    assert slug_of("UPS") == "ups"


# what AfterShip posts


def signed(secret: str, body: bytes) -> dict[str, str]:
    digest = hmac.new(secret.encode(), body, sha256).digest()
    return {"AfterShip-HMAC-SHA256": base64.b64encode(digest).decode()}


def test_news_is_proved_named_and_read() -> None:
    kept = json.loads((HERE / "hook.json").read_bytes())
    body, hooks = kept["body"].encode(), HOOKS["aftership"]
    assert hooks.verify(signed("s", body), body, ("old", "s"))
    assert not hooks.verify(signed("s", body), body + b" ", ("s",))
    assert hooks.identify(body) == "00000000-0000-4000-8000-000000000e01"
    notice = hooks.read(body)
    assert (notice.type, notice.tracking_number, notice.carrier) == ("tracking_update", "1Z9990000300000001", "ups")
    assert notice.occurred_at == datetime(2026, 3, 1, 17, 45, tzinfo=UTC)
    assert notice.tracking is not None
    assert notice.tracking.reported is TrackingStatus.DELIVERED


def test_news_without_an_id_is_named_by_what_it_says() -> None:
    hooks = HOOKS["aftership"]
    bodies = [json.dumps({"event": "tracking_update", "msg": {"n": n}}).encode() for n in (1, 2)]
    names = {hooks.identify(body) for body in bodies}
    assert len(names) == 2
    assert hooks.identify(bodies[0]) in names


@pytest.mark.parametrize("name", ["", "\u0000", "e" * 201, 7, []])
def test_news_with_an_id_that_cannot_be_kept_is_unintelligible(name: object) -> None:
    with pytest.raises(Unintelligible):
        HOOKS["aftership"].identify(json.dumps({"event": "x", "event_id": name}).encode())


@pytest.mark.parametrize("ts", [None, "soon", 1e300, -1e300, True, []])
def test_news_of_no_moment_and_of_something_else_is_kept(ts: object) -> None:
    notice = HOOKS["aftership"].read(json.dumps({"event": "edd_revise", "event_id": "1", "ts": ts}).encode())
    assert (notice.type, notice.tracking, notice.occurred_at) == ("edd_revise", None, None)


# protection


def test_a_coverage_is_bought_as_an_order_of_one_item() -> None:
    request = protection.create(replace(COVER, shipped_at=datetime(2026, 2, 27, 23, tzinfo=UTC)), NOW)
    order = json.loads(json.dumps(request.json))["order"]
    assert (order["source_id"], order["order_date"]) == ("cov_1", "2026-02-27")
    assert order["items"][0]["unit_insured_amount"] == {"amount": "40.00", "currency": "USD"} == order["subtotal"]
    assert order["trackings"] == [
        {"slug": "ups", "tracking_number": "1Z9990000300000001", "ship_date": "2026-02-27"}
    ]  # fmt: skip
    to = order["shipping_address"]
    assert (to["first_name"], to["last_name"], to["country_region"]) == ("Ann van", "Name", {"code": "USA"})
    assert order["sender_address"]["country_region"] == {"code": "DNK"}


def test_nothing_is_insured_in_another_currency() -> None:
    with pytest.raises(Rejected, match="CURRENCY_NOT_SUPPORTED"):
        protection.create(replace(COVER, currency_code="DKK"), NOW)


@pytest.mark.parametrize(
    ("code", "three"), [("DE", "DEU"), ("FR", "FRA"), ("CD", "COD"), ("MM", "MMR"), ("TL", "TLS"), ("YE", "YEM")]
)
def test_a_country_has_the_letters_of_today(code: str, three: str) -> None:
    assert protection.ALPHA3[code] == three


def test_a_coverage_is_read_with_what_it_insures_and_until_when() -> None:
    covered = protection.read_coverage(enveloped(COVERAGE, 20100))
    assert (covered.reference, covered.status) == (COVERAGE["id"], CoverStatus.ACTIVE)
    assert (covered.insured_amount, covered.fee) == (Decimal("42.50"), Decimal("1.50"))
    assert covered.expires_at == datetime(2026, 5, 30, 12, 0, 0, 365000, tzinfo=UTC)


@pytest.mark.parametrize("odd", [{"status": "frozen"}, {"id": ""}, {"id": 7}, {"status": None}])
def test_a_coverage_that_tells_nothing_sure_is_unintelligible(odd: dict[str, Any]) -> None:
    with pytest.raises(Unintelligible):
        protection.read_coverage(enveloped(COVERAGE | odd))


@pytest.mark.parametrize(
    ("status", "ours"),
    [
        ("unsubmitted", None), ("submitted", FilingStatus.SUBMITTED), ("under_review", FilingStatus.UNDER_REVIEW),
        ("approved", FilingStatus.APPROVED), ("paid", FilingStatus.PAID), ("closed", None),
        ("denied", FilingStatus.REJECTED), ("waiting_on_documents", FilingStatus.INFORMATION_REQUESTED),
        ("escalated", None),
    ],
)  # fmt: skip
def test_a_claims_status_is_in_our_words_or_kept_in_its_own(status: str, ours: FilingStatus | None) -> None:
    state = protection.read_claim(enveloped(CLAIM | {"status": status}))
    assert state.status is ours
    assert state.detail == (status if ours is None else None)


def test_a_paid_claim_tells_what_was_paid_and_an_open_one_does_not() -> None:
    paid = protection.read_claim(enveloped(CLAIM))
    assert (paid.approved_amount, paid.paid_amount, paid.currency_code) == (Decimal("42.50"), Decimal("42.50"), "USD")
    review = protection.read_claim(enveloped(CLAIM | {"status": "under_review", "paid_at": None}))
    assert (review.approved_amount, review.paid_amount) == (None, None)


def test_what_is_wanted_of_us_is_told() -> None:
    wanted = CLAIM | {"status": "waiting_on_documents", "required_document_types": ["invoice", "photo", 7, None]}
    assert protection.read_claim(enveloped(wanted)).detail == "wanted: invoice, photo, 7"


def test_the_newest_of_several_claims_counts() -> None:
    older = CLAIM | {"id": "older", "created_at": "2026-01-01T00:00:00.000Z"}
    newest = protection.read_newest_claim(enveloped({"claims": [older, CLAIM, older | {"created_at": None}]}))
    assert newest is not None
    assert newest.reference == CLAIM["id"]
    assert protection.read_newest_claim(enveloped({"claims": []})) is None

"""What DHL posts: proved by our token, named by what it says, read whichever division wrote it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.companies import HOOKS
from services.core.companies.dhl.hooks import VALIDATE, validation
from services.core.ports import Unintelligible
from services.core.shipments.model import IncidentReason, TrackingStatus

BODY = (Path(__file__).parent / "push.json").read_bytes()
SELF = "https://api-eu.dhl.com/tracking/push/v1/subscription/sub-1"

dhl = HOOKS["dhl"]


@pytest.mark.parametrize("name", ["dhl-hook-token", "DHL-Hook-Token"])
def test_the_accounts_token_is_taken_under_any_spelling_of_the_header(name: str) -> None:
    assert dhl.verify({name: "s3cret"}, BODY, ("new", "s3cret"))


@pytest.mark.parametrize("token", ["", "s3cre", "s3cret ", "S3CRET", "é\udcff"])
def test_any_other_token_is_refused(token: str) -> None:
    assert not dhl.verify({"dhl-hook-token": token}, BODY, ("s3cret",))


def test_no_header_and_no_secret_prove_nothing() -> None:
    assert not dhl.verify({}, BODY, ("s3cret",))
    assert not dhl.verify({"dhl-hook-token": ""}, BODY, ("",))
    assert not dhl.verify({"dhl-hook-token": "s3cret"}, BODY, ())


@given(st.text(), st.text())
def test_a_made_up_token_is_refused_without_an_error(token: str, secret: str) -> None:
    assert dhl.verify({"dhl-hook-token": token}, BODY, (secret,)) in {False, token == secret}


def test_a_push_becomes_a_notice_with_its_tracking() -> None:
    notice = dhl.read(BODY)
    assert (notice.type, notice.tracking_number, notice.carrier) == ("subscription.push", "3SGROE0000001", "parcel-nl")
    assert notice.occurred_at == datetime(2026, 3, 5, 13, 20, tzinfo=UTC)
    assert notice.tracking is not None
    (scan,) = notice.tracking.scans
    assert (scan.status, scan.incident) == (TrackingStatus.DAMAGED, IncidentReason.CARRIER_DAMAGED)


def test_a_repetition_has_the_same_name_and_another_status_another() -> None:
    assert dhl.identify(BODY) == dhl.identify(json.dumps(json.loads(BODY), indent=2).encode()) == dhl.read(BODY).id
    assert dhl.identify(BODY) != dhl.identify(BODY.replace(b"ARRIVED_DAMAGED", b"REFUSED_DAMAGED"))
    assert dhl.identify(BODY) != dhl.identify(BODY.replace(b"3SGROE0000001", b"3SGROE0000002"))


@pytest.mark.parametrize("wrap", ['{"shipment": %s}', "[%s]", "%s", '{"shipments": [%s]}'])
def test_the_structure_may_differ_by_division(wrap: str) -> None:
    shipment = json.dumps(json.loads(BODY)["shipments"][0])
    assert dhl.read((wrap % shipment).encode()).tracking_number == "3SGROE0000001"


def test_messages_about_the_subscription_tell_of_no_parcel() -> None:
    body = json.dumps({"scope": VALIDATE, "self": SELF, "secret": "x1"}).encode()
    notice = dhl.read(body)
    assert (notice.type, notice.tracking, notice.tracking_number) == (VALIDATE, None, None)
    assert notice.to_confirm
    assert validation(body) == ("sub-1", "x1")
    ready = dhl.read(json.dumps({"scope": "subscription.ready", "self": SELF}).encode())
    assert (ready.tracking, ready.to_confirm) == (None, False)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"null", b"7", b'{"shipments": [{}]}', b'{"scope": "subscription.push"}', b"\xff"]
)
def test_a_message_that_says_nothing_is_unintelligible(body: bytes) -> None:
    for take in (dhl.identify, dhl.read):
        with pytest.raises(Unintelligible):
            take(body)
    with pytest.raises(Unintelligible):
        validation(body)


@pytest.mark.parametrize("missing", ["self", "secret"])
def test_a_question_that_cannot_be_answered_is_unintelligible(missing: str) -> None:
    told = {"scope": VALIDATE, "self": SELF, "secret": "x1"}
    del told[missing]
    with pytest.raises(Unintelligible):
        dhl.read(json.dumps(told).encode())

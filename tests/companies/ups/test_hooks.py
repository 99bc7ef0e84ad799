"""Track Alert's pushes: proved by a secret of ours, named by what they say, read into a notice."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.companies import HOOKS
from services.core.ports import Unintelligible
from services.core.shipments.model import ProgressStep, ProofKind, TrackingStatus

VECTOR = json.loads((Path(__file__).parent / "hook.json").read_bytes())
BODY = VECTOR["body"].encode()
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="

ups = HOOKS["ups"]


def basic(words: str) -> str:
    return f"Basic {base64.b64encode(words.encode()).decode()}"


def posted(status: dict[str, Any] | None = None, **parts: Any) -> bytes:
    message = json.loads(BODY) | parts
    message["activityStatus"] |= status or {}
    return json.dumps(message).encode()


@pytest.mark.parametrize(
    "headers",
    [
        {"x-api-key": "s3cret"},
        {"X-API-Key": "s3cret"},
        {"Authorization": "Bearer s3cret"},
        {"authorization": "bearer  s3cret"},
        {"Authorization": basic("makegood:s3cret")},
        {"Authorization": "Bearer other", "x-api-key": "s3cret"},
    ],
)
def test_a_push_with_the_accounts_secret_is_verified(headers: dict[str, str]) -> None:
    assert ups.verify(headers, BODY, ("older", "s3cret"))
    assert not ups.verify(headers, BODY, ("older", "s3cret2"))


def test_a_secret_may_be_user_and_password_together() -> None:
    assert ups.verify({"Authorization": basic("makegood:s3cret")}, BODY, ("makegood:s3cret",))
    assert not ups.verify({"Authorization": basic("somebody:s3cret")}, BODY, ("makegood:s3cret",))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-api-key": ""},
        {"Authorization": "Bearer "},
        {"Authorization": basic(":")},
        {"Authorization": basic("")},
        {"Authorization": "Basic !!"},
        {"Authorization": "Digest s3cret"},
        {"User-Agent": "UPSPubSubTrackingService"},
    ],
)
def test_no_secret_and_an_empty_one_prove_nothing(headers: dict[str, str]) -> None:
    for secrets in ((), ("",), ("s3cret",), ("", "s3cret")):
        assert not ups.verify(headers, BODY, secrets)


@given(st.text(), st.text(min_size=1))
def test_a_made_up_header_is_refused_without_an_error(claimed: str, secret: str) -> None:
    expected = claimed.encode(errors="replace") == secret.encode(errors="replace")
    assert ups.verify({"x-api-key": claimed}, BODY, (secret,)) is expected


def test_a_delivery_is_a_notice_with_its_scan_and_who_took_it() -> None:
    notice = ups.read(BODY)
    assert notice.id == ups.identify(BODY) == "1ZCIETST0111111114:gmt:20260305200209:D:FS"
    assert (notice.type, notice.tracking_number, notice.carrier) == ("D FS", "1ZCIETST0111111114", "UPS")
    assert notice.occurred_at == datetime(2026, 3, 5, 20, 2, 9, tzinfo=UTC)
    assert notice.tracking is not None
    (scan,) = notice.tracking.scans
    assert (scan.status, scan.code, scan.location) == (TrackingStatus.DELIVERED, "D FS", "AUSTIN, TX, US")
    assert notice.tracking.signed_by == "EXAMPLE"
    assert notice.tracking.reference is None


@pytest.mark.parametrize(("number", "status"), [("011", "11"), (11, "11"), (9, "9"), ("", None), (None, None)])
def test_the_number_may_be_a_number_or_text(number: object, status: str | None) -> None:
    notice = ups.read(posted({"descriptionCode": number}))
    assert notice.tracking is not None
    assert (notice.tracking.scans[0].status, notice.tracking.scans[0].detail) == (TrackingStatus.DELIVERED, status)


def test_a_repetition_has_the_same_name_and_another_activity_another() -> None:
    names = {
        ups.identify(body)
        for body in (
            BODY,
            posted({"description": "Delivered"}, receivedBy="SOMEBODY"),
            posted({"code": "2W"}),
            posted({"type": "I"}),
            posted(gmtActivityTime="200210"),
            posted(trackingNumber="1ZCIETST0422222228"),
        )
    }
    assert len(names) == 5


def test_a_push_without_gmt_is_read_by_its_local_time() -> None:
    body = posted(gmtActivityDate=None, gmtActivityTime=None)
    assert ups.identify(body) == "1ZCIETST0111111114:local:20260305140209:D:FS"
    assert ups.read(body).occurred_at == datetime(2026, 3, 5, 20, 2, 9, tzinfo=UTC)


def test_a_photo_of_a_delivery_is_its_proof_also_when_it_follows() -> None:
    for status in ({}, {"type": "U", "code": "PX", "descriptionCode": "155"}):
        notice = ups.read(posted(status, deliveryPhoto=PNG))
        assert notice.tracking is not None
        assert notice.tracking.proof is not None
        assert [file.kind for file in notice.tracking.proof.files] == [ProofKind.PHOTO]
        assert len(notice.tracking.scans) == (0 if status else 1)


def test_a_new_day_of_delivery_is_no_scan() -> None:
    notice = ups.read(posted({"type": "U", "code": "UP", "descriptionCode": "154"}, scheduledDeliveryDate="20260307"))
    assert notice.tracking is not None
    assert notice.tracking.scans == ()
    assert notice.tracking.estimated_delivery_at == datetime(2026, 3, 8, 5, 59, 59, tzinfo=UTC)


def test_a_step_of_a_claim_is_progress_and_no_scan() -> None:
    notice = ups.read(posted({"type": "X", "code": "UL", "descriptionCode": 140}))
    assert notice.tracking is not None
    assert notice.tracking.scans == ()
    assert [step.step for step in notice.tracking.progress] == [ProgressStep.PAID]


def test_a_shop_that_took_the_parcel_signed_for_nobody() -> None:
    notice = ups.read(posted({"code": "2Q", "descriptionCode": "161"}, receivedBy="CORNER STORE"))
    assert notice.tracking is not None
    assert notice.tracking.scans[0].status is TrackingStatus.AVAILABLE_FOR_PICKUP
    assert (notice.tracking.signed_by, notice.tracking.proof) == (None, None)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"null",
        b'{"trackingNumber": "1Z"}',
        b'{"trackingNumber": "\\ud83d\\ude00", "gmtActivityDate": "1"}',
    ],
)
def test_a_message_that_nothing_tells_from_others_is_unintelligible(body: bytes) -> None:
    with pytest.raises(Unintelligible):
        ups.identify(body)
    with pytest.raises(Unintelligible):
        ups.read(body)


def test_a_message_without_a_readable_time_is_unintelligible() -> None:
    with pytest.raises(Unintelligible):
        ups.read(posted(gmtActivityDate="soon", localActivityDate="later"))

"""What EasyPost posts: signed by one of our secrets, named for ever, read into a notice."""

import hmac
import json
import unicodedata
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.core.companies import HOOKS
from services.core.companies.easypost.hooks import secrets
from services.core.ports import Credentials, Unintelligible
from services.core.shipments.model import TrackingStatus

ANSWERS = Path(__file__).parent / "easypost"
VECTOR = json.loads((ANSWERS / "hook.json").read_bytes())
BODY = VECTOR["body"].encode()
SECRET = VECTOR["secret"]
SIGNATURE = VECTOR["headers"]["X-Hmac-Signature"]

easypost = HOOKS["easypost"]


def signed(secret: str, body: bytes) -> str:
    return f"hmac-sha256-hex={hmac.new(secret.encode(), body, sha256).hexdigest()}"


@pytest.mark.parametrize("name", ["X-Hmac-Signature", "x-hmac-signature", "X-HMAC-SIGNATURE"])
def test_the_published_vector_is_verified_under_any_spelling_of_the_header(name: str) -> None:
    assert easypost.verify({name: SIGNATURE}, BODY, (SECRET,))


def test_the_vectors_secret_counts_in_its_decomposed_form() -> None:
    assert unicodedata.normalize("NFKD", SECRET) != SECRET
    assert not easypost.verify({"X-Hmac-Signature": signed(SECRET, BODY)}, BODY, (SECRET,))


def test_any_of_several_secrets_will_do() -> None:
    headers = {"X-Hmac-Signature": SIGNATURE}
    assert easypost.verify(headers, BODY, ("new", SECRET))
    assert easypost.verify(headers, BODY, (SECRET, "old"))
    assert not easypost.verify(headers, BODY, ("new", "old"))


@pytest.mark.parametrize(
    "signature",
    ["", "hmac-sha256-hex=", SIGNATURE[:-1], SIGNATURE + "0", SIGNATURE[16:], "é\udcff"],
)
def test_any_other_signature_is_refused(signature: str) -> None:
    assert not easypost.verify({"X-Hmac-Signature": signature}, BODY, (SECRET,))


def test_a_changed_body_is_refused() -> None:
    assert not easypost.verify({"X-Hmac-Signature": SIGNATURE}, BODY + b" ", (SECRET,))


def test_no_header_and_no_secret_prove_nothing() -> None:
    assert not easypost.verify({}, BODY, (SECRET,))
    assert not easypost.verify({"X-Hmac-Signature": SIGNATURE}, BODY, ())
    assert not easypost.verify({"X-Hmac-Signature": signed("", BODY)}, BODY, ("",))


@given(st.text(), st.binary(), st.text(st.characters(exclude_categories=["Cs"])))
def test_a_made_up_signature_is_refused_without_an_error(signature: str, body: bytes, secret: str) -> None:
    assert not easypost.verify({"X-Hmac-Signature": signature}, body, (secret,))


def test_an_accounts_secrets_are_todays_and_the_one_before() -> None:
    assert secrets(Credentials("acc_1", {"webhook_secret": "a", "webhook_secret_previous": "b"})) == ("a", "b")
    assert secrets(Credentials("acc_1", {"webhook_secret": "a"})) == ("a",)
    assert secrets(Credentials("acc_1", {})) == ()


def test_a_tracker_event_becomes_a_notice_with_its_tracking() -> None:
    body = (ANSWERS / "event_tracker_updated.json").read_bytes()
    notice = easypost.read(body)
    assert notice.id == easypost.identify(body) == "evt_00000000000000000000000000000e01"
    assert (notice.type, notice.tracking_number, notice.carrier) == ("tracker.updated", "1Z9990000300000001", "UPS")
    assert notice.occurred_at == datetime(2026, 3, 5, 16, 3, tzinfo=UTC)
    assert notice.tracking is not None
    assert notice.tracking.reported is TrackingStatus.DELIVERED


def test_the_published_event_is_read() -> None:
    notice = easypost.read(BODY)
    assert notice.tracking is not None
    assert [scan.code for scan in notice.tracking.scans] == ["OC", "PU", "AR", "DP", "IT", "IT", "AR"]
    assert notice.tracking.service == "FEDEX_GROUND"
    assert not notice.tracking.ended


def test_an_event_of_something_else_has_no_tracking() -> None:
    notice = easypost.read((ANSWERS / "event_claim_updated.json").read_bytes())
    assert (notice.type, notice.tracking, notice.tracking_number) == ("claim.updated", None, None)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{}", b"[]", b'{"id": 7}', b'{"id": ""}', b'{"id": "evt_\\u0000"}', b'{"id": "' + b"e" * 201 + b'"}',
    ],
)  # fmt: skip
def test_a_message_without_an_id_that_can_be_kept_is_unintelligible(body: bytes) -> None:
    with pytest.raises(Unintelligible):
        easypost.identify(body)


@pytest.mark.parametrize("result", ["null", "{}", '{"object": "Claim", "tracking_code": "1"}', '"x"'])
def test_a_tracker_event_without_a_tracker_is_unintelligible(result: str) -> None:
    body = f'{{"id": "evt_1", "description": "tracker.updated", "result": {result}}}'.encode()
    assert easypost.identify(body) == "evt_1"
    with pytest.raises(Unintelligible):
        easypost.read(body)

"""PostNord, GLS, Bring and dao over HTTP: what is asked, with which secret, and that no secret or body breaks out."""

import json
import traceback
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.core.companies.bring import Bring
from services.core.companies.dao import Dao
from services.core.companies.gls import Gls
from services.core.companies.postnord import PostNord
from services.core.outside import Outside
from services.core.ports import Carrier, Credentials, Parcel, Rejected, Unavailable
from services.core.shipments.model import Tracking, TrackingStatus
from tests.companies.serving import Replaying, replaying

HERE = Path(__file__).parent
KEY = "0123456789abcdef0123456789abcdef"
CREDENTIALS = {
    "postnord": {"api_key": KEY},
    "gls": {"client_id": "app", "client_secret": KEY},
    "bring": {"api_uid": "kari@example.no", "api_key": KEY, "client_url": "https://shop.example.no"},
    "dao": {"customer_id": "1234", "code": KEY},
}
TOKEN = (200, json.dumps({"access_token": "lent", "token_type": "Bearer", "expires_in": "14400"}).encode())


def account(name: str, **more: str) -> Credentials:
    return Credentials("acc_1", CREDENTIALS[name] | more)


def answer(path: str) -> tuple[int, bytes]:
    return 200, (HERE / path).read_bytes()


@pytest.fixture
async def company() -> AsyncIterator[Replaying]:
    async with replaying() as company:
        yield company


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    async def no_sleep(_seconds: float) -> None: ...

    async with Outside(sleep=no_sleep, jitter=lambda: 0.0) as outside:
        yield outside


@pytest.fixture
def carriers(outside: Outside, company: Replaying) -> dict[str, Carrier]:
    made: list[Carrier] = [kind(outside, company.url) for kind in (PostNord, Gls, Bring, Dao)]
    return {carrier.name: carrier for carrier in made}


async def test_postnord_is_asked_with_the_key_in_the_query(company: Replaying, carriers: dict[str, Carrier]) -> None:
    company.answers = [answer("postnord/answers/delivered.json")]
    told = await carriers["postnord"].check(account("postnord"), Parcel("84971563019 SE", "PostNord"))
    (asked,) = company.asked
    assert (asked.path, asked.query) == (
        "/trackandtrace/findByIdentifier.json",
        {"apikey": KEY, "id": "84971563019SE", "locale": "en"},
    )
    assert told.signed_by == "K. Kund"


async def test_bring_is_asked_with_three_headers(company: Replaying, carriers: dict[str, Carrier]) -> None:
    company.answers = [answer("bring/answers/delivered.json")]
    await carriers["bring"].check(account("bring"), Parcel("37043810101543211301", "Bring"))
    (asked,) = company.asked
    assert (asked.path, asked.query) == ("/tracking.json", {"q": "37043810101543211301"})
    assert asked.headers["x-mybring-api-uid"] == "kari@example.no"
    assert asked.headers["x-mybring-api-key"] == KEY
    assert asked.headers["x-bring-client-url"] == "https://shop.example.no"


async def test_dao_is_asked_with_the_customer_in_the_query(company: Replaying, carriers: dict[str, Carrier]) -> None:
    company.answers = [answer("dao/answers/in_transit.json")]
    await carriers["dao"].check(account("dao"), Parcel("00057151270000123456", "dao"))
    (asked,) = company.asked
    assert asked.query == {"kundeid": "1234", "kode": KEY, "format": "json", "stregkode": "00057151270000123456"}


async def test_gls_lends_a_token_once_and_tells_of_several_parcels(company: Replaying, outside: Outside) -> None:
    gls = Gls(outside, company.url)
    company.answers = [TOKEN, answer("gls/answers/mixed.json")]
    found, unknown, left_out = (Parcel(number, "GLS") for number in ("504 0001 2345", "50400099999", "77777777777"))
    for _ in range(2):
        told = await gls.check_many(account("gls"), [found, unknown, left_out])
        assert {parcel: tracking.trouble for parcel, tracking in told.items()} == {found: None, unknown: "NOT_FOUND"}
    token, first, second = company.asked
    assert (token.method, token.path, token.form) == (
        "POST", "/oauth2/v2/token", {"grant_type": "client_credentials"}
    )  # fmt: skip
    assert token.headers["authorization"].startswith("Basic ")
    assert first.path == "/track-and-trace-v1/tracking/simple/trackids/50400012345,50400099999,77777777777"
    assert {first.headers["authorization"], second.headers["authorization"]} == {"Bearer lent"}


async def test_gls_is_asked_for_no_more_than_ten_and_never_for_none(company: Replaying, outside: Outside) -> None:
    gls = Gls(outside, company.url)
    with pytest.raises(ValueError, match="11"):
        await gls.check_many(account("gls"), [Parcel(str(number), "GLS") for number in range(11)])
    assert await gls.check_many(account("gls"), []) == {}
    assert company.asked == []


async def test_a_comma_in_a_number_asks_gls_for_no_second_parcel(company: Replaying, outside: Outside) -> None:
    company.answers = [TOKEN, answer("gls/answers/not_found.json")]
    await Gls(outside, company.url).check(account("gls"), Parcel("504000,99999/../x", "GLS"))
    assert company.asked[1].path.endswith("/trackids/50400099999x")


async def test_a_call_that_gls_refuses_as_a_whole_leaves_all_parcels_to_be_asked_alone(
    company: Replaying, outside: Outside
) -> None:
    company.answers = [TOKEN, (400, b'{"type": "about:blank", "status": 400}')]
    gls = Gls(outside, company.url)
    assert await gls.check_many(account("gls"), [Parcel("50400012345", "GLS")]) == {}
    assert await gls.check(account("gls"), Parcel("50400012345", "GLS")) == Tracking((), trouble="HTTP_400")


async def test_a_token_that_gls_ended_is_renewed_once(company: Replaying, outside: Outside) -> None:
    ended = (401, (HERE / "gls/answers/error_401.json").read_bytes())
    company.answers = [TOKEN, ended, TOKEN, answer("gls/answers/delivered.json")]
    told = await Gls(outside, company.url).check(account("gls"), Parcel("50400012345", "GLS"))
    assert told.scans[-1].status is TrackingStatus.DELIVERED


async def test_an_app_that_gls_does_not_know_is_the_accounts_trouble(company: Replaying, outside: Outside) -> None:
    company.answers = [(400, b'{"errors": [{"message": "Invalid client identifier", "type": "400"}]}')]
    with pytest.raises(Rejected) as no:
        await Gls(outside, company.url).check(account("gls"), Parcel("50400012345", "GLS"))
    assert no.value.status == 401


async def test_a_page_instead_of_a_token_is_asked_for_again_later(company: Replaying, outside: Outside) -> None:
    company.answers = [(200, b"<html>maintenance</html>")]
    with pytest.raises(Unavailable):
        await Gls(outside, company.url).check(account("gls"), Parcel("50400012345", "GLS"))


@pytest.mark.parametrize("kind", [PostNord, Gls])
async def test_an_account_for_tests_reaches_the_companys_test_environment_alone(
    kind: type[PostNord] | type[Gls], company: Replaying, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kind, "test_url", company.url)
    monkeypatch.setattr(kind, "base_url", "http://127.0.0.1:9/real")
    carrier = kind(outside, kind.base_url)
    company.answers = [TOKEN]
    await carrier.probe(account(kind.name, mode="test"))
    assert company.asked
    with pytest.raises(Unavailable):
        await carrier.probe(account(kind.name))


@pytest.mark.parametrize("name", CREDENTIALS)
def test_an_account_is_for_tests_when_it_says_so(name: str, carriers: dict[str, Carrier]) -> None:
    assert carriers[name].is_sandbox(account(name, mode="test"))
    assert not carriers[name].is_sandbox(account(name))


@pytest.mark.parametrize(
    ("name", "missing"), [(name, value) for name, values in CREDENTIALS.items() for value in values]
)
async def test_an_account_without_one_of_its_values_asks_nobody(
    name: str, missing: str, company: Replaying, carriers: dict[str, Carrier]
) -> None:
    with pytest.raises(Rejected, match="acc_1") as no:
        await carriers[name].check(account(name, **{missing: ""}), Parcel("12345678", name))
    assert no.value.code == "CREDENTIALS_INCOMPLETE"
    assert company.asked == []


async def test_a_key_that_no_header_carries_is_the_accounts_trouble(carriers: dict[str, Carrier]) -> None:
    with pytest.raises(Rejected) as no:
        await carriers["bring"].check(account("bring", api_key="nøkkel"), Parcel("12345678", "Bring"))
    assert no.value.code == "UNSENDABLE"


@pytest.mark.parametrize("name", CREDENTIALS)
@pytest.mark.parametrize(
    "said",
    [
        (200, f'{{"status": "FEJL", "fejltekst": "Forkert kode {KEY}", "fejlkode": "1", "apikey": "{KEY}"}}'.encode()),
        (401, f'{{"message": "{KEY}", "fault": {{"faultstring": "{KEY}"}}}}'.encode()),
        (403, f'{{"compositeFault": {{"faults": [{{"explanationText": "{KEY}"}}]}}}}'.encode()),
        (503, KEY.encode()),
    ],
)
async def test_no_secret_is_logged_or_said(
    name: str,
    said: tuple[int, bytes],
    company: Replaying,
    carriers: dict[str, Carrier],
    caplog: pytest.LogCaptureFixture,
) -> None:
    company.answers = [said]
    heard = ""
    with structlog.testing.capture_logs() as logs, caplog.at_level("DEBUG"):
        try:
            heard = repr(await carriers[name].check(account(name), Parcel("12345678", name)))
        except (Rejected, Unavailable) as error:
            heard = "".join(traceback.format_exception(error))
    assert logs, "the call is told of"
    # the test's own server tells what it was asked
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn")]
    assert KEY not in heard + repr(logs) + repr(ours)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
) | st.sampled_from(["OK", "FEJL", "DELIVERED", "0001-01-01T00:00:00", "9999-12-31T23:59:59", 10**18])


def places(value: object) -> list[tuple[Any, Any]]:
    """Every container in a JSON value with each of its keys or indices."""
    if not isinstance(value, dict | list):
        return []
    here = [(value, key) for key in (value if isinstance(value, dict) else range(len(value)))]
    return here + [place for container, key in here for place in places(container[key])]


@st.composite
def bodies(draw: st.DrawFn, name: str) -> bytes:
    """One of the company's own answers in which some values are others."""
    file = draw(st.sampled_from(sorted((HERE / name / "answers").glob("*.json"))))
    told = json.loads(file.read_bytes())
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(places(told)))
        container[key] = draw(anything)
    return json.dumps(told).encode()


@pytest.mark.parametrize("name", CREDENTIALS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_any_body_at_all_gives_a_tracking(
    name: str, data: st.DataObject, company: Replaying, carriers: dict[str, Carrier]
) -> None:
    body = data.draw(bodies(name) | st.binary(max_size=200))
    number = {"postnord": "84971563019SE", "gls": "50400012345", "bring": "70438101015432113"}.get(name, "123456")
    company.answers = [TOKEN, (200, body)] if name == "gls" else [(200, body)]
    try:
        told: object = await carriers[name].check(account(name), Parcel(number, name))
    except Rejected as no:
        told = (name, no.status)
    # the only other thing that a good answer may say is that the account is not let in
    assert isinstance(told, Tracking) or told in {("dao", 401), ("bring", 401), ("bring", 403)}


@pytest.mark.parametrize("name", CREDENTIALS)
@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"TrackingInformationResponse": {"shipments": "x"}}',
        b'{"status": "OK", "resultat": {"haendelser": [{"tidspunkt": "2026-03-01 10:00", "beskrivelse": "'
        + b"a" * 500_000
        + b'"}]}}',
        b'{"parcels": [{"requested": "12345678", "status": "\\u0000DELIVERED", "events": [{"code": "\\u0000"}]}]}',
        b'{"consignmentSet": [{"packageSet": [{"packageNumber": "12345678", "eventSet": {"a": 1}}]}]}',
        b'\xff\xfe{"status": "OK"}',
        b'{"parcels": [{"requested": "\\ud800"}]}',
    ],
)  # fmt: skip
async def test_bodies_made_to_break_readers_give_a_tracking(
    name: str, body: bytes, company: Replaying, carriers: dict[str, Carrier]
) -> None:
    company.answers = [TOKEN, (200, body)] if name == "gls" else [(200, body)]
    assert isinstance(await carriers[name].check(account(name), Parcel("12345678", name)), Tracking)

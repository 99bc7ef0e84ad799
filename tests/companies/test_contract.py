"""What every carrier of the list keeps to, however odd the company behind it: a new one is tested by its line alone."""

import asyncio
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from structlog.testing import capture_logs

from services.core.companies import CARRIERS, HOOKS, Listed
from services.core.outside import Outside, client
from services.core.ports import (
    Carrier,
    ChecksMany,
    Credentials,
    Hooks,
    Parcel,
    Registers,
    Rejected,
    Unavailable,
    Unintelligible,
)
from services.core.shipments.model import Reading, Tracking, TrackingStatus
from services.core.shipments.policy import derive
from services.sandbox.journeys import JOURNEYS
from tests.companies import wicked
from tests.companies.playing import (
    Played,
    account,
    adapter,
    faults,
    folder,
    media_type,
    parcel,
    playing,
    waiting_for_nothing,
)
from tests.companies.vocabularies import published, unmapped

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NUMBER = "MG-TRANSIT-0000"
STRANGER = "wrong"
"""What every sandbox takes for a key or a password that is none."""

every_carrier = pytest.mark.parametrize("company", CARRIERS, ids=lambda company: company.name)
every_hook = pytest.mark.parametrize("name", HOOKS)

EXPECTED: dict[str, set[TrackingStatus]] = {
    "TRANSIT": {TrackingStatus.IN_TRANSIT},
    "DELIVERED": {TrackingStatus.DELIVERED},
    "NOTRECEIVED": {TrackingStatus.DELIVERED},
    # silence is no scan; what it means is ours to say
    "LOST": {TrackingStatus.IN_TRANSIT},
    # some have no word for damage alone
    "DAMAGED": {TrackingStatus.DAMAGED, TrackingStatus.EXCEPTION},
    # some tell only that it is on its way back
    "RETURNED": {TrackingStatus.RETURNED, TrackingStatus.RETURN_TO_SENDER},
    "NEIGHBOUR": {TrackingStatus.DELIVERED},
    "PARCELSHOP": {TrackingStatus.AVAILABLE_FOR_PICKUP},
    "CUSTOMS": {TrackingStatus.DELAYED, TrackingStatus.EXCEPTION, TrackingStatus.IN_TRANSIT},
}


@pytest.fixture
async def played() -> AsyncIterator[Played]:
    async with playing() as played:
        yield played


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    async with waiting_for_nothing(NOW) as outside:
        yield outside


def parcel_of(company: Listed, number: str = NUMBER) -> Parcel:
    return parcel(company, number, NOW - timedelta(days=5))


def answers_of(company: Listed) -> dict[str, tuple[bytes, str]]:
    files = sorted((folder(company) / "answers").glob("*.*"))
    return {file.name: (file.read_bytes(), media_type(file)) for file in files}


async def problems(carrier: Carrier, asked: Parcel, credentials: Credentials) -> list[str]:
    """What is wrong with how an answer was taken."""
    try:
        return faults(await carrier.check(credentials, asked))
    except (Unavailable, Rejected):
        return []
    except Exception as error:  # noqa: BLE001 - which one it is goes into the test's message
        return [f"{type(error).__name__}: {str(error)[:100]}"]


async def wicked_problems(company: Listed, outside: Outside, played: Played) -> dict[str, list[str]]:
    """What is wrong with how each wicked body was taken, by its name."""
    carrier, found = adapter(company, outside, played.url), {}
    for name, body in wicked.BODIES.items():
        played.body = body
        if wrong := await problems(carrier, parcel_of(company), account(company)):
            found[name] = wrong
    return found


@every_carrier
def test_it_says_who_it_is_and_what_it_wants_to_be_told(company: Listed) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", company.name)
    url = urlsplit(company.base_url)
    assert (url.scheme, bool(url.hostname), url.query, url.fragment) == ("https", True, "", "")
    assert not company.base_url.endswith("/")
    for names in (company.credential_names, company.hook_secret_names):
        assert isinstance(names, tuple)
        assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    assert company.credential_names
    assert (company.name in HOOKS) == bool(company.hook_secret_names), "what posts to us proves itself"


def test_no_two_carriers_have_one_name() -> None:
    assert len({company.name for company in CARRIERS}) == len(CARRIERS)


@every_carrier
async def test_it_is_a_carrier_of_the_port(company: Listed, outside: Outside) -> None:
    carrier = adapter(company, outside, "http://127.0.0.1:9")
    assert all(callable(getattr(carrier, method)) for method in ("is_sandbox", "probe", "check"))
    assert not isinstance(carrier, ChecksMany) or 1 < carrier.most_parcels <= 1000
    assert carrier.is_sandbox(account(company)), "the account of the tests reaches nobody"


@every_carrier
async def test_any_body_gives_a_tracking(company: Listed, outside: Outside, played: Played) -> None:
    assert await wicked_problems(company, outside, played) == {}


@every_carrier
@pytest.mark.parametrize("status", [400, 404, 409, 422])
async def test_any_body_of_a_no_to_one_parcel_gives_a_tracking(
    company: Listed, outside: Outside, played: Played, status: int
) -> None:
    played.status = status
    assert await wicked_problems(company, outside, played) == {}


@every_carrier
async def test_each_kept_answer_and_a_multitude_of_changes_of_it_give_a_tracking(
    company: Listed, outside: Outside, played: Played
) -> None:
    answers, found = answers_of(company), []
    assert answers, f"put what {company.name} answers to its tracking call into {folder(company)}/answers"
    carrier = adapter(company, outside, played.url)
    for name, (body, media) in answers.items():
        played.media_type = media
        for number, changed in enumerate([body, *wicked.changed(body)]):
            played.body = changed
            if wrong := await problems(carrier, parcel_of(company), account(company)):
                found.append((name, number, wrong, changed[:200]))
    assert found == []


@every_carrier
async def test_many_at_once_survive_any_body_too(company: Listed, outside: Outside, played: Played) -> None:
    carrier, found = adapter(company, outside, played.url), {}
    if not isinstance(carrier, ChecksMany):
        return
    asked = [parcel_of(company, f"MG-TRANSIT-{number}") for number in range(3)]
    bodies = wicked.BODIES | {name: body for name, (body, _) in answers_of(company).items()}
    for name, body in bodies.items():
        played.body = body
        try:
            told = await carrier.check_many(account(company), asked)
        except (Unavailable, Rejected, Unintelligible):
            continue
        wrong = [fault for tracking in told.values() for fault in faults(tracking)]
        if wrong or not set(told) <= set(asked):
            found[name] = wrong
    assert found == {}


@every_carrier
@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
async def test_a_company_that_is_away_is_asked_later(
    company: Listed, outside: Outside, played: Played, status: int
) -> None:
    played.status, played.headers, played.body = status, {"retry-after": "77"}, b"<html>away</html>"
    with pytest.raises(Unavailable) as caught:
        await adapter(company, outside, played.url).check(account(company), parcel_of(company))
    assert caught.value.retry_after == 77


@every_carrier
async def test_a_company_that_says_nothing_is_asked_later(
    company: Listed, outside: Outside, played: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "TIMEOUT", httpx.Timeout(0.1))
    played.seconds = 0.5
    with pytest.raises(Unavailable):
        await adapter(company, outside, played.url).check(account(company), parcel_of(company))


@every_carrier
async def test_an_account_that_is_not_let_in_is_rejected_after_one_renewal(
    company: Listed, outside: Outside, played: Played
) -> None:
    played.status, played.body = 401, b'{"message": "who are you?"}'
    carrier = adapter(company, outside, played.url)
    for asking in (carrier.check(account(company), parcel_of(company)), carrier.probe(account(company))):
        played.asked.clear()
        played.lent = 0
        with pytest.raises(Rejected):
            await asking
        assert len(played.asked) <= 2
        assert played.lent <= 2


@every_carrier
async def test_missing_credentials_are_named_before_anybody_is_asked(
    company: Listed, outside: Outside, played: Played
) -> None:
    carrier = adapter(company, outside, played.url)
    for name in company.credential_names:
        values = {known: value for known, value in account(company).values.items() if known != name}
        for kept in (values, values | {name: ""}):
            with pytest.raises(Rejected, match=name) as caught:
                await carrier.check(Credentials("acc_1", kept), parcel_of(company))
            assert caught.value.code == "CREDENTIALS_INCOMPLETE"
    assert played.asked == []


@every_carrier
@pytest.mark.parametrize("status", [200, 401, 404, 503])
async def test_neither_secrets_nor_parcels_are_told_to_logs_and_failures(
    company: Listed, outside: Outside, played: Played, status: int, caplog: pytest.LogCaptureFixture
) -> None:
    secret = {name: f"hushhush-{name}" for name in (*company.credential_names, *company.hook_secret_names)}
    credentials = Credentials("acc_1", {**account(company).values, **secret})
    carrier, said = adapter(company, outside, played.url), []
    # a company that quotes what it was told
    echo = {"message": " ".join(secret.values()), "number": NUMBER}
    played.status, played.body = status, json.dumps(echo if status == 200 else {}).encode()
    caplog.set_level(0)
    with capture_logs() as logs:
        for asking in (carrier.check(credentials, parcel_of(company)), carrier.probe(credentials)):
            try:
                await asking
            except (Unavailable, Rejected, Unintelligible) as failure:
                said.append(repr(failure) + str(failure) + repr(failure.__cause__))
    # the server that plays the company tells what it was asked; that is nothing of ours
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("uvicorn")]
    told = json.dumps(logs) + "".join(ours) + "".join(said)
    assert "hushhush" not in told
    assert "lent-" not in told
    assert NUMBER not in told
    assert any(entry["event"] == "outside.call" and entry["path"].startswith("/") for entry in logs)


@every_carrier
async def test_a_credential_that_fits_no_header_is_not_quoted(
    company: Listed, outside: Outside, played: Played
) -> None:
    odd = dict.fromkeys(company.credential_names, "hush\r\nhush: ø\x00")
    try:
        await adapter(company, outside, played.url).check(
            Credentials("acc_1", {**account(company).values, **odd}), parcel_of(company)
        )
    except (Rejected, Unavailable) as failure:
        assert "hush" not in str(failure)  # noqa: PT017 - it may also be sent, as part of a form, say


@every_carrier
async def test_fifty_parcels_at_once_share_one_token(company: Listed, outside: Outside, played: Played) -> None:
    carrier = adapter(company, outside, played.url)
    played.body = next(iter(answers_of(company).values()))[0]
    asked = [carrier.check(account(company), parcel_of(company, f"MG-TRANSIT-{number}")) for number in range(50)]
    told = await asyncio.gather(*asked)
    assert all(isinstance(tracking, Tracking) for tracking in told)
    assert len(played.asked) >= 50
    assert played.lent <= 1


@pytest.mark.parametrize("odd", ["../../admin", "..", "", "%2e%2e", "a/b?c=d#e", "æ" * 50, "1\r\n2", "\ud800", "\x00"])
@every_carrier
async def test_any_number_stays_inside_its_place(company: Listed, outside: Outside, played: Played, odd: str) -> None:
    carrier = adapter(company, outside, played.url)
    path = urlsplit(company.base_url).path
    assert await problems(carrier, parcel_of(company, odd), account(company)) == []
    assert all(asked.startswith(f"/{company.name}{path}") for asked in played.asked)


@every_carrier
def test_every_published_word_is_mapped(company: Listed) -> None:
    assert published(company), f"list the words of {company.name} in {folder(company)}/published.txt"
    assert unmapped(company) == []


# what posts to us


def vector(name: str) -> tuple[dict[str, str], bytes, str, str]:
    """One message that the company signed: headers, body, secret, and what it signs (its body, or nothing)."""
    company = next(company for company in CARRIERS if company.name == name)
    kept = folder(company) / "hook.json"
    assert kept.exists(), f"{kept} has to hold `headers`, `body` and `secret` of one signed message"
    told: dict[str, Any] = json.loads(kept.read_bytes())
    return told["headers"], told["body"].encode(), told["secret"], told.get("signs", "body")


@every_hook
def test_a_signed_message_is_verified_by_its_own_secret_alone(name: str) -> None:
    headers, body, secret, _ = vector(name)
    hooks = HOOKS[name]
    assert hooks.verify(headers, body, (secret,))
    assert hooks.verify({key.lower(): value for key, value in headers.items()}, body, ("older", secret))
    for secrets in ((), ("",), ("older",), (secret + "x",), (secret[:-1],), (secret.swapcase(),)):
        assert not hooks.verify(headers, body, secrets)


@every_hook
def test_an_altered_or_forged_message_is_not_verified(name: str) -> None:
    headers, body, secret, signs = vector(name)
    hooks = HOOKS[name]
    altered = [body + b" ", body[:-1], b"", body.replace(b"1", b"2", 1)] if signs == "body" else []
    assert not any(hooks.verify(headers, other, (secret,)) for other in altered)
    for forged in ("", "x", "0" * 64, "é\udcff", "\x00"):
        assert not hooks.verify(dict.fromkeys(headers, forged), body, (secret,))
    assert not hooks.verify({}, body, (secret,))


@every_hook
def test_whatever_is_posted_is_a_message_or_unintelligible(name: str) -> None:
    headers, body, secret, signs = vector(name)
    hooks = HOOKS[name]
    assert hooks.identify(body) == hooks.identify(body)
    notice = hooks.read(body)
    assert notice.tracking is None or faults(notice.tracking) == []
    for posted in [*wicked.BODIES.values(), *wicked.changed(body, most=400)]:
        if signs == "body" and posted != body:
            assert not hooks.verify(headers, posted, (secret,))
        for take in (hooks.identify, hooks.read):
            try:
                told = take(posted)
            except Unintelligible:
                continue
            if isinstance(told, str):
                assert told
                assert told.isprintable()
                assert len(told) <= 255
            elif told.tracking is not None:
                assert faults(told.tracking) == []


@every_carrier
async def test_a_message_is_verified_by_the_class_as_by_an_adapter(company: Listed, outside: Outside) -> None:
    carrier = adapter(company, outside, "http://127.0.0.1:9")
    assert isinstance(carrier, Hooks) == (company.name in HOOKS)


# against the sandbox


@pytest.fixture(scope="module")
def box() -> Iterator[str]:
    command = [sys.executable, "-m", "services.sandbox", "--port", "0", "--step-seconds", "3600"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        assert process.stdout is not None
        try:
            yield next(told["url"] for line in process.stdout if (told := json.loads(line)).get("event") == "listening")
        finally:
            process.terminate()


@pytest.mark.parametrize("journey", JOURNEYS)
@every_carrier
async def test_a_journey_in_the_sandbox_has_its_status(company: Listed, box: str, journey: str) -> None:
    # bare, as some companies drop what is no letter and no digit
    number = f"MG{journey}{company.name.replace('_', '').upper()}"
    async with Outside() as outside, httpx.AsyncClient(base_url=f"{box}/control") as control:
        carrier = adapter(company, outside, box)
        asked = parcel(company, number, datetime.now(UTC) - timedelta(days=30))
        begin: Callable[[Credentials, Parcel], Awaitable[Tracking]] = (
            carrier.register if isinstance(carrier, Registers) else carrier.check
        )
        first = await begin(account(company), asked)
        assert first.trouble is None
        (await control.post(f"/parcels/{number}/move", json={"to": "end"})).raise_for_status()
        told = await carrier.check(account(company), asked)
    assert (told.trouble, faults(told)) == (None, [])
    readings = [Reading(scan.occurred_at, scan.status, scan.code, scan.detail, scan.incident) for scan in told.scans]
    assert derive(readings, told.reported).status in EXPECTED[journey]
    assert {(scan.occurred_at, scan.code) for scan in first.scans} <= {
        (scan.occurred_at, scan.code) for scan in told.scans
    }, "a scan keeps its identity"


@every_carrier
async def test_a_probe_lets_the_account_in_and_nobody_else(company: Listed, box: str) -> None:
    stranger = dict.fromkeys(company.credential_names, STRANGER)
    async with Outside() as outside:
        carrier = adapter(company, outside, box)
        await carrier.probe(account(company))
        with pytest.raises(Rejected):
            await carrier.probe(Credentials("acc_2", stranger))


def test_every_journey_has_its_line_here() -> None:
    assert EXPECTED.keys() == JOURNEYS.keys()

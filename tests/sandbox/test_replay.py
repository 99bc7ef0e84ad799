"""Answers dropped into a folder: what a company says of that parcel from then on, whatever its number looks like."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from services.core.companies.easypost import EasyPost
from services.core.outside import Outside
from services.core.ports import Credentials, Parcel
from services.core.shipments.model import TrackingStatus
from services.sandbox.settings import from_arguments
from tests.sandbox.conftest import KEY, STILL, as_new, running

ANSWER = (Path(__file__).parents[1] / "companies/easypost/answers/tracker_delivered.json").read_bytes()
NUMBER = "1Z9990000300000001"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The company's folder; the one above it is the setting."""
    (tmp_path / "secret.json").write_text("outside the folder")
    folder = tmp_path / "replay" / "easypost"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
async def box(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    with running(replace(STILL, replay=folder.parent)) as url:
        async with as_new(url) as client:
            yield client


async def told(box: httpx.AsyncClient, number: str = NUMBER) -> httpx.Response:
    return await box.post("/easypost/v2/trackers", json={"tracker": {"tracking_code": number}})


async def test_a_file_counts_from_the_moment_it_is_there_until_it_is_gone(box: httpx.AsyncClient, folder: Path) -> None:
    assert (await told(box)).json()["tracking_details"][0]["source"] == "ProcessingError"
    (folder / f"{NUMBER}.json").write_bytes(ANSWER)
    answer = await told(box)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, ANSWER, "application/json")
    (folder / f"{NUMBER}.json").unlink()
    assert (await told(box)).json()["tracking_details"][0]["source"] == "ProcessingError"


async def test_the_adapter_reads_what_was_dropped(box: httpx.AsyncClient, folder: Path) -> None:
    (folder / f"{NUMBER}.json").write_bytes(ANSWER)
    async with Outside() as outside:
        easypost = EasyPost(outside, f"{str(box.base_url).rstrip('/')}/easypost/v2")
        tracking = await easypost.check(Credentials("acc_1", {"api_key": KEY}), Parcel(NUMBER, "UPS"))
    assert tracking.reported is TrackingStatus.DELIVERED


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [("xml", "application/xml"), ("html", "text/html; charset=utf-8"), ("txt", "text/plain; charset=utf-8")],
)
async def test_the_name_says_what_it_is(box: httpx.AsyncClient, folder: Path, suffix: str, kind: str) -> None:
    (folder / f"{NUMBER}.{suffix}").write_bytes(b"\xff<a")
    answer = await told(box)
    assert (answer.content, answer.headers["content-type"]) == (b"\xff<a", kind)


async def test_a_meta_file_gives_status_and_headers(box: httpx.AsyncClient, folder: Path) -> None:
    (folder / f"{NUMBER}.json").write_bytes(b"{}")
    (folder / f"{NUMBER}.meta.json").write_text(
        '{"status": 429, "headers": {"Retry-After": "7", "Content-Type": "x/y"}}'
    )
    answer = await told(box)
    assert (answer.status_code, answer.headers["retry-after"], answer.headers["content-type"]) == (429, "7", "x/y")


@pytest.mark.parametrize(
    "meta",
    ["{", "[]", '{"status": "soon"}', '{"status": 99}', '{"code": 404}', '{"headers": {"content-length": "1"}}',
     '{"headers": {"a\\r\\nb": "c"}}', '{"headers": {"a": "☃"}}', "\xff"],
)  # fmt: skip
async def test_a_broken_meta_file_is_named_with_what_is_wrong(box: httpx.AsyncClient, folder: Path, meta: str) -> None:
    (folder / f"{NUMBER}.json").write_bytes(ANSWER)
    (folder / f"{NUMBER}.meta.json").write_bytes(meta.encode("utf-8" if "☃" in meta else "latin-1"))
    answer = await told(box)
    assert answer.status_code == 400
    assert f"{NUMBER}.meta.json" in answer.text


@pytest.mark.parametrize(
    "number",
    ["../../secret", "../easypost/../../secret", "..\\..\\secret", "/etc/passwd", ".", "..", "%2e%2e/%2e%2e/secret",
     "a\x00b", "ø" * 100, f"{NUMBER}.meta", "~", "*"],
)  # fmt: skip
async def test_no_number_leads_out_of_the_folder(box: httpx.AsyncClient, folder: Path, number: str) -> None:
    (folder / f"{NUMBER}.json").write_bytes(ANSWER)
    (folder / f"{NUMBER}.meta.json").write_text('{"status": 200}')
    answer = await told(box, number)
    assert "outside the folder" not in answer.text
    assert answer.content != ANSWER
    assert answer.json().get("status") != 200


async def test_a_number_with_a_slash_has_an_encoded_name(box: httpx.AsyncClient, folder: Path) -> None:
    (folder / "A%2FB 1.json").write_bytes(ANSWER)
    assert (await told(box, "A/B 1")).content == ANSWER


async def test_faults_befall_replayed_answers_too(box: httpx.AsyncClient, folder: Path) -> None:
    (folder / f"{NUMBER}.json").write_bytes(ANSWER)
    await box.post("/control/faults", json={"fault": 503})
    assert (await told(box)).status_code == 503
    await box.post("/control/faults", json={"fault": "malformed"})
    assert (await told(box)).text.startswith("<html>")
    assert (await told(box)).content == ANSWER


def test_the_folder_is_a_flag_or_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert from_arguments([]).replay is None
    monkeypatch.setenv("SANDBOX_REPLAY", "kept")
    assert from_arguments([]).replay == Path("kept")
    assert from_arguments(["--replay", "other"]).replay == Path("other")

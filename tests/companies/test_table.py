"""The table of companies: it tells what the adapters do, and every recorded answer in which they stumble."""

import json
from pathlib import Path

import pytest

from services.core.companies import CARRIERS
from services.core.outside import Vocabulary
from tests.companies import table, vocabularies
from tests.companies.playing import folder

EASYPOST = next(company for company in CARRIERS if company.name == "easypost")
TRACKER = (folder(EASYPOST) / "answers" / "tracker_delivered.json").read_bytes()


@pytest.fixture(autouse=True)
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(table, "FOLDER", tmp_path / "reports")
    return tmp_path / "reports"


async def test_it_has_a_line_for_each_company_that_is_true_of_it(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded = tmp_path / "easypost"
    recorded.mkdir()
    for name, body in {
        "good_200.json": b"{}",
        "page_503.html": b"<html>",
        "odd.json": b"\xff[",
        "kept.json": b'{"request": {"body": null}, "response": {"status": 200, "body": %s}}' % TRACKER,
        "read.me": b"",
    }.items():
        (recorded / name).write_bytes(body)
    assert await table.main(tmp_path) == 0
    rows = {row["company"]: row for row in json.loads((reports / "carriers.json").read_bytes())}
    assert rows.keys() == {company.name for company in CARRIERS}
    easypost = rows["easypost"]
    assert easypost["tracking"] == "pull, 100 in a call, registered, push"
    assert easypost["push_verified"] == "signature over the body"
    assert (easypost["recorded_survived"], easypost["with_scans"]) == ("4 of 4", "1")
    assert rows["aftership"]["filing_route"] == "pages; read by API"
    assert rows["fedex"]["proof_of_delivery"] == "in tracking, asked apart"
    assert capsys.readouterr().out.count("\n") == len(CARRIERS) + 1


async def test_the_document_has_the_table_of_today() -> None:
    lines = [(await table.row(company, []))[0] for company in CARRIERS]
    _, written, _ = table.parted(table.DOCUMENT.read_text())
    assert written == table.documented(lines), "run `make carriers`"


async def test_a_stumble_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "easypost").mkdir()
    (tmp_path / "easypost" / "bad.json").write_bytes(b"{}")

    async def stumble(*_: object) -> object:
        raise KeyError("events")

    monkeypatch.setattr(EASYPOST, "check", stumble)
    monkeypatch.setattr(table, "_proof", lambda *_: stumbled())
    assert await table.main(tmp_path) == 1
    said = capsys.readouterr()
    assert "easypost/bad.json: KeyError with 200" in said.err
    assert "0 of 1" in said.out


async def stumbled() -> str:
    return "-"


def test_a_published_word_that_no_table_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert vocabularies.published(EASYPOST)
    assert vocabularies.unmapped(EASYPOST) == []
    odd: Vocabulary[str] = Vocabulary("easypost", "status", "nowhere", {})
    monkeypatch.setattr(vocabularies, "vocabularies", lambda _: [odd])
    assert vocabularies.unmapped(EASYPOST) == vocabularies.published(EASYPOST)


@pytest.mark.parametrize(("folder", "file"), [("easypost", "tracker.json"), ("easypost", "vocab.json")])
def test_an_answer_belongs_to_the_company_of_its_folder(folder: str, file: str) -> None:
    assert table.owner(folder, Path(file)) is EASYPOST
    assert table.owner("nobody", Path(file)) is None

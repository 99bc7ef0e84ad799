"""The document for whoever claims money back says what the rules say."""

from pathlib import Path

import pytest

from services.core.recoveries.rules.book import counterparties
from services.dev.recoveries import FILE, main, text


def test_the_document_is_current() -> None:
    assert FILE.read_text() == text(), "stale; run `python -m services.dev.recoveries`"


def test_each_rule_has_its_row_with_its_source() -> None:
    rows = [line for line in text().splitlines() if line.startswith("| ")]
    for party in counterparties():
        for rule in party.rules:
            assert [row for row in rows if row.startswith(f"| {party.name} | ") and rule.source in row]


def test_the_command_writes_it_and_tells_when_it_is_stale(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "recoveries.md"
    assert main(["--check"], place) == 1
    assert main([], place) == 0
    assert main(["--check"], place) == 0
    place.write_text(place.read_text().replace("60 days", "61 days", 1))
    assert main(["--check"], place) == 1
    assert "stale" in capsys.readouterr().err

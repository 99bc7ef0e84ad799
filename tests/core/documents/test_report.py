"""The PDF and the archive of a case: their texts, their structure, and that the same case makes the same bytes."""

import hashlib
import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pypdf import PdfReader

from services.core.documents import bundle
from services.core.documents.building import ZIP, Given, Made
from services.core.documents.case import Case
from services.core.documents.model import Language
from services.core.documents.report import Report
from services.core.documents.words import WORDS
from tests.cases import PATHS, START, a_full_case, write_files

CHAPTERS = ("claim", "order", "parcels", "happenings", "letters", "evidence", "resolutions", "recoveries", "ledger")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The files of the case."""
    write_files(tmp_path)
    return tmp_path


def read(case: Case, folder: Path) -> PdfReader:
    """The PDF of a case."""
    return PdfReader(io.BytesIO(Report(case, folder).pdf()))


def text_of(reader: PdfReader) -> str:
    """All that it says, without how it is broken into lines."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def outline(reader: PdfReader) -> list[str]:
    """Its chapters."""
    return [str(one.title) for one in reader.outline if not isinstance(one, list)]


@pytest.mark.parametrize("language", Language)
def test_each_language_tells_the_whole_case(language: Language, folder: Path) -> None:
    case = a_full_case(language)
    reader = read(case, folder)
    text, words = text_of(reader), WORDS[language]
    assert outline(reader) == [words[f"label.{chapter}"] for chapter in CHAPTERS]
    for said in (
        *("CLM-7QK2M9XD", "#1001", "Nordlys Keramik", "Ida Hansen", "ida@shop.example", "BOWL-30", "Τσαγιέρα"),
        *("GLS MG0001", "Nabo Jensen", "København NV, DK", "USPS MG0002", words["label.no_scans"]),
        *("Αθήνα, Москва, Łódź, Größe.", "naboen findes ikke.", "bøwl.jpg", "evidence/01-bowl.jpg", "1a" * 32),
        *(
            "2b" * 32,
            words["label.not_enclosed"],
            "re_1001",
            words["ledger.CARRIER_PAYOUT"],
            "GLS Danmark REC-7QK2M9XD",
            words["recovery.APPROVED_PARTIAL"],
            words["label.granted"],
            words["packet.file_by"],
            words["recovery.DRAFT"],
            words["event.claim.denied"],
        ),
        *(words["reason.DELIVERED_NOT_RECEIVED"], words["kind.INVOICE"], words["audience.SHOP"]),
    ):
        assert said in text, said
    assert "\ufffd" not in text


def test_times_are_the_shops_and_amounts_the_readers(folder: Path) -> None:
    german = text_of(read(a_full_case(Language.DE), folder))
    assert "01.03.2026, 10:30" in german, "Copenhagen is an hour ahead"
    assert "998,00\xa0DKK" in german or "998,00 DKK" in german
    assert "1 Mar 2026, 10:30" in text_of(read(a_full_case(Language.EN), folder))


def test_every_page_says_what_it_belongs_to(folder: Path) -> None:
    reader = read(a_full_case(), folder)
    for place, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        assert f"Page {place} / {len(reader.pages)}" in text
        assert "CLM-7QK2M9XD" in text
    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title == "Case file CLM-7QK2M9XD"
    assert metadata.author is None


def test_pictures_are_shown_small(folder: Path) -> None:
    pictures = [image for page in read(a_full_case(), folder).pages for image in page.images]
    assert [image.image.size for image in pictures if image.image] == [(480, 360)]


def test_a_picture_that_cannot_be_drawn_is_still_listed(folder: Path) -> None:
    (folder / "evidence" / "01-bowl.jpg").write_bytes(b"no picture")
    reader = read(a_full_case(), folder)
    assert [image for page in reader.pages for image in page.images] == []
    assert "bøwl.jpg" in text_of(reader)


def test_what_is_empty_is_left_out(folder: Path) -> None:
    case = replace(
        a_full_case(), parcels=(), happenings=(), letters=(), evidence=(), resolutions=(), recoveries=(), ledger=()
    )
    reader = read(case, folder)
    assert outline(reader) == ["Claim", "Order"]
    assert len(reader.pages) == 2


def test_a_very_long_case_still_becomes_a_document(folder: Path) -> None:
    full = a_full_case()
    letter = replace(full.letters[0], body="En meget lang besked uden ende. " * 150)
    word = replace(full.letters[0], body="x" * 5000)
    case = replace(full, letters=(letter,) * 8 + (word,), happenings=full.happenings * 5)
    reader = read(case, folder)
    assert len(reader.pages) > 15
    assert text_of(reader).count("CLM-7QK2M9XD") >= len(reader.pages)


def test_text_that_means_something_to_a_pdf_means_nothing(folder: Path) -> None:
    case = a_full_case()
    wicked = "** (bold) \\ endstream <</JS (x)>> {pages} \x00\x1b[2J \ud800 中文"
    case = replace(case, claim=replace(case.claim, customer_note=wicked))
    reader = read(case, folder)
    assert "endstream <</JS (x)>>" in text_of(reader)


def archive_of(case: Case, folder: Path) -> tuple[zipfile.ZipFile, Made]:
    """The archive of a case, and what was said of it."""
    made = msgspec.msgpack.decode(bundle.build(msgspec.msgpack.encode(Given(str(folder), case))), type=Made)
    return zipfile.ZipFile(folder / ZIP), made


def test_the_archive_holds_everything_and_a_manifest_that_proves_it(folder: Path) -> None:
    archive, made = archive_of(a_full_case(), folder)
    with archive:
        names = archive.namelist()
        assert names == ["manifest.json", "case.pdf", "timeline.json", *PATHS]
        manifest: dict[str, Any] = msgspec.json.decode(archive.read("manifest.json"))
        assert {one["path"] for one in manifest["files"]} == set(names) - {"manifest.json"}
        for one in manifest["files"]:
            data = archive.read(one["path"])
            assert (one["size"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        assert [archive.read(path) for path in PATHS] == list(PATHS.values())
        timeline: dict[str, Any] = msgspec.json.decode(archive.read("timeline.json"))
    assert manifest["claim"] == timeline["claim"] == "CLM-7QK2M9XD"
    assert (manifest["audience"], manifest["madeAt"]) == ("SHOP", "2026-03-31T09:30:00Z")
    moments = [one["occurredAt"] for one in timeline["events"]]
    assert moments == sorted(moments)
    assert {"shipment.scan", "claim.denied"} <= {one["type"] for one in timeline["events"]}
    data = (folder / ZIP).read_bytes()
    assert (made.size, made.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_the_same_case_makes_the_same_archive(folder: Path) -> None:
    first = archive_of(a_full_case(), folder)[1]
    assert archive_of(a_full_case(), folder)[1] == first
    other = replace(a_full_case(), made_at=START)
    assert archive_of(other, folder)[1].sha256 != first.sha256

"""What comes of each kind of file, in the process where files are looked through."""

import hashlib
import io
from dataclasses import replace

import msgspec
import pytest
from PIL import Image
from pypdf import PdfReader

from services.core.evidence.model import Rejection
from services.worker.apart import Apart, Crashed
from services.worker.evidence import images
from services.worker.evidence.clean import clean
from services.worker.evidence.cleaning import Given, Made
from services.worker.evidence.jpegs import without_metadata
from tests.files import (
    A_PAGE,
    AN_EMAIL,
    GPS,
    a_bomb,
    a_locked_pdf,
    a_pdf,
    a_photo,
    a_picture,
    a_scanned_pdf,
    a_wicked_pdf,
)

LONGEST = 10_485_760


def cleaned(data: bytes, declared_type: str, longest: int = LONGEST) -> Made:
    """What comes of a file."""
    answer = clean(msgspec.msgpack.encode(Given(data, declared_type, longest)))
    return msgspec.msgpack.decode(answer, type=Made)


def refused(data: bytes, declared_type: str) -> Rejection | None:
    """Why a file is refused."""
    made = cleaned(data, declared_type)
    assert made.copy == b""
    return made.refusal.code if made.refusal else None


def test_a_photo_loses_the_place_it_was_taken_at_and_stands_upright() -> None:
    photo = a_photo()
    assert b"Secretphone" in photo
    assert Image.open(io.BytesIO(photo)).getexif().get_ifd(GPS)
    made = cleaned(photo, "image/jpeg")
    assert made.clean is not None
    with Image.open(io.BytesIO(made.copy)) as picture:
        assert not picture.getexif()
        assert picture.size == (made.clean.width, made.clean.height) == (48, 64)
        red, _, blue = picture.getpixel((24, 4))  # type: ignore[misc]
        assert red > 200 > 60 > blue, "what lay to the left is above"
    for word in (b"Exif", b"Secretphone", b"taken at home", b"xmpmeta"):
        assert word in photo
        assert word not in made.copy


def test_hashes_are_of_what_came_and_of_what_is_shown() -> None:
    photo = a_photo()
    made = cleaned(photo, "image/jpeg")
    assert made.clean is not None
    assert made.clean.original_sha256 == hashlib.sha256(photo).hexdigest()
    assert made.clean.sha256 == hashlib.sha256(made.copy).hexdigest()
    assert made.clean.size == len(made.copy)
    assert cleaned(photo, "image/jpeg") == made, "a second look makes the same copy"


@pytest.mark.parametrize(("kind", "mime_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_a_picture_keeps_its_type_whatever_picture_it_was_called(kind: str, mime_type: str) -> None:
    made = cleaned(a_picture(kind), "image/jpeg")
    assert made.clean is not None
    assert made.clean.mime_type == mime_type
    with Image.open(io.BytesIO(made.copy)) as picture:
        assert picture.format == kind


def test_a_picture_that_lets_something_through_still_does() -> None:
    image = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    data = io.BytesIO()
    image.save(data, "PNG")
    with Image.open(io.BytesIO(cleaned(data.getvalue(), "image/png").copy)) as picture:
        assert picture.convert("RGBA").getpixel((1, 1)) == (255, 0, 0, 0)


def test_a_bomb_is_too_large_before_it_is_unpacked() -> None:
    assert len(a_bomb()) < 500
    assert refused(a_bomb(), "image/png") is Rejection.TOO_LARGE
    side = int(images.MOST_PIXELS**0.5) + 1
    assert refused(a_bomb(side, side), "image/png") is Rejection.TOO_LARGE


def test_a_pdf_loses_its_scripts_its_files_and_its_author() -> None:
    wicked = a_wicked_pdf()
    for word in (b"/JavaScript", b"/OpenAction", b"/AA", b"/EmbeddedFile", b"Somebody Private", b"MZ payload"):
        assert word in wicked or word == b"MZ payload"
    made = cleaned(wicked, "application/pdf")
    assert made.clean is not None
    assert made.clean.pages == 1
    reader = PdfReader(io.BytesIO(made.copy))
    assert "Invoice 1001" in reader.pages[0].extract_text()
    assert not reader.attachments
    assert reader.metadata is None or "/Author" not in reader.metadata
    objects = [str(reader.get_object(number)) for number in range(1, len(reader.xref[0]) + 1)]
    for trace in ("/JavaScript", "/JS", "/OpenAction", "/AA", "/EmbeddedFile", "Private", "script", "/Names"):
        assert not any(trace in one for one in objects), trace
        assert trace.encode() not in made.copy


def test_a_photo_inside_a_pdf_loses_its_place_too_and_stays_the_same_picture() -> None:
    scanned = a_scanned_pdf()
    assert b"Secretphone" in scanned
    made = cleaned(scanned, "application/pdf")
    assert made.clean is not None
    for word in (b"Secretphone", b"Exif", b"taken at home", b"xmpmeta"):
        assert word not in made.copy
    start = made.copy.index(b"\xff\xd8")
    with Image.open(io.BytesIO(made.copy[start:])) as picture, Image.open(io.BytesIO(a_photo())) as photo:
        assert picture.tobytes() == photo.tobytes()


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", a_photo()[:50]])
def test_what_is_no_whole_jpeg_is_left_alone(data: bytes) -> None:
    assert without_metadata(data) == data


@pytest.mark.parametrize(
    ("data", "declared_type", "code"),
    [
        (b"", "image/jpeg", Rejection.EMPTY),
        (A_PAGE, "image/jpeg", Rejection.TYPE_MISMATCH),
        (a_pdf(), "image/jpeg", Rejection.TYPE_MISMATCH),
        (a_picture(), "application/pdf", Rejection.TYPE_MISMATCH),
        (a_picture("GIF"), "image/jpeg", Rejection.TYPE_NOT_ALLOWED),
        (b"PK\x03\x04" + bytes(60), "application/pdf", Rejection.TYPE_NOT_ALLOWED),
        (b"MZ" + bytes(200), "text/plain", Rejection.TYPE_NOT_ALLOWED),
        (bytes(range(256)), "text/plain", Rejection.TYPE_NOT_ALLOWED),
        (a_picture()[:300], "image/jpeg", Rejection.UNREADABLE),
        (a_picture("PNG")[:60], "image/png", Rejection.UNREADABLE),
        (b"%PDF-1.7\nnothing more", "application/pdf", Rejection.UNREADABLE),
        (a_locked_pdf(), "application/pdf", Rejection.UNREADABLE),
        (a_pdf(pages=201), "application/pdf", Rejection.TOO_LARGE),
        (b" \r\n ", "text/plain", Rejection.EMPTY),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_word(data: bytes, declared_type: str, code: Rejection) -> None:
    assert refused(data, declared_type) is code


def test_an_email_is_kept_as_text_that_no_terminal_obeys() -> None:
    made = cleaned(AN_EMAIL, "message/rfc822")
    assert made.clean is not None
    assert made.clean.mime_type == "text/plain"
    assert made.copy.decode().splitlines()[1] == "Subject: The b\u00f8wl"
    assert b"\x1b" not in made.copy
    latin = cleaned("Sm\u00f8rrebr\u00f8d".encode("latin-1"), "text/plain")
    assert latin.copy.decode() == "Sm\u00f8rrebr\u00f8d"


def test_a_page_that_was_announced_as_text_stays_text() -> None:
    made = cleaned(A_PAGE, "text/plain")
    assert made.clean is not None
    assert made.clean.mime_type == "text/plain"


def test_what_grows_beyond_all_bounds_is_too_large() -> None:
    made = cleaned(a_picture("PNG", (400, 400)), "image/png", longest=10)
    assert made.refusal is not None
    assert made.refusal.code is Rejection.TOO_LARGE
    assert replace(made.refusal) == made.refusal


async def test_a_child_that_hangs_eats_or_dies_takes_nothing_with_it() -> None:
    apart = Apart(places=1)
    for function, seconds in (("hang", 0.5), ("eat", 10), ("die", 10), ("fail", 10)):
        with pytest.raises(Crashed):
            await apart.run(f"tests.worker.wicked:{function}", b"", seconds=seconds, memory=256 * 1024**2)
    assert await apart.run("tests.worker.wicked:echo", b"still here") == b"still here"


async def test_a_child_knows_nothing_of_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VAULT_KEYS", "1:secret")
    told = await Apart().run("tests.worker.wicked:environment", b"")
    assert b"VAULT_KEYS" not in told
    assert b"secret" not in told

"""Files by their keys in a folder, and what an outage of storage looks like."""

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.core.ports import Unavailable
from services.core.storage import Missing, Storage, TooLarge, open_storage

KEY = "evidence/sto_1/evd_1/abc.jpg"


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    """An empty folder, not made yet."""
    return open_storage((tmp_path / "deep" / "files").as_uri())


def files_in(folder: Path) -> list[Path]:
    """All files, however deep."""
    return [file for file in folder.rglob("*") if file.is_file()]


async def chunks(*parts: bytes, error: Exception | None = None) -> AsyncIterator[bytes]:
    """Parts, and then perhaps an end that nobody wanted."""
    for part in parts:
        yield part
    if error is not None:
        raise error


async def test_a_file_is_read_as_it_was_put_until_it_is_deleted(storage: Storage) -> None:
    assert await storage.size(KEY) is None
    await storage.put(KEY, b"first", "image/jpeg")
    await storage.put_stream(KEY, chunks(b"sec", b"ond"), "image/jpeg")
    assert await storage.get(KEY, 6) == b"second"
    assert await storage.size(KEY) == 6
    size, content = await storage.stream(KEY)
    assert (size, b"".join([chunk async for chunk in content])) == (6, b"second")
    await storage.delete(KEY)
    await storage.delete(KEY)
    with pytest.raises(Missing):
        await storage.get(KEY, 6)
    with pytest.raises(Missing):
        await storage.stream(KEY)


async def test_nothing_larger_than_asked_for_is_read(storage: Storage) -> None:
    await storage.put(KEY, b"123456", "image/jpeg")
    with pytest.raises(TooLarge):
        await storage.get(KEY, 5)


async def test_an_upload_that_breaks_off_leaves_nothing(storage: Storage, tmp_path: Path) -> None:
    with pytest.raises(TooLarge):
        await storage.put_stream(KEY, chunks(b"x" * 12_000_000, error=TooLarge()), "image/jpeg")
    assert await storage.size(KEY) is None
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("key", ["../outside", "a/../../outside", "a/./b", "a//b"])
async def test_no_key_leads_out_of_the_folder(storage: Storage, tmp_path: Path, key: str) -> None:
    with pytest.raises(Unavailable):
        await storage.put(key, b"x", "text/plain")
    assert files_in(tmp_path) == []


async def test_a_folder_that_cannot_be_made_is_an_outage_until_it_can(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    storage = open_storage((tmp_path / "file" / "files").as_uri())
    for _ in range(2):
        with pytest.raises(Unavailable):
            await storage.put(KEY, b"x", "text/plain")
    (tmp_path / "file").unlink()
    await storage.put(KEY, b"x", "text/plain")


async def test_a_cloud_that_does_not_answer_is_an_outage_that_shows_no_secret() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        options = f"endpoint=http://127.0.0.1:{port}, region=eu, access_key_id=AK, secret_access_key=very-secret"
        storage = open_storage("s3://bucket/prefix", options)
        with pytest.raises(Unavailable) as told:
            await storage.size(KEY)
    assert "secret" not in str(told.value)
    assert "127.0.0.1" not in str(told.value)
    assert told.value.__cause__ is None


async def test_a_cloud_signs_for_one_key_and_a_short_time_without_being_asked() -> None:
    options = "region=eu-west-1, access_key_id=AK, secret_access_key=very-secret"
    url = await open_storage("s3://bucket/prefix", options).sign("PUT", KEY, 60)
    assert url.startswith("https://s3.eu-west-1.amazonaws.com/bucket/prefix/" + KEY)
    assert "X-Amz-Expires=60" in url
    assert "very-secret" not in url


@pytest.mark.parametrize(
    "url", ["", "files", "/var/files", "file://files", "file://host/files", "file:///", "http://x/y", "memory:///"]
)
def test_a_place_that_is_no_storage_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="STORAGE_URL must begin with"):
        open_storage(url)


def test_options_that_are_none_are_refused_without_being_shown() -> None:
    with pytest.raises(ValueError, match="STORAGE_OPTIONS must be written") as told:
        open_storage("s3://bucket", "region=eu, very-secret")
    assert "very-secret" not in str(told.value)

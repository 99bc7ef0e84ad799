"""Object storage: S3, Google Cloud Storage, Azure or a local folder, by the one setting STORAGE_URL."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, ObjectStore, from_url

from services.core.ports import Unavailable

SCHEMES = ("file", "s3", "gs", "az")
CALL_SECONDS = 30.0
STREAM_SECONDS = 300.0
"""What a whole file may take that is passed on as it comes: 10 MiB over a slow phone's line."""
CLIENT: Any = {"connect_timeout": "5s", "timeout": "30s"}
RETRY: Any = {"max_retries": 2, "retry_timeout": timedelta(seconds=20)}

Open = Callable[[], ObjectStore]


class Missing(Exception):
    """There is no such file."""


class TooLarge(Exception):
    """The file is larger than was asked for."""


class Storage:
    """Puts, gets and deletes files by their keys. Every wait ends, and every outage is `Unavailable`.

    The store is opened when it is first needed: a folder that cannot be made, or a cloud whose credentials are not
    there yet, is an outage of storage and of nothing else.
    """

    def __init__(self, scheme: str, open_store: Open) -> None:
        self.scheme = scheme
        self._open = open_store
        self._opened: ObjectStore | None = None

    @property
    def is_local(self) -> bool:
        """Whether files lie in a folder, so that the API itself must take and give them."""
        return self.scheme == "file"

    async def put(self, key: str, data: bytes, content_type: str) -> None:
        """Keep a file, in the place of the one that had the key. Nobody ever sees half of it."""
        # a folder keeps bytes alone; the API tells their type by the key
        about: Any = None if self.is_local else {"Content-Type": content_type, "Cache-Control": "private"}
        with self._outages():
            async with asyncio.timeout(CALL_SECONDS):
                await obstore.put_async(self._store(), key, data, attributes=about)

    async def put_stream(self, key: str, chunks: AsyncIterable[bytes], content_type: str) -> None:
        """Keep a file as it comes; what `chunks` raises goes on to the caller, and nothing is kept."""
        about: Any = None if self.is_local else {"Content-Type": content_type, "Cache-Control": "private"}
        failed: list[BaseException] = []

        async def noted() -> AsyncIterator[bytes]:
            try:
                async for chunk in chunks:
                    yield chunk
            except Exception as error:
                failed.append(error)
                raise

        try:
            with self._outages():
                async with asyncio.timeout(STREAM_SECONDS):
                    await obstore.put_async(self._store(), key, noted(), attributes=about)
        except Exception:
            if failed:
                raise failed[0] from None
            raise

    async def get(self, key: str, longest: int) -> bytes:
        """The whole file. Raises `Missing`, or `TooLarge` when it has more than `longest` bytes."""
        with self._outages():
            async with asyncio.timeout(CALL_SECONDS):
                found = await obstore.get_async(self._store(), key)
                if found.meta["size"] > longest:
                    raise TooLarge(key)
                return bytes(await found.bytes_async())

    async def stream(self, key: str) -> tuple[int, AsyncIterator[bytes]]:
        """The file's size in bytes, and its content as it comes. Raises `Missing`."""
        with self._outages():
            async with asyncio.timeout(CALL_SECONDS):
                found = await obstore.get_async(self._store(), key)
        return found.meta["size"], self._chunks(found)

    async def size(self, key: str) -> int | None:
        """The file's size in bytes; nothing when it is not there."""
        try:
            with self._outages():
                async with asyncio.timeout(CALL_SECONDS):
                    size: int = (await obstore.head_async(self._store(), key))["size"]
                    return size
        except Missing:
            return None

    async def delete(self, key: str) -> None:
        """Delete the file, if it is there."""
        try:
            with self._outages():
                async with asyncio.timeout(CALL_SECONDS):
                    await obstore.delete_async(self._store(), key)
        except Missing:
            pass

    async def sign(self, method: str, key: str, seconds: float) -> str:
        """A URL at the cloud that allows this one thing for so many seconds; a folder has none."""
        store: Any = self._store()
        with self._outages():
            async with asyncio.timeout(CALL_SECONDS):
                url: str = await obstore.sign_async(store, method, key, timedelta(seconds=seconds))  # type: ignore[call-overload]
                return url

    def put_headers(self, content_type: str) -> dict[str, str]:
        """What must be sent with a signed PUT."""
        own = {"x-ms-blob-type": "BlockBlob"} if self.scheme == "az" else {}
        return {"Content-Type": content_type, **own}

    async def _chunks(self, found: Any) -> AsyncIterator[bytes]:
        with self._outages():
            async with asyncio.timeout(STREAM_SECONDS):
                async for chunk in found.stream(min_chunk_size=256 * 1024):
                    yield bytes(chunk)

    def _store(self) -> ObjectStore:
        if self._opened is None:
            with self._outages():
                self._opened = self._open()
        return self._opened

    @contextmanager
    def _outages(self) -> Iterator[None]:
        """What the library raises, in the words of the core; its texts quote keys and addresses, so they stay here."""
        try:
            yield
        except FileNotFoundError:
            raise Missing from None
        except (BaseError, OSError, ValueError) as error:
            # TimeoutError is an OSError
            raise Unavailable(f"storage: {type(error).__name__}", ambiguous=False) from None


def open_storage(url: str, options: str = "") -> Storage:
    """The storage of the settings STORAGE_URL and STORAGE_OPTIONS.

    Raises:
        ValueError: the setting is of no known form; the message shows no value.
    """
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or (parts.scheme == "file" and (parts.netloc or not parts.path.strip("/"))):
        raise ValueError("STORAGE_URL must begin with file:///, s3://, gs:// or az://")
    told: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in options.split(","))):
        name, equals, value = part.partition("=")
        if not equals or not name.strip():
            raise ValueError("STORAGE_OPTIONS must be written `name=value`, comma separated")
        told[name.strip().lower()] = value.strip()
    if parts.scheme == "file":
        folder = unquote(parts.path)
        return Storage("file", lambda: LocalStore(folder, mkdir=True))
    # a test's own server speaks plain HTTP, and so may one inside a cluster
    client = CLIENT | ({"allow_http": True} if told.get("endpoint", "").startswith("http://") else {})
    config: Any = told
    return Storage(parts.scheme, lambda: from_url(url, config=config, client_options=client, retry_config=RETRY))

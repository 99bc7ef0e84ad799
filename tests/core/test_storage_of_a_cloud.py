"""The same storage over S3's protocol, against a bucket that lives as long as the test."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.core.ports import Unavailable
from services.core.storage import Missing, Storage, TooLarge, open_storage

KEY = "evidence/sto_1/evd_1/abc.jpg"


@dataclass
class Bucket:
    """What a bucket keeps, and whether it answers."""

    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)
    status: int = 200

    async def answer(self, request: Request) -> Response:
        """Single puts, uploads in parts, reads and deletions, as far as they are used here."""
        path, query = request.path_params["path"], request.query_params
        if self.status != 200:
            return Response(status_code=self.status)
        if request.method == "POST" and "uploads" in query:
            body = f"<InitiateMultipartUploadResult><UploadId>{path}</UploadId></InitiateMultipartUploadResult>"
            return Response(body, media_type="application/xml")
        if request.method == "PUT" and "partNumber" in query:
            self.parts[query["partNumber"]] = await request.body()
            return Response(headers={"ETag": f'"{query["partNumber"]}"'})
        if request.method == "POST" and "delete" in query:
            key = re.findall("<Key>(.*?)</Key>", (await request.body()).decode())[0]
            self.files.pop(f"bucket/{key}", None)
            body = f"<DeleteResult><Deleted><Key>{key}</Key></Deleted></DeleteResult>"
            return Response(body, media_type="application/xml")
        if request.method == "POST":
            whole = b"".join(self.parts[number] for number in sorted(self.parts, key=int))
            self.files[path] = (whole, "")
            body = "<CompleteMultipartUploadResult><ETag>1</ETag></CompleteMultipartUploadResult>"
            return Response(body, media_type="application/xml")
        if request.method == "PUT":
            self.files[path] = (await request.body(), request.headers.get("content-type", ""))
            return Response(headers={"ETag": '"1"'})
        if path not in self.files:
            return Response("<Error><Code>NoSuchKey</Code></Error>", 404, media_type="application/xml")
        data, kind = self.files[path]
        headers = {"ETag": '"1"', "Last-Modified": "Sun, 01 Mar 2026 12:00:00 GMT", "Content-Type": kind}
        return Response(data, headers=headers)


@asynccontextmanager
async def bare(app: Starlette) -> AsyncIterator[str]:
    """The URL of an application that is served in this process."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
    running = asyncio.create_task(server._serve([listener]))
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await running


@pytest.fixture
async def bucket() -> AsyncIterator[tuple[Bucket, Storage]]:
    """A bucket, and the storage in a folder of it."""
    bucket = Bucket()
    route = Route("/{path:path}", bucket.answer, methods=["GET", "HEAD", "PUT", "POST"])
    async with bare(Starlette(routes=[route])) as url:
        options = f"endpoint={url}, region=eu-west-1, access_key_id=AK, secret_access_key=secret"
        yield bucket, open_storage("s3://bucket/shop", options)


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    """A file as it comes."""
    for part in parts:
        yield part


async def test_a_file_lies_below_the_folder_of_the_setting_with_its_type(bucket: tuple[Bucket, Storage]) -> None:
    kept, storage = bucket
    assert await storage.size(KEY) is None
    await storage.put(KEY, b"first", "image/jpeg")
    assert kept.files == {f"bucket/shop/{KEY}": (b"first", "image/jpeg")}
    assert await storage.size(KEY) == 5
    assert await storage.get(KEY, 5) == b"first"
    with pytest.raises(TooLarge):
        await storage.get(KEY, 4)
    _, content = await storage.stream(KEY)
    assert b"".join([chunk async for chunk in content]) == b"first"
    await storage.delete(KEY)
    await storage.delete(KEY)
    with pytest.raises(Missing):
        await storage.get(KEY, 5)


async def test_a_large_file_goes_as_it_comes(bucket: tuple[Bucket, Storage]) -> None:
    _, storage = bucket
    whole = bytes(range(256)) * 48 * 1024
    await storage.put_stream(KEY, chunks(*(whole[at : at + 2**20] for at in range(0, len(whole), 2**20))), "image/png")
    assert await storage.get(KEY, len(whole)) == whole


async def test_a_signed_place_takes_a_file_from_anybody(bucket: tuple[Bucket, Storage]) -> None:
    kept, storage = bucket
    url = await storage.sign("PUT", KEY, 60)
    async with httpx.AsyncClient() as client:
        answer = await client.put(url, content=b"theirs", headers=storage.put_headers("image/jpeg"))
    assert answer.status_code == 200
    assert kept.files[f"bucket/shop/{KEY}"] == (b"theirs", "image/jpeg")


@pytest.mark.parametrize("status", [403, 500, 503])
async def test_a_bucket_that_refuses_or_fails_is_an_outage(bucket: tuple[Bucket, Storage], status: int) -> None:
    kept, storage = bucket
    kept.status = status
    for attempt in (storage.size(KEY), storage.get(KEY, 5), storage.put(KEY, b"x", "image/jpeg"), storage.delete(KEY)):
        with pytest.raises(Unavailable):
            await attempt

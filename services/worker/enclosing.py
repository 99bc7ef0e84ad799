"""What building documents has in common: fetch files from storage, make papers of them apart, and put those back."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from pathlib import Path

import msgspec

from services.core.documents.building import Made
from services.core.documents.model import Built
from services.core.storage import Missing
from services.worker.evidence.cleaning import GROWTH
from services.worker.job import Job

CHUNK = 1024 * 1024
TYPES = {".pdf": "application/pdf", ".zip": "application/zip"}
BUILD_SECONDS = 75.0


async def fetch(job: Job, wanted: Iterable[tuple[str, str]], folder: Path) -> frozenset[str]:
    """Put files from storage into a folder, by key and path; the paths of those that were deleted meanwhile.

    Raises:
        Unavailable: storage is away.
    """
    longest = GROWTH * job.process.settings.evidence_bytes
    gone = set()
    for key, path in wanted:
        await asyncio.to_thread((folder / path).parent.mkdir, parents=True, exist_ok=True)
        try:
            data = await job.process.storage.get(key, longest)
        except Missing:
            gone.add(path)
        else:
            await asyncio.to_thread((folder / path).write_bytes, data)
    return frozenset(gone)


async def make(
    job: Job, builder: str, given: object, folder: Path, pdf: tuple[str, str], archive: tuple[str, str]
) -> Built:
    """Have `builder` (`module:function`) make a PDF and an archive in a folder, apart from the loop, and store them.

    `pdf` and `archive` are the name of each in the folder, and its key.

    Raises:
        Unavailable: storage is away.
        Crashed: they could not be made.
    """
    answer = await job.process.apart.run(builder, msgspec.msgpack.encode(given), seconds=BUILD_SECONDS)
    made = msgspec.msgpack.decode(answer, type=Made)
    for name, key in (pdf, archive):
        await job.process.storage.put_stream(key, _chunks(folder / name), TYPES[Path(name).suffix])
    return Built(pdf[1], archive[1], made.size, made.sha256)


async def _chunks(file: Path) -> AsyncIterator[bytes]:
    opened = await asyncio.to_thread(file.open, "rb")
    try:
        while chunk := await asyncio.to_thread(opened.read, CHUNK):
            yield chunk
    finally:
        opened.close()

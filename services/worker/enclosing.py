"""What building documents has in common: fetch files from storage into a folder, and put what was made there back."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from pathlib import Path

from services.core.storage import Missing
from services.worker.evidence.clean import GROWTH
from services.worker.job import Job

CHUNK = 1024 * 1024
TYPES = {".pdf": "application/pdf", ".zip": "application/zip"}


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


async def put(job: Job, folder: Path, keys: Mapping[str, str]) -> None:
    """Put files of a folder into storage, each under its key. Raises `Unavailable` while storage is away."""
    for name, key in keys.items():
        await job.process.storage.put_stream(key, _chunks(folder / name), TYPES[Path(name).suffix])


async def _chunks(file: Path) -> AsyncIterator[bytes]:
    opened = await asyncio.to_thread(file.open, "rb")
    try:
        while chunk := await asyncio.to_thread(opened.read, CHUNK):
            yield chunk
    finally:
        opened.close()

"""Jobs on exports: build a case's documents apart from the loop, and delete them when their time is over."""

import tempfile
from dataclasses import replace
from pathlib import Path

from services.core.documents import operations, repository
from services.core.documents.building import BUILD, PDF, ZIP, Given
from services.core.documents.case import Case
from services.core.documents.gather import gather
from services.core.documents.model import Built, Export, ExportState, keys
from services.core.storefronts import repository as storefronts
from services.worker.enclosing import fetch, make
from services.worker.job import Job


async def build(job: Job) -> None:
    """Make the PDF and the archive of a case. Doing it again writes the same places.

    Raises:
        Unavailable: storage is away; the task tries again.
        Crashed: the documents could not be made.
    """
    async with job.read() as db:
        export = await repository.get(db, job.subject)
        storefront = await storefronts.get(db)
        if export is None or storefront is None or export.state is ExportState.READY or export.deleted_at is not None:
            return
        case = await gather(db, export, storefront)
    if case is not None:
        built = await _build(job, export, case)
        await operations.finish(job.write, export.id, built, job.actor, job.process.clock())


async def discard(job: Job) -> None:
    """Delete an export whose time is over. Raises `Unavailable` while storage is away."""
    now = job.process.clock()
    async with job.read() as db:
        export = await repository.get(db, job.subject)
    if export is None or export.retain_until > now:
        return
    for key in keys(job.lease.storefront_id, export.id):
        await job.process.storage.delete(key)
    await operations.forget(job.write, export.id, now)


async def _build(job: Job, export: Export, case: Case) -> Built:
    with tempfile.TemporaryDirectory(prefix="makegood-export-") as made:
        folder = Path(made)
        case = await _fetch(job, case, folder)
        pdf_key, zip_key = keys(job.lease.storefront_id, export.id)
        return await make(job, BUILD, Given(made, case), folder, (PDF, pdf_key), (ZIP, zip_key))


async def _fetch(job: Job, case: Case, folder: Path) -> Case:
    """Put the evidence into the folder; a file that was deleted meanwhile stays listed."""
    gone = await fetch(job, [(file.key, file.path) for file in case.evidence if file.key and file.path], folder)
    found = [replace(file, key=None, path=None) if file.path in gone else file for file in case.evidence]
    return replace(case, evidence=tuple(found))

"""Jobs on packets: build what a counterparty asks for apart from the loop, and delete it when its time is over."""

import tempfile
from dataclasses import replace
from pathlib import Path

from services.core.documents.model import Built, ExportState
from services.core.documents.packets import operations, repository
from services.core.documents.packets.building import BUILD, PDF, ZIP, Given
from services.core.documents.packets.compose import compose
from services.core.documents.packets.gather import gather
from services.core.documents.packets.model import RecoveryExport, keys
from services.core.documents.packets.packet import Packet
from services.core.storefronts import repository as storefronts
from services.worker.enclosing import fetch, make
from services.worker.job import Job


async def build(job: Job) -> None:
    """Make the packet of a recovery. Doing it again writes the same places.

    Raises:
        Unavailable: storage is away; the task tries again.
        Crashed: the papers could not be made.
    """
    async with job.read() as db:
        export = await repository.get(db, job.subject)
        storefront = await storefronts.get(db)
        if export is None or storefront is None or export.state is ExportState.READY or export.deleted_at is not None:
            return
        material = await gather(db, export, storefront)
    if material is not None:
        built = await _build(job, export, compose(material))
        await operations.finish(job.write, export.id, built, job.actor, job.process.clock())


async def discard(job: Job) -> None:
    """Delete a packet whose time is over. Raises `Unavailable` while storage is away."""
    now = job.process.clock()
    async with job.read() as db:
        export = await repository.get(db, job.subject)
    if export is None or export.retain_until > now:
        return
    for key in keys(job.lease.storefront_id, export.id):
        await job.process.storage.delete(key)
    await operations.forget(job.write, export.id, now)


async def _build(job: Job, export: RecoveryExport, packet: Packet) -> Built:
    with tempfile.TemporaryDirectory(prefix="makegood-packet-") as made:
        folder = Path(made)
        (folder / "enclosures").mkdir()
        gone = await fetch(job, [(one.key, one.path) for one in packet.enclosures if one.path], folder)
        kept = [replace(one, path=None) if one.path in gone else one for one in packet.enclosures]
        given = Given(made, replace(packet, enclosures=tuple(kept)))
        pdf_key, zip_key = keys(job.lease.storefront_id, export.id)
        return await make(job, BUILD, given, folder, (PDF, pdf_key), (ZIP, zip_key))

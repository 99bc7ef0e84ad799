"""Puts what carriers show of deliveries into storage, and deletes it when its time is over."""

from datetime import timedelta

from services.core.claims import repository as claims
from services.core.evidence.policy import CLOSED
from services.core.shipments import proofs, tracking
from services.core.shipments.files import Stored, file_key
from services.core.shipments.model import ProofOfDelivery
from services.worker.job import Job

OPEN_DAYS = 30
"""How much longer a file stays that is due while a claim on its parcel is open."""


async def store(job: Job, shipment_id: str, proof: ProofOfDelivery | None) -> list[Stored]:
    """Put the files of a proof into storage that are not there, and say which were: each was announced before.

    Raises:
        Unavailable: storage is away; what was announced goes after a day, unless it comes again.
    """
    if proof is None or not proof.files:
        return []
    process, storefront_id = job.process, job.lease.storefront_id
    async with job.write() as tx:
        longest = process.settings.evidence_bytes
        wanted = await tracking.expect_files(tx, shipment_id, proof, process.clock(), longest=longest)
    until = process.clock() + timedelta(days=process.settings.evidence_days)
    stored = []
    for file, content in wanted:
        key = file_key(storefront_id, file)
        await process.storage.put(key, content, file.media_type)
        stored.append(Stored(file.id, key, until))
    return stored


async def discard(job: Job) -> None:
    """Delete a file whose time is over, unless a claim on its parcel is open. Raises `Unavailable`."""
    now = job.process.clock()
    async with job.read() as db:
        file = await proofs.file(db, job.subject)
        if file is None or file.retain_until is None or file.retain_until > now:
            return
        found = [await claims.get(db, claim) for claim in await claims.of_shipment(db, file.shipment_id)]
        redacted = await proofs.is_redacted(db, file.shipment_id)
    if not redacted and file.file_key and any(claim and claim.status not in CLOSED for claim in found):
        async with job.write() as tx:
            await proofs.retain(tx, file.id, now + timedelta(days=OPEN_DAYS))
        return
    await job.process.storage.delete(file.file_key or file_key(job.lease.storefront_id, file))
    async with job.write() as tx:
        await proofs.forget(tx, file.id, now)

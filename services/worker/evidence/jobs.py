"""Jobs on evidence: look through what was uploaded, keep it as long as it must be kept, and delete it then."""

import hashlib

import msgspec
import structlog

from services.core.evidence import operations, repository
from services.core.evidence.model import (
    Evidence,
    EvidenceState,
    Finding,
    Refusal,
    Rejection,
    file_key,
    upload_key,
)
from services.core.storage import Missing, TooLarge
from services.worker.apart import Crashed
from services.worker.evidence.cleaning import CLEAN, Given, Made
from services.worker.job import Job

log = structlog.get_logger()


async def inspect(job: Job) -> None:
    """Look through what was uploaded for a claim. Each step leaves the same when it is done again.

    Raises:
        Unavailable: storage is away; the task tries again.
    """
    days = job.process.settings.evidence_days
    async with job.read() as db:
        uploaded = [one for one in await repository.of_claim(db, job.subject) if one.deleted_at is None]
    for evidence in uploaded:
        state = evidence.state
        if state is EvidenceState.PENDING:
            finding = await _look(job, evidence)
            state = await operations.settle(job.write, evidence, finding, days, job.actor, job.process.clock())
        if state is EvidenceState.READY and evidence.original_kept:
            await job.process.storage.delete(upload_key(job.lease.storefront_id, evidence.id))
            await operations.forget_original(job.write, evidence.id)


async def retain(job: Job) -> None:
    """Set when a claim's files are deleted: some time after it was closed, and not while it is open."""
    await operations.retain(job.write, job.subject, job.process.settings.evidence_days, job.process.clock())


async def discard(job: Job) -> None:
    """Delete a file whose time is over. Raises `Unavailable` while storage is away."""
    now = job.process.clock()
    async with job.read() as db:
        evidence = await repository.get(db, job.subject)
    if evidence is None or evidence.retain_until is None or evidence.retain_until > now:
        return  # its claim was opened again
    for key in (evidence.file_key, upload_key(job.lease.storefront_id, evidence.id)):
        if key is not None:
            await job.process.storage.delete(key)
    await operations.forget(job.write, evidence.id, now)


async def _look(job: Job, evidence: Evidence) -> Finding:
    """What the file is. Its clean copy is written before anybody hears of it."""
    storage, longest = job.process.storage, job.process.settings.evidence_bytes
    try:
        data = await storage.get(upload_key(job.lease.storefront_id, evidence.id), longest)
    except TooLarge:
        return Refusal(Rejection.TOO_LARGE)
    except Missing:
        return Refusal(Rejection.EMPTY)
    given = msgspec.msgpack.encode(Given(data, evidence.declared_type, longest))
    try:
        answer = await job.process.apart.run(CLEAN, given)
    except Crashed as error:
        log.warning("evidence.unreadable", evidence=evidence.id, reason=str(error))
        return Refusal(Rejection.UNREADABLE, hashlib.sha256(data).hexdigest())
    made = msgspec.msgpack.decode(answer, type=Made)
    if made.clean is None:
        return made.refusal or Refusal(Rejection.UNREADABLE)
    place = file_key(job.lease.storefront_id, evidence.id, made.clean)
    await storage.put(place, made.copy, made.clean.mime_type)
    return made.clean

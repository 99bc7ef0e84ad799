"""The job that asks for the papers that a counterparty wants and nobody has given yet."""

from services.core.ids import is_id
from services.core.recoveries import operations, repository
from services.worker.job import Job


async def ask(job: Job) -> None:
    """Ask for what is missing of a recovery, or of all recoveries of a claim that came under review."""
    is_claim = is_id(job.subject, "clm")
    async with job.read() as db:
        found = [one.id for one in await repository.of_claim(db, job.subject)] if is_claim else [job.subject]
    for recovery_id in found:
        async with job.write() as tx:
            await operations.ask(tx, recovery_id, job.actor, job.process.clock(), tells_shop=not is_claim)

"""Jobs on disputes: see to it that nobody forgets the evidence."""

from services.core.disputes import operations
from services.worker.job import Again, Job


async def remind(job: Job) -> Again | None:
    """Wait until a dispute's evidence is nearly due, then remind the shop, unless it was sent by then."""
    now = job.process.clock()
    at = await operations.remind(job.write, job.subject, job.actor, now)
    return Again(max((at - now).total_seconds(), 1.0)) if at else None

"""Jobs on personal data: forget people when the law wants it."""

from services.core.privacy import operations
from services.worker.job import Job


async def redact(job: Job) -> None:
    """Forget the people of a request's orders, some orders in one transaction, until all are done."""
    while not await operations.redact(job.write, job.subject, job.actor, job.process.clock()):
        pass

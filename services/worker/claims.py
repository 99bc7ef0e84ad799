"""Jobs on claims: answer the customer at once, ask the carrier before anybody decides, and see what time brings."""

from services.core.claims import desk, operations, repository
from services.core.ports import Rejected, Unavailable, Unintelligible
from services.core.shipments import repository as shipments
from services.core.vault import VaultClosed
from services.worker.job import Again, Job
from services.worker.shipments import look

RESOLVING_SECONDS = 30.0
PATIENCE = 4
"""After so many failures in a row the shop's staff get the claim without the carrier's word."""


async def acknowledge(job: Job) -> None:
    """The first answer, at once."""
    await operations.acknowledge(job.write, job.subject, job.actor, job.process.clock())


async def lapse(job: Job) -> Again | None:
    """Wait for the customer's answer until the date that they were given, then cancel the claim."""
    now = job.process.clock()
    due_at = await desk.lapse(job.write, job.subject, job.actor, now)
    return Again(max((due_at - now).total_seconds(), 1.0)) if due_at else None


async def arrived(job: Job) -> Again | None:
    """Tell each claim on a delivered parcel of the delivery; those whose money is under way hear of it later."""
    async with job.read() as db:
        claims = await repository.of_shipment(db, job.subject)
    told = [await desk.parcel_arrived(job.write, claim, job.actor, job.process.clock()) for claim in claims]
    return None if all(told) else Again(RESOLVING_SECONDS)


async def verify(job: Job) -> None:
    """Refresh the parcel's tracking, then hand the claim to review. A carrier that stays away does not hold it up.

    Raises:
        Unavailable: the carrier is away, and there is still patience.
    """
    async with job.read() as db:
        claim = await repository.get(db, job.subject)
        parcel = await shipments.get(db, claim.shipment_id) if claim and claim.shipment_id else None
    if claim is None:
        return
    verified = False
    if parcel is not None and parcel.tracked_by is not None:
        try:
            await look(job, parcel)
            verified = True
        except Unavailable:
            if job.lease.failures < PATIENCE:
                raise
        except (Rejected, Unintelligible, VaultClosed):
            verified = False
    await operations.review(job.write, claim.id, job.actor, job.process.clock(), verified=verified)

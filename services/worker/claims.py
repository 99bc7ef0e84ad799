"""Jobs on claims: tell the customer that it arrived, and ask the carrier before anybody decides."""

from services.core.claims import operations, repository
from services.core.ports import Rejected, Unavailable, Unintelligible
from services.core.shipments import repository as shipments
from services.core.vault import VaultClosed
from services.worker.job import Job
from services.worker.shipments import look

PATIENCE = 4
"""After so many failures in a row the shop's staff get the claim without the carrier's word."""


async def acknowledge(job: Job) -> None:
    """The first answer, at once."""
    await operations.acknowledge(job.write, job.subject, job.actor, job.process.clock())


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

"""Jobs that see that somebody can be asked for a loss, watch its dates, and follow the parcel and its claim."""

from datetime import datetime, timedelta

from services.core.claims import repository as claims
from services.core.database import Db, Tx
from services.core.ids import is_id
from services.core.recoveries import case as cases
from services.core.recoveries import operations, repository
from services.core.recoveries.holdings import at_hand
from services.core.recoveries.model import Recovery
from services.core.shipments import repository as shipments
from services.core.shipments.model import TrackingStatus
from services.core.tasks import is_superseded
from services.worker.job import Again, Job

LONGEST_SLEEP = 24 * 3600.0
PATIENCE = timedelta(minutes=10)
"""So long after a claim its parcel's first scans are waited for."""
LOOK_SECONDS = 5.0


async def propose(job: Job) -> Again | None:
    """Ask whoever carries the loss of a parcel, after something happened to it or to a claim on it.

    Nothing is begun while something is open for the same, or when nobody else would pay. A claim on a parcel that its
    carrier was never asked about waits a little for that: the scans decide who pays.
    """
    now = job.process.clock()
    async with job.write() as tx:
        shipment_id, claim_id, because = await _subject(tx, job)
        parcel = await shipments.hold(tx, shipment_id) if shipment_id else None
        if shipment_id is None or parcel is None:
            return None
        if claim_id is not None:
            await operations.link_claim(tx, shipment_id, claim_id, job.actor, now)
        claim = await claims.get(tx, claim_id) if claim_id else None
        unknown = parcel.tracked_by is not None and parcel.last_checked_at is None
        if claim is not None and unknown and now < claim.created_at + PATIENCE:
            return Again(LOOK_SECONDS)
        found = await cases.assess(tx, shipment_id, now, claim)
        option = found.best() if found else None
        if found is None or option is None or found.is_asked:
            return None
        rule = await cases.rule_of(tx, found)
        new = cases.recovery_of(found, option, because=because, files_itself=rule.files_recoveries)
        if not cases.is_worth(rule, new):
            return None
        recovery = await operations.propose(tx, new, await at_hand(tx, shipment_id, new.claim_id), job.actor, now)
        if recovery is not None and recovery.files_itself:
            await operations.submit_itself(tx, recovery.id, job.actor, now)
    return None


async def watch(job: Job) -> Again | None:
    """Tell what lapses soon, let lapse what nobody filed, and file what opens and files itself."""
    now = job.process.clock()
    async with job.write() as tx:
        if await is_superseded(tx, job.lease):
            return None
        await operations.submit_itself(tx, job.subject, job.actor, now)
        look_at = await operations.watch(tx, job.subject, job.actor, now)
    return Again(min(_seconds(look_at, now), LONGEST_SLEEP)) if look_at is not None else None


async def follow_papers(job: Job) -> None:
    """See which papers of a claim's recoveries are there by now, and file those that wait for nothing else."""
    now = job.process.clock()
    async with job.read() as db:
        known = await _known(db, job.subject)
    for recovery in known:
        async with job.write() as tx:
            await operations.have_documents(
                tx, recovery.id, await at_hand(tx, recovery.shipment_id, recovery.claim_id), job.actor, now
            )
            await operations.submit_itself(tx, recovery.id, job.actor, now)


async def follow_parcel(job: Job) -> None:
    """The parcel turned up: nobody has to pay for it any more."""
    async with job.write() as tx:
        parcel = await shipments.hold(tx, job.subject)
        if parcel is not None and parcel.tracking_status is TrackingStatus.DELIVERED and parcel.discrepancy is None:
            await operations.found(tx, parcel.id, job.actor, job.process.clock())


async def follow_claim(job: Job) -> None:
    """The customer of a resolved claim has the parcel after all."""
    async with job.write() as tx:
        claim = await claims.get(tx, job.subject)
        if claim is not None and claim.shipment_id is not None:
            await operations.found(tx, claim.shipment_id, job.actor, job.process.clock())


async def _subject(tx: Tx, job: Job) -> tuple[str | None, str | None, str | None]:
    """The parcel, its claim if that is what it is about, and why it is proposed."""
    if is_id(job.subject, "clm"):
        claim = await claims.get(tx, job.subject)
        return (claim.shipment_id, claim.id, f"CLAIM_{claim.reason}") if claim else (None, None, None)
    if is_id(job.subject, "rcv"):
        recovery = await repository.get(tx, job.subject)
        return (recovery.shipment_id, recovery.claim_id, f"AFTER_{recovery.status}") if recovery else (None, None, None)
    parcel = await shipments.get(tx, job.subject)
    if parcel is None:
        return None, None, None
    because = parcel.discrepancy.value if parcel.discrepancy else parcel.tracking_status.value
    if parcel.facts.presumed_lost_at is not None and parcel.tracking_status is not TrackingStatus.LOST:
        because = "PRESUMED_LOST"
    return parcel.id, None, because


async def _known(db: Db, subject: str) -> list[Recovery]:
    if is_id(subject, "rcv"):
        one = await repository.get(db, subject)
        return [one] if one else []
    if is_id(subject, "shp"):
        return await repository.of_shipment(db, subject)
    return await repository.of_claim(db, subject)


def _seconds(at: datetime, now: datetime) -> float:
    return max((at - now).total_seconds(), 1.0)

"""Jobs that buy coverage for a parcel, and end what lapsed."""

from datetime import datetime

from services.core import effects
from services.core.coverages import operations, repository
from services.core.coverages.model import Coverage, CoverageStatus
from services.core.database import Tx
from services.core.effects import EffectState
from services.core.events import Actor
from services.core.orders import repository as orders
from services.core.ports import Cover, Covered, CoverStatus, Done, Insurer, Rejected
from services.core.shipments import repository as shipments
from services.core.storefronts import repository as storefronts
from services.worker.effects import Deal, settle, terms_of
from services.worker.job import Again, Job

PENDING_SECONDS = 900.0


async def buy(job: Job) -> Again | None:
    """Have the account's company insure a parcel, once; look again while it has not said yes.

    Raises:
        Unavailable: the company is away; what is in doubt is cleared up by the next run.
    """
    async with job.read() as db:
        coverage = await repository.get(db, job.subject)
        effect = await effects.latest(db, operations.BUY, job.subject)
    if coverage is None or effect is None or coverage.status is not CoverageStatus.INACTIVE:
        return None
    if coverage.reference is None and not await _bought(job, coverage, effect.id):
        return None
    async with job.read() as db:
        coverage = await repository.get(db, job.subject)
    if coverage is None or coverage.reference is None or coverage.account_id is None:
        return None
    company, credentials = await job.carrier(coverage.account_id)
    if not isinstance(company, Insurer):
        return None
    covered = await company.cover(credentials, coverage.reference)
    async with job.write() as tx:
        await _keep(tx, coverage, covered, job.actor, job.process.clock())
    return Again(PENDING_SECONDS) if covered.status is CoverStatus.PENDING else None


async def expire(job: Job) -> Again | None:
    """Let a coverage begin and end with its dates."""
    now = job.process.clock()
    async with job.write() as tx:
        coverage = await repository.hold(tx, job.subject)
        if coverage is None or coverage.status not in (CoverageStatus.ACTIVE, CoverageStatus.INACTIVE):
            return None
        begins = coverage.effective_at if coverage.reference is None else None
        if coverage.status is CoverageStatus.INACTIVE and begins is not None and begins <= now:
            await operations.set_status(tx, job.subject, CoverageStatus.ACTIVE, job.actor, now)
        if coverage.expires_at is not None and coverage.expires_at <= now:
            await operations.set_status(tx, job.subject, CoverageStatus.EXPIRED, job.actor, now)
            return None
    ahead = [at for at in (begins, coverage.expires_at) if at is not None and at > now]
    return Again(min((at - now).total_seconds() for at in ahead)) if ahead else None


async def _bought(job: Job, coverage: Coverage, effect_id: str) -> bool:
    async def deal() -> Deal:
        company, credentials = await job.carrier(coverage.account_id or "")
        if not isinstance(company, Insurer):
            raise Rejected("NOT_SUPPORTED", "the account's company sells no insurance")
        cover = await _cover(job, coverage, effect_id)

        async def send() -> Done:
            return _done(await company.insure(credentials, cover))

        async def find() -> Done | None:
            found = await company.find_cover(credentials, cover)
            return _done(found) if found else None

        return Deal(terms_of(company, operations.BUY), send, find)

    try:
        done = await settle(job, effect_id, deal)
    except Rejected as no:
        async with job.write() as tx:
            await operations.not_bought(tx, coverage.id, no.code, no.message, job.actor, job.process.clock())
        return False
    async with job.write() as tx:
        now = job.process.clock()
        if done is not None:
            # of what a person confirmed without its name nobody can be asked
            reference = done.reference or None
            await operations.bought(
                tx, coverage.id, reference, done.amount, None, None, job.actor, now, active=reference is None
            )
            return True
        held = await effects.get(tx, effect_id)
        if held is not None and held.state is EffectState.ABANDONED:
            message = "A person decided that it shall not be bought."
            await operations.not_bought(tx, coverage.id, "ABANDONED", message, job.actor, now)
    return False


async def take(tx: Tx, account_id: str, covered: Covered, actor: Actor, now: datetime) -> None:
    """Take what a company posted of an insurance; one that we know nothing of is nobody's."""
    known = await repository.find(tx, account_id, covered.reference)
    if known is not None:
        await _keep(tx, known, covered, actor, now)


async def _keep(tx: Tx, coverage: Coverage, covered: Covered, actor: Actor, now: datetime) -> None:
    """Make a coverage what its company says; while that is pending nothing."""
    ours = coverage.id
    if covered.status is CoverStatus.ACTIVE:
        begins, ends = covered.effective_at, covered.expires_at
        await operations.bought(tx, ours, covered.reference, covered.fee, begins, ends, actor, now, active=True)
    elif covered.status is CoverStatus.FAILED:
        await operations.not_bought(tx, ours, covered.status, "The company says so.", actor, now)
    elif covered.status is CoverStatus.VOID:
        await operations.set_status(tx, ours, CoverageStatus.VOID, actor, now)


def _done(covered: Covered) -> Done:
    return Done(covered.reference, covered.status, covered.fee)


async def _cover(job: Job, coverage: Coverage, key: str) -> Cover:
    async with job.read() as db:
        parcel = await shipments.get(db, coverage.shipment_id)
        order = await orders.get(db, coverage.order_id)
        storefront = await storefronts.get(db)
    assert parcel is not None, "a foreign key holds the parcel"
    assert order is not None, "a foreign key holds the order"
    assert storefront is not None, "a job has its storefront"
    to = {"name": order.customer.name, "zip": order.customer.postal_code, "country": order.customer.country_code}
    return Cover(
        key=key,
        reference=coverage.id,
        tracking_number=parcel.tracking_number,
        carrier=parcel.carrier,
        amount=coverage.insured.amount,
        currency_code=coverage.insured.currency_code,
        from_address={"name": storefront.name},
        to_address={name: value for name, value in to.items() if value},
    )

"""Jobs on shipments: have a parcel tracked, look again with growing intervals, look now, and see what time brings."""

from datetime import timedelta

from prometheus_client import Counter

from services.core import effects
from services.core.database import Tx
from services.core.effects import EffectState
from services.core.orders import repository as orders
from services.core.ports import Parcel, Proves, Registers, Rejected, Unavailable, Unintelligible
from services.core.shipments import operations, repository, tracking
from services.core.shipments.files import Stored
from services.core.shipments.model import UNNAMED_CARRIER, ScanSource, Shipment, Tracking
from services.core.tasks import is_superseded
from services.worker import proofs
from services.worker.job import Again, Job

DUE_LEEWAY_SECONDS = 1.0
PROOF_SECONDS = 900.0
PROOF_TIME = timedelta(days=7)
"""How long a carrier is asked for the papers of a delivery that it has none of yet, ever less often."""

TROUBLES = Counter("makegood_tracking_troubles_total", "Answers that say nothing of a parcel.", ["company", "trouble"])
_KNOWN = ("NOT_FOUND", "UNINTELLIGIBLE")


async def track(job: Job) -> Again | None:
    """Register the parcel with its company, then look again whenever it is due, until there is no more to expect.

    A push from the company moves the next look away; a parcel that is tracked by another account by now has
    another task. An account that is not let in is the parcel's trouble until it is.
    """
    async with job.read() as db:
        shipment = await repository.get(db, job.subject)
        effect = await effects.latest(db, operations.REGISTER, job.subject)
        if await is_superseded(db, job.lease):
            return None
    if shipment is None or shipment.tracked_by is None or shipment.tracked_by != job.lease.account_id:
        return None
    if effect is not None and effect.state in (EffectState.PLANNED, EffectState.SENDING, EffectState.UNKNOWN):
        if not await _register(job, shipment, effect.id):
            return None
    elif effect is not None and effect.state is not EffectState.CONFIRMED:
        return None
    elif (wait := _seconds_until_due(job, shipment)) > 0:
        return Again(wait)
    else:
        await _look_or_say_why_not(job, shipment)
    async with job.read() as db:
        shipment = await repository.get(db, job.subject)
    if shipment is None or shipment.next_check_at is None:
        return None
    return Again(max(_seconds_until_due(job, shipment), DUE_LEEWAY_SECONDS))


async def check(job: Job) -> None:
    """Look at the parcel now, because somebody asked."""
    async with job.read() as db:
        shipment = await repository.get(db, job.subject)
    if shipment is not None and shipment.tracked_by is not None:
        await _look_or_say_why_not(job, shipment)


async def watch(job: Job) -> None:
    """See what time alone made of a parcel."""
    await tracking.watch(job.write, job.subject, job.actor, job.process.clock())


async def prove(job: Job) -> Again | None:
    """Have a delivery's papers from a company that has to be asked for them, as long as it may still find them."""
    async with job.read() as db:
        shipment = await repository.get(db, job.subject)
    if shipment is None or shipment.tracked_by is None or shipment.delivered_at is None:
        return None
    carrier, credentials = await job.carrier(shipment.tracked_by)
    if not isinstance(carrier, Proves):
        return None
    try:
        told = await carrier.prove(credentials, await _parcel(job, shipment))
        if told.proof is not None:
            await _keep(job, shipment, told, carrier.name)
            return None
    except Rejected:
        pass  # shown by whoever asks for the scans
    age = job.process.clock() - job.lease.created_at
    return Again(max(age.total_seconds(), PROOF_SECONDS)) if age < PROOF_TIME else None


async def look(job: Job, shipment: Shipment) -> Tracking:
    """Ask the company and keep its answer. Raises as `Carrier.check`, as storage is away, and `Fenced`."""
    assert shipment.tracked_by is not None
    carrier, credentials = await job.carrier(shipment.tracked_by)
    anew = shipment.renew_at is not None and shipment.renew_at <= job.process.clock()
    if anew and isinstance(carrier, Registers):
        told = await carrier.register(credentials, await _parcel(job, shipment))
    else:
        told = await job.process.checks.ask(carrier, credentials, await _parcel(job, shipment))
    await _keep(job, shipment, told, carrier.name)
    return told


async def _look_or_say_why_not(job: Job, shipment: Shipment) -> None:
    try:
        await look(job, shipment)
    except Rejected as error:
        await _say_why_not(job, shipment, error)


async def _say_why_not(job: Job, shipment: Shipment, error: Rejected) -> None:
    """The account is not let in, which may change: the parcel shows it, and is asked for again as after silence."""
    async with job.write() as tx:
        await _record(tx, job, shipment, Tracking((), trouble=error.code[:100]), job.lease.kind)


async def _keep(
    job: Job, asked: Shipment, told: Tracking, company: str, *, effect_id: str | None = None
) -> None:  # fmt: skip
    """Keep an answer, and the files of its proof in storage before anybody hears of them.

    Raises:
        Unavailable: storage is away. What can be told without it is kept; asked again, the company shows them again.
    """
    away, stored = None, list[Stored]()
    try:
        stored = await proofs.store(job, asked.id, told.proof)
    except Unavailable as error:
        away = error
    async with job.write() as tx:
        if effect_id is not None:
            await effects.confirm(tx, effect_id, job.process.clock(), told.reference)
        await _record(tx, job, asked, told, company, stored)
    if away is not None:
        raise away


async def _record(
    tx: Tx, job: Job, asked: Shipment, told: Tracking, company: str, stored: list[Stored] | None = None
) -> None:  # fmt: skip
    """Keep an answer, unless another account is asked by now, or for another parcel: it would be foreign to that."""
    held = await repository.hold(tx, asked.id)
    if held is not None and _whom(held) == _whom(asked):
        now = job.process.clock()
        await tracking.record_tracking(
            tx, asked.id, told, ScanSource.POLL, company=company, now=now, stored=stored or ()
        )
        if told.trouble is not None:
            TROUBLES.labels(company, told.trouble if told.trouble in _KNOWN else "OTHER").inc()


def _whom(shipment: Shipment) -> tuple[str | None, str, str]:
    return shipment.tracked_by, shipment.carrier, shipment.tracking_number


async def _register(job: Job, shipment: Shipment, effect_id: str) -> bool:
    """Carry out the planned effect; false when a person has to decide about it first."""
    assert shipment.tracked_by is not None
    try:
        carrier, credentials = await job.carrier(shipment.tracked_by)
    except Rejected as error:
        await _say_why_not(job, shipment, error)
        return True
    async with job.write() as tx:
        effect = await effects.begin(tx, effect_id, job.process.clock())
    if effect.state is not EffectState.SENDING:
        return effect.state is EffectState.CONFIRMED
    try:
        ask = carrier.register if isinstance(carrier, Registers) else carrier.check
        told = await ask(credentials, await _parcel(job, shipment))
    except Unavailable as error:
        async with job.write() as tx:
            record = effects.doubt if error.ambiguous else effects.not_sent
            await record(tx, effect_id, job.process.clock(), str(error))
        raise
    except Rejected as error:
        async with job.write() as tx:
            await effects.not_sent(tx, effect_id, job.process.clock(), str(error))
        await _say_why_not(job, shipment, error)
        return True
    except Unintelligible as error:
        async with job.write() as tx:
            await effects.doubt(tx, effect_id, job.process.clock(), str(error))
        raise
    await _keep(job, shipment, told, carrier.name, effect_id=effect_id)
    return True


def _seconds_until_due(job: Job, shipment: Shipment) -> float:
    if shipment.next_check_at is None:
        return 0
    return (shipment.next_check_at - job.process.clock()).total_seconds()


async def _parcel(job: Job, shipment: Shipment) -> Parcel:
    """The parcel as carriers know it; where it goes tells it from another that had its number."""
    async with job.read() as db:
        order = await orders.get(db, shipment.order_id)
    return Parcel(
        shipment.tracking_number,
        "" if shipment.carrier == UNNAMED_CARRIER else shipment.carrier,
        shipment.tracking_reference,
        shipment.shipped_at,
        order.customer.postal_code if order else None,
        order.customer.country_code if order else None,
    )

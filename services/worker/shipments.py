"""Jobs on shipments: have a parcel tracked, look again with growing intervals, look now."""

from services.core import effects
from services.core.database import Tx
from services.core.effects import EffectState
from services.core.ports import Parcel, Registers, Rejected, Unavailable, Unintelligible
from services.core.shipments import operations, repository
from services.core.shipments.model import UNNAMED_CARRIER, ScanSource, Shipment, Tracking
from services.worker.job import Again, Job

DUE_LEEWAY_SECONDS = 1.0


async def track(job: Job) -> Again | None:
    """Register the parcel with its company, then look again whenever it is due, until there is no more to expect.

    A push from the company moves the next look away; a parcel that is tracked by another account by now has
    another task.
    """
    async with job.read() as db:
        shipment = await repository.get(db, job.subject)
        effect = await effects.latest(db, operations.REGISTER, job.subject)
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
        await look(job, shipment)
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
        await look(job, shipment)


async def look(job: Job, shipment: Shipment) -> Tracking:
    """Ask the company and keep its answer. Raises as `Carrier.check`, and `Fenced`."""
    assert shipment.tracked_by is not None
    carrier, credentials = await job.carrier(shipment.tracked_by)
    tracking = await job.process.checks.ask(carrier, credentials, _parcel(shipment))
    async with job.write() as tx:
        await _record(tx, job, shipment, tracking, carrier.name)
    return tracking


async def _record(tx: Tx, job: Job, asked: Shipment, tracking: Tracking, company: str) -> None:
    """Keep an answer, unless another account is asked by now: its reference would be foreign to that one."""
    held = await repository.hold(tx, asked.id)
    if held is not None and held.tracked_by == asked.tracked_by:
        now = job.process.clock()
        await operations.record_tracking(tx, asked.id, tracking, ScanSource.POLL, company=company, now=now)


async def _register(job: Job, shipment: Shipment, effect_id: str) -> bool:
    """Carry out the planned effect; false when a person has to decide about it first."""
    assert shipment.tracked_by is not None
    carrier, credentials = await job.carrier(shipment.tracked_by)
    async with job.write() as tx:
        effect = await effects.begin(tx, effect_id, job.process.clock())
    if effect.state is not EffectState.SENDING:
        return effect.state is EffectState.CONFIRMED
    try:
        ask = carrier.register if isinstance(carrier, Registers) else carrier.check
        tracking = await ask(credentials, _parcel(shipment))
    except Unavailable as error:
        async with job.write() as tx:
            record = effects.doubt if error.ambiguous else effects.not_sent
            await record(tx, effect_id, job.process.clock(), str(error))
        raise
    except Rejected as error:
        async with job.write() as tx:
            await effects.refused(tx, effect_id, job.process.clock(), str(error))
        raise
    except Unintelligible as error:
        async with job.write() as tx:
            await effects.doubt(tx, effect_id, job.process.clock(), str(error))
        raise
    async with job.write() as tx:
        await effects.confirm(tx, effect_id, job.process.clock(), tracking.reference)
        await _record(tx, job, shipment, tracking, carrier.name)
    return True


def _seconds_until_due(job: Job, shipment: Shipment) -> float:
    if shipment.next_check_at is None:
        return 0
    return (shipment.next_check_at - job.process.clock()).total_seconds()


def _parcel(shipment: Shipment) -> Parcel:
    carrier = "" if shipment.carrier == UNNAMED_CARRIER else shipment.carrier
    return Parcel(shipment.tracking_number, carrier, shipment.tracking_reference, shipped_at=shipment.shipped_at)

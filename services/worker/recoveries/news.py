"""What companies tell of recoveries: asked for, posted to us, or said among a parcel's scans."""

from datetime import datetime
from decimal import Decimal

from services.core.database import Tx
from services.core.events import Actor
from services.core.money import rounded
from services.core.ports import FilingMessage, FilingNotice, FilingState, FilingStatus, Rejected, Tells, Unintelligible
from services.core.recoveries import operations, repository
from services.core.recoveries.model import (
    PENDING,
    CounterpartyType,
    Payment,
    PaymentDirection,
    Recovery,
    RecoveryStatus,
    Word,
)
from services.core.refusal import Refused
from services.core.shipments import proofs
from services.core.shipments.model import Progress, ProgressStep
from services.worker.job import Again, Job

POLL_SECONDS = 6 * 3600.0
"""News is posted to us; this finds what was not."""

OPEN = frozenset({*PENDING, RecoveryStatus.APPROVED, RecoveryStatus.APPROVED_PARTIAL})

STEPS = {
    ProgressStep.UNDER_REVIEW: RecoveryStatus.UNDER_REVIEW,
    ProgressStep.INFORMATION_REQUESTED: RecoveryStatus.INFORMATION_REQUESTED,
    ProgressStep.APPROVED: RecoveryStatus.APPROVED,
    # a scan tells no amount; the money is recorded when it is there
    ProgressStep.PAID: RecoveryStatus.APPROVED,
    ProgressStep.REJECTED: RecoveryStatus.REJECTED,
    ProgressStep.CLOSED: RecoveryStatus.CLOSED,
    ProgressStep.WITHDRAWN: RecoveryStatus.WITHDRAWN,
}


async def poll(job: Job) -> Again | None:
    """Ask the company how a recovery stands, until it is decided and paid. Raises `Unavailable`."""
    async with job.read() as db:
        recovery = await repository.get(db, job.subject)
    if recovery is None or recovery.status not in OPEN or None in (recovery.reference, recovery.account_id):
        return None
    company, credentials = await job.carrier(recovery.account_id or "")
    if not isinstance(company, Tells):
        return None  # a person hears what they say
    try:
        state = await company.state(credentials, recovery.reference or "")
    except Rejected as no:
        return None if no.code == "NOT_SUPPORTED" else Again(POLL_SECONDS)
    except Unintelligible:
        return Again(POLL_SECONDS)
    async with job.write() as tx:
        held = await repository.hold(tx, job.subject)
        if held is not None:
            await hear_state(tx, held, state, job.actor, job.process.clock())
    return Again(POLL_SECONDS)


async def take(tx: Tx, account_id: str, notice: FilingNotice, actor: Actor, now: datetime) -> bool:
    """Take what a company posted of a claim; false when we know no such one."""
    known = await repository.find_filed(tx, account_id, notice.reference)
    recovery = await repository.hold(tx, known.id) if known else None
    if recovery is None:
        return False
    if notice.state is not None:
        await hear_state(tx, recovery, notice.state, actor, now)
    if notice.message is not None and notice.message.from_them:
        await hear_message(tx, recovery, notice.message, actor, now)
    return True


async def follow_progress(job: Job) -> None:
    """Take what a carrier says among the scans of a claim that was filed with it by hand."""
    async with job.write() as tx:
        steps = await proofs.progress_of(tx, job.subject)
        for known in await repository.of_shipment(tx, job.subject):
            if known.counterparty_type is not CounterpartyType.CARRIER or known.submitted_at is None:
                continue
            for step in steps:
                recovery = await repository.hold(tx, known.id)
                if recovery is not None and _counts(recovery, step):
                    await _hear_step(tx, recovery, step, job.actor, job.process.clock())


async def hear_state(tx: Tx, recovery: Recovery, state: FilingState, actor: Actor, now: datetime) -> None:
    """Make a held recovery what the company says, money that it paid included."""
    if state.status is not None and state.status is not FilingStatus.PAID:
        word = Word(
            RecoveryStatus(state.status.value),
            state.at,
            state.detail,
            _amount(recovery, state.approved_amount, state.currency_code),
            state.reference,
        )
        recovery = await operations.hear(tx, recovery, word, actor, now)
    paid = state.paid_amount
    if paid is None and state.status is FilingStatus.PAID:
        paid = state.approved_amount
    if not paid:
        return
    payment = Payment(
        PaymentDirection.PAYOUT,
        paid,
        state.currency_code or recovery.requested.currency_code,
        f"{state.reference}:{paid}",
        state.at or now,
    )
    try:
        await operations.receive_payment(tx, recovery, payment, actor, now)
    except Refused:
        # in another currency: somebody has to say what it came to
        said = {"amount": str(payment.amount), "currencyCode": payment.currency_code}
        await operations.tell_payment_waits(tx, recovery, said, actor, now)


async def hear_message(tx: Tx, recovery: Recovery, message: FilingMessage, actor: Actor, now: datetime) -> None:
    """Keep what an adjuster wrote, once."""
    await operations.receive(tx, recovery, message.id, message.text, message.at or now, actor, now)


async def _hear_step(tx: Tx, recovery: Recovery, step: Progress, actor: Actor, now: datetime) -> None:
    if step.step in STEPS:
        word = Word(STEPS[step.step], step.occurred_at, step.text)
        await operations.hear(tx, recovery, word, actor, now)


def _counts(recovery: Recovery, step: Progress) -> bool:
    newest = recovery.told_at or recovery.submitted_at
    return newest is None or step.occurred_at > newest


def _amount(recovery: Recovery, amount: Decimal | None, currency: str | None) -> Decimal | None:
    """What was granted, in the recovery's currency; nothing in another, as the payment will tell."""
    ours = recovery.requested.currency_code
    return rounded(amount, ours) if amount is not None and currency in (None, ours) else None

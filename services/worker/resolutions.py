"""Jobs on resolutions: have the platform do what was chosen, and approve what needs no person."""

from services.core import effects
from services.core.claims import repository as claims
from services.core.claims.model import ClaimStatus, ResolutionType
from services.core.effects import EffectState
from services.core.orders import repository as orders
from services.core.orders.model import Line, Order
from services.core.ports import Credit, GiftCard, Payout, Refund, RefundLine, Rejected, Request, Reship, ReshipLine
from services.core.resolutions import operations, repository
from services.core.resolutions.model import Resolution, Step
from services.worker.effects import carry_out
from services.worker.job import Again, Job


async def execute(job: Job) -> None:
    """Take the resolution's steps one after the other, until it is completed, has failed, or waits for a person.

    Raises:
        Unavailable: the platform is away; what is in doubt is cleared up by the next run.
    """
    while True:
        async with job.write() as tx:
            begun = await operations.start(tx, job.subject, job.actor, job.process.clock())
        if begun is None:
            return await _afterwards(job)
        resolution, effect = begun
        step = Step(effect.kind)
        account_id = effect.account_id or ""
        request = await _request(job, resolution, step, effect.id)
        try:
            if isinstance(request, Reship) and effect.state is EffectState.PLANNED:
                await _check_stock(job, account_id, request)
            done = await carry_out(job, effect.id, account_id, request)
        except Rejected as no:
            return await _fail(job, step, no.code, no.message)
        if done is None:
            async with job.read() as db:
                now = await effects.latest(db, step, job.subject)
            if now is not None and now.state is EffectState.ABANDONED:
                await _fail(job, step, "ABANDONED", "A person decided that it shall not be done.")
            return None
        async with job.write() as tx:
            more = await operations.done(
                tx,
                job.subject,
                step,
                job.actor,
                job.process.clock(),
                reference=done.reference or effect.id,
                number=done.number,
                moved=done.amount,
            )
        if not more:
            return None


async def decide(job: Job) -> Again | None:
    """Approve the claim when the policy leaves it to nobody; else a person decides. One that came early waits."""
    now = job.process.clock()
    async with job.read() as db:
        claim = await claims.get(db, job.subject)
    if claim is None or claim.status is not ClaimStatus.UNDER_REVIEW:
        return None
    if claim.waiting_until is not None and claim.waiting_until > now:
        return Again((claim.waiting_until - now).total_seconds())
    await operations.approve_if_clear(job.write, job.subject, job.actor, now)
    return None


async def _fail(job: Job, step: Step, code: str, message: str) -> None:
    async with job.write() as tx:
        now = job.process.clock()
        await operations.fail(tx, job.subject, step, job.actor, now, code=code, message=message)


async def _afterwards(job: Job) -> None:
    """Of a resolution that failed, a person may still say what really happened."""
    async with job.read() as db:
        resolution = await repository.get(db, job.subject)
        failed = resolution.failure.step if resolution and resolution.failure else None
        effect = await effects.latest(db, failed, job.subject) if failed else None
    if failed is None or effect is None:
        return
    async with job.write() as tx:
        now = job.process.clock()
        if effect.state is EffectState.CONFIRMED:
            await operations.admit(
                tx, job.subject, failed, job.actor, now, reference=effect.reference, effect_id=effect.id
            )
        else:  # tried again by a person, when nothing is held for it any more
            await effects.drop(tx, effect.id, now, "its resolution has failed; resolve the claim anew")


async def _check_stock(job: Job, account_id: str, reship: Reship) -> None:
    platform, credentials = await job.platform(account_id)
    stock = await platform.stock(credentials, reship)
    short = [
        line.title
        for line in reship.lines
        if (left := stock.get(line.external_id)) is not None and left < line.quantity
    ]
    if short:
        raise Rejected("OUT_OF_STOCK", f"not enough left of: {', '.join(short)}")


async def _request(job: Job, resolution: Resolution, step: Step, key: str) -> Request:
    async with job.read() as db:
        order = await orders.get(db, resolution.order_id)
        lines = {line.id: line for line in await orders.lines(db, resolution.order_id)}
    assert order is not None, "a resolution always has its order"
    return request_of(resolution, step, key, order, lines)


def request_of(resolution: Resolution, step: Step, key: str, order: Order, lines: dict[str, Line]) -> Request:
    """What the platform is asked for; money of the lines that are not sent again, or goods of those that are."""
    money = sum(
        (line.amount for line in resolution.lines if not line.sent_again), resolution.shipping_amount
    )  # fmt: skip
    if step is Step.RESHIP:
        return Reship(
            key,
            resolution.id,
            order.external_id,
            resolution.currency_code,
            tuple(
                ReshipLine(
                    lines[line.order_line_id].external_id,
                    line.quantity,
                    lines[line.order_line_id].title,
                    line.variant_external_id,
                )
                for line in resolution.lines
                if line.sent_again
            ),
        )
    if step is Step.CREDIT:
        return Credit(key, resolution.id, order.external_id, resolution.currency_code, money)
    if step is Step.GIFT_CARD:
        return GiftCard(key, resolution.id, order.external_id, resolution.currency_code, money)
    return Refund(
        key=key,
        reference=resolution.id,
        order_external_id=order.external_id,
        currency_code=resolution.currency_code,
        amount=money,
        shipping_amount=resolution.shipping_amount,
        lines=tuple(
            RefundLine(lines[line.order_line_id].external_id, line.quantity, line.amount)
            for line in resolution.lines
            if not line.sent_again
        ),
        payout=Payout.STORE_CREDIT if resolution.type is ResolutionType.STORE_CREDIT else Payout.ORIGINAL,
    )

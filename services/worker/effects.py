"""How jobs carry out an effect at a company: once, or visibly waiting for a person."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

import structlog

from services.core import effects
from services.core.effects import Effect, EffectState, Recovery, Terms
from services.core.outside import DEADLINE
from services.core.ports import (
    KINDS,
    Done,
    Rejected,
    Request,
    Reship,
    Unavailable,
    Unintelligible,
)
from services.worker.job import Job
from services.worker.retry import MOST_OUTAGES

LEEWAY_SECONDS = 5.0
"""Between the word that an effect is sent and its first byte; a run that stood still for longer sends nothing."""

log = structlog.get_logger()


class Offers(Protocol):
    """What every company says of outcomes that nobody knows."""

    @property
    def recoveries(self) -> Mapping[str, Recovery]:
        """By the effect's kind; nothing where it is silent."""
        ...

    @property
    def quiet_seconds(self) -> float:
        """How long after a try has ended a look-up may still miss what it did."""
        ...

    @property
    def key_seconds(self) -> float | None:
        """How long it remembers a request that may be sent again. None: for ever."""
        ...


@dataclass(frozen=True, slots=True)
class Deal:
    """How a company does one thing, and what it offers when nobody knows whether it did."""

    terms: Terms
    send: Callable[[], Awaitable[Done]]
    find: Callable[[], Awaitable[Done | None]]


def terms_of(company: Offers, kind: str) -> Terms:
    """What a company offers for an unknown outcome of a kind of effect."""
    return Terms(
        company.recoveries.get(kind, Recovery.REVIEW),
        # a try may send until its own deadline
        LEEWAY_SECONDS + DEADLINE + company.quiet_seconds,
        company.key_seconds,
    )


async def carry_out(job: Job, effect_id: str, account_id: str, request: Request) -> Done | None:
    """Have a platform do what was planned; `request.key` is the effect's id. As `settle`."""
    if request.key != effect_id:
        raise ValueError("the key of a request is the id of its effect")

    async def deal() -> Deal:
        platform, credentials = await job.platform(account_id)
        return Deal(
            terms_of(platform, KINDS[type(request)]),
            lambda: platform.carry_out(credentials, request),
            lambda: platform.find(credentials, request),
        )

    asked = None if isinstance(request, Reship) else request.amount
    return await settle(job, effect_id, deal, asked)


async def settle(
    job: Job, effect_id: str, deal: Callable[[], Awaitable[Deal]], asked: Decimal | None = None
) -> Done | None:
    """Have a company do what was planned, and keep what it did; however often this is called, it is done once.

    `deal` opens the company, and raises `Rejected` when there is none. Nothing is returned when a person has to decide
    first, whom `effect.review_needed` told, and when one decided that it shall not be done. What a person confirmed
    counts as done as it was `asked` for; its reference is empty when they gave none.

    Raises:
        Unavailable: run again after `retry_after` seconds; this goes on from where it was.
        Rejected: the company said no for good, and certainly did nothing.
        VaultClosed, Fenced: as `Job.platform` and `Job.write` say.
    """
    errand = _Errand(job, effect_id, deal, asked)
    try:
        return await errand.run()
    except Unavailable as failure:
        # the task's last run: nobody would find out any more what is in doubt
        if job.lease.failures + 1 < MOST_OUTAGES or not await errand.ask_a_person(str(failure)):
            raise
        return None


@dataclass(frozen=True, slots=True)
class _Errand:
    """One call of `settle`."""

    job: Job
    effect_id: str
    deal: Callable[[], Awaitable[Deal]]
    asked: Decimal | None

    async def run(self) -> Done | None:
        """Take step after step until the effect has ended. Raises as `settle`."""
        try:
            deal = await self.deal()
        except Rejected as error:
            return await self._without_company(error)
        while True:
            effect = await self._begin(deal.terms)
            if effect.state is EffectState.SENDING:
                return await self._send(deal, effect)
            if effect.state is not EffectState.UNKNOWN:
                return self._ended(effect)
            await self._look_up(deal, effect)

    async def ask_a_person(self, error: str) -> bool:
        """Leave what is in doubt to a person; whether it is theirs now."""
        async with self.job.write() as tx:
            effect = await effects.review(tx, self.effect_id, self.job.process.clock(), error)
        if effect.state is EffectState.REVIEW:
            log.warning("effect.review_needed", effect=self.effect_id, error=error)
        return effect.state is EffectState.REVIEW

    async def _begin(self, terms: Terms) -> Effect:
        async with self.job.write() as tx:
            return await effects.begin(tx, self.effect_id, self.job.process.clock(), terms)

    async def _send(self, deal: Deal, effect: Effect) -> Done | None:
        try:
            self._keep_pace(effect)
            done = await deal.send()
        except Unavailable as error:
            if error.ambiguous and deal.terms.recovery is Recovery.REVIEW:
                await self.ask_a_person(str(error))
                return None
            record = effects.doubt if error.ambiguous else effects.not_sent
            async with self.job.write() as tx:
                await record(tx, self.effect_id, self.job.process.clock(), str(error))
            raise
        except Rejected as error:
            # a no to the same key says nothing of an earlier try that may have been a yes
            if effect.attempts > 1 and deal.terms.recovery is Recovery.RESEND:
                await self.ask_a_person(str(error))
                return None
            await self._refused(error)
            raise
        except Unintelligible as error:
            if effect.attempts > 1 or deal.terms.recovery is Recovery.REVIEW:
                await self.ask_a_person(str(error))
                return None
            async with self.job.write() as tx:
                await effects.doubt(tx, self.effect_id, self.job.process.clock(), str(error))
            raise Unavailable(str(error)) from error
        await self._confirm(done)
        return done

    def _keep_pace(self, effect: Effect) -> None:
        assert effect.last_sent_at is not None
        if (self.job.process.clock() - effect.last_sent_at).total_seconds() > LEEWAY_SECONDS:
            raise Unavailable("Not sent, as this process stood still.", ambiguous=False)

    async def _look_up(self, deal: Deal, effect: Effect) -> None:
        wait = effects.seconds_until_look(effect, deal.terms, self.job.process.clock())
        if wait > 0:
            raise Unavailable("Whether it was done is looked up later.", retry_after=wait)
        try:
            done = await deal.find()
        except (Rejected, Unintelligible) as error:
            await self.ask_a_person(str(error))
            return
        if done is not None:
            await self._confirm(done)
            return
        async with self.job.write() as tx:
            await effects.not_found(tx, self.effect_id, self.job.process.clock())

    async def _without_company(self, error: Rejected) -> Done | None:
        """There is nobody to send it to: what never left is refused, and what did is left to a person."""
        effect = await self._begin(Terms(Recovery.REVIEW))
        if effect.state is not EffectState.SENDING:
            return self._ended(effect)
        await self._refused(error)
        raise error

    def _ended(self, effect: Effect) -> Done | None:
        """What an earlier run, or a person, left. Raises `Rejected` again, so that a caller who crashed hears it."""
        if effect.state is EffectState.REFUSED:
            code, _, message = (effect.last_error or "").partition(": ")
            raise Rejected(code, message)
        if effect.state is not EffectState.CONFIRMED:
            return None
        return Done(effect.reference or "", effect.number, effect.amount if effect.amount is not None else self.asked)

    async def _refused(self, error: Rejected) -> None:
        async with self.job.write() as tx:
            await effects.refused(tx, self.effect_id, self.job.process.clock(), str(error))

    async def _confirm(self, done: Done) -> None:
        async with self.job.write() as tx:
            await effects.confirm(
                tx, self.effect_id, self.job.process.clock(), done.reference, number=done.number, amount=done.amount
            )

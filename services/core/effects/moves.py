"""How an effect moves; whoever carries it out writes each step down before and after the bytes."""

from datetime import datetime
from decimal import Decimal

from services.core import outbox
from services.core.database import Tx
from services.core.effects.model import LOOKS, TERMS, Decision, Effect, EffectState, Recovery, Terms, recovery
from services.core.effects.rows import hold, read
from services.core.events import Actor, ActorKind, Event
from services.core.refusal import refuse

IN_DOUBT = (EffectState.SENDING, EffectState.UNKNOWN)
"""What is found so by a later run may have been carried out."""

_SYSTEM = Actor(ActorKind.SYSTEM)
_NOTHING_OFFERED = Terms(Recovery.REVIEW)


async def begin(tx: Tx, effect_id: str, now: datetime, terms: Terms | None = None) -> Effect:
    """The next step, to be committed before the first byte leaves. Send only when the state returned is SENDING.

    An effect found in SENDING was cut off by a crash, so its outcome is as unknown as one in UNKNOWN. It is sent again
    at once where the company promises that this is harmless; stays UNKNOWN where it has to be looked up first, until
    `LOOKS` look-ups found nothing; and goes to REVIEW otherwise. Without `terms`, those of `TERMS` hold.
    """
    effect = await _held(tx, effect_id)
    if effect.state in IN_DOUBT:
        way = recovery(effect, terms or TERMS.get(effect.kind, _NOTHING_OFFERED), now)
        if way is Recovery.REVIEW:
            return await _tell(tx, effect, EffectState.REVIEW, now)
        if way is Recovery.LOOKUP and effect.looks < LOOKS:
            return await _put(tx, effect, "state = 'UNKNOWN', updated_at = $3", now)
    elif effect.state is not EffectState.PLANNED:
        return effect
    sending = """state = 'SENDING', attempts = attempts + 1, updated_at = $3, looks = 0, last_sent_at = $3,
        first_sent_at = coalesce(first_sent_at, $3)"""
    return await _put(tx, effect, sending, now)


async def confirm(
    tx: Tx,
    effect_id: str,
    now: datetime,
    reference: str | None = None,
    *,
    number: str | None = None,
    amount: Decimal | None = None,
) -> None:
    """The company said yes; `reference` is its own id of what it did, `number` the one for people."""
    await _set(tx, effect_id, EffectState.CONFIRMED, now, reference=reference, number=number, amount=amount)


async def not_sent(tx: Tx, effect_id: str, now: datetime, error: str) -> None:
    """Certainly nothing was done by this try (never connected, throttled): as if not tried.

    What an earlier try may have done stays in doubt.
    """
    await tx.execute(
        """update effects set state = case when attempts > 1 then 'UNKNOWN' else 'PLANNED' end,
               attempts = attempts - 1, last_error = $3, updated_at = $4
           where storefront_id = $1 and id = $2 and state = 'SENDING'""",
        tx.storefront_id, effect_id, error, now,
    )  # fmt: skip


async def not_found(tx: Tx, effect_id: str, now: datetime) -> None:
    """A look-up found nothing."""
    await tx.execute(
        """update effects set looks = looks + 1, looked_at = $3, updated_at = $3
           where storefront_id = $1 and id = $2 and state = 'UNKNOWN'""",
        tx.storefront_id, effect_id, now,
    )  # fmt: skip


async def doubt(tx: Tx, effect_id: str, now: datetime, error: str) -> None:
    """Nobody knows whether it was done."""
    await _set(tx, effect_id, EffectState.UNKNOWN, now, error=error)


async def refused(tx: Tx, effect_id: str, now: datetime, error: str) -> None:
    """The company said no for good."""
    await _set(tx, effect_id, EffectState.REFUSED, now, error=error)


async def drop(tx: Tx, effect_id: str, now: datetime, error: str) -> None:
    """It shall not be done any more, and nothing of it has left; one that was begun stays as it is."""
    await tx.execute(
        """update effects set state = 'ABANDONED', last_error = $3, updated_at = $4
           where storefront_id = $1 and id = $2 and state = 'PLANNED'""",
        tx.storefront_id, effect_id, error, now,
    )  # fmt: skip


async def review(tx: Tx, effect_id: str, now: datetime, error: str) -> Effect:
    """Nobody can find out whether it was done, so a person decides. One that is not in doubt stays as it is."""
    effect = await _held(tx, effect_id)
    if effect.state not in IN_DOUBT:
        return effect
    await _set(tx, effect_id, EffectState.UNKNOWN, now, error=error)
    return await _tell(tx, effect, EffectState.REVIEW, now)


async def decide(
    tx: Tx, effect_id: str, decision: Decision, actor: Actor, now: datetime, reference: str | None = None
) -> Effect:
    """A person's word on an effect in review.

    Raises:
        Refused: `NOT_FOUND`, or `NOT_IN_REVIEW` when there is nothing to decide.
    """
    effect = await hold(tx, effect_id)
    if effect is None:
        raise refuse("NOT_FOUND", "There is no such effect.", "id")
    if effect.state not in (EffectState.REVIEW, EffectState.REFUSED):
        raise refuse("NOT_IN_REVIEW", f"The effect is {effect.state}; only one in REVIEW or REFUSED is decided.", "id")
    state = {
        Decision.CONFIRM: EffectState.CONFIRMED,
        Decision.RETRY: EffectState.PLANNED,
        Decision.ABANDON: EffectState.ABANDONED,
    }[decision]
    await tx.execute(
        """update effects set attempts = 0, looks = 0, reference = coalesce($3, reference)
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, effect_id, reference,
    )  # fmt: skip
    return await _tell(tx, effect, state, now, actor=actor, decision=decision)


async def _tell(
    tx: Tx,
    effect: Effect,
    state: EffectState,
    now: datetime,
    *,
    actor: Actor = _SYSTEM,
    decision: Decision | None = None,
) -> Effect:
    """A move that an event tells: a person is needed, or has decided."""
    row = await tx.fetchrow(
        """update effects set state = $3, updated_at = $4, sequence = sequence + 1, version = version + 1
           where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, effect.id, state.value, now,
    )  # fmt: skip
    assert row is not None, "the row is held"
    event = Event(
        type="effect.decided" if decision else "effect.review_needed",
        subject=effect.id,
        sequence=row["sequence"],
        actor=actor,
        occurred_at=now,
        account_id=effect.account_id,
        public=False,
        data={"kind": effect.kind, "subject": effect.subject, "decision": decision},
    )
    await outbox.append(tx, event)
    return read(row)


async def _put(tx: Tx, effect: Effect, changes: str, now: datetime) -> Effect:
    row = await tx.fetchrow(
        f"update effects set {changes} where storefront_id = $1 and id = $2 returning *",
        tx.storefront_id, effect.id, now,
    )  # fmt: skip
    assert row is not None, "the row is held"
    return read(row)


async def _set(
    tx: Tx,
    effect_id: str,
    state: EffectState,
    now: datetime,
    *,
    reference: str | None = None,
    error: str | None = None,
    number: str | None = None,
    amount: Decimal | None = None,
) -> None:
    await tx.execute(
        """update effects set state = $3, reference = coalesce($4, reference), last_error = $5, updated_at = $6,
               number = coalesce($7, number), amount = coalesce($8, amount)
           where storefront_id = $1 and id = $2 and state in ('SENDING', 'UNKNOWN')""",
        tx.storefront_id, effect_id, state.value, reference, error, now, number, amount,
    )  # fmt: skip


async def _held(tx: Tx, effect_id: str) -> Effect:
    effect = await hold(tx, effect_id)
    assert effect is not None, "effects are never deleted"
    return effect

"""What leaves the house: planned → sending → confirmed, or unknown → resent or reviewed by a person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.core import outbox
from services.core.database import Db, Row, Tx
from services.core.events import Actor, ActorKind, Event
from services.core.ids import new_id
from services.core.refusal import refuse


class EffectState(StrEnum):
    """How far an effect got."""

    PLANNED = "PLANNED"
    SENDING = "SENDING"
    UNKNOWN = "UNKNOWN"
    CONFIRMED = "CONFIRMED"
    REFUSED = "REFUSED"
    REVIEW = "REVIEW"
    ABANDONED = "ABANDONED"


class Recovery(StrEnum):
    """What a company offers for an outcome that we do not know."""

    RESEND = "RESEND"  # the same request again is the same effect
    LOOKUP = "LOOKUP"  # after a quiet wait they can be asked whether it was done
    REVIEW = "REVIEW"  # nothing: a person looks


class Decision(StrEnum):
    """What a person may decide about an effect in review."""

    CONFIRM = "CONFIRM"
    RETRY = "RETRY"
    ABANDON = "ABANDON"


RECOVERIES = {
    # EasyPost answers a second POST of the same code and carrier with the same tracker
    "tracker.register": Recovery.RESEND,
}
MOST_ATTEMPTS = 25
"""After so many tries with unknown outcome a person decides, whatever the company offers."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing to be done outside, once for each `generation` of its kind and subject."""

    id: str
    kind: str
    subject: str
    generation: int
    account_id: str | None
    state: EffectState
    attempts: int
    reference: str | None
    last_error: str | None


async def plan(tx: Tx, kind: str, subject: str, account_id: str | None, now: datetime) -> str:
    """Write down the intent, in the transaction that decides it. A newer plan is the next generation."""
    effect_id = new_id("eff")
    await tx.execute(
        """insert into effects (storefront_id, id, kind, subject, generation, account_id, state, created_at, updated_at)
           select $1, $2, $3, $4, coalesce(max(generation), 0) + 1, $5, 'PLANNED', $6, $6
           from effects where storefront_id = $1 and kind = $3 and subject = $4""",
        tx.storefront_id, effect_id, kind, subject, account_id, now,
    )  # fmt: skip
    return effect_id


async def latest(db: Db, kind: str, subject: str) -> Effect | None:
    """The newest effect of this kind for the subject."""
    row = await db.fetchrow(
        """select * from effects where storefront_id = $1 and kind = $2 and subject = $3
           order by generation desc limit 1""",
        db.storefront_id, kind, subject,
    )  # fmt: skip
    return _effect(row) if row else None


async def newest(db: Db, state: str, limit: int) -> list[Row]:
    """The storefront's effects in one state, newest first."""
    return await db.fetch(
        "select * from effects where storefront_id = $1 and state = $2 order by created_at desc, id desc limit $3",
        db.storefront_id, state, limit,
    )  # fmt: skip


async def begin(tx: Tx, effect_id: str, now: datetime, *, recoveries: dict[str, Recovery] | None = None) -> Effect:
    """Step to SENDING, to be committed before the first byte leaves; send only when that is the state returned.

    An effect found in SENDING was cut off by a crash, so its outcome is as unknown as one in UNKNOWN: it is sent
    again where the company promises that this is harmless, and goes to REVIEW otherwise.
    """
    effect = await _hold(tx, effect_id)
    if effect.state in (EffectState.SENDING, EffectState.UNKNOWN):
        recovery = (recoveries or RECOVERIES).get(effect.kind, Recovery.REVIEW)
        if recovery is Recovery.REVIEW or effect.attempts >= MOST_ATTEMPTS:
            return await _move(tx, effect, EffectState.REVIEW, now, actor=_SYSTEM)
    elif effect.state is not EffectState.PLANNED:
        return effect
    row = await tx.fetchrow(
        """update effects set state = 'SENDING', attempts = attempts + 1, updated_at = $3,
               first_sent_at = coalesce(first_sent_at, $3) where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, effect_id, now,
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _effect(row)


async def confirm(tx: Tx, effect_id: str, now: datetime, reference: str | None = None) -> None:
    """The company said yes; `reference` is its own id of what it did."""
    await _set(tx, effect_id, EffectState.CONFIRMED, now, reference=reference)


async def not_sent(tx: Tx, effect_id: str, now: datetime, error: str) -> None:
    """Certainly nothing was done (never connected, throttled): planned again, as if not tried."""
    await tx.execute(
        """update effects set state = 'PLANNED', attempts = attempts - 1, last_error = $3, updated_at = $4
           where storefront_id = $1 and id = $2 and state = 'SENDING'""",
        tx.storefront_id, effect_id, error, now,
    )  # fmt: skip


async def doubt(tx: Tx, effect_id: str, now: datetime, error: str) -> None:
    """Nobody knows whether it was done."""
    await _set(tx, effect_id, EffectState.UNKNOWN, now, error=error)


async def refused(tx: Tx, effect_id: str, now: datetime, error: str) -> None:
    """The company said no for good."""
    await _set(tx, effect_id, EffectState.REFUSED, now, error=error)


async def decide(
    tx: Tx, effect_id: str, decision: Decision, actor: Actor, now: datetime, reference: str | None = None
) -> Effect:
    """A person's word on an effect in review.

    Raises:
        Refused: `NOT_FOUND`, or `NOT_IN_REVIEW` when there is nothing to decide.
    """
    row = await tx.fetchrow(
        "select * from effects where storefront_id = $1 and id = $2 for update", tx.storefront_id, effect_id
    )
    if row is None:
        raise refuse("NOT_FOUND", "There is no such effect.", "id")
    effect = _effect(row)
    if effect.state not in (EffectState.REVIEW, EffectState.REFUSED):
        raise refuse("NOT_IN_REVIEW", f"The effect is {effect.state}; only one in REVIEW or REFUSED is decided.", "id")
    state = {
        Decision.CONFIRM: EffectState.CONFIRMED,
        Decision.RETRY: EffectState.PLANNED,
        Decision.ABANDON: EffectState.ABANDONED,
    }[decision]
    if reference is not None:
        await tx.execute(
            "update effects set reference = $3 where storefront_id = $1 and id = $2",
            tx.storefront_id, effect_id, reference,
        )  # fmt: skip
    await tx.execute(
        "update effects set attempts = 0 where storefront_id = $1 and id = $2", tx.storefront_id, effect_id
    )
    return await _move(tx, effect, state, now, actor=actor, decision=decision)


_SYSTEM = Actor(ActorKind.SYSTEM)


async def _move(
    tx: Tx,
    effect: Effect,
    state: EffectState,
    now: datetime,
    *,
    actor: Actor,
    decision: Decision | None = None,
) -> Effect:
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
    return _effect(row)


async def _set(
    tx: Tx,
    effect_id: str,
    state: EffectState,
    now: datetime,
    *,
    reference: str | None = None,
    error: str | None = None,
) -> None:
    await tx.execute(
        """update effects set state = $3, reference = coalesce($4, reference), last_error = $5, updated_at = $6
           where storefront_id = $1 and id = $2 and state in ('SENDING', 'UNKNOWN')""",
        tx.storefront_id, effect_id, state.value, reference, error, now,
    )  # fmt: skip


async def _hold(tx: Tx, effect_id: str) -> Effect:
    row = await tx.fetchrow(
        "select * from effects where storefront_id = $1 and id = $2 for update", tx.storefront_id, effect_id
    )
    assert row is not None, "effects are never deleted"
    return _effect(row)


def _effect(row: Row) -> Effect:
    return Effect(
        id=row["id"],
        kind=row["kind"],
        subject=row["subject"],
        generation=row["generation"],
        account_id=row["account_id"],
        state=EffectState(row["state"]),
        attempts=row["attempts"],
        reference=row["reference"],
        last_error=row["last_error"],
    )

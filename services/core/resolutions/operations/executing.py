"""What became of a resolution outside: begun, done, or failed. Each in the transaction of the job that learnt it."""

from datetime import datetime
from decimal import Decimal

from services.core import effects
from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.claims.model import Claim, Command
from services.core.database import Tx
from services.core.effects import Effect, EffectState
from services.core.events import Actor
from services.core.ledger import operations as ledger
from services.core.ledger import repository as ledger_rows
from services.core.ledger.model import NewEntry, Share
from services.core.orders import repository as orders
from services.core.resolutions import repository
from services.core.resolutions.model import ENTRIES, UNDER_WAY, Failure, Resolution, ResolutionStatus, Step
from services.core.resolutions.operations.cases import tell

LONGEST_MESSAGE = 500


async def start(tx: Tx, resolution_id: str, actor: Actor, now: datetime) -> tuple[Resolution, Effect] | None:
    """What is to be done next for a resolution, which is under way from now on; nothing when it is settled.

    While nothing has left yet, a hold on the order's money ends it.
    """
    held = await _hold(tx, resolution_id)
    if held is None or held[1].status not in UNDER_WAY:
        return None
    claim, resolution = held
    step = resolution.next_step
    effect = await effects.latest(tx, step, resolution_id) if step else None
    if step is None or effect is None:
        return None
    if effect.state is EffectState.PLANNED and await ledger_rows.holds(tx, claim.order_id):
        message = "The bank began to decide about this payment before anything was sent."
        await _fail(tx, claim, resolution, Failure(step, "DISPUTE_OPEN", message), actor, now)
        return None
    if resolution.status is ResolutionStatus.CHOSEN:
        await repository.change(tx, resolution_id, now, {"status": ResolutionStatus.PROCESSING.value})
    return resolution, effect


async def done(
    tx: Tx,
    resolution_id: str,
    step: Step,
    actor: Actor,
    now: datetime,
    *,
    reference: str,
    number: str | None = None,
    moved: Decimal | None = None,
) -> bool:
    """The platform did a step: count it, book it, and plan the next one or resolve the claim. Whether more is to do.

    `reference` is the platform's own id of it, `moved` the money that really left.
    """
    held = await _hold(tx, resolution_id)
    if held is None or held[1].status not in UNDER_WAY or held[1].next_step is not step:
        return False
    claim, resolution = held
    goods = step is Step.RESHIP
    kind = resolution.counts_as(step)
    external = None if goods else reference
    total = await ledger.confirm(tx, resolution_id, kind, now, moved=None if goods else moved, external_id=external)
    if total:
        entry = NewEntry(claim.id, ENTRIES[kind], total, resolution.currency_code, now, ref=resolution_id)
        await ledger.book(tx, entry, now)
    changes: dict[str, object] = {"goods_done_at" if goods else "money_done_at": now}
    changes |= {"replacement_reference": reference, "replacement_number": number} if goods else {"reference": reference}
    await repository.change(tx, resolution_id, now, changes)
    following = next((other for other in resolution.steps[resolution.steps.index(step) + 1 :]), None)
    if following is not None:
        order = await orders.get(tx, claim.order_id)
        await effects.plan(tx, following, resolution_id, order.platform_account_id if order else None, now)
        return True
    completed = {"status": ResolutionStatus.COMPLETED.value, "completed_at": now}
    await repository.change(tx, resolution_id, now, completed)
    said: dict[str, object] = {"resolution": resolution_id, "resolutionType": resolution.type}
    if resolution.goodwill:
        await tell(tx, claim, "claim.goodwill_completed", actor, now, said)
    else:
        await claims.move(tx, claim, Command.COMPLETE, actor, now, changes={"resolved_at": now}, said=said)
    return False


async def fail(tx: Tx, resolution_id: str, step: Step, actor: Actor, now: datetime, *, code: str, message: str) -> None:
    """The platform will not do a step: let go of what was held for it, and hand the claim back with the reason.

    What an earlier step did stays done and counted.
    """
    held = await _hold(tx, resolution_id)
    if held is not None and held[1].status in UNDER_WAY and held[1].next_step is step:
        await _fail(tx, *held, Failure(step, code, message), actor, now)


async def admit(
    tx: Tx, resolution_id: str, step: Step, actor: Actor, now: datetime, *, reference: str | None, effect_id: str
) -> None:
    """A person found that a step was done after all, although its resolution had failed: count and book it."""
    held = await _hold(tx, resolution_id)
    if held is None or held[1].failure is None or held[1].failure.step is not step:
        return
    claim, resolution = held
    goods = step is Step.RESHIP
    shares = [
        Share(line.amount, line.order_line_id, line.quantity) for line in resolution.lines if line.sent_again is goods
    ]
    if resolution.shipping_amount and not goods:
        shares.append(Share(resolution.shipping_amount, shipping=not resolution.goodwill))
    kind, currency = resolution.counts_as(step), resolution.currency_code
    known = reference or effect_id
    if await ledger.record_loss(tx, claim.order_id, kind, known, shares, currency, now):
        total = sum((share.amount for share in shares), Decimal(0))
        if total:
            await ledger.book(tx, NewEntry(claim.id, ENTRIES[kind], total, currency, now, ref=resolution_id), now)
        said: dict[str, object] = {"resolution": resolution_id, "resolutionType": resolution.type}
        await tell(tx, claim, "claim.resolution_found_done", actor, now, said)


async def _fail(tx: Tx, claim: Claim, resolution: Resolution, failure: Failure, actor: Actor, now: datetime) -> None:
    await ledger.give_back(tx, resolution.id, now)
    effect = await effects.latest(tx, failure.step, resolution.id)
    if effect is not None:
        await effects.drop(tx, effect.id, now, failure.code)
    changes: dict[str, object] = {
        "status": ResolutionStatus.FAILED.value,
        "failed_effect": failure.step.value,
        "failure_code": failure.code[:100],
        "failure_message": failure.message[:LONGEST_MESSAGE],
    }
    await repository.change(tx, resolution.id, now, changes)
    said: dict[str, object] = {
        "resolution": resolution.id,
        "resolutionType": resolution.type,
        "failure": failure.code[:100],
    }
    if resolution.goodwill:
        await tell(tx, claim, "claim.goodwill_failed", actor, now, said)
    else:
        reason = {"failure_reason": failure.code[:100]}
        await claims.move(tx, claim, Command.FAIL, actor, now, changes=reason, said=said)


async def _hold(tx: Tx, resolution_id: str) -> tuple[Claim, Resolution] | None:
    """A resolution and its claim, the order and the claim being locked."""
    resolution = await repository.get(tx, resolution_id)
    claim = await claim_rows.hold(tx, resolution.claim_id) if resolution else None
    resolution = await repository.get(tx, resolution_id)  # as it is now that nobody else can change it
    return (claim, resolution) if claim and resolution else None

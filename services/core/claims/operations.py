"""What is done to claims: one function, one transaction, one event for each move."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from services.core import idempotency, outbox
from services.core.claims import case as cases
from services.core.claims import policy, repository
from services.core.claims.model import FREE, Claim, Command, NewClaim, NewItem, allowed
from services.core.database import Tx, Write
from services.core.events import Actor, Event
from services.core.orders import repository as orders
from services.core.policies.model import Rule
from services.core.refusal import Refused, refuse
from services.core.storefronts.model import Caller


async def create(write: Write, caller: Caller, new: NewClaim, *, key: str, now: datetime) -> str:
    """Open a claim; its id. Quantities are decided under the order's lock, so each can be claimed only once.

    What the policy says at this moment is kept with it. It binds customers; for others it is advice, and what they
    passed over stands in the event. Nobody is refused for being early.

    Raises:
        Refused: an unknown order, parcel or line, a quantity that is claimed already, impossible content, or for
            customers the code of a blocker such as `OUTSIDE_WINDOW`.
    """
    policy.check(new)
    request = idempotency.Request(caller.id, "claimCreate", key, new)
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is not None:
            return str(answer["claim"])
        order = await orders.hold(tx, new.order_id) if caller.reaches_order(new.order_id) else None
        if order is None:
            raise refuse("NOT_FOUND", "There is no such order.", "orderId")
        parcels = await cases.parcels_of(tx, order.id)
        found = await cases.assess(tx, order, parcels, new, now)
        if caller.is_customer:
            found.refuse()
        items = policy.decide(new, found.covered if caller.is_customer else found.case.room)
        parcel = found.case.parcel
        new = replace(new, shipment_id=parcel.id if parcel else None)
        claim = await repository.add(tx, new, items, caller.actor.kind, found.judgment, now)
        said = {
            "policyVersion": found.policy.version,
            "blockers": [one.code for one in found.eligibility.blockers],
            "onPlatform": order.platform_account_id is not None,
        }
        submitted = event("claim.submitted", claim, caller.actor, now, said)
        await outbox.append(tx, replace(submitted, account_id=parcel.tracked_by if parcel else None))
        await idempotency.remember(tx, request, {"claim": claim.id})
        return claim.id


Check = Callable[[Tx, Claim], Awaitable[None]]
"""What has to be so beside the table of moves; raises `Refused`."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was `asked` for beside a command, the columns and words that it writes, and its own condition.

    `decided` makes more of it by the rule of the policy that the claim was opened under.
    """

    asked: Sequence[object] = ()
    changes: Mapping[str, object] = field(default_factory=dict)
    said: Mapping[str, object] = field(default_factory=dict)
    check: Check | None = None
    decided: "Callable[[Rule], Decision] | None" = None


NOTHING_MORE = Decision()


async def command(
    write: Write,
    caller: Caller,
    claim_id: str,
    what: Command,
    *,
    key: str,
    now: datetime,
    expected_version: int | None = None,
    decision: Decision = NOTHING_MORE,
) -> str:
    """Carry out somebody's command on a claim, with what was decided beside it; the claim's id.

    Raises:
        Refused: `NOT_FOUND`, `VERSION_CONFLICT`, `MOVE_NOT_ALLOWED` in the claim's present state, or as its check does.
    """
    request = idempotency.Request(caller.id, what, key, [claim_id, expected_version, *decision.asked])
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is not None:
            return claim_id
        claim = await hold(tx, caller, claim_id, expected_version)
        if decision.check is not None:
            await decision.check(tx, claim)
        if decision.decided is not None:
            decision = decision.decided(await cases.rule_of_claim(tx, claim))
        await move(tx, claim, what, caller.actor, now, changes=decision.changes, said=decision.said)
        await idempotency.remember(tx, request, {"claim": claim_id})
        return claim_id


async def hold(tx: Tx, caller: Caller, claim_id: str, expected_version: int | None = None) -> Claim:
    """The claim that somebody wants to change, locked.

    Raises:
        Refused: `NOT_FOUND` when the caller does not reach it, or `VERSION_CONFLICT`.
    """
    claim = await repository.hold(tx, claim_id)
    if claim is None or not caller.reaches_order(claim.order_id):
        raise refuse("NOT_FOUND", "There is no such claim.", "claimId")
    if expected_version is not None and expected_version != claim.version:
        message = f"The claim is at version {claim.version}; read it again and decide anew."
        raise refuse("VERSION_CONFLICT", message, "expectedVersion")
    return claim


async def move(
    tx: Tx,
    claim: Claim,
    what: Command,
    actor: Actor,
    now: datetime,
    *,
    changes: Mapping[str, object] | None = None,
    said: Mapping[str, object] | None = None,
    account_id: str | None = None,
) -> Claim:
    """Move a held claim, with its one event, in the caller's transaction.

    `changes` are columns of the claim that the move writes; `said` are words of the event beside the usual ones;
    `account_id` is the account that whatever follows from the event calls.

    Raises:
        Refused: `MOVE_NOT_ALLOWED` in the claim's present state.
    """
    step = allowed(claim, what)
    if step is None:
        raise refuse("MOVE_NOT_ALLOWED", f"A claim that is {claim.status} cannot do this.", "claimId")
    moved = await repository.move(tx, claim.id, step, now, changes or {})
    await outbox.append(tx, replace(event(step.event, moved, actor, now, said), account_id=account_id))
    return moved


async def answered(tx: Tx, claim: Claim, actor: Actor, now: datetime) -> Claim:
    """Take a held claim up again when its customer said or sent something that was waited for; else it stays."""
    if not allowed(claim, Command.ANSWER) or (claim.status in FREE and not await is_free(tx, claim)):
        return claim
    return await move(tx, claim, Command.ANSWER, actor, now, changes={"requested_evidence": [], "answer_due_at": None})


async def acknowledge(write: Write, claim_id: str, actor: Actor, now: datetime) -> None:
    """Tell the customer that the claim has arrived; said once."""
    async with write() as tx:
        claim = await repository.hold(tx, claim_id)
        if claim is not None:
            await _acknowledge(tx, claim, actor, now)


async def review(write: Write, claim_id: str, actor: Actor, now: datetime, *, verified: bool) -> None:
    """Hand the claim to whoever decides, with or without the carrier's word; a claim that moved on stays as it is."""
    async with write() as tx:
        claim = await repository.hold(tx, claim_id)
        if claim is not None and allowed(claim, Command.REVIEW):
            await _acknowledge(tx, claim, actor, now)  # whoever is slower, the customer hears in this order
            if verified:
                await repository.mark(tx, claim_id, now, verified=True)
            await move(tx, claim, Command.REVIEW, actor, now, said={"verified": verified})


async def _acknowledge(tx: Tx, claim: Claim, actor: Actor, now: datetime) -> None:
    if claim.acknowledged_at is None:
        claim = await repository.mark(tx, claim.id, now, acknowledged=True)
        await outbox.append(tx, event("claim.acknowledged", claim, actor, now))


async def is_free(tx: Tx, claim: Claim) -> bool:
    """Whether what a held claim let go of was not claimed by another since, so that it can be taken up again."""
    room = await cases.room_of(tx, claim.order_id, await cases.parcels_of(tx, claim.order_id))
    wanted = tuple(
        NewItem(item.quantity, item.shipment_line_id, None if item.shipment_line_id else item.order_line_id)
        for item in await repository.items(tx, claim.id)
    )
    try:
        policy.decide(NewClaim(claim.order_id, claim.reason, items=wanted), room)
    except Refused:
        return False
    return True


def event(kind: str, claim: Claim, actor: Actor, now: datetime, said: Mapping[str, object] | None = None) -> Event:
    """What happened to a claim: its words of that moment, and those in `said`."""
    words: dict[str, object] = {"status": claim.status, "reason": claim.reason, "cancelReason": claim.cancel_reason}
    return Event(
        type=kind,
        subject=claim.id,
        sequence=claim.sequence,
        actor=actor,
        occurred_at=now,
        order_id=claim.order_id,
        shipment_id=claim.shipment_id,
        claim_id=claim.id,
        data=words | dict(said or {}),
    )

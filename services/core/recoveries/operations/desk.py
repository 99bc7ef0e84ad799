"""What all deeds on a recovery share: who may, one event for each step, and what the ledger awaits."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from services.core import idempotency, outbox
from services.core.database import Tx, Write
from services.core.events import Actor, Event
from services.core.ledger import operations as ledger
from services.core.ledger.model import NewEntry
from services.core.recoveries import policy, repository
from services.core.recoveries.model import Command, Move, Recovery, RecoveryStatus
from services.core.refusal import refuse
from services.core.storefronts.model import Caller


@dataclass(frozen=True, slots=True)
class Target:
    """Which recovery is meant, in which version, under which idempotency key."""

    recovery_id: str
    key: str
    expected_version: int | None = None


EXCLUDED = "Another cover of this parcel was used, which excludes this one."
ASKED_ANEW = "Another recovery asks the same of the same counterparty by now; go on with that one."

Deed = Callable[[Tx, Recovery], Awaitable[object]]


async def command(
    write: Write, caller: Caller, target: Target, mutation: str, asked: Sequence[object], now: datetime, deed: Deed
) -> str:
    """Do something to a recovery once under its key; the recovery's id.

    Raises:
        Refused: `NOT_FOUND`, `VERSION_CONFLICT`, or as the deed does.
    """
    request = idempotency.Request(
        caller.id, mutation, target.key, [target.recovery_id, target.expected_version, *asked]
    )  # fmt: skip
    async with write() as tx:
        if await idempotency.recall(tx, request, now) is None:
            recovery = await repository.hold(tx, target.recovery_id)
            if recovery is None or not caller.reaches_order(recovery.order_id):
                raise refuse("NOT_FOUND", "There is no such recovery.", "recoveryId")
            if target.expected_version is not None and target.expected_version != recovery.version:
                message = f"The recovery is at version {recovery.version}; read it again and decide anew."
                raise refuse("VERSION_CONFLICT", message, "expectedVersion")
            await deed(tx, recovery)
            await idempotency.remember(tx, request, {})
    return target.recovery_id


async def move(
    tx: Tx,
    recovery: Recovery,
    what: Command,
    actor: Actor,
    now: datetime,
    changes: Mapping[str, object] | None = None,
    said: Mapping[str, object] | None = None,
) -> Recovery:
    """Move a held recovery, with its one event. Raises `Refused` with `MOVE_NOT_ALLOWED`."""
    return await step(tx, recovery, policy.allowed(recovery, what), actor, now, changes, said)


async def step(
    tx: Tx,
    recovery: Recovery,
    taken: Move,
    actor: Actor,
    now: datetime,
    changes: Mapping[str, object] | None = None,
    said: Mapping[str, object] | None = None,
) -> Recovery:
    """Make a move that is known to be allowed, and have the ledger await what is to come after it."""
    moved = await repository.move(tx, recovery.id, taken, now, changes or {})
    await outbox.append(tx, event(taken.event, moved, actor, now, said))
    return await expect(tx, moved, now)


async def take_up(tx: Tx, recovery: Recovery, actor: Actor, now: datetime) -> dict[str, object]:
    """Let a counterparty take up a held recovery again by itself; what that changes of it.

    Another cover of the parcel that is only ready steps back; one that was filed meanwhile stays beside this one, which
    then excludes nothing any more.
    """
    if not await repository.is_taken(tx, recovery):
        return {}
    for known in await repository.of_shipment(tx, recovery.shipment_id):
        if known.id != recovery.id and known.exclusive_group == recovery.exclusive_group:
            other = await repository.hold(tx, known.id)
            if other is not None and other.status is RecoveryStatus.READY and other.filing_since is None:
                await move(tx, other, Command.REOPEN_DRAFT, actor, now, said={"because": "EXCLUDED"})
    return {"exclusive_group": None} if await repository.is_taken(tx, recovery) else {}


async def note(
    tx: Tx,
    recovery: Recovery,
    kind: str,
    actor: Actor,
    now: datetime,
    changes: Mapping[str, object] | None = None,
    said: Mapping[str, object] | None = None,
) -> Recovery:
    """Tell of something that moves nothing, with what it changes."""
    noted = await repository.note(tx, recovery.id, now, changes or {})
    await outbox.append(tx, event(kind, noted, actor, now, said))
    return noted


async def expect(tx: Tx, recovery: Recovery, now: datetime) -> Recovery:
    """Let the ledger's one expected entry say what is still to come."""
    awaited = policy.awaited(recovery)
    booked = await ledger.entry_amount(tx, recovery.expected_entry_id)
    if booked == awaited:
        return recovery
    if recovery.expected_entry_id is not None and booked:
        await ledger.reverse(tx, recovery.expected_entry_id, now)
    entry_id = await ledger.book(tx, _expected(recovery, awaited, now), now) if awaited else None
    await repository.set_expected(tx, recovery.id, entry_id)
    held = await repository.get(tx, recovery.id)
    assert held is not None, "the row is held"
    return held


def _expected(recovery: Recovery, awaited: Decimal, now: datetime) -> NewEntry:
    return NewEntry(
        claim_id=recovery.claim_id,
        type=policy.PAYOUTS[recovery.counterparty_type],
        amount=awaited,
        currency_code=recovery.requested.currency_code,
        occurred_at=now,
        ref=recovery.number,
        expected=True,
        recovery_id=recovery.id,
    )


def event(
    kind: str, recovery: Recovery, actor: Actor, now: datetime, said: Mapping[str, object] | None = None
) -> Event:
    """What happened to a recovery; told to nobody but the shop."""
    words: dict[str, object] = {
        "recoveryStatus": recovery.status,
        "reason": recovery.reason,
        "route": recovery.route,
        "counterparty": recovery.counterparty,
    }
    return Event(
        type=kind,
        subject=recovery.id,
        sequence=recovery.sequence,
        actor=actor,
        occurred_at=now,
        order_id=recovery.order_id,
        shipment_id=recovery.shipment_id,
        claim_id=recovery.claim_id,
        account_id=recovery.account_id,
        public=False,
        data=words | dict(said or {}),
    )

"""Beginning a recovery: because something happened to a parcel, or because a person wants one."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime

from services.core import idempotency, outbox
from services.core.database import Tx, Write
from services.core.events import Actor
from services.core.ledger import repository as ledger_rows
from services.core.recoveries import policy, repository
from services.core.recoveries.model import UNFILED, Command, NewRecovery, Recovery, RecoveryStatus
from services.core.recoveries.operations.desk import event, move, note
from services.core.refusal import refuse
from services.core.shipments import tracking
from services.core.storefronts.model import Caller


async def propose(tx: Tx, new: NewRecovery, have: Collection[str], actor: Actor, now: datetime) -> Recovery | None:
    """Write a recovery down, ready when nothing is missing of `have`; nothing when the same is open already."""
    missing = tuple(document for document in new.required_documents if document not in have)
    recovery = await repository.add(tx, new, missing, now)
    if recovery is None:
        return None
    await tracking.follow(tx, new.shipment_id, now + policy.FOLLOWED, actor, now)
    said = {"because": new.because, "missingDocuments": list(missing)}
    await outbox.append(tx, event("recovery.proposed", recovery, actor, now, said))
    return await _ready(tx, recovery, actor, now)


Choose = Callable[[Tx], Awaitable[tuple[NewRecovery, Collection[str]]]]
"""Finds what is to be begun, and which documents are at hand; may refuse."""


async def create(
    write: Write, caller: Caller, asked: Sequence[object], choose: Choose, *, key: str, now: datetime
) -> str:
    """Begin a recovery that a person chose among the options; its id. `asked` is what the key stands for.

    Raises:
        Refused: `ALREADY_OPEN` when the same is asked of the same counterparty, or as `choose` does.
    """
    request = idempotency.Request(caller.id, "recoveryCreate", key, asked)
    async with write() as tx:
        # looked up before anything is chosen: what was begun is no option any more
        answer = await idempotency.recall(tx, request, now)
        if answer is not None:
            return str(answer["recovery"])
        new, have = await choose(tx)
        recovery = await propose(tx, new, have, caller.actor, now)
        if recovery is None:
            raise refuse("ALREADY_OPEN", f"{new.counterparty} is asked for the same already.", "counterparty")
        await idempotency.remember(tx, request, {"recovery": recovery.id})
        return recovery.id


async def have_documents(tx: Tx, recovery_id: str, have: Collection[str], actor: Actor, now: datetime) -> None:
    """Note which documents are there by now; the recovery gets ready with the last of them, or is a draft again."""
    recovery = await repository.hold(tx, recovery_id)
    if recovery is None or recovery.status not in UNFILED or recovery.filing_since is not None:
        return
    missing = [document for document in recovery.required_documents if document not in have]
    if missing == list(recovery.missing_documents):
        return
    changes = {"missing_documents": missing}
    if missing and recovery.status is RecoveryStatus.READY:
        await move(tx, recovery, Command.REOPEN_DRAFT, actor, now, changes, {"missingDocuments": missing})
        return
    noted = await note(tx, recovery, "recovery.documents_changed", actor, now, changes, {"missingDocuments": missing})
    await _ready(tx, noted, actor, now)


async def link_claim(tx: Tx, shipment_id: str, claim_id: str, actor: Actor, now: datetime) -> None:
    """Make recoveries of a parcel that nobody had claimed part of the case that its claim opens."""
    for known in await repository.of_shipment(tx, shipment_id):
        recovery = await repository.hold(tx, known.id)
        if recovery is not None and recovery.claim_id is None:
            linked = await note(tx, recovery, "recovery.claimed", actor, now, {"claim_id": claim_id})
            await ledger_rows.link_entries(tx, linked.id, claim_id)


async def _ready(tx: Tx, recovery: Recovery, actor: Actor, now: datetime) -> Recovery:
    if recovery.missing_documents or await repository.is_taken(tx, recovery):
        return recovery
    return await move(tx, recovery, Command.COMPLETE, actor, now)

"""What people book by hand into a case's ledger, and what they undo there."""

from datetime import datetime

from services.core import idempotency
from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.database import Tx, Write
from services.core.ids import is_id
from services.core.ledger import operations as ledger
from services.core.ledger import repository as ledger_rows
from services.core.ledger.model import NewEntry
from services.core.orders.policy import instants, texts
from services.core.refusal import Problem, Refused, refuse
from services.core.resolutions import repository
from services.core.resolutions.model import ResolutionStatus
from services.core.resolutions.operations.cases import tell
from services.core.storefronts.model import Caller

LONGEST_REF = 255


async def record_entry(write: Write, caller: Caller, new: NewEntry, *, key: str, now: datetime) -> str:
    """Book a cost or a recovery of a claim by hand; the entry's id.

    Raises:
        Refused: `NOT_FOUND`, an amount of nothing, an impossible date or text, or money expected back that is a cost.
    """
    problems = texts((new.ref, LONGEST_REF, False, ("ref",)))
    problems += instants(now, (new.occurred_at, new.expected, ("occurredAt",)))
    if new.amount <= 0:
        problems.append(Problem("INVALID_MONEY", "Book more than nothing.", ("amount",)))
    if new.settlement is not None and new.settlement.amount <= 0:
        problems.append(Problem("INVALID_MONEY", "Book more than nothing.", ("settlement", "amount")))
    if new.settlement is not None and new.settlement.fx_rate is not None and new.settlement.fx_rate <= 0:
        problems.append(Problem("INVALID", "A rate is more than nothing.", ("settlement", "fxRate")))
    if new.expected and not new.is_recovery:
        problems.append(Problem("INVALID", "Only what comes back can be expected.", ("expected",)))
    if problems:
        raise Refused(*problems)
    request = idempotency.Request(caller.id, "ledgerEntryRecord", key, new)
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is not None:
            return str(answer["entry"])
        claim = await claims.hold(tx, caller, new.claim_id or "")
        entry_id = await ledger.book(tx, new, now)
        await tell(tx, claim, "claim.entry_booked", caller.actor, now, {"entry": entry_id, "entryType": new.type})
        await idempotency.remember(tx, request, {"entry": entry_id})
        return entry_id


async def reverse_entry(
    write: Write, caller: Caller, entry_id: str, *, key: str, now: datetime, ref: str | None = None
) -> str:
    """Undo an entry; the id of the one that does. A resolution with all of its entries undone is reversed with them.

    What a reversed resolution counted for can be paid again.

    Raises:
        Refused: `NOT_REVERSIBLE` for what belongs to a recovery, or as `ledger.operations.reverse`.
    """
    problems = texts((ref, LONGEST_REF, False, ("ref",)))
    if problems:
        raise Refused(*problems)
    request = idempotency.Request(caller.id, "ledgerEntryReverse", key, [entry_id, ref])
    async with write() as tx:
        answer = await idempotency.recall(tx, request, now)
        if answer is not None:
            return str(answer["entry"])
        entry = await ledger_rows.entry(tx, entry_id)
        if entry is not None and entry.recovery_id is not None:
            raise refuse("NOT_REVERSIBLE", "It belongs to a recovery; record there what changed.", "entryId")
        claim = await claim_rows.hold(tx, entry.claim_id) if entry and entry.claim_id else None
        if entry is None or claim is None or not caller.reaches_order(claim.order_id):
            raise refuse("NOT_FOUND", "There is no such entry.", "entryId")
        reversing = await ledger.reverse(tx, entry_id, now, ref=ref)
        said: dict[str, object] = {"entry": reversing, "entryType": entry.type, "reverses": entry_id}
        await tell(tx, claim, "claim.entry_reversed", caller.actor, now, said)
        if entry.ref is not None and is_id(entry.ref, "res"):
            await _reverse_resolution(tx, claim.id, entry.ref, now)
        await idempotency.remember(tx, request, {"entry": reversing})
        return reversing


async def _reverse_resolution(tx: Tx, claim_id: str, resolution_id: str, now: datetime) -> None:
    entries = await ledger_rows.entries(tx, claim_id)
    undone = {entry.reverses for entry in entries}
    own = [entry for entry in entries if entry.ref == resolution_id and entry.reverses is None]
    resolution = await repository.get(tx, resolution_id)
    if resolution and resolution.status is ResolutionStatus.COMPLETED and all(one.id in undone for one in own):
        await ledger.take_back(tx, resolution_id, now)
        await repository.change(tx, resolution_id, now, {"status": ResolutionStatus.REVERSED.value})

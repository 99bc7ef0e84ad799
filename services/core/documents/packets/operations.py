"""What is done to exports of recoveries: one function, one transaction, one event."""

from datetime import datetime

from services.core import idempotency
from services.core.database import Write
from services.core.documents.model import Built, ExportState, Language
from services.core.documents.operations import KEPT, MOST_KEPT
from services.core.documents.packets import repository
from services.core.documents.packets.form import party_of
from services.core.documents.packets.model import LANGUAGES, NewRecoveryExport
from services.core.events import Actor
from services.core.recoveries import operations as recoveries
from services.core.recoveries import repository as recovery_rows
from services.core.recoveries.model import CounterpartyType, Recovery
from services.core.refusal import refuse
from services.core.storefronts.model import Caller


async def request(write: Write, caller: Caller, new: NewRecoveryExport, *, key: str, now: datetime) -> str:
    """Ask for the packet of a recovery, which a worker builds; its id.

    Raises:
        Refused: `NOT_FOUND`, or `TOO_MANY_EXPORTS` of one recovery.
    """
    asked = idempotency.Request(caller.id, "recoveryExport", key, new)
    async with write() as tx:
        answer = await idempotency.recall(tx, asked, now)
        if answer is not None:
            return str(answer["export"])
        recovery = await recovery_rows.hold(tx, new.recovery_id)
        if recovery is None or not caller.reaches_order(recovery.order_id):
            raise refuse("NOT_FOUND", "There is no such recovery.", "recoveryId")
        if await repository.count(tx, recovery.id) >= MOST_KEPT:
            message = f"{MOST_KEPT} exports of this recovery are kept; read one of them, or wait until the oldest go."
            raise refuse("TOO_MANY_EXPORTS", message, "recoveryId")
        language = new.language or language_of(recovery)
        export_id = await repository.add(tx, recovery.id, language, caller.actor, now + KEPT, now)
        await recoveries.note(tx, recovery, "recovery.export_requested", caller.actor, now, said={"export": export_id})
        await idempotency.remember(tx, asked, {"export": export_id})
        return export_id


async def finish(write: Write, export_id: str, built: Built, actor: Actor, now: datetime) -> None:
    """Write that an export can be read; said once."""
    async with write() as tx:
        known = await repository.get(tx, export_id)
        recovery = await recovery_rows.hold(tx, known.recovery_id) if known else None
        export = await repository.hold(tx, export_id)
        if recovery is None or export is None or export.state is ExportState.READY or export.deleted_at is not None:
            return
        await repository.make_ready(tx, export_id, built, now)
        await recoveries.note(tx, recovery, "recovery.export_ready", actor, now, said={"export": export_id})


async def forget(write: Write, export_id: str, now: datetime) -> None:
    """Note that an export's files are deleted."""
    async with write() as tx:
        await repository.forget(tx, export_id, now)


def language_of(recovery: Recovery) -> Language:
    """What a recovery's counterparty is written to in; English where we do not write its language."""
    party = party_of(recovery.counterparty, is_carrier=recovery.counterparty_type is CounterpartyType.CARRIER)
    return LANGUAGES.get(party.filing.language, Language.EN)

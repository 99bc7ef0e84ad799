"""What is done to exports: one function, one transaction, one event."""

from dataclasses import replace
from datetime import datetime, timedelta

from services.core import idempotency, outbox
from services.core.claims import operations as claims
from services.core.claims import repository as claim_rows
from services.core.database import Write
from services.core.documents import repository
from services.core.documents.model import Built, ExportState, NewExport
from services.core.events import Actor
from services.core.refusal import refuse
from services.core.storefronts.model import Caller

KEPT = timedelta(days=30)
"""How long an export can be read; another one is made in a moment."""
MOST_KEPT = 50


async def request(write: Write, caller: Caller, new: NewExport, *, key: str, now: datetime) -> str:
    """Ask for an export of a case, which a worker builds; its id.

    Raises:
        Refused: `NOT_FOUND`, or `TOO_MANY_EXPORTS` of one claim.
    """
    asked = idempotency.Request(caller.id, "claimExportCreate", key, new)
    async with write() as tx:
        answer = await idempotency.recall(tx, asked, now)
        if answer is not None:
            return str(answer["export"])
        claim = await claims.hold(tx, caller, new.claim_id)
        if await repository.count(tx, claim.id) >= MOST_KEPT:
            message = f"{MOST_KEPT} exports of this claim are kept; read one of them, or wait until the oldest go."
            raise refuse("TOO_MANY_EXPORTS", message, "claimId")
        export_id = await repository.add(tx, claim, new, caller.actor, now + KEPT, now)
        noted = await claim_rows.note(tx, claim.id, now, {})
        said = {"export": export_id, "audience": new.audience}
        event = claims.event("claim.export_requested", noted, caller.actor, now, said)
        await outbox.append(tx, replace(event, public=False))
        await idempotency.remember(tx, asked, {"export": export_id})
        return export_id


async def finish(write: Write, export_id: str, built: Built, actor: Actor, now: datetime) -> None:
    """Write that an export can be read; said once."""
    async with write() as tx:
        known = await repository.get(tx, export_id)
        claim = await claim_rows.hold(tx, known.claim_id) if known else None
        export = await repository.hold(tx, export_id)
        if claim is None or export is None or export.state is ExportState.READY or export.deleted_at is not None:
            return
        await repository.make_ready(tx, export_id, built, now)
        noted = await claim_rows.note(tx, claim.id, now, {})
        said = {"export": export_id, "audience": export.audience}
        event = claims.event("claim.export_ready", noted, actor, now, said)
        await outbox.append(tx, replace(event, public=False))


async def forget(write: Write, export_id: str, now: datetime) -> None:
    """Note that an export's files are deleted."""
    async with write() as tx:
        await repository.forget(tx, export_id, now)

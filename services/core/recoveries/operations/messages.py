"""Letters between the shop and a counterparty: theirs kept once, ours sent by a worker where it can."""

from datetime import datetime

from services.core import effects
from services.core.database import Tx, Write
from services.core.events import Actor, ActorKind
from services.core.orders.policy import texts
from services.core.recoveries import repository
from services.core.recoveries.model import (
    BY_CALL,
    UNFILED,
    Command,
    MessageAuthor,
    MessageState,
    Recovery,
    RecoveryStatus,
)
from services.core.recoveries.operations.desk import Target, command, move, note
from services.core.refusal import Refused, refuse
from services.core.storefronts.model import Caller

REPLY = "recovery.reply"
LONGEST_BODY = 10_000
_AUTHORS = {ActorKind.STAFF: MessageAuthor.STAFF, ActorKind.PARTNER: MessageAuthor.PARTNER}


async def receive(
    tx: Tx, recovery: Recovery, external_id: str, body: str, sent_at: datetime, actor: Actor, now: datetime
) -> None:
    """Keep what an adjuster wrote, once for each `external_id`."""
    state, author = MessageState.RECEIVED, MessageAuthor.COUNTERPARTY
    message_id = await repository.add_message(
        tx, recovery.id, author, body[:LONGEST_BODY], state, sent_at, now, external_id=external_id
    )
    if message_id is not None:
        await note(tx, recovery, "recovery.message_received", actor, now, said={"message": message_id})


async def write_message(
    write: Write, caller: Caller, target: Target, body: str, now: datetime, *, theirs: bool = False
) -> str:
    """Write to the adjuster, or note what was said by other means; the recovery's id.

    `theirs` tells that the counterparty said it. What goes by a call waits in PENDING for a worker. An answer to what
    was asked for has them review it again.

    Raises:
        Refused: no text, too long, `NOT_FILED` for writing before anything was filed, or as `command`.
    """
    problems = texts((body, LONGEST_BODY, True, ("body",)))
    if problems:
        raise Refused(*problems)

    async def deed(tx: Tx, recovery: Recovery) -> None:
        if recovery.status in UNFILED:
            raise refuse("NOT_FILED", "Nobody there knows of it yet; file it first.", "recoveryId")
        by_call = recovery.route in BY_CALL and recovery.reference is not None and not theirs
        state = MessageState.PENDING if by_call else MessageState.RECORDED
        author = MessageAuthor.COUNTERPARTY if theirs else _AUTHORS.get(caller.actor.kind, MessageAuthor.SYSTEM)
        message_id = await repository.add_message(tx, recovery.id, author, body, state, now, now)
        assert message_id is not None, "it has no external id that could be taken"
        if by_call:
            await effects.plan(tx, REPLY, message_id, recovery.account_id, now)
        said = {"message": message_id, "byCall": by_call}
        noted = await note(tx, recovery, "recovery.message_added", caller.actor, now, said=said)
        if not theirs and noted.status is RecoveryStatus.INFORMATION_REQUESTED:
            await move(tx, noted, Command.ANSWER, caller.actor, now, {"information_by": None})

    return await command(write, caller, target, "recoveryAddMessage", [body, theirs], now, deed)

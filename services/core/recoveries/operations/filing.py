"""Filing: by a worker's call, which is an effect, or by a person who did it by hand and says so."""

from datetime import datetime

from services.core import effects
from services.core.database import Tx, Write
from services.core.effects import Effect
from services.core.events import Actor
from services.core.orders.policy import instants, texts
from services.core.recoveries import repository
from services.core.recoveries.model import (
    BY_CALL,
    PENDING,
    UNFILED,
    Command,
    Recovery,
    RecoveryStatus,
    Word,
)
from services.core.recoveries.operations.desk import ASKED_ANEW, EXCLUDED, Target, command, move, note
from services.core.recoveries.operations.telling import hear
from services.core.refusal import Refused, refuse
from services.core.storefronts.model import Caller

SUBMIT = "recovery.submit"
WITHDRAW = "recovery.withdraw"
LONGEST_REFERENCE = 100


async def submit(write: Write, caller: Caller, target: Target, now: datetime) -> str:
    """Have a worker file a recovery that is ready; the recovery's id.

    Raises:
        Refused: `FILED_BY_HAND` where no company takes it by a call, `DOCUMENTS_MISSING`, `EXCLUDED` when another cover
            of the parcel is used, `TOO_EARLY`, `TOO_LATE`, `ALREADY_FILING`, or as `command`.
    """

    async def deed(tx: Tx, recovery: Recovery) -> None:
        await begin(tx, recovery, caller.actor, now)

    return await command(write, caller, target, "recoverySubmit", [], now, deed)


async def submit_itself(tx: Tx, recovery_id: str, actor: Actor, now: datetime) -> bool:
    """File a recovery for which the policy wants no person; false when it cannot be filed now."""
    recovery = await repository.hold(tx, recovery_id)
    if recovery is None or not recovery.files_itself or recovery.route not in BY_CALL:
        return False
    try:
        await begin(tx, recovery, actor, now)
    except Refused:
        return False
    return True


async def begin(tx: Tx, recovery: Recovery, actor: Actor, now: datetime) -> None:
    """Plan the call that files a held recovery. Raises `Refused` as `submit`."""
    if recovery.route not in BY_CALL or recovery.account_id is None:
        message = f"{recovery.counterparty} takes no claims by a call; export the packet, file it, and record that."
        raise refuse("FILED_BY_HAND", message, "recoveryId")
    if recovery.filing_since is not None:
        raise refuse("ALREADY_FILING", "It is being filed.", "recoveryId")
    if recovery.missing_documents and recovery.status in UNFILED:
        message = f"Add first: {', '.join(recovery.missing_documents)}."
        raise refuse("DOCUMENTS_MISSING", message, "recoveryId")
    if await repository.is_taken(tx, recovery):
        raise refuse("EXCLUDED", EXCLUDED, "recoveryId")
    if recovery.status is not RecoveryStatus.READY:
        raise refuse("MOVE_NOT_ALLOWED", f"A recovery that is {recovery.status} cannot be filed.", "recoveryId")
    if recovery.clock.opens_at is not None and now < recovery.clock.opens_at:
        raise refuse("TOO_EARLY", f"It is taken from {recovery.clock.opens_at.isoformat()} on.", "recoveryId")
    if recovery.clock.file_by is not None and now >= recovery.clock.file_by:
        raise refuse("TOO_LATE", f"It had to be filed by {recovery.clock.file_by.isoformat()}.", "recoveryId")
    await effects.plan(tx, SUBMIT, recovery.id, recovery.account_id, now)
    changes = {"filing_since": now, "failure_code": None, "failure_message": None}
    await note(tx, recovery, "recovery.filing_requested", actor, now, changes)


async def start(tx: Tx, recovery_id: str) -> tuple[Recovery, Effect] | None:
    """The recovery that a worker files, and the effect that does it; nothing when there is nothing to do any more."""
    recovery = await repository.hold(tx, recovery_id)
    effect = await effects.latest(tx, SUBMIT, recovery_id)
    if recovery is None or effect is None or recovery.filing_since is None:
        return None
    return recovery, effect


async def filed(tx: Tx, recovery_id: str, word: Word, actor: Actor, now: datetime) -> None:
    """The company took it, under its own reference; told again it changes nothing."""
    recovery = await repository.hold(tx, recovery_id)
    if recovery is None or recovery.filing_since is None:
        return
    changes = {
        "filing_since": None,
        "submitted_at": word.at or now,
        "reference": word.reference or recovery.reference,
        "status_detail": word.detail,
    }
    moved = await move(tx, recovery, Command.FILE, actor, now, changes, {"reference": word.reference})
    if word.status is not RecoveryStatus.SUBMITTED:
        await hear(tx, moved, word, actor, now)


async def filing_failed(tx: Tx, recovery_id: str, code: str, message: str, actor: Actor, now: datetime) -> None:
    """The company said no to taking it at all; it is as ready as before, and a person sees why."""
    recovery = await repository.hold(tx, recovery_id)
    if recovery is None or recovery.filing_since is None:
        return
    changes = {
        "filing_since": None,
        "failure_code": code[:100],
        "failure_message": message[:500],
        "files_itself": False,
    }
    await note(tx, recovery, "recovery.filing_failed", actor, now, changes, {"code": code[:100]})


async def record_filed(
    write: Write, caller: Caller, target: Target, reference: str, filed_at: datetime | None, now: datetime
) -> str:
    """Note that a person filed it by hand, and the counterparty's case number; the recovery's id.

    Raises:
        Refused: an impossible number or date, `EXCLUDED`, `ALREADY_OPEN` when the same is asked anew, `ALREADY_FILING`,
            or as `command`.
    """
    problems = texts((reference, LONGEST_REFERENCE, True, ("reference",)))
    problems += instants(now, (filed_at, False, ("filedAt",)))
    if problems:
        raise Refused(*problems)

    async def deed(tx: Tx, recovery: Recovery) -> None:
        if recovery.filing_since is not None:
            raise refuse("ALREADY_FILING", "It is being filed by a worker.", "recoveryId")
        if await repository.is_asked_anew(tx, recovery):
            raise refuse("ALREADY_OPEN", ASKED_ANEW, "recoveryId")
        if await repository.is_taken(tx, recovery):
            raise refuse("EXCLUDED", EXCLUDED, "recoveryId")
        changes = {"reference": reference.strip(), "submitted_at": filed_at or now}
        await move(tx, recovery, Command.FILE, caller.actor, now, changes, {"reference": reference.strip()})

    return await command(write, caller, target, "recoveryRecordFiled", [reference, filed_at], now, deed)


async def withdraw(write: Write, caller: Caller, target: Target, reason: str | None, now: datetime) -> str:
    """Take a recovery back; one that a company took by a call is withdrawn there too. The recovery's id.

    Raises:
        Refused: `ALREADY_FILING` while it is on its way, or as `command`.
    """
    problems = texts((reason, 500, False, ("reason",)))
    if problems:
        raise Refused(*problems)

    async def deed(tx: Tx, recovery: Recovery) -> None:
        if recovery.filing_since is not None:
            raise refuse("ALREADY_FILING", "It is being filed; withdraw it when it was.", "recoveryId")
        outside = recovery.route in BY_CALL and recovery.status in PENDING and recovery.reference is not None
        if outside:
            await effects.plan(tx, WITHDRAW, recovery.id, recovery.account_id, now)
        changes = {"status_detail": reason, "information_by": None}
        await move(tx, recovery, Command.WITHDRAW, caller.actor, now, changes, {"outside": outside})

    return await command(write, caller, target, "recoveryWithdraw", [reason], now, deed)

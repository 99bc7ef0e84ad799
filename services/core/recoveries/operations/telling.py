"""What a counterparty says of a recovery, whichever way it came: by a call, in a scan, or through a person."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from services.core.database import Tx, Write
from services.core.events import Actor
from services.core.money import rounded
from services.core.orders.policy import amounts, texts
from services.core.recoveries import policy, repository
from services.core.recoveries.model import (
    GRANTED,
    Command,
    Peril,
    Recovery,
    RecoveryStatus,
    Word,
)
from services.core.recoveries.operations.desk import EXCLUDED, Target, command, expect, move, note, step, take_up
from services.core.refusal import Problem, Refused, refuse
from services.core.storefronts.model import Caller

DECISIONS = frozenset(
    {
        RecoveryStatus.UNDER_REVIEW,
        RecoveryStatus.INFORMATION_REQUESTED,
        RecoveryStatus.APPROVED,
        RecoveryStatus.APPROVED_PARTIAL,
        RecoveryStatus.REJECTED,
        RecoveryStatus.CLOSED,
    }
)
"""What a person can record that a counterparty said."""

_DECIDED = frozenset({RecoveryStatus.APPROVED, RecoveryStatus.APPROVED_PARTIAL, RecoveryStatus.REJECTED})
_TOLD = ("approved_amount", "status_detail", "reference", "information_by", "appeal_by")
"""What a word can change without moving anything."""
_GONE = frozenset({Peril.LOSS, Peril.THEFT})
"""What is no more once the parcel is there; one that came late or broken did so all the same."""
_APPROVALS = frozenset({RecoveryStatus.APPROVED, RecoveryStatus.APPROVED_PARTIAL})
LONGEST_DETAIL = 1000
LONGEST_TIME = timedelta(days=730)


async def hear(tx: Tx, recovery: Recovery, word: Word, actor: Actor, now: datetime) -> Recovery:
    """Make a held recovery what its counterparty says; an older word, or one that says nothing new, changes nothing.

    A word that the recovery cannot follow from where it stands is kept in the event `recovery.word_ignored`.
    """
    if word.at is not None and recovery.told_at is not None and word.at < recovery.told_at:
        return recovery
    changes = _changes(recovery, word, now)
    taken = policy.heard(recovery, word)
    if taken is not None:
        changes |= await take_up(tx, recovery, actor, now)
        return await step(tx, recovery, taken, actor, now, changes)
    if recovery.status is not word.status:
        return await note(tx, recovery, "recovery.word_ignored", actor, now, {}, {"said": word.status})
    if all(getattr(recovery, name) == changes[name] for name in _TOLD):
        return recovery
    return await expect(tx, await note(tx, recovery, "recovery.updated", actor, now, changes), now)


def _changes(recovery: Recovery, word: Word, now: datetime) -> dict[str, object]:
    granted = word.approved_amount
    if granted is None and word.status is RecoveryStatus.APPROVED:
        granted = recovery.requested.amount
    if granted is None:
        granted = recovery.approved_amount
    again = recovery.status is word.status
    return {
        "approved_amount": Decimal(0) if word.status is RecoveryStatus.REJECTED else granted,
        "status_detail": word.detail or (recovery.status_detail if again else None),
        "reference": word.reference or recovery.reference,
        "information_by": (word.information_by or (recovery.information_by if again else None))
        if word.status is RecoveryStatus.INFORMATION_REQUESTED
        else None,
        "appeal_by": word.appeal_by or recovery.appeal_by,
        "decided_at": (word.at or now) if word.status in _DECIDED else recovery.decided_at,
        "told_at": word.at or recovery.told_at,
        "closed_at": now if word.status is RecoveryStatus.CLOSED else None,
        "alarmed_at": None,
    }


async def record_decision(write: Write, caller: Caller, target: Target, word: Word, now: datetime) -> str:
    """Note what a counterparty said to a person; the recovery's id.

    Raises:
        Refused: a status that is no decision, an impossible amount, text or date, `MOVE_NOT_ALLOWED`, or as `command`.
    """
    problems = texts((word.detail, LONGEST_DETAIL, False, ("detail",)))
    if word.status not in DECISIONS:
        problems.append(
            Problem("INVALID", f"A counterparty's word is one of {', '.join(sorted(DECISIONS))}.", ("status",))
        )
    if word.approved_amount is not None and word.status not in _APPROVALS:
        problems.append(Problem("INVALID", "Only an approval has an amount.", ("approvedAmount",)))
    if word.approved_amount is not None and word.approved_amount <= 0:
        problems.append(Problem("INVALID_MONEY", "An approval is of more than nothing.", ("approvedAmount",)))
    if word.status is RecoveryStatus.APPROVED_PARTIAL and word.approved_amount is None:
        problems.append(Problem("REQUIRED", "Say how much was approved.", ("approvedAmount",)))
    for field, at in (("informationBy", word.information_by), ("appealBy", word.appeal_by)):
        if at is not None and not now < at <= now + LONGEST_TIME:
            problems.append(Problem("IMPOSSIBLE_DATE", "Give a date that lies ahead, within two years.", (field,)))
    if problems:
        raise Refused(*problems)

    async def deed(tx: Tx, recovery: Recovery) -> None:
        granted, currency = word.approved_amount, recovery.requested.currency_code
        if granted is not None:
            found = amounts(currency, (f"{granted:f}", ("approvedAmount",)))
            if found:
                raise Refused(*found)
            granted = rounded(granted, currency)
        if recovery.status is not word.status:
            policy.allowed(recovery, policy.COMMANDS[word.status])
        await hear(tx, recovery, replace(word, approved_amount=granted), caller.actor, now)

    return await command(write, caller, target, "recoveryRecordDecision", [word], now, deed)


async def appeal(write: Write, caller: Caller, target: Target, reason: str, now: datetime) -> str:
    """Note that a person appealed against a decision, and why; the recovery's id.

    Raises:
        Refused: no reason, `EXCLUDED` when another cover of the parcel is used, or as `command`.
    """
    problems = texts((reason, LONGEST_DETAIL, True, ("reason",)))
    if problems:
        raise Refused(*problems)

    async def deed(tx: Tx, recovery: Recovery) -> None:
        policy.allowed(recovery, Command.APPEAL)
        if await repository.is_taken(tx, recovery):
            raise refuse("EXCLUDED", EXCLUDED, "recoveryId")
        changes = {"approved_amount": None, "status_detail": reason, "alarmed_at": None}
        await move(tx, recovery, Command.APPEAL, caller.actor, now, changes)

    return await command(write, caller, target, "recoveryAppeal", [reason], now, deed)


async def found(tx: Tx, shipment_id: str, actor: Actor, now: datetime) -> None:
    """The parcel turned up: what nobody filed is taken back, what was filed or paid is told to the shop's people."""
    for known in await repository.of_shipment(tx, shipment_id):
        recovery = await repository.hold(tx, known.id)
        if recovery is None or recovery.found_at is not None or recovery.reason not in _GONE:
            continue
        if recovery.status in (RecoveryStatus.DRAFT, RecoveryStatus.READY) and recovery.filing_since is None:
            changes = {"found_at": now, "status_detail": "PARCEL_FOUND"}
            await move(tx, recovery, Command.WITHDRAW, actor, now, changes, {"because": "PARCEL_FOUND"})
        elif recovery.status in GRANTED or recovery.paid_amount > recovery.repaid_amount:
            await note(tx, recovery, "recovery.repayment_due", actor, now, {"found_at": now})
        else:
            await note(tx, recovery, "recovery.parcel_found", actor, now, {"found_at": now})

"""What may be done to a recovery, what its money adds up to, and when to look at it again: pure decisions."""

from datetime import datetime, timedelta
from decimal import Decimal

from services.core.ledger.model import EntryType
from services.core.recoveries.model import (
    MOVES,
    PENDING,
    UNFILED,
    Command,
    CounterpartyType,
    Move,
    Recovery,
    RecoveryStatus,
    Word,
)
from services.core.refusal import refuse

ALARM_DAYS = (7, 3, 1)
"""So many days before something lapses somebody is told."""

FOLLOWED = timedelta(days=180)
"""So long after a recovery began, or was paid, its parcel is looked for: what is found has to be paid back."""

_S, _C = RecoveryStatus, Command
COMMANDS = {
    _S.SUBMITTED: _C.FILE,
    _S.UNDER_REVIEW: _C.REVIEW,
    _S.INFORMATION_REQUESTED: _C.ASK,
    _S.APPROVED: _C.APPROVE,
    _S.APPROVED_PARTIAL: _C.APPROVE_PARTIAL,
    _S.PAID: _C.PAY,
    _S.REJECTED: _C.REJECT,
    _S.CLOSED: _C.CLOSE,
    _S.WITHDRAWN: _C.WITHDRAW,
}
"""By which command a counterparty's word leads to a status."""

PAYOUTS = {
    CounterpartyType.CARRIER: EntryType.CARRIER_PAYOUT,
    CounterpartyType.INSURER: EntryType.INSURER_PAYOUT,
    CounterpartyType.LABEL_PROVIDER: EntryType.PLATFORM_PAYOUT,
}


def allowed(recovery: Recovery, what: Command) -> Move:
    """The move that a command makes from where the recovery stands. Raises `Refused` with `MOVE_NOT_ALLOWED`."""
    move = MOVES.get((recovery.status, what))
    if move is None:
        raise refuse("MOVE_NOT_ALLOWED", f"A recovery that is {recovery.status} cannot do this.", "recoveryId")
    return move


def heard(recovery: Recovery, word: Word) -> Move | None:
    """The move that a counterparty's word makes; nothing when it is older than the last one, or says nothing new."""
    if word.at is not None and recovery.told_at is not None and word.at < recovery.told_at:
        return None
    if recovery.status is word.status:
        return None
    return MOVES.get((recovery.status, COMMANDS[word.status]))


def awaited(recovery: Recovery) -> Decimal:
    """What is still to come: what was asked for while nothing is decided, what was granted after, less what came."""
    if recovery.status in (*PENDING, _S.APPROVED, _S.APPROVED_PARTIAL):
        return max(recovery.owed - recovery.paid_amount, Decimal(0))
    return Decimal(0)


def lapses_at(recovery: Recovery) -> tuple[str, datetime] | None:
    """What lapses next, and when: filing or its notice, the answer that was asked for, or the appeal."""
    bounds = {
        "NOTICE": recovery.clock.notice_by if recovery.status in UNFILED else None,
        "FILE": recovery.clock.file_by if recovery.status in UNFILED else None,
        "INFORMATION": recovery.information_by if recovery.status is _S.INFORMATION_REQUESTED else None,
        "APPEAL": recovery.appeal_by if recovery.status in (_S.REJECTED, _S.APPROVED_PARTIAL) else None,
    }
    told = [(at, kind) for kind, at in bounds.items() if at is not None]
    if not told:
        return None
    at, kind = min(told)
    return kind, at


def alarm(recovery: Recovery, now: datetime) -> int | None:
    """How many days are left, when that is to be told now: once for each of `ALARM_DAYS`, the nearest alone."""
    lapse = lapses_at(recovery)
    if lapse is None or now >= lapse[1]:
        return None
    passed = [days for days in ALARM_DAYS if lapse[1] - timedelta(days=days) <= now]
    if not passed:
        return None
    last = lapse[1] - timedelta(days=min(passed))
    return min(passed) if recovery.alarmed_at is None or recovery.alarmed_at < last else None


def look_again_at(recovery: Recovery, now: datetime) -> datetime | None:
    """When time alone changes something about it next."""
    moments = [recovery.clock.opens_at] if recovery.status is _S.READY and recovery.files_itself else []
    lapse = lapses_at(recovery)
    if lapse is not None:
        moments += [lapse[1] - timedelta(days=days) for days in (*ALARM_DAYS, 0)]
    return min((at for at in moments if at is not None and at > now), default=None)

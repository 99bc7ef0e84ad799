"""What lapses soon, over all legs of all cases of a storefront."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.core.database import Db

MOST = 500
"""Deadlines that one look tells, the nearest ones."""


class DeadlineKind(StrEnum):
    """What has to be done until then, or what lapses."""

    RECOVERY_NOTICE = "RECOVERY_NOTICE"
    RECOVERY_FILE = "RECOVERY_FILE"
    RECOVERY_INFORMATION = "RECOVERY_INFORMATION"
    RECOVERY_APPEAL = "RECOVERY_APPEAL"
    DISPUTE_EVIDENCE = "DISPUTE_EVIDENCE"
    CLAIM_ANSWER = "CLAIM_ANSWER"
    CLAIM_APPEAL = "CLAIM_APPEAL"
    CLAIM_ESCALATION = "CLAIM_ESCALATION"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment by which something has to be done about `subject`, a recovery, a dispute or a claim."""

    at: datetime
    kind: DeadlineKind
    subject: str
    order_id: str | None
    claim_id: str | None


_RECOVERY = "select {column} as at, '{kind}' as kind, id as subject, order_id, claim_id from recoveries"
_CLAIM = "select {column} as at, '{kind}' as kind, id as subject, order_id, id as claim_id from claims"
_WAITS = {
    DeadlineKind.RECOVERY_NOTICE: (_RECOVERY, "notice_by", "status in ('DRAFT', 'READY')"),
    DeadlineKind.RECOVERY_FILE: (_RECOVERY, "file_by", "status in ('DRAFT', 'READY')"),
    DeadlineKind.RECOVERY_INFORMATION: (_RECOVERY, "information_by", "status = 'INFORMATION_REQUESTED'"),
    DeadlineKind.RECOVERY_APPEAL: (_RECOVERY, "appeal_by", "status in ('REJECTED', 'APPROVED_PARTIAL')"),
    DeadlineKind.DISPUTE_EVIDENCE: (
        "select {column} as at, '{kind}' as kind, id as subject, order_id, null as claim_id from disputes",
        "evidence_due_by",
        "status = 'NEEDS_RESPONSE'",
    ),
    DeadlineKind.CLAIM_ANSWER: (_CLAIM, "answer_due_at", "status = 'NEEDS_INFORMATION'"),
    DeadlineKind.CLAIM_APPEAL: (_CLAIM, "appealable_until", "status = 'DENIED' and appealed_at is null"),
    DeadlineKind.CLAIM_ESCALATION: (
        _CLAIM,
        "escalate_from",
        "status in ('SUBMITTED', 'UNDER_REVIEW', 'NEEDS_INFORMATION', 'APPROVED', 'RESOLVING')",
    ),
}


async def upcoming(db: Db, now: datetime, before: datetime, kinds: Collection[DeadlineKind]) -> list[Deadline]:
    """What lapses between two moments, the nearest first, `MOST` at most."""
    parts = [
        f"(({select.format(column=column, kind=kind)} where storefront_id = $1 and {open_}"
        f" and {column} >= $2 and {column} < $3 order by {column} limit {MOST}))"
        for kind, (select, column, open_) in _WAITS.items()
        if kind in kinds
    ]
    if not parts:
        return []
    rows = await db.fetch(
        f"select * from ({' union all '.join(parts)}) d order by at, subject, kind limit {MOST}",
        db.storefront_id, now, before,
    )  # fmt: skip
    return [
        Deadline(row["at"], DeadlineKind(row["kind"]), row["subject"], row["order_id"], row["claim_id"]) for row in rows
    ]

"""What lapses soon, asked before it does: a look over all legs of all cases, which is no row."""

from datetime import datetime, timedelta
from typing import Annotated

import strawberry

from services.api.access import Info
from services.api.problems import decision
from services.api.words import describe
from services.core.operating.deadlines import MOST, DeadlineKind, upcoming
from services.core.refusal import refuse

LONGEST = timedelta(days=366)

describe(
    DeadlineKind,
    "DeadlineKind",
    "What has to be done until then, or what lapses.",
    {
        DeadlineKind.RECOVERY_NOTICE: "A counterparty has to be told of a loss.",
        DeadlineKind.RECOVERY_FILE: "A recovery has to be filed.",
        DeadlineKind.RECOVERY_INFORMATION: "A counterparty waits for what it asked for.",
        DeadlineKind.RECOVERY_APPEAL: "A counterparty's decision can be appealed.",
        DeadlineKind.DISPUTE_EVIDENCE: "A bank takes evidence.",
        DeadlineKind.CLAIM_ANSWER: "A customer's answer is waited for.",
        DeadlineKind.CLAIM_APPEAL: "A customer can appeal a denial.",
        DeadlineKind.CLAIM_ESCALATION: "A customer may turn to their bank or the platform.",
    },
)


@strawberry.type(description="A moment by which something has to be done.")
class Deadline:
    """What lapses, and when."""

    at: datetime = strawberry.field(description="When it lapses.")
    kind: DeadlineKind = strawberry.field(description="What has to be done until then.")
    subject: strawberry.ID = strawberry.field(description="The recovery, dispute or claim; ask for it by `node`.")
    order_id: strawberry.ID | None = strawberry.field(description="Its order, if that is known.")
    claim_id: strawberry.ID | None = strawberry.field(description="Its claim, if there is one.")


@strawberry.type
class DeadlineQuery:
    """What is asked of time."""

    @decision(
        f"What lapses from now until a moment, the nearest first; {MOST} at most. Not for customers.",
        cost=50,
        counted=len,
    )
    async def deadlines(
        self,
        info: Info,
        before: Annotated[datetime, strawberry.argument(description="Until when, at most a year ahead.")],
        kinds: Annotated[
            list[DeadlineKind] | None, strawberry.argument(description="Only of these kinds; left out, of all.")
        ] = None,
    ) -> list[Deadline]:
        """What lapses this week, say."""
        now = info.context.now()
        if not now < before <= now + LONGEST:
            raise refuse("IMPOSSIBLE_DATE", "Ask for a moment that lies ahead, within a year.", "before")
        async with info.context.read() as db:
            found = await upcoming(db, now, before, frozenset(DeadlineKind if kinds is None else kinds))
        return [
            Deadline(
                at=one.at,
                kind=one.kind,
                subject=strawberry.ID(one.subject),
                order_id=strawberry.ID(one.order_id) if one.order_id else None,
                claim_id=strawberry.ID(one.claim_id) if one.claim_id else None,
            )
            for one in found
        ]

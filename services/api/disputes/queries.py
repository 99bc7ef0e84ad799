"""What is asked of disputes."""

from datetime import datetime

import strawberry

from services.api.disputes.types import Dispute
from services.api.disputes.words import DisputeReason, DisputeStatus, DisputeType
from services.api.paging import Connection
from services.api.reads.words import connection, wanted


@strawberry.input(description="Which disputes; what is left out does not matter.")
class DisputeFilter:
    """Which disputes."""

    order_id: strawberry.ID | None = wanted("Only those of this order.", "{t}.order_id = {value}")
    statuses: list[DisputeStatus] | None = wanted("Only those in one of these.", "{t}.status = any({value})")
    types: list[DisputeType] | None = wanted("Only those of one of these.", "{t}.type = any({value})")
    reasons: list[DisputeReason] | None = wanted("Only those with one of these.", "{t}.reason = any({value})")
    evidence_due_before: datetime | None = wanted(
        "Only those whose evidence is due earlier.", "{t}.evidence_due_by < {value}"
    )


@strawberry.type
class DisputeQuery:
    """The queries on disputes."""

    disputes: Connection[Dispute] = connection(
        "What banks dispute, newest first; customers see none.", filter=DisputeFilter
    )

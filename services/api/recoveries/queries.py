"""What is asked of recoveries."""

from datetime import datetime

import strawberry

from services.api.paging import Connection
from services.api.reads.words import REQUIRED, Argument, Way, connection, find, wanted, wanted_any
from services.api.recoveries.types import Recovery
from services.api.recoveries.words import Peril, RecoveryStatus, RouteKind


@strawberry.input(description="Which recoveries; what is left out does not matter.")
class RecoveryFilter:
    """Which recoveries."""

    statuses: list[RecoveryStatus] | None = wanted_any("Only those in one of these.", "status")
    claim_id: strawberry.ID | None = wanted("Only those of this claim.", "{t}.claim_id = {value}")
    order_id: strawberry.ID | None = wanted("Only those of this order.", "{t}.order_id = {value}")
    shipment_id: strawberry.ID | None = wanted("Only those of this parcel.", "{t}.shipment_id = {value}")
    counterparty: str | None = wanted("Only those of this counterparty.", "{t}.counterparty = {value}")
    routes: list[RouteKind] | None = wanted("Only those by one of these ways.", "{t}.route = any({value})")
    reasons: list[Peril] | None = wanted("Only those with one of these.", "{t}.reason = any({value})")
    file_before: datetime | None = wanted("Only those that have to be filed earlier.", "{t}.file_by < {value}")


@strawberry.type
class RecoveryQuery:
    """The queries on recoveries."""

    recovery: Recovery | None = find(
        "One recovery; customers see none.",
        Argument("id", strawberry.ID, "The recovery's id.", REQUIRED, "{t}.id = {value}"),
        ways=[Way(("id",))],
    )
    recoveries: Connection[Recovery] = connection(
        "What was asked back, newest first; customers see none.", filter=RecoveryFilter
    )

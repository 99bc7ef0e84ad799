"""What is asked of claims."""

from datetime import datetime

import strawberry

from services.api.claims.types import Claim
from services.api.claims.words import ClaimReason, ClaimSort, ClaimStatus
from services.api.paging import Connection
from services.api.reads.connections import Order
from services.api.reads.words import Argument, Way, connection, find, wanted, wanted_any


@strawberry.input(description="Which claims; what is left out does not matter.")
class ClaimFilter:
    """Which claims."""

    order_id: strawberry.ID | None = wanted("Only those on this order.", "{t}.order_id = {value}")
    shipment_id: strawberry.ID | None = wanted("Only those on this parcel.", "{t}.shipment_id = {value}")
    statuses: list[ClaimStatus] | None = wanted_any("Only those in one of these.", "status")
    reasons: list[ClaimReason] | None = wanted_any("Only those with one of these.", "reason")
    created_from: datetime | None = wanted("Only those opened then or later.", "{t}.created_at >= {value}")
    created_before: datetime | None = wanted("Only those opened earlier.", "{t}.created_at < {value}")


ORDERS = {
    ClaimSort.NEWEST: Order("created_at"),
    ClaimSort.OLDEST: Order("created_at", descending=False),
    ClaimSort.UPDATED: Order("updated_at"),
}


@strawberry.type
class ClaimQuery:
    """The queries on claims."""

    claim: Claim | None = find(
        "One claim, by its id or its number; null when there is none that the caller may see.",
        Argument("id", strawberry.ID | None, "Its id.", where="{t}.id = {value}"),
        Argument("number", str | None, "The number for people, in any case.", where="{t}.number = upper({value})"),
        ways=[Way(("id",)), Way(("number",))],
        otherwise="Name the claim by `id` or by `number`.",
    )
    claims: Connection[Claim] = connection(
        "The claims that the caller may see.", filter=ClaimFilter, sort=(ClaimSort, ORDERS, ClaimSort.NEWEST)
    )

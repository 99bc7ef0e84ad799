"""What is asked of claims."""

from datetime import datetime
from typing import Annotated

import strawberry

from services.api.access import Info, query
from services.api.claims.types import Claim
from services.api.claims.words import ClaimReason, ClaimStatus
from services.api.paging import After, Before, Connection, First, Last, page_of, window
from services.api.problems import bad_input
from services.core.claims import repository
from services.core.storefronts.model import Scope


@strawberry.input(description="Which claims; what is left out does not matter.")
class ClaimFilter:
    """Which claims."""

    order_id: strawberry.ID | None = strawberry.field(description="Only those on this order.", default=None)
    shipment_id: strawberry.ID | None = strawberry.field(description="Only those on this parcel.", default=None)
    statuses: list[ClaimStatus] | None = strawberry.field(description="Only those in one of these.", default=None)
    reasons: list[ClaimReason] | None = strawberry.field(description="Only those with one of these.", default=None)
    created_from: datetime | None = strawberry.field(description="Only those opened then or later.", default=None)
    created_before: datetime | None = strawberry.field(description="Only those opened earlier.", default=None)

    def told(self) -> repository.Filter:
        """The filter as the core takes it."""
        return repository.Filter(
            order_id=self.order_id,
            shipment_id=self.shipment_id,
            statuses=tuple(self.statuses) if self.statuses is not None else None,
            reasons=tuple(self.reasons) if self.reasons is not None else None,
            created_from=self.created_from,
            created_before=self.created_before,
        )


@strawberry.type
class ClaimQuery:
    """The queries on claims."""

    @query(Scope.READ, "One claim, by its id or its number; null when there is none that the caller may see.")
    async def claim(
        self,
        info: Info,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="Its id.")] = None,  # noqa: A002
        number: Annotated[str | None, strawberry.argument(description="The number for people, in any case.")] = None,
    ) -> Claim | None:
        """One claim."""
        if (id is None) == (number is None):
            raise bad_input("Name the claim by `id` or by `number`.")
        reads = info.context.reads.claims
        return Claim.of(await reads.get(id) if id is not None else await reads.find(number or ""))

    @query(Scope.READ, "The claims that the caller may see, newest first.")
    async def claims(
        self,
        info: Info,
        filter: Annotated[ClaimFilter | None, strawberry.argument(description="Which claims.")] = None,  # noqa: A002
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Claim]:
        """A page of them."""
        wanted = window(first, after, last, before, prefix="clm")
        asked = filter.told() if filter else repository.Filter()
        return page_of(Claim, await info.context.reads.claims.page(asked, wanted), wanted)

"""What is pushed of claims."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry

from services.api.access import Info, subscription
from services.api.claims.types import Claim, ClaimEvent
from services.api.claims.words import ClaimReason, ClaimStatus
from services.api.events import AfterEvent, watch
from services.api.problems import not_found
from services.api.reads.reader import sees
from services.core.events import Event


@strawberry.input(description="Which events of claims, by what they say; what is left out does not matter.")
class ClaimEventFilter:
    """Which events."""

    order_id: strawberry.ID | None = strawberry.field(description="Only of claims on this order.", default=None)
    shipment_id: strawberry.ID | None = strawberry.field(description="Only of claims on this parcel.", default=None)
    statuses: list[ClaimStatus] | None = strawberry.field(
        description="Only events at which the claim stood in one of these.", default=None
    )
    reasons: list[ClaimReason] | None = strawberry.field(
        description="Only of claims with one of these reasons.", default=None
    )

    def matches(self, event: Event) -> bool:
        """Whether the event is wanted."""
        return (
            (self.order_id is None or event.order_id == self.order_id)
            and (self.shipment_id is None or event.shipment_id == self.shipment_id)
            and (self.statuses is None or event.data.get("status") in self.statuses)
            and (self.reasons is None or event.data.get("reason") in self.reasons)
        )


@strawberry.type
class ClaimSubscription:
    """The subscriptions on claims."""

    @subscription("Everything that happens to one claim. `NOT_FOUND` when there is none that the caller may see.")
    async def claim_updated(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The claim's id.")],  # noqa: A002
        after: AfterEvent = None,
    ) -> AsyncIterator[ClaimEvent]:
        """The claim's own events."""
        if not await sees(info.context, Claim, id):
            raise not_found("There is no such claim.")
        return watch(info, ClaimEvent, lambda event: event.subject == id, after)

    @subscription("Everything that happens to any claim that the caller may see, new ones included.")
    async def claims_updated(
        self,
        info: Info,
        filter: Annotated[ClaimEventFilter | None, strawberry.argument(description="Which events.")] = None,  # noqa: A002
        after: AfterEvent = None,
    ) -> AsyncIterator[ClaimEvent]:
        """The events of all claims."""
        wanted = filter or ClaimEventFilter()
        return watch(info, ClaimEvent, lambda event: event.subject == event.claim_id and wanted.matches(event), after)

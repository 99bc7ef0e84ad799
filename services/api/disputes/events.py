"""What is pushed of disputes."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry

from services.api.access import Info, subscription
from services.api.disputes.types import DisputeEvent
from services.api.events import AfterEvent, watch
from services.core.ids import is_id


@strawberry.type
class DisputeSubscription:
    """The subscriptions on disputes."""

    @subscription("Everything that happens to disputes, new ones included; nothing for customers.")
    async def disputes_updated(
        self,
        info: Info,
        order_id: Annotated[strawberry.ID | None, strawberry.argument(description="Only of this order.")] = None,
        after: AfterEvent = None,
    ) -> AsyncIterator[DisputeEvent]:
        """The events of all disputes."""
        return watch(
            info,
            DisputeEvent,
            lambda event: is_id(event.subject, "dsp") and order_id in (None, event.order_id),
            after,
        )

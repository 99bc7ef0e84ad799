"""What is pushed of recoveries."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry

from services.api.access import Info, subscription
from services.api.events import AfterEvent, watch
from services.api.recoveries.types import RecoveryEvent
from services.core.ids import is_id


@strawberry.type
class RecoverySubscription:
    """The subscriptions on recoveries."""

    @subscription("Everything that happens to recoveries, new ones included; nothing for customers.")
    async def recovery_updated(
        self,
        info: Info,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="Only of this recovery.")] = None,  # noqa: A002
        claim_id: Annotated[strawberry.ID | None, strawberry.argument(description="Only of this claim.")] = None,
        after: AfterEvent = None,
    ) -> AsyncIterator[RecoveryEvent]:
        """The events of all recoveries."""
        return watch(
            info,
            RecoveryEvent,
            lambda event: (
                is_id(event.subject, "rcv") and id in (None, event.subject) and claim_id in (None, event.claim_id)
            ),
            after,
        )

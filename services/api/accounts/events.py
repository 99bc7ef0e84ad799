"""What is pushed of accounts at companies outside."""

from collections.abc import AsyncIterator

import strawberry

from services.api.access import Info, subscription
from services.api.accounts.types import AccountEvent
from services.api.events import AfterEvent, watch
from services.core.ids import is_id
from services.core.storefronts.model import Scope


@strawberry.type
class AccountSubscription:
    """The subscriptions on accounts."""

    @subscription("Everything that happens to accounts at companies: told, let in or not, let out.", Scope.OPERATE)
    async def accounts_updated(self, info: Info, after: AfterEvent = None) -> AsyncIterator[AccountEvent]:
        """The events of all accounts."""
        return watch(info, AccountEvent, lambda event: is_id(event.subject, "acc"), after)

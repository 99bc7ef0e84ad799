"""Who is asking in this request or over this socket, and what they may reach."""

from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

from services.api.process import Process
from services.core.database import Db, Write
from services.core.storefronts.model import Caller, Scope, Storefront

if TYPE_CHECKING:
    from services.api.reads.reader import Prepared


class Context:
    """One operation's context. `caller` and `storefront` are there together, or neither.

    `last_event_id` is the cursor with which a stream of server-sent events comes back.
    """

    def __init__(
        self,
        process: Process,
        caller: Caller | None,
        storefront: Storefront | None,
        last_event_id: str | None = None,
    ) -> None:
        self.process = process
        self._caller = caller
        self._storefront = storefront
        self.last_event_id = last_event_id
        self.prepared: Prepared | None = None
        self.requested = self.actual = 0
        self.errors: list[GraphQLError] = []

    @property
    def caller(self) -> Caller:
        """Who asks. Raises a coded error when nobody has said who they are."""
        if self._caller is None:
            raise GraphQLError(
                "Send an API key or a token in the Authorization header.", extensions={"code": "UNAUTHENTICATED"}
            )
        return self._caller

    @property
    def storefront(self) -> Storefront:
        """The one storefront in which this request acts. Raises like `caller`."""
        _ = self.caller
        assert self._storefront is not None, "a caller acts in a storefront"
        return self._storefront

    def require(self, scope: Scope) -> Caller:
        """The caller, if it may do this. Raises FORBIDDEN, which names the scope that is missing."""
        if not self.caller.may(scope):
            raise GraphQLError(
                f"This needs the scope {scope.value!r}.", extensions={"code": "FORBIDDEN", "scope": scope.value}
            )
        return self.caller

    def now(self) -> datetime:
        """The time of this moment, in UTC."""
        return self.process.clock()

    def read(self) -> AbstractAsyncContextManager[Db]:
        """A read-only transaction in the caller's storefront."""
        return self.process.app.read(self.caller.storefront_id)

    @property
    def write(self) -> Write:
        """How operations open their one transaction in the caller's storefront."""
        return self.process.app.writer(self.caller.storefront_id)

    def spend(self, requested: int) -> None:
        """Take the cost of a read from the storefront's budget. Raises THROTTLED when there is too little."""
        self.process.budgets.spend(self.caller.storefront_id, requested)
        self.requested += requested

    def settle(self, requested: int, actual: int) -> None:
        """Give back what a read did not cost, or charge what it cost beyond."""
        self.process.budgets.settle(self.caller.storefront_id, requested, actual)
        self.actual += actual

    def costs(self) -> dict[str, Any]:
        """What the operation cost so far, as it stands in `extensions`: objects asked for, and objects found."""
        if not self.requested:
            return {}
        cost = {
            "requestedQueryCost": self.requested,
            "actualQueryCost": self.actual,
            "throttleStatus": self.process.budgets.status(self.caller.storefront_id),
        }
        return {"cost": cost}

    def ring(self) -> None:
        """Wake the relay after a commit; sent and forgotten, as the relay looks by itself soon after."""
        self.process.ring()

"""What is asked of orders."""

from typing import Annotated

import strawberry

from services.api.access import Info, query
from services.api.orders.types import Order
from services.api.problems import bad_input
from services.core.storefronts.model import Scope


@strawberry.type
class OrderQuery:
    """The queries on orders."""

    @query(Scope.READ, "One order, by exactly one of its names; null when there is none that the caller may see.")
    async def order(
        self,
        info: Info,
        id: Annotated[strawberry.ID | None, strawberry.argument(description="Its id.")] = None,  # noqa: A002
        number: Annotated[
            str | None, strawberry.argument(description="The customer's number; of several, the newest order.")
        ] = None,
        external_id: Annotated[str | None, strawberry.argument(description="The platform's own id.")] = None,
    ) -> Order | None:
        """One order."""
        if [id, number, external_id].count(None) != 2:
            raise bad_input("Name the order by one of `id`, `number` and `externalId`.")
        reads = info.context.reads.orders
        found = await reads.get(id) if id is not None else await reads.find(number=number, external_id=external_id)
        return Order.of(found)

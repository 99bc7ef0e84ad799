"""How requests about personal data are shown."""

from datetime import datetime

import strawberry

from services.api.entities import Node
from services.api.orders.types import Order
from services.api.privacy.words import PrivacyKind
from services.api.reads.words import column, table, to_many
from services.core.storefronts.model import Scope


@table("privacy_requests", prefix="prv", customer="false", scope=Scope.OPERATE)
@strawberry.type(
    description="What the law made a platform ask for. What is held of a customer stands in orders and their claims."
)
class PrivacyRequest(Node):
    """A request about personal data."""

    kind: PrivacyKind = column("What is asked for.")
    account_id: strawberry.ID = column("The account of the platform that asked.")
    created_at: datetime = column("When it was received.")
    due_at: datetime = column("Until when the law wants it done.")
    completed_at: datetime | None = column("When it was done, if it was.")
    completed_by: str | None = column("Who or what did it.")
    orders: list[Order] = to_many(
        "The orders of the customer that we know; none for a whole shop.",
        "",
        order="{t}.id",
        usual=2,
        source="(select o.* from orders o where o.storefront_id = {t}.storefront_id and o.id = any({t}.order_ids)) {r}",
    )

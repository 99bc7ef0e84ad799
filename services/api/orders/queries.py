"""What is asked of orders."""

import strawberry

from services.api.orders.types import Order
from services.api.reads.words import Argument, Way, find


@strawberry.type
class OrderQuery:
    """The queries on orders."""

    order: Order | None = find(
        "One order, by exactly one of its names; null when there is none that the caller may see.",
        Argument("id", strawberry.ID | None, "Its id.", where="{t}.id = {value}"),
        Argument(
            "number",
            str | None,
            "The customer's number, in any case; of several, the newest order.",
            where="{t}.number_folded = lower({value})",
        ),
        Argument("external_id", str | None, "The platform's own id.", where="{t}.external_id = {value}"),
        ways=[
            Way(("id",)),
            Way(("number",), order="{t}.placed_at desc, {t}.id desc"),
            Way(("external_id",)),
        ],
        otherwise="Name the order by one of `id`, `number` and `externalId`.",
    )

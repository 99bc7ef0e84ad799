"""How offers and resolutions are shown."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from services.api.entities import Node
from services.api.money import Money
from services.api.orders.types import OrderLine
from services.api.reads.words import column, embedded, table, to_many, to_one
from services.api.resolutions.words import ResolutionStatus, ResolutionType
from services.api.shipments.types import Shipment
from services.core.events import ActorKind

if TYPE_CHECKING:
    from services.api.claims.types import Claim

AMOUNT = {"amount": "{t}.amount", "currency_code": "{t}.currency_code"}


@table("resolution_offers")
@strawberry.type(description="One way to make a claim good, as it was approved.")
class ResolutionOffer:
    """An offer."""

    type: ResolutionType = column("The way.")
    amount: Money = embedded("What it comes to: money, or the value of the goods.", AMOUNT)
    is_default: bool = column("Whether the shop's policy prefers it.")


@table("resolution_lines")
@strawberry.type(description="What a resolution does for one line.")
class ResolutionLine:
    """A line of a resolution."""

    id: strawberry.ID = column("The line's id.")
    quantity: int = column("How many are paid back or sent again; 0 when only money is given for the line.")
    amount: Money = embedded("What it comes to: money, or the value of the goods.", AMOUNT)
    sent_again: bool = column("Whether it is sent again; else it is paid back.")
    variant_external_id: str | None = column("The platform's id of what is sent instead of the same.")
    sku: str | None = column("The stock keeping unit of what is sent instead of the same.")
    order_line: OrderLine | None = to_one("The line of the order.", "order_line_id")


@strawberry.type(description="Why a resolution came to nothing.")
class ResolutionFailure:
    """A failure."""

    effect: str = column("Which effect it was, such as `platform.reship`.")
    code: str = column("The reason, for programs, such as `OUT_OF_STOCK`.")
    message: str = column("The reason, for people.")


@table("resolutions", prefix="res", customer="{t}.order_id = {order}")
@strawberry.type(description="How a claim is made good, or what was given beside it.")
class Resolution(Node):
    """A resolution."""

    type: ResolutionType = column("The way.")
    status: ResolutionStatus = column("How far it got.")
    goodwill: bool = column("Whether it is given beyond what was paid, beside whatever becomes of the claim.")
    external: bool = column("Whether it was done elsewhere and is only told here.")
    amount: Money = embedded("What it comes to: money, shipping included, and the value of goods.", AMOUNT)
    shipping_amount: Money = embedded(
        "How much of it is shipping.", {"amount": "{t}.shipping_amount", "currency_code": "{t}.currency_code"}
    )
    chosen_by: ActorKind = column("Who chose it.")
    chosen_at: datetime = column("When it was chosen.")
    completed_at: datetime | None = column("When it was done.")
    reference: str | None = column(
        "The platform's own id of the money that moved; not shown to customers.", internal=True
    )
    replacement_reference: str | None = column(
        "The platform's own id of what sends the goods again; not shown to customers.", internal=True
    )
    replacement_number: str | None = column("The number for people of what sends the goods again.")
    failure: ResolutionFailure | None = embedded(
        "Why it could not be done; not shown to customers.",
        {
            "effect": "{t}.failed_effect",
            "code": "{t}.failure_code",
            "message": "coalesce({t}.failure_message, '')",
        },
        present="{t}.failure_code is not null",
        internal=True,
    )
    lines: list[ResolutionLine] = to_many(
        "What it does for each line; 500 at most.", "resolution_id", order="{t}.place, {t}.id"
    )
    replacement_shipment: Shipment | None = to_one(
        "The parcel that it sends, once the platform named it; it can be claimed like any other.",
        "replacement_shipment_id",
    )
    claim: Annotated["Claim", strawberry.lazy("services.api.claims.types")] | None = to_one("Its claim.", "claim_id")

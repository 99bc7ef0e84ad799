"""How a dispute is shown, and what happened to it."""

from datetime import datetime
from typing import Annotated

import strawberry

from services.api.disputes.words import DisputeReason, DisputeStatus, DisputeType
from services.api.entities import Watched
from services.api.events import Event, said
from services.api.money import Money
from services.api.orders.types import Order
from services.api.reads.words import column, embedded, table, to_many, to_one

Events = list[Annotated["DisputeEvent", strawberry.lazy("services.api.disputes.types")]]


@table("disputes", prefix="dsp", customer="false")
@strawberry.federation.type(
    keys=["id"], description="What a bank asks the shop to answer for, as the platform tells it."
)
class Dispute(Watched):
    """The bank's leg of a case. Customers see none."""

    external_id: str = column("The platform's own id of it.")
    account_id: strawberry.ID = column("The account of the platform that told of it.")
    type: DisputeType = column("How far the bank went.")
    status: DisputeStatus = column("Where it stands. While it is open, no money of its order moves.")
    reason: DisputeReason = column("Why the customer went to the bank.")
    network_reason: str | None = column("The card network's own code for that, such as `13.1`.")
    amount: Money = embedded("What the bank asks for.", {"amount": "{t}.amount", "currency_code": "{t}.currency_code"})
    evidence_due_by: datetime | None = column("Until when evidence is taken.")
    evidence_sent_at: datetime | None = column("When evidence was sent, if it was.")
    opened_at: datetime = column("When the bank opened it.")
    finalized_at: datetime | None = column("When the bank decided, if it has.")
    version: int = column("Rises each time that the platform tells something new of it.")
    created_at: datetime = column("When we first heard of it.")
    updated_at: datetime = column("When we last heard of it.")
    order: Order | None = to_one("The order that was paid; null where the platform does not say.", "order_id")
    events: Events = to_many(
        "What happened to it, oldest first.",
        "subject",
        order="{t}.sequence",
        first=(50, "At most so many, 0 to 100, from the oldest on."),
    )


@table("events", customer="false")
@strawberry.type(description="One thing that happened to a dispute.")
class DisputeEvent(Event):
    """An event of a dispute, in its timeline and as a push."""

    dispute_type: DisputeType | None = said("How far the bank had gone then.", "disputeType")
    dispute_status: DisputeStatus | None = said("Where it stood then.", "disputeStatus")
    dispute: Dispute | None = to_one("The dispute as it is now.", "subject")
    order: Order | None = to_one("The order that was paid, if it is known.", "order_id")

"""How a claim is shown, and what happened to it."""

from datetime import datetime
from typing import Annotated

import strawberry

from services.api.access import Info
from services.api.claims.words import CancelReason, ClaimReason, ClaimStatus, ResolutionType
from services.api.entities import Watched, column, computed
from services.api.events import Event, word
from services.api.orders.types import Order, OrderLine
from services.api.problems import bad_input
from services.api.shipments.types import Shipment
from services.core.claims import model
from services.core.events import ActorKind

Oldest = Annotated[int, strawberry.argument(description="At most so many, 1 to 100, from the oldest on.")]
PastSequence = Annotated[int, strawberry.argument(description="Only events with a higher `sequence`; 0 is all.")]


@strawberry.type(description="How much of one line is claimed.")
class ClaimItem:
    """A line of a claim."""

    row: strawberry.Private[model.ClaimItem]
    id: strawberry.ID = column("The item's id.")
    quantity: int = column("How many are claimed.")
    shipment_line_id: strawberry.ID | None = column("The line of the parcel; null when it was never shipped.")
    description: str | None = column("What the customer says of this line.")

    @computed("The line of the order.")
    async def order_line(self, info: Info) -> OrderLine | None:
        """Always there, as nothing claimed is taken out of an order."""
        row = await info.context.reads.orders.line(self.row.order_line_id)
        return OrderLine(row=row) if row else None


@strawberry.type(description="What a customer says went wrong with a parcel or an order.")
class Claim(Watched):
    """The customer's leg of a case."""

    row: strawberry.Private[model.Claim]
    number: str = column("The number for people, such as `CLM-7QK2M9XD`.")
    reason: ClaimReason = column("What went wrong.")
    status: ClaimStatus = column("Where it stands.")
    cancel_reason: CancelReason | None = column("Why it was canceled, if it was.")
    preferred_resolution: ResolutionType | None = column("What the customer would like best.")
    customer_note: str | None = column("What the customer wrote.")
    opened_by: ActorKind = column("Who opened it.")
    acknowledged_at: datetime | None = column("When the customer was told that it has arrived.")
    verified_at: datetime | None = column("When the carrier was asked about the parcel for this claim.")
    version: int = column("Rises with each move; hand it back as `expectedVersion`.")
    created_at: datetime = column("When it was opened.")
    updated_at: datetime = column("When it last changed.")

    @computed("The order that it is about.")
    async def order(self, info: Info) -> Order | None:
        """Always there."""
        return Order.of(await info.context.reads.orders.get(self.row.order_id))

    @computed("The parcel that it is about, if it is about one.")
    async def shipment(self, info: Info) -> Shipment | None:
        """One parcel, or none."""
        shipment_id = self.row.shipment_id
        return Shipment.of(await info.context.reads.shipments.get(shipment_id)) if shipment_id else None

    @computed("What is claimed.")
    async def items(self, info: Info) -> list[ClaimItem]:
        """All of them; there are 500 at most."""
        return [ClaimItem(row=row) for row in await info.context.reads.claims.items_of(self.row.id)]

    @computed("What happened to it, oldest first.")
    async def events(
        self, info: Info, first: Oldest = 50, after_sequence: PastSequence = 0
    ) -> list[Annotated["ClaimEvent", strawberry.lazy("services.api.claims.types")]]:
        """Its own events; customers see the public ones."""
        if not 1 <= first <= 100:
            raise bad_input("`first` is from 1 to 100.")
        return ClaimEvent.all(await info.context.reads.claims.timeline(self.row.id, after_sequence, first))


@strawberry.type(description="One thing that happened to a claim.")
class ClaimEvent(Event):
    """An event of a claim, in its timeline and as a push."""

    @computed("Where the claim stood then.")
    def status(self) -> ClaimStatus | None:
        """The event's own word."""
        return word(self.row, "status", ClaimStatus)

    @computed("What went wrong, as the claim said then.")
    def reason(self) -> ClaimReason | None:
        """The event's own word."""
        return word(self.row, "reason", ClaimReason)

    @computed("Why the claim was canceled, if this event tells of it.")
    def cancel_reason(self) -> CancelReason | None:
        """The event's own word."""
        return word(self.row, "cancelReason", CancelReason)

    @computed("Whether the carrier could be asked, if this event tells of the review's start.")
    def verified(self) -> bool | None:
        """The event's own word."""
        told = self.row.data.get("verified")
        return told if isinstance(told, bool) else None

    @computed("The claim as it is now.")
    async def claim(self, info: Info) -> Claim | None:
        """The present."""
        claim_id = self.row.claim_id
        return Claim.of(await info.context.reads.claims.get(claim_id)) if claim_id else None

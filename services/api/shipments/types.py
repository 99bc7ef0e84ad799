"""How a shipment is shown, on the merchant's axis and on the carrier's."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from services.api.access import Info
from services.api.entities import Watched, column, computed
from services.api.money import Money
from services.api.orders.types import Order, OrderLine
from services.api.paging import After, Before, Connection, First, Last, page_of, window
from services.api.problems import bad_input
from services.api.shipments.words import (
    Direction,
    IncidentReason,
    LabelSource,
    ScanSource,
    ShipmentStatus,
    TrackingStatus,
)
from services.core.shipments import model

if TYPE_CHECKING:
    from services.api.claims.types import Claim

Claims = Connection[Annotated["Claim", strawberry.lazy("services.api.claims.types")]]
Newest = Annotated[int, strawberry.argument(description="At most so many of the newest, 1 to 100.")]


@strawberry.type(description="How much of an order line lies in a parcel.")
class ShipmentLine:
    """A line of a parcel; claims name these."""

    row: strawberry.Private[model.ShipmentLine]
    id: strawberry.ID = column("The line's id.")
    quantity: int = column("How many of the order line lie in the parcel.")

    @computed("The line of the order.")
    async def order_line(self, info: Info) -> OrderLine | None:
        """Always there, as nothing shipped is taken out of an order."""
        row = await info.context.reads.orders.line(self.row.order_line_id)
        return OrderLine(row=row) if row else None

    @computed("How many of it stand in claims that are not canceled.")
    async def claimed_quantity(self, info: Info) -> int:
        """Of this parcel only."""
        return await info.context.reads.shipments.claimed(self.row.id)


@strawberry.type(description="What a carrier says happened to a parcel, as one scan.")
class TrackingEvent:
    """A scan; never changed once it was kept."""

    row: strawberry.Private[model.TrackingEvent]
    id: strawberry.ID = column("The event's id.")
    occurred_at: datetime = column("When it happened.")
    received_at: datetime = column("When we heard of it.")
    status: TrackingStatus = column("Where the parcel was then.")
    status_detail: str | None = column("The finer word of whoever was asked.")
    incident_reason: IncidentReason | None = column("What went wrong, if something did.")
    code: str = column("The carrier's own word.")
    description: str = column("The carrier's own sentence.")
    location: str = column("Where it happened, as the carrier writes it; may be empty.")
    source: ScanSource = column("How it came to us; not shown to customers.", internal=True)


@strawberry.type(description="What the carrier has to show for a delivery.")
class ProofOfDelivery:
    """The carrier's proof."""

    signed_by: str | None = strawberry.field(description="Who signed, as the carrier read it.")


@strawberry.type(description="A parcel.")
class Shipment(Watched):
    """One parcel of an order. Carrier and tracking number name it for ever within the storefront."""

    row: strawberry.Private[model.Shipment]
    direction: Direction = column("Which way it goes.")
    status: ShipmentStatus = column("What the shop says that it did.")
    carrier: str = column("Who carries it, such as `USPS`.")
    tracking_number: str = column("The carrier's number, in capitals and without blanks.")
    tracked_by: strawberry.ID | None = column(
        "The storefront's account at the company that is asked; not shown to customers.", internal=True
    )
    tracking_reference: str | None = column(
        "That company's own id of the tracking; not shown to customers.", internal=True
    )
    service: str | None = column("The carrier's service, such as `Ground`.")
    label_source: LabelSource = column("Who sold the label; not shown to customers.", internal=True)
    tracking_url: str | None = column("The carrier's page for the customer.")
    tracking_status: TrackingStatus = column("Where the carrier says that it is.")
    tracking_status_detail: str | None = column("The finer word of whoever was asked.")
    incident_reason: IncidentReason | None = column("What went wrong, if something did.")
    signature_required: bool = column("Whether the shop ordered delivery against signature.")
    shipped_at: datetime | None = column("When it was handed to the carrier.")
    estimated_delivery_at: datetime | None = column("When the carrier means to deliver.")
    delivered_at: datetime | None = column("When the carrier says that it delivered.")
    last_event_at: datetime | None = column("When the carrier's newest scan happened.")
    last_checked_at: datetime | None = column("When the company was last asked.")
    next_check_at: datetime | None = column("When it will be asked again, if it does not tell by itself.")
    tracking_ended_at: datetime | None = column("When it became clear that nothing more will come.")
    version: int = column("Rises each time that the storefront tells the parcel.")
    created_at: datetime = column("When we first heard of it.")
    updated_at: datetime = column("When something about it last changed.")

    @computed("What the parcel was declared to be worth; not shown to customers.", internal=True)
    def declared_value(self) -> Money | None:
        """The merchant's declaration."""
        value = self.row.declared_value
        return Money(amount=value.amount, currency_code=value.currency_code) if value else None

    @computed("Whether the carrier reports that somebody signed.")
    def signature_received(self) -> bool:
        """By whom stands in the proof of delivery."""
        return self.row.signed_by is not None

    @computed("What the carrier has to show for the delivery.")
    def proof_of_delivery(self) -> ProofOfDelivery | None:
        """Only once there is something."""
        return ProofOfDelivery(signed_by=self.row.signed_by) if self.row.signed_by else None

    @computed("The order that it belongs to.")
    async def order(self, info: Info) -> Order | None:
        """Always there."""
        return Order.of(await info.context.reads.orders.get(self.row.order_id))

    @computed("What lies in it.")
    async def lines(self, info: Info) -> list[ShipmentLine]:
        """All of them; there are 500 at most."""
        return [ShipmentLine(row=row) for row in await info.context.reads.shipments.lines_of(self.row.id)]

    @computed("What the carrier said, newest first.")
    async def events(self, info: Info, first: Newest = 20) -> list[TrackingEvent]:
        """The newest of them."""
        if not 1 <= first <= 100:
            raise bad_input("`first` is from 1 to 100.")
        found = await info.context.reads.shipments.events((self.row.id, first))
        return [TrackingEvent(row=row) for row in found]

    @computed("The claims on it, newest first.")
    async def claims(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Claims:
        """A page of them."""
        from services.api.claims.types import Claim

        wanted = window(first, after, last, before, prefix="clm")
        return page_of(Claim, await info.context.reads.claims.of("shipment_id", self.row.id, wanted), wanted)

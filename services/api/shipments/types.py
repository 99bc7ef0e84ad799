"""How a shipment is shown, on the merchant's axis and on the carrier's."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from services.api.entities import Watched
from services.api.money import Money
from services.api.orders.types import Order, OrderLine
from services.api.paging import Connection
from services.api.reads.words import column, connection, embedded, table, to_many, to_one
from services.api.shipments.proofs import CarrierClaimProgress, ProofOfDelivery
from services.api.shipments.words import (
    Direction,
    Discrepancy,
    Handover,
    IncidentReason,
    LabelSource,
    ScanSource,
    ShipmentStatus,
    TrackingStatus,
)

if TYPE_CHECKING:
    from services.api.claims.types import Claim
    from services.api.coverages.types import Coverage
    from services.api.recoveries.types import Recovery

Claims = Connection[Annotated["Claim", strawberry.lazy("services.api.claims.types")]]
Coverages = list[Annotated["Coverage", strawberry.lazy("services.api.coverages.types")]]
Recoveries = list[Annotated["Recovery", strawberry.lazy("services.api.recoveries.types")]]


@table("shipment_lines")
@strawberry.type(description="How much of an order line lies in a parcel.")
class ShipmentLine:
    """A line of a parcel; claims name these."""

    id: strawberry.ID = column("The line's id.")
    quantity: int = column("How many of the order line lie in the parcel.")
    order_line: OrderLine | None = to_one("The line of the order.", "order_line_id")
    claimed_quantity: int = column(
        "How many of it stand in claims that are not canceled.",
        "(select coalesce(sum(i.quantity), 0)::integer from claim_items i "
        "join claims c on c.storefront_id = i.storefront_id and c.id = i.claim_id "
        "where i.storefront_id = {t}.storefront_id and i.shipment_line_id = {t}.id "
        "and c.status not in ('CANCELED', 'DENIED'))",
    )


@table("tracking_events")
@strawberry.type(description="What a carrier says happened to a parcel, as one scan.")
class TrackingEvent:
    """A scan; never changed once it was kept."""

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


@table("shipments", prefix="shp", customer="{t}.order_id = {order}")
@strawberry.federation.type(keys=["id"], description="A parcel.")
class Shipment(Watched):
    """One parcel of an order. Carrier and tracking number name it for ever within the storefront."""

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
    label_seller: str | None = column(
        "The company that sold it, where that is neither the carrier nor Shopify, such as `easypost`; not shown to "
        "customers.",
        internal=True,
    )
    weight_grams: int | None = column("What it weighs, in grams; not shown to customers.", internal=True)
    origin_country: str | None = column(
        "Where it leaves from, two letters (ISO 3166-1), when not from the storefront's country; not shown to "
        "customers.",
        internal=True,
    )
    goods: list[str] = column(
        "Kinds of goods in it that covers may exclude, such as `jewellery`; not shown to customers.", internal=True
    )
    tracking_url: str | None = column("The carrier's page for the customer.")
    tracking_status: TrackingStatus = column("Where the carrier says that it is.")
    tracking_status_detail: str | None = column("The finer word of whoever was asked.")
    incident_reason: IncidentReason | None = column("What went wrong, if something did.")
    signature_required: bool = column("Whether the shop ordered delivery against signature.")
    photo_required: bool = column("Whether the shop ordered a photo of the delivery.")
    agreed_place: Handover | None = column("Where the customer wants it left, when not in their own hands.")
    shipped_at: datetime | None = column("When it was handed to the carrier.")
    estimated_delivery_at: datetime | None = column("When the carrier means to deliver.")
    delivered_at: datetime | None = column("When the carrier says that it delivered.")
    last_event_at: datetime | None = column("When the carrier's newest scan happened.")
    last_checked_at: datetime | None = column("When the company was last asked.")
    next_check_at: datetime | None = column("When it will be asked again, if it does not tell by itself.")
    tracking_ended_at: datetime | None = column("When it became clear that nothing more will come.")
    stalled_since: datetime | None = column(
        "Its newest scan, when the carrier has been silent for longer than it should since."
    )
    overdue_since: datetime | None = column("When it should have been there, if it should by now.")
    presumed_lost_at: datetime | None = column(
        "Since when it counts as lost: the carrier says so, or has been silent for too long."
    )
    pickup_since: datetime | None = column("Since when it waits at a pick-up point, if it does.")
    pickup_until: datetime | None = column("Until when it is kept there, as this carrier does usually.")
    returned_at: datetime | None = column("When it came back to the sender, if it did.")
    tracking_trouble: str | None = column(
        "Why the company says nothing of it since it was last asked, such as `NOT_FOUND`; not shown to customers.",
        internal=True,
    )
    discrepancy: Discrepancy | None = column(
        "How its delivery is not what was ordered or agreed, explained by its proof; not shown to customers.",
        internal=True,
    )
    version: int = column("Rises each time that the storefront tells the parcel.")
    created_at: datetime = column("When we first heard of it.")
    updated_at: datetime = column("When something about it last changed.")
    declared_value: Money | None = embedded(
        "What the parcel was declared to be worth; not shown to customers.",
        {"amount": "{t}.declared_amount", "currency_code": "{t}.declared_currency"},
        present="{t}.declared_amount is not null",
        internal=True,
    )
    signature_received: bool = column("Whether the carrier reports that somebody signed.", "{t}.signed_by is not null")
    proof_of_delivery: ProofOfDelivery | None = to_one("What the carrier has to show for the delivery.", "proof_id")
    progress: list[CarrierClaimProgress] = to_many(
        "How a claim that was filed with the carrier goes, as its tracking tells, oldest first; "
        "not shown to customers.",
        "shipment_id",
        order="{t}.occurred_at, {t}.code",
        internal=True,
    )
    order: Order | None = to_one("The order that it belongs to.", "order_id")
    lines: list[ShipmentLine] = to_many(
        "What lies in it, as it stands in the order; 500 at most.",
        "shipment_id",
        order="(select o.place from order_lines o where o.storefront_id = {t}.storefront_id "
        "and o.id = {t}.order_line_id), {t}.id",
    )
    events: list[TrackingEvent] = to_many(
        "What the carrier said, newest first.",
        "shipment_id",
        order="{t}.occurred_at desc, {t}.id desc",
        first=(20, "At most so many of the newest, 0 to 100."),
    )
    claims: Claims = connection("The claims on it, newest first.", "shipment_id")
    coverages: Coverages = to_many(
        "What covers it, oldest first; not shown to customers.",
        "shipment_id",
        order="{t}.id",
        first=(20, "At most so many, 0 to 100, from the oldest on."),
        internal=True,
    )
    recoveries: Recoveries = to_many(
        "What was asked back for it, newest first; not shown to customers.",
        "shipment_id",
        order="{t}.created_at desc, {t}.id desc",
        first=(20, "At most so many, 0 to 100, from the newest back."),
        internal=True,
    )

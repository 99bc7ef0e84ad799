"""What storefronts tell of parcels, and when they want them looked for."""

from datetime import datetime

import strawberry

from services.api.access import Info
from services.api.inputs import Input, idempotency_key
from services.api.money import MoneyInput
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.api.shipments.types import Shipment
from services.api.shipments.words import Direction, Handover, LabelSource, ShipmentStatus
from services.core.shipments import model, operations
from services.core.storefronts.model import Scope


@strawberry.input(description="How much of an order line lies in the parcel.")
class ShipmentLineInput:
    """A line of a parcel."""

    order_line_id: strawberry.ID = strawberry.field(description="The order line's id.")
    quantity: int = strawberry.field(description="How many, from 1.")


@strawberry.input(description="A parcel as the shop has it now; carrier and tracking number name it for ever.")
class ShipmentUpsertInput:
    """A parcel."""

    idempotency_key: str = idempotency_key()
    order_id: strawberry.ID = strawberry.field(description="The order that it belongs to.")
    carrier: str = strawberry.field(description="Who carries it, such as `USPS`.")
    tracking_number: str = strawberry.field(description="The carrier's number; blanks and case do not matter.")
    lines: list[ShipmentLineInput] = strawberry.field(
        description="What lies in it; left out, all that is in no other parcel, or what was told before.",
        default_factory=list,
    )
    direction: Direction = strawberry.field(description="Which way it goes.", default=Direction.OUTBOUND)
    status: ShipmentStatus = strawberry.field(description="What the shop did with it.", default=ShipmentStatus.SHIPPED)
    label_source: LabelSource = strawberry.field(description="Who sold the label.", default=LabelSource.OTHER)
    tracked_by: strawberry.ID | None = strawberry.field(
        description="The account (`acc_…`) whose company is asked; left out, the only one that the storefront has.",
        default=None,
    )
    service: str | None = strawberry.field(description="The carrier's service, such as `Ground`.", default=None)
    shipped_at: datetime | None = strawberry.field(description="When it was handed to the carrier.", default=None)
    estimated_delivery_at: datetime | None = strawberry.field(
        description="When the carrier means to deliver.", default=None
    )
    signature_required: bool = strawberry.field(
        description="Whether the shop ordered delivery against signature.", default=False
    )
    photo_required: bool = strawberry.field(
        description="Whether the shop ordered a photo of the delivery.", default=False
    )
    agreed_place: Handover | None = strawberry.field(
        description="Where the customer wants it left, when not in their own hands.", default=None
    )
    declared_value: MoneyInput | None = strawberry.field(
        description="What the parcel was declared to be worth.", default=None
    )
    label_seller: str | None = strawberry.field(
        description="The company that sold the label, in any case, such as `easypost`; only where `labelSource` is "
        "`SHIPPING_AGGREGATOR` or `MARKETPLACE`.",
        default=None,
    )
    weight_grams: int | None = strawberry.field(
        description="What it weighs with its packaging, in grams, from 1; left out, what was told before.", default=None
    )
    origin_country: str | None = strawberry.field(
        description="Where it leaves from, two capital letters (ISO 3166-1); left out, what was told before, or else "
        "the storefront's country.",
        default=None,
    )
    goods: list[str] | None = strawberry.field(
        description="Kinds of goods in it that covers may exclude, 20 at most, in the words of their rules, such as "
        "`jewellery`, `cash`, `gift cards` or `perishables`; left out, what was told before; an empty list is none.",
        default=None,
    )

    def told(self) -> model.NewShipment:
        """The parcel as the core takes it."""
        return model.NewShipment(
            order_id=self.order_id,
            carrier=self.carrier,
            tracking_number=self.tracking_number,
            lines=tuple(model.NewShipmentLine(line.order_line_id, line.quantity) for line in self.lines),
            direction=self.direction,
            status=self.status,
            label_source=self.label_source,
            tracked_by=self.tracked_by,
            service=self.service,
            shipped_at=self.shipped_at,
            estimated_delivery_at=self.estimated_delivery_at,
            signature_required=self.signature_required,
            photo_required=self.photo_required,
            agreed_place=self.agreed_place,
            declared_value=self.declared_value.told() if self.declared_value else None,
            label_seller=self.label_seller,
            weight_grams=self.weight_grams,
            origin_country=self.origin_country,
            goods=None if self.goods is None else tuple(self.goods),
        )


@strawberry.input(description="Which parcel to look for.")
class TrackingRefreshInput:
    """A parcel to be asked for now."""

    idempotency_key: str = idempotency_key()
    shipment_id: strawberry.ID = strawberry.field(description="The shipment's id.")


@strawberry.input(description="Who carries a parcel really, where that was guessed or told wrongly.")
class ShipmentCorrectCarrierInput:
    """A correction."""

    idempotency_key: str = idempotency_key()
    shipment_id: strawberry.ID = strawberry.field(description="The shipment's id.")
    carrier: str = strawberry.field(description="Who carries it, such as `USPS`.")
    tracking_number: str | None = strawberry.field(
        description="The carrier's number; left out, the one that is known.", default=None
    )
    tracked_by: strawberry.ID | None = strawberry.field(
        description="The account (`acc_…`) whose company is asked; left out, the one that is asked now.", default=None
    )

    def told(self) -> model.Correction:
        """The correction as the core takes it."""
        return model.Correction(self.shipment_id, self.carrier, self.tracking_number, self.tracked_by)


@strawberry.type
class _ShipmentPayload(Payload):
    shipment: Shipment | None = strawberry.field(
        description="The shipment as it is now; null when it was refused.", default=None
    )


@strawberry.type(description="What became of `shipmentUpsert`.")
class ShipmentUpsertPayload(_ShipmentPayload):
    """The shipment, or why not."""


@strawberry.type(description="What became of `shipmentCorrectCarrier`.")
class ShipmentCorrectCarrierPayload(_ShipmentPayload):
    """The shipment, or why not."""


@strawberry.type(description="What became of `trackingRefresh`; the news come as an event.")
class TrackingRefreshPayload(_ShipmentPayload):
    """The shipment, or why not."""


@strawberry.type
class ShipmentMutation:
    """The mutations on shipments."""

    @mutation(Scope.SHIPMENTS_WRITE, "Tell a parcel, or tell it anew, and have it tracked.")
    async def shipment_upsert(self, info: Info, given: Input[ShipmentUpsertInput]) -> ShipmentUpsertPayload:
        """Tell a parcel."""
        context = info.context
        shipment_id = await operations.upsert(
            context.write, context.caller, given.told(), key=given.idempotency_key, now=context.now()
        )
        return ShipmentUpsertPayload(shipment=refer(Shipment, shipment_id))

    @mutation(
        Scope.SHIPMENTS_WRITE,
        "Name who carries a parcel really, and have it tracked there. What the wrong carrier said counts no more, "
        "so the parcel begins anew as `UNKNOWN`; claims stay as they are.",
    )
    async def shipment_correct_carrier(
        self, info: Info, given: Input[ShipmentCorrectCarrierInput]
    ) -> ShipmentCorrectCarrierPayload:
        """Correct a parcel's carrier."""
        context = info.context
        shipment_id = await operations.correct_carrier(
            context.write, context.caller, given.told(), key=given.idempotency_key, now=context.now()
        )
        return ShipmentCorrectCarrierPayload(shipment=refer(Shipment, shipment_id))

    @mutation(Scope.SHIPMENTS_WRITE, "Have the parcel's company asked now, not when it is due.")
    async def tracking_refresh(self, info: Info, given: Input[TrackingRefreshInput]) -> TrackingRefreshPayload:
        """Ask for a parcel."""
        context = info.context
        shipment_id = await operations.request_refresh(
            context.write, context.caller, given.shipment_id, key=given.idempotency_key, now=context.now()
        )
        return TrackingRefreshPayload(shipment=refer(Shipment, shipment_id))

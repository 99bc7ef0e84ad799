"""What a partner tells: an order with a parcel, and a claim on it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from makegood_client import (
    ClaimCreateInput,
    ClaimReason,
    Makegood,
    OrderLineInput,
    OrderUpsertInput,
    ShipmentUpsertInput,
)

PLACED = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)


async def sell(makegood: Makegood) -> tuple[str, str, str]:
    """An order with a parcel: the ids of both, and the cursor from before the parcel."""
    name = uuid4().hex
    mug = OrderLineInput(
        external_id="1", title="Mug", quantity=2, unit_price=Decimal("12.00"), paid_amount=Decimal("24.00")
    )
    told = await makegood.order_upsert(
        OrderUpsertInput(
            idempotency_key=name,
            external_id=name,
            number=f"#{name[:8]}",
            currency_code="EUR",
            total=Decimal("24.00"),
            placed_at=PLACED,
            lines=[mug],
        )
    )
    assert told.order is not None, told.user_errors
    parcel = ShipmentUpsertInput(
        idempotency_key=name, order_id=told.order.id, carrier="USPS", tracking_number=f"MG{name[:12].upper()}"
    )
    sent = await makegood.shipment_upsert(parcel)
    assert sent.shipment is not None, sent.user_errors
    return told.order.id, sent.shipment.id, told.order.cursor


async def claim(makegood: Makegood, order: str, shipment: str) -> str:
    """The id of a claim that the parcel is lost."""
    given = ClaimCreateInput(
        idempotency_key=uuid4().hex, order_id=order, shipment_id=shipment, reason=ClaimReason.LOST_IN_TRANSIT
    )
    made = await makegood.claim_create(given)
    assert made.claim is not None, made.user_errors
    return made.claim.id

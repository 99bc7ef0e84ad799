from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import OrderChangesClaim, OrderChangesParcel


class OrderChanges(BaseModel):
    order_updated: "OrderChangesOrderUpdated" = Field(validation_alias="orderUpdated", serialization_alias="orderUpdated")


class OrderChangesOrderUpdated(BaseModel):
    id: str
    cursor: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    shipment: Optional["OrderChangesOrderUpdatedShipment"]
    claim: Optional["OrderChangesOrderUpdatedClaim"]


OrderChangesOrderUpdatedShipment = OrderChangesParcel
OrderChangesOrderUpdatedClaim = OrderChangesClaim
OrderChanges.model_rebuild()
OrderChangesOrderUpdated.model_rebuild()

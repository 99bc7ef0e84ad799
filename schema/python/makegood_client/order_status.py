from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .fragments import OrderStatusClaim, OrderStatusParcel


class OrderStatus(BaseModel):
    order: Optional["OrderStatusOrder"]


class OrderStatusOrder(BaseModel):
    id: str
    cursor: str
    number: str
    placed_at: datetime = Field(validation_alias="placedAt", serialization_alias="placedAt")
    promised_delivery_by: Optional[datetime] = Field(validation_alias="promisedDeliveryBy", serialization_alias="promisedDeliveryBy")
    canceled_at: Optional[datetime] = Field(validation_alias="canceledAt", serialization_alias="canceledAt")
    lines: list["OrderStatusOrderLines"]
    shipments: list["OrderStatusOrderShipments"]
    claims: "OrderStatusOrderClaims"


class OrderStatusOrderLines(BaseModel):
    id: str
    title: str
    quantity: int


OrderStatusOrderShipments = OrderStatusParcel


class OrderStatusOrderClaims(BaseModel):
    nodes: list["OrderStatusOrderClaimsNodes"]


OrderStatusOrderClaimsNodes = OrderStatusClaim
OrderStatus.model_rebuild()
OrderStatusOrder.model_rebuild()
OrderStatusOrderClaims.model_rebuild()

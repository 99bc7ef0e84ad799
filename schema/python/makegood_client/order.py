from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    ClaimReason,
    ClaimStatus,
    IncidentReason,
    ShipmentStatus,
    TrackingStatus,
)


class Order(BaseModel):
    order: Optional["OrderOrder"]


class OrderOrder(BaseModel):
    id: str
    cursor: str
    external_id: str = Field(validation_alias="externalId", serialization_alias="externalId")
    number: str
    total: "OrderOrderTotal"
    placed_at: datetime = Field(validation_alias="placedAt", serialization_alias="placedAt")
    promised_delivery_by: Optional[datetime] = Field(validation_alias="promisedDeliveryBy", serialization_alias="promisedDeliveryBy")
    confirmation_sent_at: Optional[datetime] = Field(validation_alias="confirmationSentAt", serialization_alias="confirmationSentAt")
    lines: list["OrderOrderLines"]
    shipments: list["OrderOrderShipments"]
    claims: "OrderOrderClaims"


class OrderOrderTotal(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class OrderOrderLines(BaseModel):
    id: str
    external_id: str = Field(validation_alias="externalId", serialization_alias="externalId")
    sku: Optional[str]
    title: str
    quantity: int
    claimed_quantity: int = Field(validation_alias="claimedQuantity", serialization_alias="claimedQuantity")
    unit_price: "OrderOrderLinesUnitPrice" = Field(validation_alias="unitPrice", serialization_alias="unitPrice")
    paid_amount: "OrderOrderLinesPaidAmount" = Field(validation_alias="paidAmount", serialization_alias="paidAmount")


class OrderOrderLinesUnitPrice(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class OrderOrderLinesPaidAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class OrderOrderShipments(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber")
    tracking_url: Optional[str] = Field(validation_alias="trackingUrl", serialization_alias="trackingUrl")
    status: ShipmentStatus
    tracking_status: TrackingStatus = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(validation_alias="incidentReason", serialization_alias="incidentReason")
    estimated_delivery_at: Optional[datetime] = Field(validation_alias="estimatedDeliveryAt", serialization_alias="estimatedDeliveryAt")
    delivered_at: Optional[datetime] = Field(validation_alias="deliveredAt", serialization_alias="deliveredAt")
    lines: list["OrderOrderShipmentsLines"]


class OrderOrderShipmentsLines(BaseModel):
    id: str
    quantity: int
    claimed_quantity: int = Field(validation_alias="claimedQuantity", serialization_alias="claimedQuantity")
    order_line: Optional["OrderOrderShipmentsLinesOrderLine"] = Field(validation_alias="orderLine", serialization_alias="orderLine")


class OrderOrderShipmentsLinesOrderLine(BaseModel):
    id: str
    title: str


class OrderOrderClaims(BaseModel):
    nodes: list["OrderOrderClaimsNodes"]


class OrderOrderClaimsNodes(BaseModel):
    id: str
    number: str
    status: ClaimStatus
    reason: ClaimReason
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")


Order.model_rebuild()
OrderOrder.model_rebuild()
OrderOrderLines.model_rebuild()
OrderOrderShipments.model_rebuild()
OrderOrderShipmentsLines.model_rebuild()
OrderOrderClaims.model_rebuild()

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
    external_id: str = Field(alias="externalId")
    number: str
    total: "OrderOrderTotal"
    placed_at: datetime = Field(alias="placedAt")
    promised_delivery_by: Optional[datetime] = Field(alias="promisedDeliveryBy")
    confirmation_sent_at: Optional[datetime] = Field(alias="confirmationSentAt")
    lines: list["OrderOrderLines"]
    shipments: list["OrderOrderShipments"]
    claims: "OrderOrderClaims"


class OrderOrderTotal(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class OrderOrderLines(BaseModel):
    id: str
    external_id: str = Field(alias="externalId")
    sku: Optional[str]
    title: str
    quantity: int
    claimed_quantity: int = Field(alias="claimedQuantity")
    unit_price: "OrderOrderLinesUnitPrice" = Field(alias="unitPrice")
    paid_amount: "OrderOrderLinesPaidAmount" = Field(alias="paidAmount")


class OrderOrderLinesUnitPrice(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class OrderOrderLinesPaidAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class OrderOrderShipments(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(alias="trackingNumber")
    tracking_url: Optional[str] = Field(alias="trackingUrl")
    status: ShipmentStatus
    tracking_status: TrackingStatus = Field(alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(alias="incidentReason")
    estimated_delivery_at: Optional[datetime] = Field(alias="estimatedDeliveryAt")
    delivered_at: Optional[datetime] = Field(alias="deliveredAt")
    lines: list["OrderOrderShipmentsLines"]


class OrderOrderShipmentsLines(BaseModel):
    id: str
    quantity: int
    claimed_quantity: int = Field(alias="claimedQuantity")
    order_line: Optional["OrderOrderShipmentsLinesOrderLine"] = Field(alias="orderLine")


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
    created_at: datetime = Field(alias="createdAt")


Order.model_rebuild()
OrderOrder.model_rebuild()
OrderOrderLines.model_rebuild()
OrderOrderShipments.model_rebuild()
OrderOrderShipmentsLines.model_rebuild()
OrderOrderClaims.model_rebuild()

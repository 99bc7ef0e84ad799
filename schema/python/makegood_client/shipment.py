from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    ClaimStatus,
    Handover,
    IncidentReason,
    ShipmentDirection,
    ShipmentStatus,
    TrackingStatus,
)


class Shipment(BaseModel):
    shipment: Optional["ShipmentShipment"]


class ShipmentShipment(BaseModel):
    id: str
    cursor: str
    direction: ShipmentDirection
    status: ShipmentStatus
    carrier: str
    service: Optional[str]
    tracking_number: str = Field(alias="trackingNumber")
    tracking_url: Optional[str] = Field(alias="trackingUrl")
    tracking_status: TrackingStatus = Field(alias="trackingStatus")
    tracking_status_detail: Optional[str] = Field(alias="trackingStatusDetail")
    incident_reason: Optional[IncidentReason] = Field(alias="incidentReason")
    signature_required: bool = Field(alias="signatureRequired")
    signature_received: bool = Field(alias="signatureReceived")
    proof_of_delivery: Optional["ShipmentShipmentProofOfDelivery"] = Field(
        alias="proofOfDelivery"
    )
    shipped_at: Optional[datetime] = Field(alias="shippedAt")
    estimated_delivery_at: Optional[datetime] = Field(alias="estimatedDeliveryAt")
    delivered_at: Optional[datetime] = Field(alias="deliveredAt")
    last_event_at: Optional[datetime] = Field(alias="lastEventAt")
    last_checked_at: Optional[datetime] = Field(alias="lastCheckedAt")
    next_check_at: Optional[datetime] = Field(alias="nextCheckAt")
    tracking_ended_at: Optional[datetime] = Field(alias="trackingEndedAt")
    stalled_since: Optional[datetime] = Field(alias="stalledSince")
    overdue_since: Optional[datetime] = Field(alias="overdueSince")
    presumed_lost_at: Optional[datetime] = Field(alias="presumedLostAt")
    pickup_since: Optional[datetime] = Field(alias="pickupSince")
    pickup_until: Optional[datetime] = Field(alias="pickupUntil")
    returned_at: Optional[datetime] = Field(alias="returnedAt")
    order: Optional["ShipmentShipmentOrder"]
    lines: list["ShipmentShipmentLines"]
    events: list["ShipmentShipmentEvents"]
    claims: "ShipmentShipmentClaims"


class ShipmentShipmentProofOfDelivery(BaseModel):
    handover: Optional[Handover]
    signed: bool


class ShipmentShipmentOrder(BaseModel):
    id: str
    number: str


class ShipmentShipmentLines(BaseModel):
    id: str
    quantity: int
    claimed_quantity: int = Field(alias="claimedQuantity")
    order_line: Optional["ShipmentShipmentLinesOrderLine"] = Field(alias="orderLine")


class ShipmentShipmentLinesOrderLine(BaseModel):
    id: str
    title: str


class ShipmentShipmentEvents(BaseModel):
    id: str
    occurred_at: datetime = Field(alias="occurredAt")
    received_at: datetime = Field(alias="receivedAt")
    status: TrackingStatus
    incident_reason: Optional[IncidentReason] = Field(alias="incidentReason")
    description: str
    location: str


class ShipmentShipmentClaims(BaseModel):
    nodes: list["ShipmentShipmentClaimsNodes"]


class ShipmentShipmentClaimsNodes(BaseModel):
    id: str
    number: str
    status: ClaimStatus


Shipment.model_rebuild()
ShipmentShipment.model_rebuild()
ShipmentShipmentLines.model_rebuild()
ShipmentShipmentClaims.model_rebuild()

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
    tracking_number: str = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber")
    tracking_url: Optional[str] = Field(validation_alias="trackingUrl", serialization_alias="trackingUrl")
    tracking_status: TrackingStatus = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")
    tracking_status_detail: Optional[str] = Field(validation_alias="trackingStatusDetail", serialization_alias="trackingStatusDetail")
    incident_reason: Optional[IncidentReason] = Field(validation_alias="incidentReason", serialization_alias="incidentReason")
    signature_required: bool = Field(validation_alias="signatureRequired", serialization_alias="signatureRequired")
    signature_received: bool = Field(validation_alias="signatureReceived", serialization_alias="signatureReceived")
    proof_of_delivery: Optional["ShipmentShipmentProofOfDelivery"] = Field(
        validation_alias="proofOfDelivery", serialization_alias="proofOfDelivery"
    )
    shipped_at: Optional[datetime] = Field(validation_alias="shippedAt", serialization_alias="shippedAt")
    estimated_delivery_at: Optional[datetime] = Field(validation_alias="estimatedDeliveryAt", serialization_alias="estimatedDeliveryAt")
    delivered_at: Optional[datetime] = Field(validation_alias="deliveredAt", serialization_alias="deliveredAt")
    last_event_at: Optional[datetime] = Field(validation_alias="lastEventAt", serialization_alias="lastEventAt")
    last_checked_at: Optional[datetime] = Field(validation_alias="lastCheckedAt", serialization_alias="lastCheckedAt")
    next_check_at: Optional[datetime] = Field(validation_alias="nextCheckAt", serialization_alias="nextCheckAt")
    tracking_ended_at: Optional[datetime] = Field(validation_alias="trackingEndedAt", serialization_alias="trackingEndedAt")
    stalled_since: Optional[datetime] = Field(validation_alias="stalledSince", serialization_alias="stalledSince")
    overdue_since: Optional[datetime] = Field(validation_alias="overdueSince", serialization_alias="overdueSince")
    presumed_lost_at: Optional[datetime] = Field(validation_alias="presumedLostAt", serialization_alias="presumedLostAt")
    pickup_since: Optional[datetime] = Field(validation_alias="pickupSince", serialization_alias="pickupSince")
    pickup_until: Optional[datetime] = Field(validation_alias="pickupUntil", serialization_alias="pickupUntil")
    returned_at: Optional[datetime] = Field(validation_alias="returnedAt", serialization_alias="returnedAt")
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
    claimed_quantity: int = Field(validation_alias="claimedQuantity", serialization_alias="claimedQuantity")
    order_line: Optional["ShipmentShipmentLinesOrderLine"] = Field(validation_alias="orderLine", serialization_alias="orderLine")


class ShipmentShipmentLinesOrderLine(BaseModel):
    id: str
    title: str


class ShipmentShipmentEvents(BaseModel):
    id: str
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    received_at: datetime = Field(validation_alias="receivedAt", serialization_alias="receivedAt")
    status: TrackingStatus
    incident_reason: Optional[IncidentReason] = Field(validation_alias="incidentReason", serialization_alias="incidentReason")
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

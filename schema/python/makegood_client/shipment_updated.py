from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, IncidentReason, TrackingStatus


class ShipmentUpdated(BaseModel):
    shipment_updated: "ShipmentUpdatedShipmentUpdated" = Field(alias="shipmentUpdated")


class ShipmentUpdatedShipmentUpdated(BaseModel):
    id: str
    cursor: str
    type_: str = Field(alias="type")
    sequence: int
    occurred_at: datetime = Field(alias="occurredAt")
    actor: "ShipmentUpdatedShipmentUpdatedActor"
    tracking_status: Optional[TrackingStatus] = Field(alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(alias="incidentReason")
    shipment: Optional["ShipmentUpdatedShipmentUpdatedShipment"]


class ShipmentUpdatedShipmentUpdatedActor(BaseModel):
    kind: ActorKind


class ShipmentUpdatedShipmentUpdatedShipment(BaseModel):
    id: str
    tracking_status: TrackingStatus = Field(alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(alias="incidentReason")
    estimated_delivery_at: Optional[datetime] = Field(alias="estimatedDeliveryAt")
    delivered_at: Optional[datetime] = Field(alias="deliveredAt")
    last_checked_at: Optional[datetime] = Field(alias="lastCheckedAt")
    next_check_at: Optional[datetime] = Field(alias="nextCheckAt")


ShipmentUpdated.model_rebuild()
ShipmentUpdatedShipmentUpdated.model_rebuild()

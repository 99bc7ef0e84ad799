from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, IncidentReason, TrackingStatus


class ShipmentUpdated(BaseModel):
    shipment_updated: "ShipmentUpdatedShipmentUpdated" = Field(validation_alias="shipmentUpdated", serialization_alias="shipmentUpdated")


class ShipmentUpdatedShipmentUpdated(BaseModel):
    id: str
    cursor: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    sequence: int
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    actor: "ShipmentUpdatedShipmentUpdatedActor"
    tracking_status: Optional[TrackingStatus] = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(validation_alias="incidentReason", serialization_alias="incidentReason")
    shipment: Optional["ShipmentUpdatedShipmentUpdatedShipment"]


class ShipmentUpdatedShipmentUpdatedActor(BaseModel):
    kind: ActorKind


class ShipmentUpdatedShipmentUpdatedShipment(BaseModel):
    id: str
    tracking_status: TrackingStatus = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(validation_alias="incidentReason", serialization_alias="incidentReason")
    estimated_delivery_at: Optional[datetime] = Field(validation_alias="estimatedDeliveryAt", serialization_alias="estimatedDeliveryAt")
    delivered_at: Optional[datetime] = Field(validation_alias="deliveredAt", serialization_alias="deliveredAt")
    last_checked_at: Optional[datetime] = Field(validation_alias="lastCheckedAt", serialization_alias="lastCheckedAt")
    next_check_at: Optional[datetime] = Field(validation_alias="nextCheckAt", serialization_alias="nextCheckAt")


ShipmentUpdated.model_rebuild()
ShipmentUpdatedShipmentUpdated.model_rebuild()

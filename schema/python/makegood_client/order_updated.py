from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, CancelReason, ClaimStatus, IncidentReason, TrackingStatus


class OrderUpdated(BaseModel):
    order_updated: "OrderUpdatedOrderUpdated" = Field(validation_alias="orderUpdated", serialization_alias="orderUpdated")


class OrderUpdatedOrderUpdated(BaseModel):
    id: str
    cursor: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    sequence: int
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    actor: "OrderUpdatedOrderUpdatedActor"
    status: Optional[ClaimStatus]
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    tracking_status: Optional[TrackingStatus] = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(validation_alias="incidentReason", serialization_alias="incidentReason")
    shipment: Optional["OrderUpdatedOrderUpdatedShipment"]
    claim: Optional["OrderUpdatedOrderUpdatedClaim"]


class OrderUpdatedOrderUpdatedActor(BaseModel):
    kind: ActorKind


class OrderUpdatedOrderUpdatedShipment(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber")
    tracking_status: TrackingStatus = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")


class OrderUpdatedOrderUpdatedClaim(BaseModel):
    id: str
    number: str
    status: ClaimStatus


OrderUpdated.model_rebuild()
OrderUpdatedOrderUpdated.model_rebuild()

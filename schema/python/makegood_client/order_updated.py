from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, CancelReason, ClaimStatus, IncidentReason, TrackingStatus


class OrderUpdated(BaseModel):
    order_updated: "OrderUpdatedOrderUpdated" = Field(alias="orderUpdated")


class OrderUpdatedOrderUpdated(BaseModel):
    id: str
    cursor: str
    type_: str = Field(alias="type")
    sequence: int
    occurred_at: datetime = Field(alias="occurredAt")
    actor: "OrderUpdatedOrderUpdatedActor"
    status: Optional[ClaimStatus]
    cancel_reason: Optional[CancelReason] = Field(alias="cancelReason")
    tracking_status: Optional[TrackingStatus] = Field(alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(alias="incidentReason")
    shipment: Optional["OrderUpdatedOrderUpdatedShipment"]
    claim: Optional["OrderUpdatedOrderUpdatedClaim"]


class OrderUpdatedOrderUpdatedActor(BaseModel):
    kind: ActorKind


class OrderUpdatedOrderUpdatedShipment(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(alias="trackingNumber")
    tracking_status: TrackingStatus = Field(alias="trackingStatus")


class OrderUpdatedOrderUpdatedClaim(BaseModel):
    id: str
    number: str
    status: ClaimStatus


OrderUpdated.model_rebuild()
OrderUpdatedOrderUpdated.model_rebuild()

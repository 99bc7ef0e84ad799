from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, DisputeStatus, DisputeType


class DisputesUpdated(BaseModel):
    disputes_updated: "DisputesUpdatedDisputesUpdated" = Field(validation_alias="disputesUpdated", serialization_alias="disputesUpdated")


class DisputesUpdatedDisputesUpdated(BaseModel):
    id: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    sequence: int
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    cursor: str
    actor: "DisputesUpdatedDisputesUpdatedActor"
    dispute_type: Optional[DisputeType] = Field(validation_alias="disputeType", serialization_alias="disputeType")
    dispute_status: Optional[DisputeStatus] = Field(validation_alias="disputeStatus", serialization_alias="disputeStatus")
    dispute: Optional["DisputesUpdatedDisputesUpdatedDispute"]
    order: Optional["DisputesUpdatedDisputesUpdatedOrder"]


class DisputesUpdatedDisputesUpdatedActor(BaseModel):
    kind: ActorKind
    id: Optional[str]


class DisputesUpdatedDisputesUpdatedDispute(BaseModel):
    id: str
    status: DisputeStatus
    evidence_due_by: Optional[datetime] = Field(validation_alias="evidenceDueBy", serialization_alias="evidenceDueBy")


class DisputesUpdatedDisputesUpdatedOrder(BaseModel):
    id: str
    number: str


DisputesUpdated.model_rebuild()
DisputesUpdatedDisputesUpdated.model_rebuild()

from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, DisputeStatus, DisputeType


class DisputesUpdated(BaseModel):
    disputes_updated: "DisputesUpdatedDisputesUpdated" = Field(alias="disputesUpdated")


class DisputesUpdatedDisputesUpdated(BaseModel):
    id: str
    type_: str = Field(alias="type")
    sequence: int
    occurred_at: datetime = Field(alias="occurredAt")
    cursor: str
    actor: "DisputesUpdatedDisputesUpdatedActor"
    dispute_type: Optional[DisputeType] = Field(alias="disputeType")
    dispute_status: Optional[DisputeStatus] = Field(alias="disputeStatus")
    dispute: Optional["DisputesUpdatedDisputesUpdatedDispute"]
    order: Optional["DisputesUpdatedDisputesUpdatedOrder"]


class DisputesUpdatedDisputesUpdatedActor(BaseModel):
    kind: ActorKind
    id: Optional[str]


class DisputesUpdatedDisputesUpdatedDispute(BaseModel):
    id: str
    status: DisputeStatus
    evidence_due_by: Optional[datetime] = Field(alias="evidenceDueBy")


class DisputesUpdatedDisputesUpdatedOrder(BaseModel):
    id: str
    number: str


DisputesUpdated.model_rebuild()
DisputesUpdatedDisputesUpdated.model_rebuild()

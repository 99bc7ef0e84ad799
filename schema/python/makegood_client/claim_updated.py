from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, CancelReason, ClaimStatus


class ClaimUpdated(BaseModel):
    claim_updated: "ClaimUpdatedClaimUpdated" = Field(validation_alias="claimUpdated", serialization_alias="claimUpdated")


class ClaimUpdatedClaimUpdated(BaseModel):
    id: str
    cursor: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    sequence: int
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    actor: "ClaimUpdatedClaimUpdatedActor"
    status: Optional[ClaimStatus]
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    verified: Optional[bool]
    claim: Optional["ClaimUpdatedClaimUpdatedClaim"]


class ClaimUpdatedClaimUpdatedActor(BaseModel):
    kind: ActorKind


class ClaimUpdatedClaimUpdatedClaim(BaseModel):
    id: str
    number: str
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    version: int


ClaimUpdated.model_rebuild()
ClaimUpdatedClaimUpdated.model_rebuild()

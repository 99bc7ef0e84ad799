from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, CancelReason, ClaimStatus


class ClaimUpdated(BaseModel):
    claim_updated: "ClaimUpdatedClaimUpdated" = Field(alias="claimUpdated")


class ClaimUpdatedClaimUpdated(BaseModel):
    id: str
    cursor: str
    type_: str = Field(alias="type")
    sequence: int
    occurred_at: datetime = Field(alias="occurredAt")
    actor: "ClaimUpdatedClaimUpdatedActor"
    status: Optional[ClaimStatus]
    cancel_reason: Optional[CancelReason] = Field(alias="cancelReason")
    verified: Optional[bool]
    claim: Optional["ClaimUpdatedClaimUpdatedClaim"]


class ClaimUpdatedClaimUpdatedActor(BaseModel):
    kind: ActorKind


class ClaimUpdatedClaimUpdatedClaim(BaseModel):
    id: str
    number: str
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(alias="cancelReason")
    version: int


ClaimUpdated.model_rebuild()
ClaimUpdatedClaimUpdated.model_rebuild()

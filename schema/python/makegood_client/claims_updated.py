from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, CancelReason, ClaimReason, ClaimStatus


class ClaimsUpdated(BaseModel):
    claims_updated: "ClaimsUpdatedClaimsUpdated" = Field(validation_alias="claimsUpdated", serialization_alias="claimsUpdated")


class ClaimsUpdatedClaimsUpdated(BaseModel):
    id: str
    cursor: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    sequence: int
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    actor: "ClaimsUpdatedClaimsUpdatedActor"
    status: Optional[ClaimStatus]
    reason: Optional[ClaimReason]
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    claim: Optional["ClaimsUpdatedClaimsUpdatedClaim"]


class ClaimsUpdatedClaimsUpdatedActor(BaseModel):
    kind: ActorKind


class ClaimsUpdatedClaimsUpdatedClaim(BaseModel):
    id: str
    number: str
    status: ClaimStatus
    version: int


ClaimsUpdated.model_rebuild()
ClaimsUpdatedClaimsUpdated.model_rebuild()

from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimStatus


class ClaimAppeal(BaseModel):
    claim_appeal: "ClaimAppealClaimAppeal" = Field(validation_alias="claimAppeal", serialization_alias="claimAppeal")


class ClaimAppealClaimAppeal(BaseModel):
    claim: Optional["ClaimAppealClaimAppealClaim"]
    user_errors: list["ClaimAppealClaimAppealUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class ClaimAppealClaimAppealClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    appealed_at: Optional[datetime] = Field(validation_alias="appealedAt", serialization_alias="appealedAt")


class ClaimAppealClaimAppealUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimAppeal.model_rebuild()
ClaimAppealClaimAppeal.model_rebuild()

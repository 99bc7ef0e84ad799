from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import CancelReason, ClaimStatus


class ClaimMarkDuplicate(BaseModel):
    claim_mark_duplicate: "ClaimMarkDuplicateClaimMarkDuplicate" = Field(
        alias="claimMarkDuplicate"
    )


class ClaimMarkDuplicateClaimMarkDuplicate(BaseModel):
    claim: Optional["ClaimMarkDuplicateClaimMarkDuplicateClaim"]
    user_errors: list["ClaimMarkDuplicateClaimMarkDuplicateUserErrors"] = Field(
        alias="userErrors"
    )


class ClaimMarkDuplicateClaimMarkDuplicateClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    cancel_reason: Optional[CancelReason] = Field(alias="cancelReason")
    duplicate_of: Optional["ClaimMarkDuplicateClaimMarkDuplicateClaimDuplicateOf"] = (
        Field(alias="duplicateOf")
    )


class ClaimMarkDuplicateClaimMarkDuplicateClaimDuplicateOf(BaseModel):
    id: str
    number: str


class ClaimMarkDuplicateClaimMarkDuplicateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimMarkDuplicate.model_rebuild()
ClaimMarkDuplicateClaimMarkDuplicate.model_rebuild()
ClaimMarkDuplicateClaimMarkDuplicateClaim.model_rebuild()

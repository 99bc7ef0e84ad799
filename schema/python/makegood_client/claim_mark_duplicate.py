from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import CancelReason, ClaimStatus


class ClaimMarkDuplicate(BaseModel):
    claim_mark_duplicate: "ClaimMarkDuplicateClaimMarkDuplicate" = Field(
        validation_alias="claimMarkDuplicate", serialization_alias="claimMarkDuplicate"
    )


class ClaimMarkDuplicateClaimMarkDuplicate(BaseModel):
    claim: Optional["ClaimMarkDuplicateClaimMarkDuplicateClaim"]
    user_errors: list["ClaimMarkDuplicateClaimMarkDuplicateUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class ClaimMarkDuplicateClaimMarkDuplicateClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    duplicate_of: Optional["ClaimMarkDuplicateClaimMarkDuplicateClaimDuplicateOf"] = (
        Field(validation_alias="duplicateOf", serialization_alias="duplicateOf")
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

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimStatus


class ClaimAssign(BaseModel):
    claim_assign: "ClaimAssignClaimAssign" = Field(validation_alias="claimAssign", serialization_alias="claimAssign")


class ClaimAssignClaimAssign(BaseModel):
    claim: Optional["ClaimAssignClaimAssignClaim"]
    user_errors: list["ClaimAssignClaimAssignUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class ClaimAssignClaimAssignClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    assignee: Optional[str]


class ClaimAssignClaimAssignUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimAssign.model_rebuild()
ClaimAssignClaimAssign.model_rebuild()

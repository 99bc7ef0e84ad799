from typing import Optional

from pydantic import Field

from .base_model import BaseModel


class ClaimPolicyUpdate(BaseModel):
    claim_policy_update: "ClaimPolicyUpdateClaimPolicyUpdate" = Field(
        validation_alias="claimPolicyUpdate", serialization_alias="claimPolicyUpdate"
    )


class ClaimPolicyUpdateClaimPolicyUpdate(BaseModel):
    claim_policy: Optional["ClaimPolicyUpdateClaimPolicyUpdateClaimPolicy"] = Field(
        validation_alias="claimPolicy", serialization_alias="claimPolicy"
    )
    user_errors: list["ClaimPolicyUpdateClaimPolicyUpdateUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class ClaimPolicyUpdateClaimPolicyUpdateClaimPolicy(BaseModel):
    id: str
    version: int


class ClaimPolicyUpdateClaimPolicyUpdateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimPolicyUpdate.model_rebuild()
ClaimPolicyUpdateClaimPolicyUpdate.model_rebuild()

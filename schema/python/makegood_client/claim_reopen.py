from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimStatus, DenialCode


class ClaimReopen(BaseModel):
    claim_reopen: "ClaimReopenClaimReopen" = Field(validation_alias="claimReopen", serialization_alias="claimReopen")


class ClaimReopenClaimReopen(BaseModel):
    claim: Optional["ClaimReopenClaimReopenClaim"]
    user_errors: list["ClaimReopenClaimReopenUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class ClaimReopenClaimReopenClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    denial: Optional["ClaimReopenClaimReopenClaimDenial"]


class ClaimReopenClaimReopenClaimDenial(BaseModel):
    code: DenialCode


class ClaimReopenClaimReopenUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimReopen.model_rebuild()
ClaimReopenClaimReopen.model_rebuild()
ClaimReopenClaimReopenClaim.model_rebuild()

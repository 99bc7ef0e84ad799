from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimStatus, DenialCode


class ClaimDeny(BaseModel):
    claim_deny: "ClaimDenyClaimDeny" = Field(validation_alias="claimDeny", serialization_alias="claimDeny")


class ClaimDenyClaimDeny(BaseModel):
    claim: Optional["ClaimDenyClaimDenyClaim"]
    user_errors: list["ClaimDenyClaimDenyUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class ClaimDenyClaimDenyClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    denial: Optional["ClaimDenyClaimDenyClaimDenial"]


class ClaimDenyClaimDenyClaimDenial(BaseModel):
    code: DenialCode
    message: str
    appealable_until: Optional[datetime] = Field(validation_alias="appealableUntil", serialization_alias="appealableUntil")


class ClaimDenyClaimDenyUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimDeny.model_rebuild()
ClaimDenyClaimDeny.model_rebuild()
ClaimDenyClaimDenyClaim.model_rebuild()

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimStatus


class ClaimTag(BaseModel):
    claim_tag: "ClaimTagClaimTag" = Field(validation_alias="claimTag", serialization_alias="claimTag")


class ClaimTagClaimTag(BaseModel):
    claim: Optional["ClaimTagClaimTagClaim"]
    user_errors: list["ClaimTagClaimTagUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class ClaimTagClaimTagClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    tags: list[str]


class ClaimTagClaimTagUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimTag.model_rebuild()
ClaimTagClaimTag.model_rebuild()

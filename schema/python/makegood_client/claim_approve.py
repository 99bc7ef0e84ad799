from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimStatus, ResolutionType


class ClaimApprove(BaseModel):
    claim_approve: "ClaimApproveClaimApprove" = Field(alias="claimApprove")


class ClaimApproveClaimApprove(BaseModel):
    claim: Optional["ClaimApproveClaimApproveClaim"]
    user_errors: list["ClaimApproveClaimApproveUserErrors"] = Field(alias="userErrors")


class ClaimApproveClaimApproveClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    resolution_options: list["ClaimApproveClaimApproveClaimResolutionOptions"] = Field(
        alias="resolutionOptions"
    )


class ClaimApproveClaimApproveClaimResolutionOptions(BaseModel):
    type_: ResolutionType = Field(alias="type")
    amount: "ClaimApproveClaimApproveClaimResolutionOptionsAmount"
    is_default: bool = Field(alias="isDefault")


class ClaimApproveClaimApproveClaimResolutionOptionsAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class ClaimApproveClaimApproveUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimApprove.model_rebuild()
ClaimApproveClaimApprove.model_rebuild()
ClaimApproveClaimApproveClaim.model_rebuild()
ClaimApproveClaimApproveClaimResolutionOptions.model_rebuild()

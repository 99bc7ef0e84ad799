from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimStatus, ResolutionType


class ClaimApprove(BaseModel):
    claim_approve: "ClaimApproveClaimApprove" = Field(validation_alias="claimApprove", serialization_alias="claimApprove")


class ClaimApproveClaimApprove(BaseModel):
    claim: Optional["ClaimApproveClaimApproveClaim"]
    user_errors: list["ClaimApproveClaimApproveUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class ClaimApproveClaimApproveClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    resolution_options: list["ClaimApproveClaimApproveClaimResolutionOptions"] = Field(
        validation_alias="resolutionOptions", serialization_alias="resolutionOptions"
    )


class ClaimApproveClaimApproveClaimResolutionOptions(BaseModel):
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    amount: "ClaimApproveClaimApproveClaimResolutionOptionsAmount"
    is_default: bool = Field(validation_alias="isDefault", serialization_alias="isDefault")


class ClaimApproveClaimApproveClaimResolutionOptionsAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ClaimApproveClaimApproveUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimApprove.model_rebuild()
ClaimApproveClaimApprove.model_rebuild()
ClaimApproveClaimApproveClaim.model_rebuild()
ClaimApproveClaimApproveClaimResolutionOptions.model_rebuild()

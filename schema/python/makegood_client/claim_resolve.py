from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, ClaimStatus, ResolutionStatus, ResolutionType


class ClaimResolve(BaseModel):
    claim_resolve: "ClaimResolveClaimResolve" = Field(validation_alias="claimResolve", serialization_alias="claimResolve")


class ClaimResolveClaimResolve(BaseModel):
    claim: Optional["ClaimResolveClaimResolveClaim"]
    user_errors: list["ClaimResolveClaimResolveUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class ClaimResolveClaimResolveClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    resolution: Optional["ClaimResolveClaimResolveClaimResolution"]


class ClaimResolveClaimResolveClaimResolution(BaseModel):
    id: str
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    status: ResolutionStatus
    external: bool
    amount: "ClaimResolveClaimResolveClaimResolutionAmount"
    chosen_by: ActorKind = Field(validation_alias="chosenBy", serialization_alias="chosenBy")
    chosen_at: datetime = Field(validation_alias="chosenAt", serialization_alias="chosenAt")


class ClaimResolveClaimResolveClaimResolutionAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ClaimResolveClaimResolveUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimResolve.model_rebuild()
ClaimResolveClaimResolve.model_rebuild()
ClaimResolveClaimResolveClaim.model_rebuild()
ClaimResolveClaimResolveClaimResolution.model_rebuild()

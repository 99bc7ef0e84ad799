from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, ClaimStatus, ResolutionStatus, ResolutionType


class ClaimMarkResolvedExternally(BaseModel):
    claim_mark_resolved_externally: "ClaimMarkResolvedExternallyClaimMarkResolvedExternally" = Field(
        validation_alias="claimMarkResolvedExternally", serialization_alias="claimMarkResolvedExternally"
    )


class ClaimMarkResolvedExternallyClaimMarkResolvedExternally(BaseModel):
    claim: Optional["ClaimMarkResolvedExternallyClaimMarkResolvedExternallyClaim"]
    user_errors: list[
        "ClaimMarkResolvedExternallyClaimMarkResolvedExternallyUserErrors"
    ] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class ClaimMarkResolvedExternallyClaimMarkResolvedExternallyClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    resolution: Optional[
        "ClaimMarkResolvedExternallyClaimMarkResolvedExternallyClaimResolution"
    ]


class ClaimMarkResolvedExternallyClaimMarkResolvedExternallyClaimResolution(BaseModel):
    id: str
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    status: ResolutionStatus
    external: bool
    amount: (
        "ClaimMarkResolvedExternallyClaimMarkResolvedExternallyClaimResolutionAmount"
    )
    chosen_by: ActorKind = Field(validation_alias="chosenBy", serialization_alias="chosenBy")
    chosen_at: datetime = Field(validation_alias="chosenAt", serialization_alias="chosenAt")


class ClaimMarkResolvedExternallyClaimMarkResolvedExternallyClaimResolutionAmount(
    BaseModel
):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ClaimMarkResolvedExternallyClaimMarkResolvedExternallyUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimMarkResolvedExternally.model_rebuild()
ClaimMarkResolvedExternallyClaimMarkResolvedExternally.model_rebuild()
ClaimMarkResolvedExternallyClaimMarkResolvedExternallyClaim.model_rebuild()
ClaimMarkResolvedExternallyClaimMarkResolvedExternallyClaimResolution.model_rebuild()

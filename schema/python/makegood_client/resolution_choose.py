from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, ClaimStatus, ResolutionStatus, ResolutionType


class ResolutionChoose(BaseModel):
    resolution_choose: "ResolutionChooseResolutionChoose" = Field(
        validation_alias="resolutionChoose", serialization_alias="resolutionChoose"
    )


class ResolutionChooseResolutionChoose(BaseModel):
    claim: Optional["ResolutionChooseResolutionChooseClaim"]
    user_errors: list["ResolutionChooseResolutionChooseUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class ResolutionChooseResolutionChooseClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    resolution: Optional["ResolutionChooseResolutionChooseClaimResolution"]


class ResolutionChooseResolutionChooseClaimResolution(BaseModel):
    id: str
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    status: ResolutionStatus
    external: bool
    amount: "ResolutionChooseResolutionChooseClaimResolutionAmount"
    chosen_by: ActorKind = Field(validation_alias="chosenBy", serialization_alias="chosenBy")
    chosen_at: datetime = Field(validation_alias="chosenAt", serialization_alias="chosenAt")


class ResolutionChooseResolutionChooseClaimResolutionAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ResolutionChooseResolutionChooseUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ResolutionChoose.model_rebuild()
ResolutionChooseResolutionChoose.model_rebuild()
ResolutionChooseResolutionChooseClaim.model_rebuild()
ResolutionChooseResolutionChooseClaimResolution.model_rebuild()

from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ResolutionStatus, ResolutionType


class GoodwillGive(BaseModel):
    goodwill_give: "GoodwillGiveGoodwillGive" = Field(validation_alias="goodwillGive", serialization_alias="goodwillGive")


class GoodwillGiveGoodwillGive(BaseModel):
    resolution: Optional["GoodwillGiveGoodwillGiveResolution"]
    user_errors: list["GoodwillGiveGoodwillGiveUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class GoodwillGiveGoodwillGiveResolution(BaseModel):
    id: str
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    status: ResolutionStatus
    goodwill: bool
    amount: "GoodwillGiveGoodwillGiveResolutionAmount"
    claim: Optional["GoodwillGiveGoodwillGiveResolutionClaim"]


class GoodwillGiveGoodwillGiveResolutionAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class GoodwillGiveGoodwillGiveResolutionClaim(BaseModel):
    id: str


class GoodwillGiveGoodwillGiveUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


GoodwillGive.model_rebuild()
GoodwillGiveGoodwillGive.model_rebuild()
GoodwillGiveGoodwillGiveResolution.model_rebuild()

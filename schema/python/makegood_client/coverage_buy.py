from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import CoverageKind, CoverageStatus


class CoverageBuy(BaseModel):
    coverage_buy: "CoverageBuyCoverageBuy" = Field(validation_alias="coverageBuy", serialization_alias="coverageBuy")


class CoverageBuyCoverageBuy(BaseModel):
    coverage: Optional["CoverageBuyCoverageBuyCoverage"]
    user_errors: list["CoverageBuyCoverageBuyUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class CoverageBuyCoverageBuyCoverage(BaseModel):
    id: str
    provider: str
    kind: CoverageKind
    status: CoverageStatus
    policy_number: Optional[str] = Field(validation_alias="policyNumber", serialization_alias="policyNumber")
    insured: "CoverageBuyCoverageBuyCoverageInsured"
    effective_at: Optional[datetime] = Field(validation_alias="effectiveAt", serialization_alias="effectiveAt")
    expires_at: Optional[datetime] = Field(validation_alias="expiresAt", serialization_alias="expiresAt")


class CoverageBuyCoverageBuyCoverageInsured(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class CoverageBuyCoverageBuyUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


CoverageBuy.model_rebuild()
CoverageBuyCoverageBuy.model_rebuild()
CoverageBuyCoverageBuyCoverage.model_rebuild()

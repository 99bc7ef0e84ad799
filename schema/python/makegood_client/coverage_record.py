from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import CoverageKind, CoverageStatus


class CoverageRecord(BaseModel):
    coverage_record: "CoverageRecordCoverageRecord" = Field(alias="coverageRecord")


class CoverageRecordCoverageRecord(BaseModel):
    coverage: Optional["CoverageRecordCoverageRecordCoverage"]
    user_errors: list["CoverageRecordCoverageRecordUserErrors"] = Field(
        alias="userErrors"
    )


class CoverageRecordCoverageRecordCoverage(BaseModel):
    id: str
    provider: str
    kind: CoverageKind
    status: CoverageStatus
    policy_number: Optional[str] = Field(alias="policyNumber")
    insured: "CoverageRecordCoverageRecordCoverageInsured"
    effective_at: Optional[datetime] = Field(alias="effectiveAt")
    expires_at: Optional[datetime] = Field(alias="expiresAt")


class CoverageRecordCoverageRecordCoverageInsured(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class CoverageRecordCoverageRecordUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


CoverageRecord.model_rebuild()
CoverageRecordCoverageRecord.model_rebuild()
CoverageRecordCoverageRecordCoverage.model_rebuild()

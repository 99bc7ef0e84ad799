from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import CoverageKind, CoverageStatus


class CoverageRecord(BaseModel):
    coverage_record: "CoverageRecordCoverageRecord" = Field(validation_alias="coverageRecord", serialization_alias="coverageRecord")


class CoverageRecordCoverageRecord(BaseModel):
    coverage: Optional["CoverageRecordCoverageRecordCoverage"]
    user_errors: list["CoverageRecordCoverageRecordUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class CoverageRecordCoverageRecordCoverage(BaseModel):
    id: str
    provider: str
    kind: CoverageKind
    status: CoverageStatus
    policy_number: Optional[str] = Field(validation_alias="policyNumber", serialization_alias="policyNumber")
    insured: "CoverageRecordCoverageRecordCoverageInsured"
    effective_at: Optional[datetime] = Field(validation_alias="effectiveAt", serialization_alias="effectiveAt")
    expires_at: Optional[datetime] = Field(validation_alias="expiresAt", serialization_alias="expiresAt")


class CoverageRecordCoverageRecordCoverageInsured(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class CoverageRecordCoverageRecordUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


CoverageRecord.model_rebuild()
CoverageRecordCoverageRecord.model_rebuild()
CoverageRecordCoverageRecordCoverage.model_rebuild()

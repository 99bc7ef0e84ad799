from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryRoute


class RecoveryOptions(BaseModel):
    recovery_options: list["RecoveryOptionsRecoveryOptions"] = Field(
        validation_alias="recoveryOptions", serialization_alias="recoveryOptions"
    )


class RecoveryOptionsRecoveryOptions(BaseModel):
    route: RecoveryRoute
    counterparty: str
    name: str
    fileable: bool
    expected: Optional["RecoveryOptionsRecoveryOptionsExpected"]
    expected_steps: list[str] = Field(validation_alias="expectedSteps", serialization_alias="expectedSteps")
    expected_assumed: bool = Field(validation_alias="expectedAssumed", serialization_alias="expectedAssumed")
    reasons: list["RecoveryOptionsRecoveryOptionsReasons"]
    bars: list["RecoveryOptionsRecoveryOptionsBars"]
    documents: list[str]
    missing_documents: list[str] = Field(validation_alias="missingDocuments", serialization_alias="missingDocuments")
    exclusive_with: list[str] = Field(validation_alias="exclusiveWith", serialization_alias="exclusiveWith")
    rank_message: str = Field(validation_alias="rankMessage", serialization_alias="rankMessage")
    rule: Optional[str]
    source: Optional[str]
    confidence: Optional[str]
    opens_at: Optional[datetime] = Field(validation_alias="opensAt", serialization_alias="opensAt")
    notice_by: Optional[datetime] = Field(validation_alias="noticeBy", serialization_alias="noticeBy")
    file_by: Optional[datetime] = Field(validation_alias="fileBy", serialization_alias="fileBy")
    filing: Optional["RecoveryOptionsRecoveryOptionsFiling"]


class RecoveryOptionsRecoveryOptionsExpected(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryOptionsRecoveryOptionsReasons(BaseModel):
    code: str
    message: str


class RecoveryOptionsRecoveryOptionsBars(BaseModel):
    code: str
    message: str


class RecoveryOptionsRecoveryOptionsFiling(BaseModel):
    language: str
    how: str
    url: Optional[str]
    email: Optional[str]
    address: Optional[str]


RecoveryOptions.model_rebuild()
RecoveryOptionsRecoveryOptions.model_rebuild()

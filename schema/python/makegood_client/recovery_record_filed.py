from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoveryRecordFiled(BaseModel):
    recovery_record_filed: "RecoveryRecordFiledRecoveryRecordFiled" = Field(
        validation_alias="recoveryRecordFiled", serialization_alias="recoveryRecordFiled"
    )


class RecoveryRecordFiledRecoveryRecordFiled(BaseModel):
    recovery: Optional["RecoveryRecordFiledRecoveryRecordFiledRecovery"]
    user_errors: list["RecoveryRecordFiledRecoveryRecordFiledUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class RecoveryRecordFiledRecoveryRecordFiledRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(validation_alias="statusDetail", serialization_alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoveryRecordFiledRecoveryRecordFiledRecoveryApproved"]
    paid: "RecoveryRecordFiledRecoveryRecordFiledRecoveryPaid"
    version: int


class RecoveryRecordFiledRecoveryRecordFiledRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecordFiledRecoveryRecordFiledRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecordFiledRecoveryRecordFiledUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoveryRecordFiled.model_rebuild()
RecoveryRecordFiledRecoveryRecordFiled.model_rebuild()
RecoveryRecordFiledRecoveryRecordFiledRecovery.model_rebuild()

from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoveryRecordPayment(BaseModel):
    recovery_record_payment: "RecoveryRecordPaymentRecoveryRecordPayment" = Field(
        validation_alias="recoveryRecordPayment", serialization_alias="recoveryRecordPayment"
    )


class RecoveryRecordPaymentRecoveryRecordPayment(BaseModel):
    recovery: Optional["RecoveryRecordPaymentRecoveryRecordPaymentRecovery"]
    user_errors: list["RecoveryRecordPaymentRecoveryRecordPaymentUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class RecoveryRecordPaymentRecoveryRecordPaymentRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(validation_alias="statusDetail", serialization_alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoveryRecordPaymentRecoveryRecordPaymentRecoveryApproved"]
    paid: "RecoveryRecordPaymentRecoveryRecordPaymentRecoveryPaid"
    version: int


class RecoveryRecordPaymentRecoveryRecordPaymentRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecordPaymentRecoveryRecordPaymentRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecordPaymentRecoveryRecordPaymentUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoveryRecordPayment.model_rebuild()
RecoveryRecordPaymentRecoveryRecordPayment.model_rebuild()
RecoveryRecordPaymentRecoveryRecordPaymentRecovery.model_rebuild()

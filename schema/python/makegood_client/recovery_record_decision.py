from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoveryRecordDecision(BaseModel):
    recovery_record_decision: "RecoveryRecordDecisionRecoveryRecordDecision" = Field(
        validation_alias="recoveryRecordDecision", serialization_alias="recoveryRecordDecision"
    )


class RecoveryRecordDecisionRecoveryRecordDecision(BaseModel):
    recovery: Optional["RecoveryRecordDecisionRecoveryRecordDecisionRecovery"]
    user_errors: list["RecoveryRecordDecisionRecoveryRecordDecisionUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class RecoveryRecordDecisionRecoveryRecordDecisionRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(validation_alias="statusDetail", serialization_alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoveryRecordDecisionRecoveryRecordDecisionRecoveryApproved"]
    paid: "RecoveryRecordDecisionRecoveryRecordDecisionRecoveryPaid"
    version: int


class RecoveryRecordDecisionRecoveryRecordDecisionRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecordDecisionRecoveryRecordDecisionRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecordDecisionRecoveryRecordDecisionUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoveryRecordDecision.model_rebuild()
RecoveryRecordDecisionRecoveryRecordDecision.model_rebuild()
RecoveryRecordDecisionRecoveryRecordDecisionRecovery.model_rebuild()

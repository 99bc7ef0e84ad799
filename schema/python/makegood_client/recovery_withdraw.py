from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoveryWithdraw(BaseModel):
    recovery_withdraw: "RecoveryWithdrawRecoveryWithdraw" = Field(
        validation_alias="recoveryWithdraw", serialization_alias="recoveryWithdraw"
    )


class RecoveryWithdrawRecoveryWithdraw(BaseModel):
    recovery: Optional["RecoveryWithdrawRecoveryWithdrawRecovery"]
    user_errors: list["RecoveryWithdrawRecoveryWithdrawUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class RecoveryWithdrawRecoveryWithdrawRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(validation_alias="statusDetail", serialization_alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoveryWithdrawRecoveryWithdrawRecoveryApproved"]
    paid: "RecoveryWithdrawRecoveryWithdrawRecoveryPaid"
    version: int


class RecoveryWithdrawRecoveryWithdrawRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryWithdrawRecoveryWithdrawRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryWithdrawRecoveryWithdrawUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoveryWithdraw.model_rebuild()
RecoveryWithdrawRecoveryWithdraw.model_rebuild()
RecoveryWithdrawRecoveryWithdrawRecovery.model_rebuild()

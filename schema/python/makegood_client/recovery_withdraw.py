from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoveryWithdraw(BaseModel):
    recovery_withdraw: "RecoveryWithdrawRecoveryWithdraw" = Field(
        alias="recoveryWithdraw"
    )


class RecoveryWithdrawRecoveryWithdraw(BaseModel):
    recovery: Optional["RecoveryWithdrawRecoveryWithdrawRecovery"]
    user_errors: list["RecoveryWithdrawRecoveryWithdrawUserErrors"] = Field(
        alias="userErrors"
    )


class RecoveryWithdrawRecoveryWithdrawRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoveryWithdrawRecoveryWithdrawRecoveryApproved"]
    paid: "RecoveryWithdrawRecoveryWithdrawRecoveryPaid"
    version: int


class RecoveryWithdrawRecoveryWithdrawRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryWithdrawRecoveryWithdrawRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryWithdrawRecoveryWithdrawUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoveryWithdraw.model_rebuild()
RecoveryWithdrawRecoveryWithdraw.model_rebuild()
RecoveryWithdrawRecoveryWithdrawRecovery.model_rebuild()

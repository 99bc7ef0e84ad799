from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoveryAppeal(BaseModel):
    recovery_appeal: "RecoveryAppealRecoveryAppeal" = Field(alias="recoveryAppeal")


class RecoveryAppealRecoveryAppeal(BaseModel):
    recovery: Optional["RecoveryAppealRecoveryAppealRecovery"]
    user_errors: list["RecoveryAppealRecoveryAppealUserErrors"] = Field(
        alias="userErrors"
    )


class RecoveryAppealRecoveryAppealRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoveryAppealRecoveryAppealRecoveryApproved"]
    paid: "RecoveryAppealRecoveryAppealRecoveryPaid"
    version: int


class RecoveryAppealRecoveryAppealRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryAppealRecoveryAppealRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryAppealRecoveryAppealUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoveryAppeal.model_rebuild()
RecoveryAppealRecoveryAppeal.model_rebuild()
RecoveryAppealRecoveryAppealRecovery.model_rebuild()

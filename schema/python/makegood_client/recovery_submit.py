from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoverySubmit(BaseModel):
    recovery_submit: "RecoverySubmitRecoverySubmit" = Field(alias="recoverySubmit")


class RecoverySubmitRecoverySubmit(BaseModel):
    recovery: Optional["RecoverySubmitRecoverySubmitRecovery"]
    user_errors: list["RecoverySubmitRecoverySubmitUserErrors"] = Field(
        alias="userErrors"
    )


class RecoverySubmitRecoverySubmitRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoverySubmitRecoverySubmitRecoveryApproved"]
    paid: "RecoverySubmitRecoverySubmitRecoveryPaid"
    version: int


class RecoverySubmitRecoverySubmitRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoverySubmitRecoverySubmitRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoverySubmitRecoverySubmitUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoverySubmit.model_rebuild()
RecoverySubmitRecoverySubmit.model_rebuild()
RecoverySubmitRecoverySubmitRecovery.model_rebuild()

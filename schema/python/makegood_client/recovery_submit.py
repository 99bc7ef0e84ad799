from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoverySubmit(BaseModel):
    recovery_submit: "RecoverySubmitRecoverySubmit" = Field(validation_alias="recoverySubmit", serialization_alias="recoverySubmit")


class RecoverySubmitRecoverySubmit(BaseModel):
    recovery: Optional["RecoverySubmitRecoverySubmitRecovery"]
    user_errors: list["RecoverySubmitRecoverySubmitUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class RecoverySubmitRecoverySubmitRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(validation_alias="statusDetail", serialization_alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoverySubmitRecoverySubmitRecoveryApproved"]
    paid: "RecoverySubmitRecoverySubmitRecoveryPaid"
    version: int


class RecoverySubmitRecoverySubmitRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoverySubmitRecoverySubmitRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoverySubmitRecoverySubmitUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoverySubmit.model_rebuild()
RecoverySubmitRecoverySubmit.model_rebuild()
RecoverySubmitRecoverySubmitRecovery.model_rebuild()

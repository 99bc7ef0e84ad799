from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoveryAppeal(BaseModel):
    recovery_appeal: "RecoveryAppealRecoveryAppeal" = Field(validation_alias="recoveryAppeal", serialization_alias="recoveryAppeal")


class RecoveryAppealRecoveryAppeal(BaseModel):
    recovery: Optional["RecoveryAppealRecoveryAppealRecovery"]
    user_errors: list["RecoveryAppealRecoveryAppealUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class RecoveryAppealRecoveryAppealRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(validation_alias="statusDetail", serialization_alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoveryAppealRecoveryAppealRecoveryApproved"]
    paid: "RecoveryAppealRecoveryAppealRecoveryPaid"
    version: int


class RecoveryAppealRecoveryAppealRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryAppealRecoveryAppealRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryAppealRecoveryAppealUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoveryAppeal.model_rebuild()
RecoveryAppealRecoveryAppeal.model_rebuild()
RecoveryAppealRecoveryAppealRecovery.model_rebuild()

from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoveryAddMessage(BaseModel):
    recovery_add_message: "RecoveryAddMessageRecoveryAddMessage" = Field(
        validation_alias="recoveryAddMessage", serialization_alias="recoveryAddMessage"
    )


class RecoveryAddMessageRecoveryAddMessage(BaseModel):
    recovery: Optional["RecoveryAddMessageRecoveryAddMessageRecovery"]
    user_errors: list["RecoveryAddMessageRecoveryAddMessageUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class RecoveryAddMessageRecoveryAddMessageRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(validation_alias="statusDetail", serialization_alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoveryAddMessageRecoveryAddMessageRecoveryApproved"]
    paid: "RecoveryAddMessageRecoveryAddMessageRecoveryPaid"
    version: int


class RecoveryAddMessageRecoveryAddMessageRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryAddMessageRecoveryAddMessageRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryAddMessageRecoveryAddMessageUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoveryAddMessage.model_rebuild()
RecoveryAddMessageRecoveryAddMessage.model_rebuild()
RecoveryAddMessageRecoveryAddMessageRecovery.model_rebuild()

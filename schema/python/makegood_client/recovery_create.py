from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoveryCreate(BaseModel):
    recovery_create: "RecoveryCreateRecoveryCreate" = Field(alias="recoveryCreate")


class RecoveryCreateRecoveryCreate(BaseModel):
    recovery: Optional["RecoveryCreateRecoveryCreateRecovery"]
    user_errors: list["RecoveryCreateRecoveryCreateUserErrors"] = Field(
        alias="userErrors"
    )


class RecoveryCreateRecoveryCreateRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoveryCreateRecoveryCreateRecoveryApproved"]
    paid: "RecoveryCreateRecoveryCreateRecoveryPaid"
    required_documents: list[str] = Field(alias="requiredDocuments")
    missing_documents: list[str] = Field(alias="missingDocuments")
    file_by: Optional[datetime] = Field(alias="fileBy")
    version: int


class RecoveryCreateRecoveryCreateRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryCreateRecoveryCreateRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryCreateRecoveryCreateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoveryCreate.model_rebuild()
RecoveryCreateRecoveryCreate.model_rebuild()
RecoveryCreateRecoveryCreateRecovery.model_rebuild()

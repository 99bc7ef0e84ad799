from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import RecoveryStatus


class RecoveryCreate(BaseModel):
    recovery_create: "RecoveryCreateRecoveryCreate" = Field(validation_alias="recoveryCreate", serialization_alias="recoveryCreate")


class RecoveryCreateRecoveryCreate(BaseModel):
    recovery: Optional["RecoveryCreateRecoveryCreateRecovery"]
    user_errors: list["RecoveryCreateRecoveryCreateUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class RecoveryCreateRecoveryCreateRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(validation_alias="statusDetail", serialization_alias="statusDetail")
    reference: Optional[str]
    approved: Optional["RecoveryCreateRecoveryCreateRecoveryApproved"]
    paid: "RecoveryCreateRecoveryCreateRecoveryPaid"
    required_documents: list[str] = Field(validation_alias="requiredDocuments", serialization_alias="requiredDocuments")
    missing_documents: list[str] = Field(validation_alias="missingDocuments", serialization_alias="missingDocuments")
    file_by: Optional[datetime] = Field(validation_alias="fileBy", serialization_alias="fileBy")
    version: int


class RecoveryCreateRecoveryCreateRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryCreateRecoveryCreateRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryCreateRecoveryCreateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


RecoveryCreate.model_rebuild()
RecoveryCreateRecoveryCreate.model_rebuild()
RecoveryCreateRecoveryCreateRecovery.model_rebuild()

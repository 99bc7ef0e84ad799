from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, RecoveryStatus


class RecoveryUpdated(BaseModel):
    recovery_updated: "RecoveryUpdatedRecoveryUpdated" = Field(validation_alias="recoveryUpdated", serialization_alias="recoveryUpdated")


class RecoveryUpdatedRecoveryUpdated(BaseModel):
    id: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    sequence: int
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    cursor: str
    actor: "RecoveryUpdatedRecoveryUpdatedActor"
    recovery_status: Optional[RecoveryStatus] = Field(validation_alias="recoveryStatus", serialization_alias="recoveryStatus")
    kind: Optional[str]
    recovery: Optional["RecoveryUpdatedRecoveryUpdatedRecovery"]
    claim: Optional["RecoveryUpdatedRecoveryUpdatedClaim"]


class RecoveryUpdatedRecoveryUpdatedActor(BaseModel):
    kind: ActorKind
    id: Optional[str]


class RecoveryUpdatedRecoveryUpdatedRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(validation_alias="statusDetail", serialization_alias="statusDetail")
    missing_documents: list[str] = Field(validation_alias="missingDocuments", serialization_alias="missingDocuments")
    file_by: Optional[datetime] = Field(validation_alias="fileBy", serialization_alias="fileBy")


class RecoveryUpdatedRecoveryUpdatedClaim(BaseModel):
    id: str
    number: str


RecoveryUpdated.model_rebuild()
RecoveryUpdatedRecoveryUpdated.model_rebuild()

from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import EvidenceKind, EvidenceState


class EvidenceUploadCreate(BaseModel):
    evidence_upload_create: "EvidenceUploadCreateEvidenceUploadCreate" = Field(
        validation_alias="evidenceUploadCreate", serialization_alias="evidenceUploadCreate"
    )


class EvidenceUploadCreateEvidenceUploadCreate(BaseModel):
    evidence: Optional["EvidenceUploadCreateEvidenceUploadCreateEvidence"]
    upload: Optional["EvidenceUploadCreateEvidenceUploadCreateUpload"]
    user_errors: list["EvidenceUploadCreateEvidenceUploadCreateUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class EvidenceUploadCreateEvidenceUploadCreateEvidence(BaseModel):
    id: str
    kind: EvidenceKind
    state: EvidenceState
    file_name: str = Field(validation_alias="fileName", serialization_alias="fileName")


class EvidenceUploadCreateEvidenceUploadCreateUpload(BaseModel):
    method: str
    url: str
    headers: list["EvidenceUploadCreateEvidenceUploadCreateUploadHeaders"]
    expires_at: datetime = Field(validation_alias="expiresAt", serialization_alias="expiresAt")


class EvidenceUploadCreateEvidenceUploadCreateUploadHeaders(BaseModel):
    name: str
    value: str


class EvidenceUploadCreateEvidenceUploadCreateUserErrors(BaseModel):
    code: str
    message: str
    field: Optional[list[str]]


EvidenceUploadCreate.model_rebuild()
EvidenceUploadCreateEvidenceUploadCreate.model_rebuild()
EvidenceUploadCreateEvidenceUploadCreateUpload.model_rebuild()

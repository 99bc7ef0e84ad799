from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import EvidenceKind, EvidenceState


class EvidenceUploadCreate(BaseModel):
    evidence_upload_create: "EvidenceUploadCreateEvidenceUploadCreate" = Field(
        alias="evidenceUploadCreate"
    )


class EvidenceUploadCreateEvidenceUploadCreate(BaseModel):
    evidence: Optional["EvidenceUploadCreateEvidenceUploadCreateEvidence"]
    upload: Optional["EvidenceUploadCreateEvidenceUploadCreateUpload"]
    user_errors: list["EvidenceUploadCreateEvidenceUploadCreateUserErrors"] = Field(
        alias="userErrors"
    )


class EvidenceUploadCreateEvidenceUploadCreateEvidence(BaseModel):
    id: str
    kind: EvidenceKind
    state: EvidenceState
    file_name: str = Field(alias="fileName")


class EvidenceUploadCreateEvidenceUploadCreateUpload(BaseModel):
    method: str
    url: str
    headers: list["EvidenceUploadCreateEvidenceUploadCreateUploadHeaders"]
    expires_at: datetime = Field(alias="expiresAt")


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

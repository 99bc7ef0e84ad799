from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimStatus, EvidenceKind, EvidenceRejectionCode, EvidenceState


class ClaimAddEvidence(BaseModel):
    claim_add_evidence: "ClaimAddEvidenceClaimAddEvidence" = Field(
        validation_alias="claimAddEvidence", serialization_alias="claimAddEvidence"
    )


class ClaimAddEvidenceClaimAddEvidence(BaseModel):
    claim: Optional["ClaimAddEvidenceClaimAddEvidenceClaim"]
    user_errors: list["ClaimAddEvidenceClaimAddEvidenceUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class ClaimAddEvidenceClaimAddEvidenceClaim(BaseModel):
    id: str
    status: ClaimStatus
    version: int
    evidence: list["ClaimAddEvidenceClaimAddEvidenceClaimEvidence"]


class ClaimAddEvidenceClaimAddEvidenceClaimEvidence(BaseModel):
    id: str
    kind: EvidenceKind
    state: EvidenceState
    rejection_code: Optional[EvidenceRejectionCode] = Field(validation_alias="rejectionCode", serialization_alias="rejectionCode")
    file_name: str = Field(validation_alias="fileName", serialization_alias="fileName")
    url: Optional[str]
    mime_type: Optional[str] = Field(validation_alias="mimeType", serialization_alias="mimeType")
    size: Optional[int]
    sha_256: Optional[str] = Field(validation_alias="sha256", serialization_alias="sha256")
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")


class ClaimAddEvidenceClaimAddEvidenceUserErrors(BaseModel):
    code: str
    message: str
    field: Optional[list[str]]


ClaimAddEvidence.model_rebuild()
ClaimAddEvidenceClaimAddEvidence.model_rebuild()
ClaimAddEvidenceClaimAddEvidenceClaim.model_rebuild()

from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimStatus, EvidenceKind


class ClaimRequestInformation(BaseModel):
    claim_request_information: "ClaimRequestInformationClaimRequestInformation" = Field(
        validation_alias="claimRequestInformation", serialization_alias="claimRequestInformation"
    )


class ClaimRequestInformationClaimRequestInformation(BaseModel):
    claim: Optional["ClaimRequestInformationClaimRequestInformationClaim"]
    user_errors: list["ClaimRequestInformationClaimRequestInformationUserErrors"] = (
        Field(validation_alias="userErrors", serialization_alias="userErrors")
    )


class ClaimRequestInformationClaimRequestInformationClaim(BaseModel):
    id: str
    cursor: str
    status: ClaimStatus
    version: int
    requested_evidence: list[EvidenceKind] = Field(validation_alias="requestedEvidence", serialization_alias="requestedEvidence")
    answer_due_at: Optional[datetime] = Field(validation_alias="answerDueAt", serialization_alias="answerDueAt")


class ClaimRequestInformationClaimRequestInformationUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimRequestInformation.model_rebuild()
ClaimRequestInformationClaimRequestInformation.model_rebuild()

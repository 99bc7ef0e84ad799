from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimReason, ResolutionType


class ClaimPolicyDryRun(BaseModel):
    claim_policy_dry_run: Optional["ClaimPolicyDryRunClaimPolicyDryRun"] = Field(
        validation_alias="claimPolicyDryRun", serialization_alias="claimPolicyDryRun"
    )


class ClaimPolicyDryRunClaimPolicyDryRun(BaseModel):
    present_version: int = Field(validation_alias="presentVersion", serialization_alias="presentVersion")
    examined: int
    complete: bool
    differences: list["ClaimPolicyDryRunClaimPolicyDryRunDifferences"]


class ClaimPolicyDryRunClaimPolicyDryRunDifferences(BaseModel):
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    number: str
    reason: ClaimReason
    opened_at: datetime = Field(validation_alias="openedAt", serialization_alias="openedAt")
    present: "ClaimPolicyDryRunClaimPolicyDryRunDifferencesPresent"
    proposed: "ClaimPolicyDryRunClaimPolicyDryRunDifferencesProposed"


class ClaimPolicyDryRunClaimPolicyDryRunDifferencesPresent(BaseModel):
    eligible: bool
    too_late: bool = Field(validation_alias="tooLate", serialization_alias="tooLate")
    waiting_until: Optional[datetime] = Field(validation_alias="waitingUntil", serialization_alias="waitingUntil")
    auto_approve: bool = Field(validation_alias="autoApprove", serialization_alias="autoApprove")
    options: list[ResolutionType]


class ClaimPolicyDryRunClaimPolicyDryRunDifferencesProposed(BaseModel):
    eligible: bool
    too_late: bool = Field(validation_alias="tooLate", serialization_alias="tooLate")
    waiting_until: Optional[datetime] = Field(validation_alias="waitingUntil", serialization_alias="waitingUntil")
    auto_approve: bool = Field(validation_alias="autoApprove", serialization_alias="autoApprove")
    options: list[ResolutionType]


ClaimPolicyDryRun.model_rebuild()
ClaimPolicyDryRunClaimPolicyDryRun.model_rebuild()
ClaimPolicyDryRunClaimPolicyDryRunDifferences.model_rebuild()

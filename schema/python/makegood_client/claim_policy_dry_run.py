from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimReason, ResolutionType


class ClaimPolicyDryRun(BaseModel):
    claim_policy_dry_run: Optional["ClaimPolicyDryRunClaimPolicyDryRun"] = Field(
        alias="claimPolicyDryRun"
    )


class ClaimPolicyDryRunClaimPolicyDryRun(BaseModel):
    present_version: int = Field(alias="presentVersion")
    examined: int
    complete: bool
    differences: list["ClaimPolicyDryRunClaimPolicyDryRunDifferences"]


class ClaimPolicyDryRunClaimPolicyDryRunDifferences(BaseModel):
    claim_id: str = Field(alias="claimId")
    number: str
    reason: ClaimReason
    opened_at: datetime = Field(alias="openedAt")
    present: "ClaimPolicyDryRunClaimPolicyDryRunDifferencesPresent"
    proposed: "ClaimPolicyDryRunClaimPolicyDryRunDifferencesProposed"


class ClaimPolicyDryRunClaimPolicyDryRunDifferencesPresent(BaseModel):
    eligible: bool
    too_late: bool = Field(alias="tooLate")
    waiting_until: Optional[datetime] = Field(alias="waitingUntil")
    auto_approve: bool = Field(alias="autoApprove")
    options: list[ResolutionType]


class ClaimPolicyDryRunClaimPolicyDryRunDifferencesProposed(BaseModel):
    eligible: bool
    too_late: bool = Field(alias="tooLate")
    waiting_until: Optional[datetime] = Field(alias="waitingUntil")
    auto_approve: bool = Field(alias="autoApprove")
    options: list[ResolutionType]


ClaimPolicyDryRun.model_rebuild()
ClaimPolicyDryRunClaimPolicyDryRun.model_rebuild()
ClaimPolicyDryRunClaimPolicyDryRunDifferences.model_rebuild()

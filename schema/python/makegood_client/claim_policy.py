from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    ActorKind,
    ClaimAnchor,
    ClaimReason,
    ClaimUnit,
    EvidenceKind,
    ResolutionType,
)


class ClaimPolicy(BaseModel):
    claim_policy: Optional["ClaimPolicyClaimPolicy"] = Field(alias="claimPolicy")


class ClaimPolicyClaimPolicy(BaseModel):
    id: str
    version: int
    note: Optional[str]
    created_at: datetime = Field(alias="createdAt")
    created_by: "ClaimPolicyClaimPolicyCreatedBy" = Field(alias="createdBy")
    rules: list["ClaimPolicyClaimPolicyRules"]
    built_in: list["ClaimPolicyClaimPolicyBuiltIn"] = Field(alias="builtIn")


class ClaimPolicyClaimPolicyCreatedBy(BaseModel):
    kind: ActorKind
    id: Optional[str]


class ClaimPolicyClaimPolicyRules(BaseModel):
    market: Optional[str]
    carrier: Optional[str]
    reason: Optional[ClaimReason]
    window: Optional["ClaimPolicyClaimPolicyRulesWindow"]
    resolutions: Optional["ClaimPolicyClaimPolicyRulesResolutions"]
    escalation_days: Optional[int] = Field(alias="escalationDays")
    required_evidence: Optional[list[EvidenceKind]] = Field(alias="requiredEvidence")
    auto_approve_limits: list["ClaimPolicyClaimPolicyRulesAutoApproveLimits"] = Field(
        alias="autoApproveLimits"
    )
    goodwill_limits: list["ClaimPolicyClaimPolicyRulesGoodwillLimits"] = Field(
        alias="goodwillLimits"
    )
    refunds_shipping: Optional[bool] = Field(alias="refundsShipping")
    covers_final_sale: Optional[bool] = Field(alias="coversFinalSale")
    inactivity_days: Optional[int] = Field(alias="inactivityDays")
    appeal_days: Optional[int] = Field(alias="appealDays")
    report_url: Optional[str] = Field(alias="reportUrl")
    files_recoveries: Optional[bool] = Field(alias="filesRecoveries")
    recovery_minimum: list["ClaimPolicyClaimPolicyRulesRecoveryMinimum"] = Field(
        alias="recoveryMinimum"
    )


class ClaimPolicyClaimPolicyRulesWindow(BaseModel):
    earliest: Optional["ClaimPolicyClaimPolicyRulesWindowEarliest"]
    latest: Optional["ClaimPolicyClaimPolicyRulesWindowLatest"]


class ClaimPolicyClaimPolicyRulesWindowEarliest(BaseModel):
    anchor: ClaimAnchor
    amount: int
    unit: ClaimUnit


class ClaimPolicyClaimPolicyRulesWindowLatest(BaseModel):
    anchor: ClaimAnchor
    amount: int
    unit: ClaimUnit


class ClaimPolicyClaimPolicyRulesResolutions(BaseModel):
    allowed: list[ResolutionType]
    default: ResolutionType
    refund_always: bool = Field(alias="refundAlways")


class ClaimPolicyClaimPolicyRulesAutoApproveLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class ClaimPolicyClaimPolicyRulesGoodwillLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class ClaimPolicyClaimPolicyRulesRecoveryMinimum(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class ClaimPolicyClaimPolicyBuiltIn(BaseModel):
    market: Optional[str]
    carrier: Optional[str]
    reason: Optional[ClaimReason]
    window: Optional["ClaimPolicyClaimPolicyBuiltInWindow"]
    resolutions: Optional["ClaimPolicyClaimPolicyBuiltInResolutions"]
    escalation_days: Optional[int] = Field(alias="escalationDays")
    required_evidence: Optional[list[EvidenceKind]] = Field(alias="requiredEvidence")
    auto_approve_limits: list["ClaimPolicyClaimPolicyBuiltInAutoApproveLimits"] = Field(
        alias="autoApproveLimits"
    )
    goodwill_limits: list["ClaimPolicyClaimPolicyBuiltInGoodwillLimits"] = Field(
        alias="goodwillLimits"
    )
    refunds_shipping: Optional[bool] = Field(alias="refundsShipping")
    covers_final_sale: Optional[bool] = Field(alias="coversFinalSale")
    inactivity_days: Optional[int] = Field(alias="inactivityDays")
    appeal_days: Optional[int] = Field(alias="appealDays")
    report_url: Optional[str] = Field(alias="reportUrl")
    files_recoveries: Optional[bool] = Field(alias="filesRecoveries")
    recovery_minimum: list["ClaimPolicyClaimPolicyBuiltInRecoveryMinimum"] = Field(
        alias="recoveryMinimum"
    )


class ClaimPolicyClaimPolicyBuiltInWindow(BaseModel):
    earliest: Optional["ClaimPolicyClaimPolicyBuiltInWindowEarliest"]
    latest: Optional["ClaimPolicyClaimPolicyBuiltInWindowLatest"]


class ClaimPolicyClaimPolicyBuiltInWindowEarliest(BaseModel):
    anchor: ClaimAnchor
    amount: int
    unit: ClaimUnit


class ClaimPolicyClaimPolicyBuiltInWindowLatest(BaseModel):
    anchor: ClaimAnchor
    amount: int
    unit: ClaimUnit


class ClaimPolicyClaimPolicyBuiltInResolutions(BaseModel):
    allowed: list[ResolutionType]
    default: ResolutionType
    refund_always: bool = Field(alias="refundAlways")


class ClaimPolicyClaimPolicyBuiltInAutoApproveLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class ClaimPolicyClaimPolicyBuiltInGoodwillLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class ClaimPolicyClaimPolicyBuiltInRecoveryMinimum(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


ClaimPolicy.model_rebuild()
ClaimPolicyClaimPolicy.model_rebuild()
ClaimPolicyClaimPolicyRules.model_rebuild()
ClaimPolicyClaimPolicyRulesWindow.model_rebuild()
ClaimPolicyClaimPolicyBuiltIn.model_rebuild()
ClaimPolicyClaimPolicyBuiltInWindow.model_rebuild()

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
    claim_policy: Optional["ClaimPolicyClaimPolicy"] = Field(validation_alias="claimPolicy", serialization_alias="claimPolicy")


class ClaimPolicyClaimPolicy(BaseModel):
    id: str
    version: int
    note: Optional[str]
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    created_by: "ClaimPolicyClaimPolicyCreatedBy" = Field(validation_alias="createdBy", serialization_alias="createdBy")
    rules: list["ClaimPolicyClaimPolicyRules"]
    built_in: list["ClaimPolicyClaimPolicyBuiltIn"] = Field(validation_alias="builtIn", serialization_alias="builtIn")


class ClaimPolicyClaimPolicyCreatedBy(BaseModel):
    kind: ActorKind
    id: Optional[str]


class ClaimPolicyClaimPolicyRules(BaseModel):
    market: Optional[str]
    carrier: Optional[str]
    reason: Optional[ClaimReason]
    window: Optional["ClaimPolicyClaimPolicyRulesWindow"]
    resolutions: Optional["ClaimPolicyClaimPolicyRulesResolutions"]
    escalation_days: Optional[int] = Field(validation_alias="escalationDays", serialization_alias="escalationDays")
    required_evidence: Optional[list[EvidenceKind]] = Field(validation_alias="requiredEvidence", serialization_alias="requiredEvidence")
    auto_approve_limits: list["ClaimPolicyClaimPolicyRulesAutoApproveLimits"] = Field(
        validation_alias="autoApproveLimits", serialization_alias="autoApproveLimits"
    )
    goodwill_limits: list["ClaimPolicyClaimPolicyRulesGoodwillLimits"] = Field(
        validation_alias="goodwillLimits", serialization_alias="goodwillLimits"
    )
    refunds_shipping: Optional[bool] = Field(validation_alias="refundsShipping", serialization_alias="refundsShipping")
    covers_final_sale: Optional[bool] = Field(validation_alias="coversFinalSale", serialization_alias="coversFinalSale")
    inactivity_days: Optional[int] = Field(validation_alias="inactivityDays", serialization_alias="inactivityDays")
    appeal_days: Optional[int] = Field(validation_alias="appealDays", serialization_alias="appealDays")
    report_url: Optional[str] = Field(validation_alias="reportUrl", serialization_alias="reportUrl")
    files_recoveries: Optional[bool] = Field(validation_alias="filesRecoveries", serialization_alias="filesRecoveries")
    recovery_minimum: list["ClaimPolicyClaimPolicyRulesRecoveryMinimum"] = Field(
        validation_alias="recoveryMinimum", serialization_alias="recoveryMinimum"
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
    refund_always: bool = Field(validation_alias="refundAlways", serialization_alias="refundAlways")


class ClaimPolicyClaimPolicyRulesAutoApproveLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ClaimPolicyClaimPolicyRulesGoodwillLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ClaimPolicyClaimPolicyRulesRecoveryMinimum(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ClaimPolicyClaimPolicyBuiltIn(BaseModel):
    market: Optional[str]
    carrier: Optional[str]
    reason: Optional[ClaimReason]
    window: Optional["ClaimPolicyClaimPolicyBuiltInWindow"]
    resolutions: Optional["ClaimPolicyClaimPolicyBuiltInResolutions"]
    escalation_days: Optional[int] = Field(validation_alias="escalationDays", serialization_alias="escalationDays")
    required_evidence: Optional[list[EvidenceKind]] = Field(validation_alias="requiredEvidence", serialization_alias="requiredEvidence")
    auto_approve_limits: list["ClaimPolicyClaimPolicyBuiltInAutoApproveLimits"] = Field(
        validation_alias="autoApproveLimits", serialization_alias="autoApproveLimits"
    )
    goodwill_limits: list["ClaimPolicyClaimPolicyBuiltInGoodwillLimits"] = Field(
        validation_alias="goodwillLimits", serialization_alias="goodwillLimits"
    )
    refunds_shipping: Optional[bool] = Field(validation_alias="refundsShipping", serialization_alias="refundsShipping")
    covers_final_sale: Optional[bool] = Field(validation_alias="coversFinalSale", serialization_alias="coversFinalSale")
    inactivity_days: Optional[int] = Field(validation_alias="inactivityDays", serialization_alias="inactivityDays")
    appeal_days: Optional[int] = Field(validation_alias="appealDays", serialization_alias="appealDays")
    report_url: Optional[str] = Field(validation_alias="reportUrl", serialization_alias="reportUrl")
    files_recoveries: Optional[bool] = Field(validation_alias="filesRecoveries", serialization_alias="filesRecoveries")
    recovery_minimum: list["ClaimPolicyClaimPolicyBuiltInRecoveryMinimum"] = Field(
        validation_alias="recoveryMinimum", serialization_alias="recoveryMinimum"
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
    refund_always: bool = Field(validation_alias="refundAlways", serialization_alias="refundAlways")


class ClaimPolicyClaimPolicyBuiltInAutoApproveLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ClaimPolicyClaimPolicyBuiltInGoodwillLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ClaimPolicyClaimPolicyBuiltInRecoveryMinimum(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


ClaimPolicy.model_rebuild()
ClaimPolicyClaimPolicy.model_rebuild()
ClaimPolicyClaimPolicyRules.model_rebuild()
ClaimPolicyClaimPolicyRulesWindow.model_rebuild()
ClaimPolicyClaimPolicyBuiltIn.model_rebuild()
ClaimPolicyClaimPolicyBuiltInWindow.model_rebuild()

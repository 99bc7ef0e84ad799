from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimAnchor, ClaimUnit, EvidenceKind, ResolutionType


class ClaimRule(BaseModel):
    claim_rule: Optional["ClaimRuleClaimRule"] = Field(alias="claimRule")


class ClaimRuleClaimRule(BaseModel):
    window: "ClaimRuleClaimRuleWindow"
    resolutions: "ClaimRuleClaimRuleResolutions"
    escalation_days: int = Field(alias="escalationDays")
    required_evidence: list[EvidenceKind] = Field(alias="requiredEvidence")
    auto_approve_limits: list["ClaimRuleClaimRuleAutoApproveLimits"] = Field(
        alias="autoApproveLimits"
    )
    goodwill_limits: list["ClaimRuleClaimRuleGoodwillLimits"] = Field(
        alias="goodwillLimits"
    )
    refunds_shipping: bool = Field(alias="refundsShipping")
    covers_final_sale: bool = Field(alias="coversFinalSale")
    inactivity_days: int = Field(alias="inactivityDays")
    appeal_days: int = Field(alias="appealDays")
    report_url: str = Field(alias="reportUrl")
    files_recoveries: bool = Field(alias="filesRecoveries")
    recovery_minimum: list["ClaimRuleClaimRuleRecoveryMinimum"] = Field(
        alias="recoveryMinimum"
    )


class ClaimRuleClaimRuleWindow(BaseModel):
    earliest: Optional["ClaimRuleClaimRuleWindowEarliest"]
    latest: Optional["ClaimRuleClaimRuleWindowLatest"]


class ClaimRuleClaimRuleWindowEarliest(BaseModel):
    anchor: ClaimAnchor
    amount: int
    unit: ClaimUnit


class ClaimRuleClaimRuleWindowLatest(BaseModel):
    anchor: ClaimAnchor
    amount: int
    unit: ClaimUnit


class ClaimRuleClaimRuleResolutions(BaseModel):
    allowed: list[ResolutionType]
    default: ResolutionType
    refund_always: bool = Field(alias="refundAlways")


class ClaimRuleClaimRuleAutoApproveLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class ClaimRuleClaimRuleGoodwillLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class ClaimRuleClaimRuleRecoveryMinimum(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


ClaimRule.model_rebuild()
ClaimRuleClaimRule.model_rebuild()
ClaimRuleClaimRuleWindow.model_rebuild()

from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ClaimAnchor, ClaimUnit, EvidenceKind, ResolutionType


class ClaimRule(BaseModel):
    claim_rule: Optional["ClaimRuleClaimRule"] = Field(validation_alias="claimRule", serialization_alias="claimRule")


class ClaimRuleClaimRule(BaseModel):
    window: "ClaimRuleClaimRuleWindow"
    resolutions: "ClaimRuleClaimRuleResolutions"
    escalation_days: int = Field(validation_alias="escalationDays", serialization_alias="escalationDays")
    required_evidence: list[EvidenceKind] = Field(validation_alias="requiredEvidence", serialization_alias="requiredEvidence")
    auto_approve_limits: list["ClaimRuleClaimRuleAutoApproveLimits"] = Field(
        validation_alias="autoApproveLimits", serialization_alias="autoApproveLimits"
    )
    goodwill_limits: list["ClaimRuleClaimRuleGoodwillLimits"] = Field(
        validation_alias="goodwillLimits", serialization_alias="goodwillLimits"
    )
    refunds_shipping: bool = Field(validation_alias="refundsShipping", serialization_alias="refundsShipping")
    covers_final_sale: bool = Field(validation_alias="coversFinalSale", serialization_alias="coversFinalSale")
    inactivity_days: int = Field(validation_alias="inactivityDays", serialization_alias="inactivityDays")
    appeal_days: int = Field(validation_alias="appealDays", serialization_alias="appealDays")
    report_url: str = Field(validation_alias="reportUrl", serialization_alias="reportUrl")
    files_recoveries: bool = Field(validation_alias="filesRecoveries", serialization_alias="filesRecoveries")
    recovery_minimum: list["ClaimRuleClaimRuleRecoveryMinimum"] = Field(
        validation_alias="recoveryMinimum", serialization_alias="recoveryMinimum"
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
    refund_always: bool = Field(validation_alias="refundAlways", serialization_alias="refundAlways")


class ClaimRuleClaimRuleAutoApproveLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ClaimRuleClaimRuleGoodwillLimits(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ClaimRuleClaimRuleRecoveryMinimum(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


ClaimRule.model_rebuild()
ClaimRuleClaimRule.model_rebuild()
ClaimRuleClaimRuleWindow.model_rebuild()

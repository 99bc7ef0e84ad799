from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    ClaimAlternativeKind,
    ClaimBlockerCode,
    ClaimNextStep,
    EvidenceKind,
    ResolutionType,
)


class ClaimEligibility(BaseModel):
    claim_eligibility: Optional["ClaimEligibilityClaimEligibility"] = Field(
        alias="claimEligibility"
    )


class ClaimEligibilityClaimEligibility(BaseModel):
    eligible: bool
    eligible_from: Optional[datetime] = Field(alias="eligibleFrom")
    eligible_until: Optional[datetime] = Field(alias="eligibleUntil")
    waiting_until: Optional[datetime] = Field(alias="waitingUntil")
    escalate_from: Optional[datetime] = Field(alias="escalateFrom")
    items: list["ClaimEligibilityClaimEligibilityItems"]
    required_evidence: list[EvidenceKind] = Field(alias="requiredEvidence")
    resolution_options: list[ResolutionType] = Field(alias="resolutionOptions")
    default_resolution: Optional[ResolutionType] = Field(alias="defaultResolution")
    blockers: list["ClaimEligibilityClaimEligibilityBlockers"]
    alternatives: list["ClaimEligibilityClaimEligibilityAlternatives"]
    next_steps: list[ClaimNextStep] = Field(alias="nextSteps")


class ClaimEligibilityClaimEligibilityItems(BaseModel):
    order_line_id: str = Field(alias="orderLineId")
    shipment_line_id: Optional[str] = Field(alias="shipmentLineId")
    title: str
    max_quantity: int = Field(alias="maxQuantity")
    refundable: "ClaimEligibilityClaimEligibilityItemsRefundable"


class ClaimEligibilityClaimEligibilityItemsRefundable(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class ClaimEligibilityClaimEligibilityBlockers(BaseModel):
    code: ClaimBlockerCode
    message: str


class ClaimEligibilityClaimEligibilityAlternatives(BaseModel):
    kind: ClaimAlternativeKind
    url: Optional[str]
    available_from: Optional[datetime] = Field(alias="availableFrom")


ClaimEligibility.model_rebuild()
ClaimEligibilityClaimEligibility.model_rebuild()
ClaimEligibilityClaimEligibilityItems.model_rebuild()

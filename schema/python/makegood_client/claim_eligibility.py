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
        validation_alias="claimEligibility", serialization_alias="claimEligibility"
    )


class ClaimEligibilityClaimEligibility(BaseModel):
    eligible: bool
    eligible_from: Optional[datetime] = Field(validation_alias="eligibleFrom", serialization_alias="eligibleFrom")
    eligible_until: Optional[datetime] = Field(validation_alias="eligibleUntil", serialization_alias="eligibleUntil")
    waiting_until: Optional[datetime] = Field(validation_alias="waitingUntil", serialization_alias="waitingUntil")
    escalate_from: Optional[datetime] = Field(validation_alias="escalateFrom", serialization_alias="escalateFrom")
    items: list["ClaimEligibilityClaimEligibilityItems"]
    required_evidence: list[EvidenceKind] = Field(validation_alias="requiredEvidence", serialization_alias="requiredEvidence")
    resolution_options: list[ResolutionType] = Field(validation_alias="resolutionOptions", serialization_alias="resolutionOptions")
    default_resolution: Optional[ResolutionType] = Field(validation_alias="defaultResolution", serialization_alias="defaultResolution")
    blockers: list["ClaimEligibilityClaimEligibilityBlockers"]
    alternatives: list["ClaimEligibilityClaimEligibilityAlternatives"]
    next_steps: list[ClaimNextStep] = Field(validation_alias="nextSteps", serialization_alias="nextSteps")


class ClaimEligibilityClaimEligibilityItems(BaseModel):
    order_line_id: str = Field(validation_alias="orderLineId", serialization_alias="orderLineId")
    shipment_line_id: Optional[str] = Field(validation_alias="shipmentLineId", serialization_alias="shipmentLineId")
    title: str
    max_quantity: int = Field(validation_alias="maxQuantity", serialization_alias="maxQuantity")
    refundable: "ClaimEligibilityClaimEligibilityItemsRefundable"


class ClaimEligibilityClaimEligibilityItemsRefundable(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class ClaimEligibilityClaimEligibilityBlockers(BaseModel):
    code: ClaimBlockerCode
    message: str


class ClaimEligibilityClaimEligibilityAlternatives(BaseModel):
    kind: ClaimAlternativeKind
    url: Optional[str]
    available_from: Optional[datetime] = Field(validation_alias="availableFrom", serialization_alias="availableFrom")


ClaimEligibility.model_rebuild()
ClaimEligibilityClaimEligibility.model_rebuild()
ClaimEligibilityClaimEligibilityItems.model_rebuild()

from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, CancelReason, ClaimReason, ClaimStatus


class ClaimReportArrived(BaseModel):
    claim_report_arrived: "ClaimReportArrivedClaimReportArrived" = Field(
        validation_alias="claimReportArrived", serialization_alias="claimReportArrived"
    )


class ClaimReportArrivedClaimReportArrived(BaseModel):
    claim: Optional["ClaimReportArrivedClaimReportArrivedClaim"]
    user_errors: list["ClaimReportArrivedClaimReportArrivedUserErrors"] = Field(
        validation_alias="userErrors", serialization_alias="userErrors"
    )


class ClaimReportArrivedClaimReportArrivedClaim(BaseModel):
    id: str
    cursor: str
    number: str
    reason: ClaimReason
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    opened_by: ActorKind = Field(validation_alias="openedBy", serialization_alias="openedBy")
    version: int
    items: list["ClaimReportArrivedClaimReportArrivedClaimItems"]


class ClaimReportArrivedClaimReportArrivedClaimItems(BaseModel):
    id: str
    quantity: int
    shipment_line_id: Optional[str] = Field(validation_alias="shipmentLineId", serialization_alias="shipmentLineId")


class ClaimReportArrivedClaimReportArrivedUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimReportArrived.model_rebuild()
ClaimReportArrivedClaimReportArrived.model_rebuild()
ClaimReportArrivedClaimReportArrivedClaim.model_rebuild()

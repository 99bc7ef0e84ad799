from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, CancelReason, ClaimReason, ClaimStatus


class ClaimCancel(BaseModel):
    claim_cancel: "ClaimCancelClaimCancel" = Field(alias="claimCancel")


class ClaimCancelClaimCancel(BaseModel):
    claim: Optional["ClaimCancelClaimCancelClaim"]
    user_errors: list["ClaimCancelClaimCancelUserErrors"] = Field(alias="userErrors")


class ClaimCancelClaimCancelClaim(BaseModel):
    id: str
    cursor: str
    number: str
    reason: ClaimReason
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(alias="cancelReason")
    opened_by: ActorKind = Field(alias="openedBy")
    version: int
    items: list["ClaimCancelClaimCancelClaimItems"]


class ClaimCancelClaimCancelClaimItems(BaseModel):
    id: str
    quantity: int
    shipment_line_id: Optional[str] = Field(alias="shipmentLineId")


class ClaimCancelClaimCancelUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimCancel.model_rebuild()
ClaimCancelClaimCancel.model_rebuild()
ClaimCancelClaimCancelClaim.model_rebuild()

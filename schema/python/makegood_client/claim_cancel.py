from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, CancelReason, ClaimReason, ClaimStatus


class ClaimCancel(BaseModel):
    claim_cancel: "ClaimCancelClaimCancel" = Field(validation_alias="claimCancel", serialization_alias="claimCancel")


class ClaimCancelClaimCancel(BaseModel):
    claim: Optional["ClaimCancelClaimCancelClaim"]
    user_errors: list["ClaimCancelClaimCancelUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class ClaimCancelClaimCancelClaim(BaseModel):
    id: str
    cursor: str
    number: str
    reason: ClaimReason
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    opened_by: ActorKind = Field(validation_alias="openedBy", serialization_alias="openedBy")
    version: int
    items: list["ClaimCancelClaimCancelClaimItems"]


class ClaimCancelClaimCancelClaimItems(BaseModel):
    id: str
    quantity: int
    shipment_line_id: Optional[str] = Field(validation_alias="shipmentLineId", serialization_alias="shipmentLineId")


class ClaimCancelClaimCancelUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimCancel.model_rebuild()
ClaimCancelClaimCancel.model_rebuild()
ClaimCancelClaimCancelClaim.model_rebuild()

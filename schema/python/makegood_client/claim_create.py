from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, CancelReason, ClaimReason, ClaimStatus


class ClaimCreate(BaseModel):
    claim_create: "ClaimCreateClaimCreate" = Field(alias="claimCreate")


class ClaimCreateClaimCreate(BaseModel):
    claim: Optional["ClaimCreateClaimCreateClaim"]
    user_errors: list["ClaimCreateClaimCreateUserErrors"] = Field(alias="userErrors")


class ClaimCreateClaimCreateClaim(BaseModel):
    id: str
    cursor: str
    number: str
    reason: ClaimReason
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(alias="cancelReason")
    opened_by: ActorKind = Field(alias="openedBy")
    version: int
    items: list["ClaimCreateClaimCreateClaimItems"]


class ClaimCreateClaimCreateClaimItems(BaseModel):
    id: str
    quantity: int
    shipment_line_id: Optional[str] = Field(alias="shipmentLineId")


class ClaimCreateClaimCreateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimCreate.model_rebuild()
ClaimCreateClaimCreate.model_rebuild()
ClaimCreateClaimCreateClaim.model_rebuild()

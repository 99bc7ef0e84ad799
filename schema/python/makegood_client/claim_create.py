from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind, CancelReason, ClaimReason, ClaimStatus


class ClaimCreate(BaseModel):
    claim_create: "ClaimCreateClaimCreate" = Field(validation_alias="claimCreate", serialization_alias="claimCreate")


class ClaimCreateClaimCreate(BaseModel):
    claim: Optional["ClaimCreateClaimCreateClaim"]
    user_errors: list["ClaimCreateClaimCreateUserErrors"] = Field(validation_alias="userErrors", serialization_alias="userErrors")


class ClaimCreateClaimCreateClaim(BaseModel):
    id: str
    cursor: str
    number: str
    reason: ClaimReason
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    opened_by: ActorKind = Field(validation_alias="openedBy", serialization_alias="openedBy")
    version: int
    items: list["ClaimCreateClaimCreateClaimItems"]


class ClaimCreateClaimCreateClaimItems(BaseModel):
    id: str
    quantity: int
    shipment_line_id: Optional[str] = Field(validation_alias="shipmentLineId", serialization_alias="shipmentLineId")


class ClaimCreateClaimCreateUserErrors(BaseModel):
    code: str
    field: Optional[list[str]]
    message: str


ClaimCreate.model_rebuild()
ClaimCreateClaimCreate.model_rebuild()
ClaimCreateClaimCreateClaim.model_rebuild()

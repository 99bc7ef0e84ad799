from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import CancelReason, ClaimReason, ClaimStatus, TrackingStatus


class Claims(BaseModel):
    claims: "ClaimsClaims"


class ClaimsClaims(BaseModel):
    edges: list["ClaimsClaimsEdges"]
    nodes: list["ClaimsClaimsNodes"]
    page_info: "ClaimsClaimsPageInfo" = Field(validation_alias="pageInfo", serialization_alias="pageInfo")


class ClaimsClaimsEdges(BaseModel):
    cursor: str
    node: "ClaimsClaimsEdgesNode"


class ClaimsClaimsEdgesNode(BaseModel):
    id: str


class ClaimsClaimsNodes(BaseModel):
    id: str
    number: str
    reason: ClaimReason
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    order: Optional["ClaimsClaimsNodesOrder"]
    shipment: Optional["ClaimsClaimsNodesShipment"]


class ClaimsClaimsNodesOrder(BaseModel):
    id: str
    number: str


class ClaimsClaimsNodesShipment(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber")
    tracking_status: TrackingStatus = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")


class ClaimsClaimsPageInfo(BaseModel):
    has_next_page: bool = Field(validation_alias="hasNextPage", serialization_alias="hasNextPage")
    has_previous_page: bool = Field(validation_alias="hasPreviousPage", serialization_alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(validation_alias="startCursor", serialization_alias="startCursor")
    end_cursor: Optional[str] = Field(validation_alias="endCursor", serialization_alias="endCursor")


Claims.model_rebuild()
ClaimsClaims.model_rebuild()
ClaimsClaimsEdges.model_rebuild()
ClaimsClaimsNodes.model_rebuild()

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
    page_info: "ClaimsClaimsPageInfo" = Field(alias="pageInfo")


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
    cancel_reason: Optional[CancelReason] = Field(alias="cancelReason")
    created_at: datetime = Field(alias="createdAt")
    order: Optional["ClaimsClaimsNodesOrder"]
    shipment: Optional["ClaimsClaimsNodesShipment"]


class ClaimsClaimsNodesOrder(BaseModel):
    id: str
    number: str


class ClaimsClaimsNodesShipment(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(alias="trackingNumber")
    tracking_status: TrackingStatus = Field(alias="trackingStatus")


class ClaimsClaimsPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    has_previous_page: bool = Field(alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(alias="startCursor")
    end_cursor: Optional[str] = Field(alias="endCursor")


Claims.model_rebuild()
ClaimsClaims.model_rebuild()
ClaimsClaimsEdges.model_rebuild()
ClaimsClaimsNodes.model_rebuild()

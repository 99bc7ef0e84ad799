from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind


class ClaimPolicies(BaseModel):
    claim_policies: "ClaimPoliciesClaimPolicies" = Field(alias="claimPolicies")


class ClaimPoliciesClaimPolicies(BaseModel):
    nodes: list["ClaimPoliciesClaimPoliciesNodes"]
    page_info: "ClaimPoliciesClaimPoliciesPageInfo" = Field(alias="pageInfo")


class ClaimPoliciesClaimPoliciesNodes(BaseModel):
    id: str
    version: int
    note: Optional[str]
    created_at: datetime = Field(alias="createdAt")
    created_by: "ClaimPoliciesClaimPoliciesNodesCreatedBy" = Field(alias="createdBy")


class ClaimPoliciesClaimPoliciesNodesCreatedBy(BaseModel):
    kind: ActorKind


class ClaimPoliciesClaimPoliciesPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    has_previous_page: bool = Field(alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(alias="startCursor")
    end_cursor: Optional[str] = Field(alias="endCursor")


ClaimPolicies.model_rebuild()
ClaimPoliciesClaimPolicies.model_rebuild()
ClaimPoliciesClaimPoliciesNodes.model_rebuild()

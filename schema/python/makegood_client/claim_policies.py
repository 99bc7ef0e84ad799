from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import ActorKind


class ClaimPolicies(BaseModel):
    claim_policies: "ClaimPoliciesClaimPolicies" = Field(validation_alias="claimPolicies", serialization_alias="claimPolicies")


class ClaimPoliciesClaimPolicies(BaseModel):
    nodes: list["ClaimPoliciesClaimPoliciesNodes"]
    page_info: "ClaimPoliciesClaimPoliciesPageInfo" = Field(validation_alias="pageInfo", serialization_alias="pageInfo")


class ClaimPoliciesClaimPoliciesNodes(BaseModel):
    id: str
    version: int
    note: Optional[str]
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    created_by: "ClaimPoliciesClaimPoliciesNodesCreatedBy" = Field(validation_alias="createdBy", serialization_alias="createdBy")


class ClaimPoliciesClaimPoliciesNodesCreatedBy(BaseModel):
    kind: ActorKind


class ClaimPoliciesClaimPoliciesPageInfo(BaseModel):
    has_next_page: bool = Field(validation_alias="hasNextPage", serialization_alias="hasNextPage")
    has_previous_page: bool = Field(validation_alias="hasPreviousPage", serialization_alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(validation_alias="startCursor", serialization_alias="startCursor")
    end_cursor: Optional[str] = Field(validation_alias="endCursor", serialization_alias="endCursor")


ClaimPolicies.model_rebuild()
ClaimPoliciesClaimPolicies.model_rebuild()
ClaimPoliciesClaimPoliciesNodes.model_rebuild()

from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import PrivacyKind


class PrivacyRequests(BaseModel):
    privacy_requests: "PrivacyRequestsPrivacyRequests" = Field(validation_alias="privacyRequests", serialization_alias="privacyRequests")


class PrivacyRequestsPrivacyRequests(BaseModel):
    nodes: list["PrivacyRequestsPrivacyRequestsNodes"]
    page_info: "PrivacyRequestsPrivacyRequestsPageInfo" = Field(validation_alias="pageInfo", serialization_alias="pageInfo")


class PrivacyRequestsPrivacyRequestsNodes(BaseModel):
    id: str
    kind: PrivacyKind
    account_id: str = Field(validation_alias="accountId", serialization_alias="accountId")
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    due_at: datetime = Field(validation_alias="dueAt", serialization_alias="dueAt")
    completed_at: Optional[datetime] = Field(validation_alias="completedAt", serialization_alias="completedAt")
    completed_by: Optional[str] = Field(validation_alias="completedBy", serialization_alias="completedBy")
    orders: list["PrivacyRequestsPrivacyRequestsNodesOrders"]


class PrivacyRequestsPrivacyRequestsNodesOrders(BaseModel):
    id: str
    number: str
    customer: "PrivacyRequestsPrivacyRequestsNodesOrdersCustomer"
    claims: "PrivacyRequestsPrivacyRequestsNodesOrdersClaims"


class PrivacyRequestsPrivacyRequestsNodesOrdersCustomer(BaseModel):
    name: Optional[str]
    email: Optional[str]
    phone: Optional[str]
    postal_code: Optional[str] = Field(validation_alias="postalCode", serialization_alias="postalCode")
    country_code: Optional[str] = Field(validation_alias="countryCode", serialization_alias="countryCode")


class PrivacyRequestsPrivacyRequestsNodesOrdersClaims(BaseModel):
    nodes: list["PrivacyRequestsPrivacyRequestsNodesOrdersClaimsNodes"]


class PrivacyRequestsPrivacyRequestsNodesOrdersClaimsNodes(BaseModel):
    id: str
    number: str
    customer_note: Optional[str] = Field(validation_alias="customerNote", serialization_alias="customerNote")


class PrivacyRequestsPrivacyRequestsPageInfo(BaseModel):
    has_next_page: bool = Field(validation_alias="hasNextPage", serialization_alias="hasNextPage")
    has_previous_page: bool = Field(validation_alias="hasPreviousPage", serialization_alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(validation_alias="startCursor", serialization_alias="startCursor")
    end_cursor: Optional[str] = Field(validation_alias="endCursor", serialization_alias="endCursor")


PrivacyRequests.model_rebuild()
PrivacyRequestsPrivacyRequests.model_rebuild()
PrivacyRequestsPrivacyRequestsNodes.model_rebuild()
PrivacyRequestsPrivacyRequestsNodesOrders.model_rebuild()
PrivacyRequestsPrivacyRequestsNodesOrdersClaims.model_rebuild()

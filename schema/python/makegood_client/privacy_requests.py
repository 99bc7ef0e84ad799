from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import PrivacyKind


class PrivacyRequests(BaseModel):
    privacy_requests: "PrivacyRequestsPrivacyRequests" = Field(alias="privacyRequests")


class PrivacyRequestsPrivacyRequests(BaseModel):
    nodes: list["PrivacyRequestsPrivacyRequestsNodes"]
    page_info: "PrivacyRequestsPrivacyRequestsPageInfo" = Field(alias="pageInfo")


class PrivacyRequestsPrivacyRequestsNodes(BaseModel):
    id: str
    kind: PrivacyKind
    account_id: str = Field(alias="accountId")
    created_at: datetime = Field(alias="createdAt")
    due_at: datetime = Field(alias="dueAt")
    completed_at: Optional[datetime] = Field(alias="completedAt")
    completed_by: Optional[str] = Field(alias="completedBy")
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
    postal_code: Optional[str] = Field(alias="postalCode")
    country_code: Optional[str] = Field(alias="countryCode")


class PrivacyRequestsPrivacyRequestsNodesOrdersClaims(BaseModel):
    nodes: list["PrivacyRequestsPrivacyRequestsNodesOrdersClaimsNodes"]


class PrivacyRequestsPrivacyRequestsNodesOrdersClaimsNodes(BaseModel):
    id: str
    number: str
    customer_note: Optional[str] = Field(alias="customerNote")


class PrivacyRequestsPrivacyRequestsPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    has_previous_page: bool = Field(alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(alias="startCursor")
    end_cursor: Optional[str] = Field(alias="endCursor")


PrivacyRequests.model_rebuild()
PrivacyRequestsPrivacyRequests.model_rebuild()
PrivacyRequestsPrivacyRequestsNodes.model_rebuild()
PrivacyRequestsPrivacyRequestsNodesOrders.model_rebuild()
PrivacyRequestsPrivacyRequestsNodesOrdersClaims.model_rebuild()

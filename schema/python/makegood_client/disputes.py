from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import DisputeReason, DisputeStatus, DisputeType


class Disputes(BaseModel):
    disputes: "DisputesDisputes"


class DisputesDisputes(BaseModel):
    nodes: list["DisputesDisputesNodes"]
    page_info: "DisputesDisputesPageInfo" = Field(alias="pageInfo")


class DisputesDisputesNodes(BaseModel):
    id: str
    external_id: str = Field(alias="externalId")
    account_id: str = Field(alias="accountId")
    type_: DisputeType = Field(alias="type")
    status: DisputeStatus
    reason: DisputeReason
    network_reason: Optional[str] = Field(alias="networkReason")
    amount: "DisputesDisputesNodesAmount"
    evidence_due_by: Optional[datetime] = Field(alias="evidenceDueBy")
    evidence_sent_at: Optional[datetime] = Field(alias="evidenceSentAt")
    opened_at: datetime = Field(alias="openedAt")
    finalized_at: Optional[datetime] = Field(alias="finalizedAt")
    version: int
    created_at: datetime = Field(alias="createdAt")
    updated_at: datetime = Field(alias="updatedAt")
    cursor: str
    order: Optional["DisputesDisputesNodesOrder"]
    events: list["DisputesDisputesNodesEvents"]


class DisputesDisputesNodesAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class DisputesDisputesNodesOrder(BaseModel):
    id: str
    number: str


class DisputesDisputesNodesEvents(BaseModel):
    id: str
    type_: str = Field(alias="type")
    dispute_status: Optional[DisputeStatus] = Field(alias="disputeStatus")
    occurred_at: datetime = Field(alias="occurredAt")


class DisputesDisputesPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    has_previous_page: bool = Field(alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(alias="startCursor")
    end_cursor: Optional[str] = Field(alias="endCursor")


Disputes.model_rebuild()
DisputesDisputes.model_rebuild()
DisputesDisputesNodes.model_rebuild()

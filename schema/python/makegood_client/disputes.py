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
    page_info: "DisputesDisputesPageInfo" = Field(validation_alias="pageInfo", serialization_alias="pageInfo")


class DisputesDisputesNodes(BaseModel):
    id: str
    external_id: str = Field(validation_alias="externalId", serialization_alias="externalId")
    account_id: str = Field(validation_alias="accountId", serialization_alias="accountId")
    type_: DisputeType = Field(validation_alias="type", serialization_alias="type")
    status: DisputeStatus
    reason: DisputeReason
    network_reason: Optional[str] = Field(validation_alias="networkReason", serialization_alias="networkReason")
    amount: "DisputesDisputesNodesAmount"
    evidence_due_by: Optional[datetime] = Field(validation_alias="evidenceDueBy", serialization_alias="evidenceDueBy")
    evidence_sent_at: Optional[datetime] = Field(validation_alias="evidenceSentAt", serialization_alias="evidenceSentAt")
    opened_at: datetime = Field(validation_alias="openedAt", serialization_alias="openedAt")
    finalized_at: Optional[datetime] = Field(validation_alias="finalizedAt", serialization_alias="finalizedAt")
    version: int
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    updated_at: datetime = Field(validation_alias="updatedAt", serialization_alias="updatedAt")
    cursor: str
    order: Optional["DisputesDisputesNodesOrder"]
    events: list["DisputesDisputesNodesEvents"]


class DisputesDisputesNodesAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class DisputesDisputesNodesOrder(BaseModel):
    id: str
    number: str


class DisputesDisputesNodesEvents(BaseModel):
    id: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    dispute_status: Optional[DisputeStatus] = Field(validation_alias="disputeStatus", serialization_alias="disputeStatus")
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")


class DisputesDisputesPageInfo(BaseModel):
    has_next_page: bool = Field(validation_alias="hasNextPage", serialization_alias="hasNextPage")
    has_previous_page: bool = Field(validation_alias="hasPreviousPage", serialization_alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(validation_alias="startCursor", serialization_alias="startCursor")
    end_cursor: Optional[str] = Field(validation_alias="endCursor", serialization_alias="endCursor")


Disputes.model_rebuild()
DisputesDisputes.model_rebuild()
DisputesDisputesNodes.model_rebuild()

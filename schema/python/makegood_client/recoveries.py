from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    RecoveryCounterpartyType,
    RecoveryReason,
    RecoveryRoute,
    RecoveryStatus,
)


class Recoveries(BaseModel):
    recoveries: "RecoveriesRecoveries"


class RecoveriesRecoveries(BaseModel):
    nodes: list["RecoveriesRecoveriesNodes"]
    page_info: "RecoveriesRecoveriesPageInfo" = Field(alias="pageInfo")


class RecoveriesRecoveriesNodes(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(alias="statusDetail")
    route: RecoveryRoute
    counterparty: "RecoveriesRecoveriesNodesCounterparty"
    reason: RecoveryReason
    proposed_because: Optional[str] = Field(alias="proposedBecause")
    reference: Optional[str]
    requested: "RecoveriesRecoveriesNodesRequested"
    approved: Optional["RecoveriesRecoveriesNodesApproved"]
    paid: "RecoveriesRecoveriesNodesPaid"
    required_documents: list[str] = Field(alias="requiredDocuments")
    missing_documents: list[str] = Field(alias="missingDocuments")
    files_itself: bool = Field(alias="filesItself")
    filing_since: Optional[datetime] = Field(alias="filingSince")
    failure: Optional["RecoveriesRecoveriesNodesFailure"]
    rule: Optional[str]
    rule_assumed: bool = Field(alias="ruleAssumed")
    opens_at: Optional[datetime] = Field(alias="opensAt")
    notice_by: Optional[datetime] = Field(alias="noticeBy")
    file_by: Optional[datetime] = Field(alias="fileBy")
    information_by: Optional[datetime] = Field(alias="informationBy")
    appeal_by: Optional[datetime] = Field(alias="appealBy")
    submitted_at: Optional[datetime] = Field(alias="submittedAt")
    decided_at: Optional[datetime] = Field(alias="decidedAt")
    paid_at: Optional[datetime] = Field(alias="paidAt")
    found_at: Optional[datetime] = Field(alias="foundAt")
    version: int
    cursor: str
    claim: Optional["RecoveriesRecoveriesNodesClaim"]


class RecoveriesRecoveriesNodesCounterparty(BaseModel):
    type_: RecoveryCounterpartyType = Field(alias="type")
    name: str


class RecoveriesRecoveriesNodesRequested(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveriesRecoveriesNodesApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveriesRecoveriesNodesPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveriesRecoveriesNodesFailure(BaseModel):
    code: str
    message: str


class RecoveriesRecoveriesNodesClaim(BaseModel):
    id: str
    number: str


class RecoveriesRecoveriesPageInfo(BaseModel):
    has_next_page: bool = Field(alias="hasNextPage")
    has_previous_page: bool = Field(alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(alias="startCursor")
    end_cursor: Optional[str] = Field(alias="endCursor")


Recoveries.model_rebuild()
RecoveriesRecoveries.model_rebuild()
RecoveriesRecoveriesNodes.model_rebuild()

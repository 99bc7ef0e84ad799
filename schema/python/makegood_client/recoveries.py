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
    page_info: "RecoveriesRecoveriesPageInfo" = Field(validation_alias="pageInfo", serialization_alias="pageInfo")


class RecoveriesRecoveriesNodes(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(validation_alias="statusDetail", serialization_alias="statusDetail")
    route: RecoveryRoute
    counterparty: "RecoveriesRecoveriesNodesCounterparty"
    reason: RecoveryReason
    proposed_because: Optional[str] = Field(validation_alias="proposedBecause", serialization_alias="proposedBecause")
    reference: Optional[str]
    requested: "RecoveriesRecoveriesNodesRequested"
    approved: Optional["RecoveriesRecoveriesNodesApproved"]
    paid: "RecoveriesRecoveriesNodesPaid"
    required_documents: list[str] = Field(validation_alias="requiredDocuments", serialization_alias="requiredDocuments")
    missing_documents: list[str] = Field(validation_alias="missingDocuments", serialization_alias="missingDocuments")
    files_itself: bool = Field(validation_alias="filesItself", serialization_alias="filesItself")
    filing_since: Optional[datetime] = Field(validation_alias="filingSince", serialization_alias="filingSince")
    failure: Optional["RecoveriesRecoveriesNodesFailure"]
    rule: Optional[str]
    rule_assumed: bool = Field(validation_alias="ruleAssumed", serialization_alias="ruleAssumed")
    opens_at: Optional[datetime] = Field(validation_alias="opensAt", serialization_alias="opensAt")
    notice_by: Optional[datetime] = Field(validation_alias="noticeBy", serialization_alias="noticeBy")
    file_by: Optional[datetime] = Field(validation_alias="fileBy", serialization_alias="fileBy")
    information_by: Optional[datetime] = Field(validation_alias="informationBy", serialization_alias="informationBy")
    appeal_by: Optional[datetime] = Field(validation_alias="appealBy", serialization_alias="appealBy")
    submitted_at: Optional[datetime] = Field(validation_alias="submittedAt", serialization_alias="submittedAt")
    decided_at: Optional[datetime] = Field(validation_alias="decidedAt", serialization_alias="decidedAt")
    paid_at: Optional[datetime] = Field(validation_alias="paidAt", serialization_alias="paidAt")
    found_at: Optional[datetime] = Field(validation_alias="foundAt", serialization_alias="foundAt")
    version: int
    cursor: str
    claim: Optional["RecoveriesRecoveriesNodesClaim"]


class RecoveriesRecoveriesNodesCounterparty(BaseModel):
    type_: RecoveryCounterpartyType = Field(validation_alias="type", serialization_alias="type")
    name: str


class RecoveriesRecoveriesNodesRequested(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveriesRecoveriesNodesApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveriesRecoveriesNodesPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveriesRecoveriesNodesFailure(BaseModel):
    code: str
    message: str


class RecoveriesRecoveriesNodesClaim(BaseModel):
    id: str
    number: str


class RecoveriesRecoveriesPageInfo(BaseModel):
    has_next_page: bool = Field(validation_alias="hasNextPage", serialization_alias="hasNextPage")
    has_previous_page: bool = Field(validation_alias="hasPreviousPage", serialization_alias="hasPreviousPage")
    start_cursor: Optional[str] = Field(validation_alias="startCursor", serialization_alias="startCursor")
    end_cursor: Optional[str] = Field(validation_alias="endCursor", serialization_alias="endCursor")


Recoveries.model_rebuild()
RecoveriesRecoveries.model_rebuild()
RecoveriesRecoveriesNodes.model_rebuild()

from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    ClaimStatus,
    CoverageKind,
    CoverageStatus,
    LabelSource,
    LedgerEntryType,
    LedgerSide,
    RecoveryCounterpartyType,
    RecoveryMessageAuthor,
    RecoveryMessageState,
    RecoveryPaymentDirection,
    RecoveryReason,
    RecoveryRoute,
    RecoveryStatus,
    TrackingStatus,
)


class Recovery(BaseModel):
    recovery: Optional["RecoveryRecovery"]


class RecoveryRecovery(BaseModel):
    id: str
    number: str
    status: RecoveryStatus
    status_detail: Optional[str] = Field(alias="statusDetail")
    route: RecoveryRoute
    counterparty: "RecoveryRecoveryCounterparty"
    reason: RecoveryReason
    proposed_because: Optional[str] = Field(alias="proposedBecause")
    reference: Optional[str]
    requested: "RecoveryRecoveryRequested"
    approved: Optional["RecoveryRecoveryApproved"]
    paid: "RecoveryRecoveryPaid"
    required_documents: list[str] = Field(alias="requiredDocuments")
    missing_documents: list[str] = Field(alias="missingDocuments")
    files_itself: bool = Field(alias="filesItself")
    filing_since: Optional[datetime] = Field(alias="filingSince")
    failure: Optional["RecoveryRecoveryFailure"]
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
    fee: "RecoveryRecoveryFee"
    repaid: "RecoveryRecoveryRepaid"
    shipment: Optional["RecoveryRecoveryShipment"]
    claim: Optional["RecoveryRecoveryClaim"]
    coverage: Optional["RecoveryRecoveryCoverage"]
    payments: list["RecoveryRecoveryPayments"]
    ledger: list["RecoveryRecoveryLedger"]
    messages: list["RecoveryRecoveryMessages"]
    events: list["RecoveryRecoveryEvents"]


class RecoveryRecoveryCounterparty(BaseModel):
    type_: RecoveryCounterpartyType = Field(alias="type")
    name: str


class RecoveryRecoveryRequested(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryRecoveryFailure(BaseModel):
    code: str
    message: str


class RecoveryRecoveryFee(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryRecoveryRepaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryRecoveryShipment(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(alias="trackingNumber")
    tracking_status: TrackingStatus = Field(alias="trackingStatus")
    label_source: LabelSource = Field(alias="labelSource")
    label_seller: Optional[str] = Field(alias="labelSeller")
    weight_grams: Optional[int] = Field(alias="weightGrams")
    origin_country: Optional[str] = Field(alias="originCountry")
    goods: list[str]
    lines: list["RecoveryRecoveryShipmentLines"]


class RecoveryRecoveryShipmentLines(BaseModel):
    quantity: int
    order_line: Optional["RecoveryRecoveryShipmentLinesOrderLine"] = Field(
        alias="orderLine"
    )


class RecoveryRecoveryShipmentLinesOrderLine(BaseModel):
    id: str
    unit_cost: Optional["RecoveryRecoveryShipmentLinesOrderLineUnitCost"] = Field(
        alias="unitCost"
    )


class RecoveryRecoveryShipmentLinesOrderLineUnitCost(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryRecoveryClaim(BaseModel):
    id: str
    number: str
    status: ClaimStatus


class RecoveryRecoveryCoverage(BaseModel):
    id: str
    provider: str
    kind: CoverageKind
    status: CoverageStatus
    insured: "RecoveryRecoveryCoverageInsured"


class RecoveryRecoveryCoverageInsured(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryRecoveryPayments(BaseModel):
    id: str
    direction: RecoveryPaymentDirection
    amount: "RecoveryRecoveryPaymentsAmount"
    fee: "RecoveryRecoveryPaymentsFee"
    settled_amount: Optional[Decimal] = Field(alias="settledAmount")
    reference: str
    occurred_at: datetime = Field(alias="occurredAt")


class RecoveryRecoveryPaymentsAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryRecoveryPaymentsFee(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryRecoveryLedger(BaseModel):
    id: str
    type_: LedgerEntryType = Field(alias="type")
    side: LedgerSide
    expected: bool
    amount: "RecoveryRecoveryLedgerAmount"
    reverses: Optional[str]


class RecoveryRecoveryLedgerAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class RecoveryRecoveryMessages(BaseModel):
    id: str
    author: RecoveryMessageAuthor
    state: RecoveryMessageState
    body: str
    sent_at: datetime = Field(alias="sentAt")
    failure: Optional[str]


class RecoveryRecoveryEvents(BaseModel):
    id: str
    type_: str = Field(alias="type")
    recovery_status: Optional[RecoveryStatus] = Field(alias="recoveryStatus")
    occurred_at: datetime = Field(alias="occurredAt")


Recovery.model_rebuild()
RecoveryRecovery.model_rebuild()
RecoveryRecoveryShipment.model_rebuild()
RecoveryRecoveryShipmentLines.model_rebuild()
RecoveryRecoveryShipmentLinesOrderLine.model_rebuild()
RecoveryRecoveryCoverage.model_rebuild()
RecoveryRecoveryPayments.model_rebuild()
RecoveryRecoveryLedger.model_rebuild()

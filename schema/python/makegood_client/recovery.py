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
    status_detail: Optional[str] = Field(validation_alias="statusDetail", serialization_alias="statusDetail")
    route: RecoveryRoute
    counterparty: "RecoveryRecoveryCounterparty"
    reason: RecoveryReason
    proposed_because: Optional[str] = Field(validation_alias="proposedBecause", serialization_alias="proposedBecause")
    reference: Optional[str]
    requested: "RecoveryRecoveryRequested"
    approved: Optional["RecoveryRecoveryApproved"]
    paid: "RecoveryRecoveryPaid"
    required_documents: list[str] = Field(validation_alias="requiredDocuments", serialization_alias="requiredDocuments")
    missing_documents: list[str] = Field(validation_alias="missingDocuments", serialization_alias="missingDocuments")
    files_itself: bool = Field(validation_alias="filesItself", serialization_alias="filesItself")
    filing_since: Optional[datetime] = Field(validation_alias="filingSince", serialization_alias="filingSince")
    failure: Optional["RecoveryRecoveryFailure"]
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
    type_: RecoveryCounterpartyType = Field(validation_alias="type", serialization_alias="type")
    name: str


class RecoveryRecoveryRequested(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecoveryApproved(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecoveryPaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecoveryFailure(BaseModel):
    code: str
    message: str


class RecoveryRecoveryFee(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecoveryRepaid(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecoveryShipment(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber")
    tracking_status: TrackingStatus = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")
    label_source: LabelSource = Field(validation_alias="labelSource", serialization_alias="labelSource")
    label_seller: Optional[str] = Field(validation_alias="labelSeller", serialization_alias="labelSeller")
    weight_grams: Optional[int] = Field(validation_alias="weightGrams", serialization_alias="weightGrams")
    origin_country: Optional[str] = Field(validation_alias="originCountry", serialization_alias="originCountry")
    goods: list[str]
    lines: list["RecoveryRecoveryShipmentLines"]


class RecoveryRecoveryShipmentLines(BaseModel):
    quantity: int
    order_line: Optional["RecoveryRecoveryShipmentLinesOrderLine"] = Field(
        validation_alias="orderLine", serialization_alias="orderLine"
    )


class RecoveryRecoveryShipmentLinesOrderLine(BaseModel):
    id: str
    unit_cost: Optional["RecoveryRecoveryShipmentLinesOrderLineUnitCost"] = Field(
        validation_alias="unitCost", serialization_alias="unitCost"
    )


class RecoveryRecoveryShipmentLinesOrderLineUnitCost(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


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
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecoveryPayments(BaseModel):
    id: str
    direction: RecoveryPaymentDirection
    amount: "RecoveryRecoveryPaymentsAmount"
    fee: "RecoveryRecoveryPaymentsFee"
    settled_amount: Optional[Decimal] = Field(validation_alias="settledAmount", serialization_alias="settledAmount")
    reference: str
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")


class RecoveryRecoveryPaymentsAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecoveryPaymentsFee(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecoveryLedger(BaseModel):
    id: str
    type_: LedgerEntryType = Field(validation_alias="type", serialization_alias="type")
    side: LedgerSide
    expected: bool
    amount: "RecoveryRecoveryLedgerAmount"
    reverses: Optional[str]


class RecoveryRecoveryLedgerAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class RecoveryRecoveryMessages(BaseModel):
    id: str
    author: RecoveryMessageAuthor
    state: RecoveryMessageState
    body: str
    sent_at: datetime = Field(validation_alias="sentAt", serialization_alias="sentAt")
    failure: Optional[str]


class RecoveryRecoveryEvents(BaseModel):
    id: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    recovery_status: Optional[RecoveryStatus] = Field(validation_alias="recoveryStatus", serialization_alias="recoveryStatus")
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")


Recovery.model_rebuild()
RecoveryRecovery.model_rebuild()
RecoveryRecoveryShipment.model_rebuild()
RecoveryRecoveryShipmentLines.model_rebuild()
RecoveryRecoveryShipmentLinesOrderLine.model_rebuild()
RecoveryRecoveryCoverage.model_rebuild()
RecoveryRecoveryPayments.model_rebuild()
RecoveryRecoveryLedger.model_rebuild()

from datetime import datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    CancelReason,
    ClaimReason,
    ClaimStatus,
    EvidenceKind,
    EvidenceRejectionCode,
    EvidenceState,
    FoundChoice,
    Handover,
    IncidentReason,
    MessageAuthor,
    ResolutionStatus,
    ResolutionType,
    ShipmentDirection,
    ShipmentStatus,
    TrackingStatus,
)


class OrderChangesClaim(BaseModel):
    id: str
    number: str
    reason: ClaimReason
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    version: int
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    requested_evidence: list[EvidenceKind] = Field(validation_alias="requestedEvidence", serialization_alias="requestedEvidence")
    answer_due_at: Optional[datetime] = Field(validation_alias="answerDueAt", serialization_alias="answerDueAt")
    waiting_until: Optional[datetime] = Field(validation_alias="waitingUntil", serialization_alias="waitingUntil")
    escalate_from: Optional[datetime] = Field(validation_alias="escalateFrom", serialization_alias="escalateFrom")
    appealed_at: Optional[datetime] = Field(validation_alias="appealedAt", serialization_alias="appealedAt")
    denial: Optional["OrderChangesClaimDenial"]
    found: Optional["OrderChangesClaimFound"]
    shipment: Optional["OrderChangesClaimShipment"]
    resolution_options: list["OrderChangesClaimResolutionOptions"] = Field(
        validation_alias="resolutionOptions", serialization_alias="resolutionOptions"
    )
    resolution: Optional["OrderChangesClaimResolution"]
    evidence: list["OrderChangesClaimEvidence"]
    events: list["OrderChangesClaimEvents"]
    messages: "OrderChangesClaimMessages"


class OrderChangesClaimDenial(BaseModel):
    message: str
    appealable_until: Optional[datetime] = Field(validation_alias="appealableUntil", serialization_alias="appealableUntil")


class OrderChangesClaimFound(BaseModel):
    at: datetime
    choice: Optional[FoundChoice]


class OrderChangesClaimShipment(BaseModel):
    id: str


class OrderChangesClaimResolutionOptions(BaseModel):
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    is_default: bool = Field(validation_alias="isDefault", serialization_alias="isDefault")
    amount: "OrderChangesClaimResolutionOptionsAmount"


class OrderChangesClaimResolutionOptionsAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class OrderChangesClaimResolution(BaseModel):
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    status: ResolutionStatus
    replacement_number: Optional[str] = Field(validation_alias="replacementNumber", serialization_alias="replacementNumber")
    amount: "OrderChangesClaimResolutionAmount"


class OrderChangesClaimResolutionAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class OrderChangesClaimEvidence(BaseModel):
    id: str
    kind: EvidenceKind
    state: EvidenceState
    rejection_code: Optional[EvidenceRejectionCode] = Field(validation_alias="rejectionCode", serialization_alias="rejectionCode")
    file_name: str = Field(validation_alias="fileName", serialization_alias="fileName")


class OrderChangesClaimEvents(BaseModel):
    id: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")


class OrderChangesClaimMessages(BaseModel):
    nodes: list["OrderChangesClaimMessagesNodes"]


class OrderChangesClaimMessagesNodes(BaseModel):
    id: str
    author: MessageAuthor
    body: str
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")


class OrderChangesParcel(BaseModel):
    id: str
    direction: ShipmentDirection
    status: ShipmentStatus
    carrier: str
    tracking_number: str = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber")
    tracking_url: Optional[str] = Field(validation_alias="trackingUrl", serialization_alias="trackingUrl")
    tracking_status: TrackingStatus = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(validation_alias="incidentReason", serialization_alias="incidentReason")
    estimated_delivery_at: Optional[datetime] = Field(validation_alias="estimatedDeliveryAt", serialization_alias="estimatedDeliveryAt")
    shipped_at: Optional[datetime] = Field(validation_alias="shippedAt", serialization_alias="shippedAt")
    delivered_at: Optional[datetime] = Field(validation_alias="deliveredAt", serialization_alias="deliveredAt")
    last_checked_at: Optional[datetime] = Field(validation_alias="lastCheckedAt", serialization_alias="lastCheckedAt")
    stalled_since: Optional[datetime] = Field(validation_alias="stalledSince", serialization_alias="stalledSince")
    overdue_since: Optional[datetime] = Field(validation_alias="overdueSince", serialization_alias="overdueSince")
    presumed_lost_at: Optional[datetime] = Field(validation_alias="presumedLostAt", serialization_alias="presumedLostAt")
    pickup_until: Optional[datetime] = Field(validation_alias="pickupUntil", serialization_alias="pickupUntil")
    returned_at: Optional[datetime] = Field(validation_alias="returnedAt", serialization_alias="returnedAt")
    proof_of_delivery: Optional["OrderChangesParcelProofOfDelivery"] = Field(
        validation_alias="proofOfDelivery", serialization_alias="proofOfDelivery"
    )
    lines: list["OrderChangesParcelLines"]
    events: list["OrderChangesParcelEvents"]


class OrderChangesParcelProofOfDelivery(BaseModel):
    handover: Optional[Handover]


class OrderChangesParcelLines(BaseModel):
    id: str
    quantity: int
    order_line: Optional["OrderChangesParcelLinesOrderLine"] = Field(validation_alias="orderLine", serialization_alias="orderLine")


class OrderChangesParcelLinesOrderLine(BaseModel):
    id: str


class OrderChangesParcelEvents(BaseModel):
    id: str
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    status: TrackingStatus
    description: str
    location: str


class OrderStatusClaim(BaseModel):
    id: str
    number: str
    reason: ClaimReason
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    version: int
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    requested_evidence: list[EvidenceKind] = Field(validation_alias="requestedEvidence", serialization_alias="requestedEvidence")
    answer_due_at: Optional[datetime] = Field(validation_alias="answerDueAt", serialization_alias="answerDueAt")
    waiting_until: Optional[datetime] = Field(validation_alias="waitingUntil", serialization_alias="waitingUntil")
    escalate_from: Optional[datetime] = Field(validation_alias="escalateFrom", serialization_alias="escalateFrom")
    appealed_at: Optional[datetime] = Field(validation_alias="appealedAt", serialization_alias="appealedAt")
    denial: Optional["OrderStatusClaimDenial"]
    found: Optional["OrderStatusClaimFound"]
    shipment: Optional["OrderStatusClaimShipment"]
    resolution_options: list["OrderStatusClaimResolutionOptions"] = Field(
        validation_alias="resolutionOptions", serialization_alias="resolutionOptions"
    )
    resolution: Optional["OrderStatusClaimResolution"]
    evidence: list["OrderStatusClaimEvidence"]
    events: list["OrderStatusClaimEvents"]
    messages: "OrderStatusClaimMessages"


class OrderStatusClaimDenial(BaseModel):
    message: str
    appealable_until: Optional[datetime] = Field(validation_alias="appealableUntil", serialization_alias="appealableUntil")


class OrderStatusClaimFound(BaseModel):
    at: datetime
    choice: Optional[FoundChoice]


class OrderStatusClaimShipment(BaseModel):
    id: str


class OrderStatusClaimResolutionOptions(BaseModel):
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    is_default: bool = Field(validation_alias="isDefault", serialization_alias="isDefault")
    amount: "OrderStatusClaimResolutionOptionsAmount"


class OrderStatusClaimResolutionOptionsAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class OrderStatusClaimResolution(BaseModel):
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    status: ResolutionStatus
    replacement_number: Optional[str] = Field(validation_alias="replacementNumber", serialization_alias="replacementNumber")
    amount: "OrderStatusClaimResolutionAmount"


class OrderStatusClaimResolutionAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")


class OrderStatusClaimEvidence(BaseModel):
    id: str
    kind: EvidenceKind
    state: EvidenceState
    rejection_code: Optional[EvidenceRejectionCode] = Field(validation_alias="rejectionCode", serialization_alias="rejectionCode")
    file_name: str = Field(validation_alias="fileName", serialization_alias="fileName")


class OrderStatusClaimEvents(BaseModel):
    id: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")


class OrderStatusClaimMessages(BaseModel):
    nodes: list["OrderStatusClaimMessagesNodes"]


class OrderStatusClaimMessagesNodes(BaseModel):
    id: str
    author: MessageAuthor
    body: str
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")


class OrderStatusParcel(BaseModel):
    id: str
    direction: ShipmentDirection
    status: ShipmentStatus
    carrier: str
    tracking_number: str = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber")
    tracking_url: Optional[str] = Field(validation_alias="trackingUrl", serialization_alias="trackingUrl")
    tracking_status: TrackingStatus = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(validation_alias="incidentReason", serialization_alias="incidentReason")
    estimated_delivery_at: Optional[datetime] = Field(validation_alias="estimatedDeliveryAt", serialization_alias="estimatedDeliveryAt")
    shipped_at: Optional[datetime] = Field(validation_alias="shippedAt", serialization_alias="shippedAt")
    delivered_at: Optional[datetime] = Field(validation_alias="deliveredAt", serialization_alias="deliveredAt")
    last_checked_at: Optional[datetime] = Field(validation_alias="lastCheckedAt", serialization_alias="lastCheckedAt")
    stalled_since: Optional[datetime] = Field(validation_alias="stalledSince", serialization_alias="stalledSince")
    overdue_since: Optional[datetime] = Field(validation_alias="overdueSince", serialization_alias="overdueSince")
    presumed_lost_at: Optional[datetime] = Field(validation_alias="presumedLostAt", serialization_alias="presumedLostAt")
    pickup_until: Optional[datetime] = Field(validation_alias="pickupUntil", serialization_alias="pickupUntil")
    returned_at: Optional[datetime] = Field(validation_alias="returnedAt", serialization_alias="returnedAt")
    proof_of_delivery: Optional["OrderStatusParcelProofOfDelivery"] = Field(
        validation_alias="proofOfDelivery", serialization_alias="proofOfDelivery"
    )
    lines: list["OrderStatusParcelLines"]
    events: list["OrderStatusParcelEvents"]


class OrderStatusParcelProofOfDelivery(BaseModel):
    handover: Optional[Handover]


class OrderStatusParcelLines(BaseModel):
    id: str
    quantity: int
    order_line: Optional["OrderStatusParcelLinesOrderLine"] = Field(validation_alias="orderLine", serialization_alias="orderLine")


class OrderStatusParcelLinesOrderLine(BaseModel):
    id: str


class OrderStatusParcelEvents(BaseModel):
    id: str
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    status: TrackingStatus
    description: str
    location: str


OrderChangesClaim.model_rebuild()
OrderChangesParcel.model_rebuild()
OrderStatusClaim.model_rebuild()
OrderStatusParcel.model_rebuild()

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
    cancel_reason: Optional[CancelReason] = Field(alias="cancelReason")
    version: int
    created_at: datetime = Field(alias="createdAt")
    requested_evidence: list[EvidenceKind] = Field(alias="requestedEvidence")
    answer_due_at: Optional[datetime] = Field(alias="answerDueAt")
    waiting_until: Optional[datetime] = Field(alias="waitingUntil")
    escalate_from: Optional[datetime] = Field(alias="escalateFrom")
    appealed_at: Optional[datetime] = Field(alias="appealedAt")
    denial: Optional["OrderChangesClaimDenial"]
    found: Optional["OrderChangesClaimFound"]
    shipment: Optional["OrderChangesClaimShipment"]
    resolution_options: list["OrderChangesClaimResolutionOptions"] = Field(
        alias="resolutionOptions"
    )
    resolution: Optional["OrderChangesClaimResolution"]
    evidence: list["OrderChangesClaimEvidence"]
    events: list["OrderChangesClaimEvents"]
    messages: "OrderChangesClaimMessages"


class OrderChangesClaimDenial(BaseModel):
    message: str
    appealable_until: Optional[datetime] = Field(alias="appealableUntil")


class OrderChangesClaimFound(BaseModel):
    at: datetime


class OrderChangesClaimShipment(BaseModel):
    id: str


class OrderChangesClaimResolutionOptions(BaseModel):
    type_: ResolutionType = Field(alias="type")
    is_default: bool = Field(alias="isDefault")
    amount: "OrderChangesClaimResolutionOptionsAmount"


class OrderChangesClaimResolutionOptionsAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class OrderChangesClaimResolution(BaseModel):
    type_: ResolutionType = Field(alias="type")
    status: ResolutionStatus
    replacement_number: Optional[str] = Field(alias="replacementNumber")
    amount: "OrderChangesClaimResolutionAmount"


class OrderChangesClaimResolutionAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class OrderChangesClaimEvidence(BaseModel):
    id: str
    kind: EvidenceKind
    state: EvidenceState
    rejection_code: Optional[EvidenceRejectionCode] = Field(alias="rejectionCode")
    file_name: str = Field(alias="fileName")


class OrderChangesClaimEvents(BaseModel):
    id: str
    type_: str = Field(alias="type")
    occurred_at: datetime = Field(alias="occurredAt")


class OrderChangesClaimMessages(BaseModel):
    nodes: list["OrderChangesClaimMessagesNodes"]


class OrderChangesClaimMessagesNodes(BaseModel):
    id: str
    author: MessageAuthor
    body: str
    created_at: datetime = Field(alias="createdAt")


class OrderChangesParcel(BaseModel):
    id: str
    direction: ShipmentDirection
    status: ShipmentStatus
    carrier: str
    tracking_number: str = Field(alias="trackingNumber")
    tracking_url: Optional[str] = Field(alias="trackingUrl")
    tracking_status: TrackingStatus = Field(alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(alias="incidentReason")
    estimated_delivery_at: Optional[datetime] = Field(alias="estimatedDeliveryAt")
    shipped_at: Optional[datetime] = Field(alias="shippedAt")
    delivered_at: Optional[datetime] = Field(alias="deliveredAt")
    last_checked_at: Optional[datetime] = Field(alias="lastCheckedAt")
    stalled_since: Optional[datetime] = Field(alias="stalledSince")
    overdue_since: Optional[datetime] = Field(alias="overdueSince")
    presumed_lost_at: Optional[datetime] = Field(alias="presumedLostAt")
    pickup_until: Optional[datetime] = Field(alias="pickupUntil")
    returned_at: Optional[datetime] = Field(alias="returnedAt")
    proof_of_delivery: Optional["OrderChangesParcelProofOfDelivery"] = Field(
        alias="proofOfDelivery"
    )
    lines: list["OrderChangesParcelLines"]
    events: list["OrderChangesParcelEvents"]


class OrderChangesParcelProofOfDelivery(BaseModel):
    handover: Optional[Handover]


class OrderChangesParcelLines(BaseModel):
    id: str
    quantity: int
    order_line: Optional["OrderChangesParcelLinesOrderLine"] = Field(alias="orderLine")


class OrderChangesParcelLinesOrderLine(BaseModel):
    id: str


class OrderChangesParcelEvents(BaseModel):
    id: str
    occurred_at: datetime = Field(alias="occurredAt")
    status: TrackingStatus
    description: str
    location: str


class OrderStatusClaim(BaseModel):
    id: str
    number: str
    reason: ClaimReason
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(alias="cancelReason")
    version: int
    created_at: datetime = Field(alias="createdAt")
    requested_evidence: list[EvidenceKind] = Field(alias="requestedEvidence")
    answer_due_at: Optional[datetime] = Field(alias="answerDueAt")
    waiting_until: Optional[datetime] = Field(alias="waitingUntil")
    escalate_from: Optional[datetime] = Field(alias="escalateFrom")
    appealed_at: Optional[datetime] = Field(alias="appealedAt")
    denial: Optional["OrderStatusClaimDenial"]
    found: Optional["OrderStatusClaimFound"]
    shipment: Optional["OrderStatusClaimShipment"]
    resolution_options: list["OrderStatusClaimResolutionOptions"] = Field(
        alias="resolutionOptions"
    )
    resolution: Optional["OrderStatusClaimResolution"]
    evidence: list["OrderStatusClaimEvidence"]
    events: list["OrderStatusClaimEvents"]
    messages: "OrderStatusClaimMessages"


class OrderStatusClaimDenial(BaseModel):
    message: str
    appealable_until: Optional[datetime] = Field(alias="appealableUntil")


class OrderStatusClaimFound(BaseModel):
    at: datetime


class OrderStatusClaimShipment(BaseModel):
    id: str


class OrderStatusClaimResolutionOptions(BaseModel):
    type_: ResolutionType = Field(alias="type")
    is_default: bool = Field(alias="isDefault")
    amount: "OrderStatusClaimResolutionOptionsAmount"


class OrderStatusClaimResolutionOptionsAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class OrderStatusClaimResolution(BaseModel):
    type_: ResolutionType = Field(alias="type")
    status: ResolutionStatus
    replacement_number: Optional[str] = Field(alias="replacementNumber")
    amount: "OrderStatusClaimResolutionAmount"


class OrderStatusClaimResolutionAmount(BaseModel):
    amount: Decimal
    currency_code: str = Field(alias="currencyCode")


class OrderStatusClaimEvidence(BaseModel):
    id: str
    kind: EvidenceKind
    state: EvidenceState
    rejection_code: Optional[EvidenceRejectionCode] = Field(alias="rejectionCode")
    file_name: str = Field(alias="fileName")


class OrderStatusClaimEvents(BaseModel):
    id: str
    type_: str = Field(alias="type")
    occurred_at: datetime = Field(alias="occurredAt")


class OrderStatusClaimMessages(BaseModel):
    nodes: list["OrderStatusClaimMessagesNodes"]


class OrderStatusClaimMessagesNodes(BaseModel):
    id: str
    author: MessageAuthor
    body: str
    created_at: datetime = Field(alias="createdAt")


class OrderStatusParcel(BaseModel):
    id: str
    direction: ShipmentDirection
    status: ShipmentStatus
    carrier: str
    tracking_number: str = Field(alias="trackingNumber")
    tracking_url: Optional[str] = Field(alias="trackingUrl")
    tracking_status: TrackingStatus = Field(alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(alias="incidentReason")
    estimated_delivery_at: Optional[datetime] = Field(alias="estimatedDeliveryAt")
    shipped_at: Optional[datetime] = Field(alias="shippedAt")
    delivered_at: Optional[datetime] = Field(alias="deliveredAt")
    last_checked_at: Optional[datetime] = Field(alias="lastCheckedAt")
    stalled_since: Optional[datetime] = Field(alias="stalledSince")
    overdue_since: Optional[datetime] = Field(alias="overdueSince")
    presumed_lost_at: Optional[datetime] = Field(alias="presumedLostAt")
    pickup_until: Optional[datetime] = Field(alias="pickupUntil")
    returned_at: Optional[datetime] = Field(alias="returnedAt")
    proof_of_delivery: Optional["OrderStatusParcelProofOfDelivery"] = Field(
        alias="proofOfDelivery"
    )
    lines: list["OrderStatusParcelLines"]
    events: list["OrderStatusParcelEvents"]


class OrderStatusParcelProofOfDelivery(BaseModel):
    handover: Optional[Handover]


class OrderStatusParcelLines(BaseModel):
    id: str
    quantity: int
    order_line: Optional["OrderStatusParcelLinesOrderLine"] = Field(alias="orderLine")


class OrderStatusParcelLinesOrderLine(BaseModel):
    id: str


class OrderStatusParcelEvents(BaseModel):
    id: str
    occurred_at: datetime = Field(alias="occurredAt")
    status: TrackingStatus
    description: str
    location: str


OrderChangesClaim.model_rebuild()
OrderChangesParcel.model_rebuild()
OrderStatusClaim.model_rebuild()
OrderStatusParcel.model_rebuild()

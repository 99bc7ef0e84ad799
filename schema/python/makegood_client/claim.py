from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    ActorKind,
    CancelReason,
    ClaimReason,
    ClaimStatus,
    DenialCode,
    EvidenceKind,
    FoundChoice,
    IncidentReason,
    MessageAuthor,
    MessageChannel,
    MessageDirection,
    ResolutionType,
    TimelineKind,
    TrackingStatus,
)


class Claim(BaseModel):
    claim: Optional["ClaimClaim"]


class ClaimClaim(BaseModel):
    id: str
    cursor: str
    number: str
    reason: ClaimReason
    status: ClaimStatus
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    preferred_resolution: Optional[ResolutionType] = Field(validation_alias="preferredResolution", serialization_alias="preferredResolution")
    customer_note: Optional[str] = Field(validation_alias="customerNote", serialization_alias="customerNote")
    opened_by: ActorKind = Field(validation_alias="openedBy", serialization_alias="openedBy")
    acknowledged_at: Optional[datetime] = Field(validation_alias="acknowledgedAt", serialization_alias="acknowledgedAt")
    verified_at: Optional[datetime] = Field(validation_alias="verifiedAt", serialization_alias="verifiedAt")
    requested_evidence: list[EvidenceKind] = Field(validation_alias="requestedEvidence", serialization_alias="requestedEvidence")
    answer_due_at: Optional[datetime] = Field(validation_alias="answerDueAt", serialization_alias="answerDueAt")
    denial: Optional["ClaimClaimDenial"]
    appealed_at: Optional[datetime] = Field(validation_alias="appealedAt", serialization_alias="appealedAt")
    found: Optional["ClaimClaimFound"]
    resolved_at: Optional[datetime] = Field(validation_alias="resolvedAt", serialization_alias="resolvedAt")
    first_response_at: Optional[datetime] = Field(validation_alias="firstResponseAt", serialization_alias="firstResponseAt")
    waiting_until: Optional[datetime] = Field(validation_alias="waitingUntil", serialization_alias="waitingUntil")
    escalate_from: Optional[datetime] = Field(validation_alias="escalateFrom", serialization_alias="escalateFrom")
    locale: Optional[str]
    version: int
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    updated_at: datetime = Field(validation_alias="updatedAt", serialization_alias="updatedAt")
    order: Optional["ClaimClaimOrder"]
    shipment: Optional["ClaimClaimShipment"]
    items: list["ClaimClaimItems"]
    messages: "ClaimClaimMessages"
    timeline: list["ClaimClaimTimeline"]
    events: list["ClaimClaimEvents"]


class ClaimClaimDenial(BaseModel):
    code: DenialCode
    message: str
    appealable_until: Optional[datetime] = Field(validation_alias="appealableUntil", serialization_alias="appealableUntil")


class ClaimClaimFound(BaseModel):
    at: datetime
    choice: Optional[FoundChoice]


class ClaimClaimOrder(BaseModel):
    id: str
    number: str


class ClaimClaimShipment(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber")
    tracking_status: TrackingStatus = Field(validation_alias="trackingStatus", serialization_alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(validation_alias="incidentReason", serialization_alias="incidentReason")
    last_checked_at: Optional[datetime] = Field(validation_alias="lastCheckedAt", serialization_alias="lastCheckedAt")
    next_check_at: Optional[datetime] = Field(validation_alias="nextCheckAt", serialization_alias="nextCheckAt")


class ClaimClaimItems(BaseModel):
    id: str
    quantity: int
    description: Optional[str]
    shipment_line_id: Optional[str] = Field(validation_alias="shipmentLineId", serialization_alias="shipmentLineId")
    order_line: Optional["ClaimClaimItemsOrderLine"] = Field(validation_alias="orderLine", serialization_alias="orderLine")


class ClaimClaimItemsOrderLine(BaseModel):
    id: str
    title: str


class ClaimClaimMessages(BaseModel):
    nodes: list["ClaimClaimMessagesNodes"]


class ClaimClaimMessagesNodes(BaseModel):
    id: str
    author: MessageAuthor
    channel: MessageChannel
    direction: MessageDirection
    subject: Optional[str]
    body: str
    sent_at: Optional[datetime] = Field(validation_alias="sentAt", serialization_alias="sentAt")
    created_at: datetime = Field(validation_alias="createdAt", serialization_alias="createdAt")
    attachment_ids: list[str] = Field(validation_alias="attachmentIds", serialization_alias="attachmentIds")


class ClaimClaimTimeline(BaseModel):
    id: str
    kind: TimelineKind
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    word: str
    text: Optional[str]
    actor: Optional["ClaimClaimTimelineActor"]


class ClaimClaimTimelineActor(BaseModel):
    kind: ActorKind


class ClaimClaimEvents(BaseModel):
    id: str
    cursor: str
    type_: str = Field(validation_alias="type", serialization_alias="type")
    sequence: int
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    status: Optional[ClaimStatus]
    cancel_reason: Optional[CancelReason] = Field(validation_alias="cancelReason", serialization_alias="cancelReason")
    actor: "ClaimClaimEventsActor"


class ClaimClaimEventsActor(BaseModel):
    kind: ActorKind


Claim.model_rebuild()
ClaimClaim.model_rebuild()
ClaimClaimItems.model_rebuild()
ClaimClaimMessages.model_rebuild()
ClaimClaimTimeline.model_rebuild()
ClaimClaimEvents.model_rebuild()

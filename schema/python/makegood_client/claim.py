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
    cancel_reason: Optional[CancelReason] = Field(alias="cancelReason")
    preferred_resolution: Optional[ResolutionType] = Field(alias="preferredResolution")
    customer_note: Optional[str] = Field(alias="customerNote")
    opened_by: ActorKind = Field(alias="openedBy")
    acknowledged_at: Optional[datetime] = Field(alias="acknowledgedAt")
    verified_at: Optional[datetime] = Field(alias="verifiedAt")
    requested_evidence: list[EvidenceKind] = Field(alias="requestedEvidence")
    answer_due_at: Optional[datetime] = Field(alias="answerDueAt")
    denial: Optional["ClaimClaimDenial"]
    appealed_at: Optional[datetime] = Field(alias="appealedAt")
    found: Optional["ClaimClaimFound"]
    resolved_at: Optional[datetime] = Field(alias="resolvedAt")
    first_response_at: Optional[datetime] = Field(alias="firstResponseAt")
    waiting_until: Optional[datetime] = Field(alias="waitingUntil")
    escalate_from: Optional[datetime] = Field(alias="escalateFrom")
    locale: Optional[str]
    version: int
    created_at: datetime = Field(alias="createdAt")
    updated_at: datetime = Field(alias="updatedAt")
    order: Optional["ClaimClaimOrder"]
    shipment: Optional["ClaimClaimShipment"]
    items: list["ClaimClaimItems"]
    messages: "ClaimClaimMessages"
    timeline: list["ClaimClaimTimeline"]
    events: list["ClaimClaimEvents"]


class ClaimClaimDenial(BaseModel):
    code: DenialCode
    message: str
    appealable_until: Optional[datetime] = Field(alias="appealableUntil")


class ClaimClaimFound(BaseModel):
    at: datetime
    choice: Optional[FoundChoice]


class ClaimClaimOrder(BaseModel):
    id: str
    number: str


class ClaimClaimShipment(BaseModel):
    id: str
    carrier: str
    tracking_number: str = Field(alias="trackingNumber")
    tracking_status: TrackingStatus = Field(alias="trackingStatus")
    incident_reason: Optional[IncidentReason] = Field(alias="incidentReason")
    last_checked_at: Optional[datetime] = Field(alias="lastCheckedAt")
    next_check_at: Optional[datetime] = Field(alias="nextCheckAt")


class ClaimClaimItems(BaseModel):
    id: str
    quantity: int
    description: Optional[str]
    shipment_line_id: Optional[str] = Field(alias="shipmentLineId")
    order_line: Optional["ClaimClaimItemsOrderLine"] = Field(alias="orderLine")


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
    sent_at: Optional[datetime] = Field(alias="sentAt")
    created_at: datetime = Field(alias="createdAt")
    attachment_ids: list[str] = Field(alias="attachmentIds")


class ClaimClaimTimeline(BaseModel):
    id: str
    kind: TimelineKind
    occurred_at: datetime = Field(alias="occurredAt")
    word: str
    text: Optional[str]
    actor: Optional["ClaimClaimTimelineActor"]


class ClaimClaimTimelineActor(BaseModel):
    kind: ActorKind


class ClaimClaimEvents(BaseModel):
    id: str
    cursor: str
    type_: str = Field(alias="type")
    sequence: int
    occurred_at: datetime = Field(alias="occurredAt")
    status: Optional[ClaimStatus]
    cancel_reason: Optional[CancelReason] = Field(alias="cancelReason")
    actor: "ClaimClaimEventsActor"


class ClaimClaimEventsActor(BaseModel):
    kind: ActorKind


Claim.model_rebuild()
ClaimClaim.model_rebuild()
ClaimClaimItems.model_rebuild()
ClaimClaimMessages.model_rebuild()
ClaimClaimTimeline.model_rebuild()
ClaimClaimEvents.model_rebuild()

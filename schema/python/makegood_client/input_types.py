from datetime import date, datetime
from decimal import Decimal
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import (
    AccountKind,
    AccountMode,
    ClaimAnchor,
    ClaimReason,
    ClaimStatus,
    ClaimUnit,
    CoverageKind,
    DenialCode,
    DisputeReason,
    DisputeStatus,
    DisputeType,
    EffectDecision,
    EffectState,
    EvidenceKind,
    ExportAudience,
    ExportLanguage,
    FoundChoice,
    Handover,
    LabelSource,
    LedgerEntryType,
    MessageAuthor,
    MessageChannel,
    MessageTemplateKey,
    MessageVisibility,
    PrivacyKind,
    RecoveryPaymentDirection,
    RecoveryReason,
    RecoveryRoute,
    RecoveryStatus,
    ResolutionType,
    Scope,
    ShipmentDirection,
    ShipmentStatus,
    TaskState,
    Visibility,
)


class AccountFilter(BaseModel):
    """Which accounts; what is left out does not matter."""

    kinds: Optional[list[AccountKind]] = None
    "Only those of these kinds."
    company: Optional[str] = None
    "Only those at this company."


class CarrierAccountConnectInput(BaseModel):
    """An account at a carrier, or at whoever tracks parcels. Company and label name it: told again, it gets the new secrets."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    company: str
    "The company, such as `easypost`; a refusal names all there are."
    label: str
    "What people call it, 1 to 100 characters."
    credentials: list["SecretInput"]
    "What logs in there; a refusal names each that is missing."
    hook_secrets: list["SecretInput"] = Field(
        validation_alias="hookSecrets", serialization_alias="hookSecrets", default_factory=lambda: []
    )
    "What proves the company's messages; left out, none of them is taken."
    mode: AccountMode = AccountMode.LIVE
    "Whether its calls reach the real world."


class ClaimAddEvidenceInput(BaseModel):
    """Files that were uploaded for a claim."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    evidence_ids: list[str] = Field(validation_alias="evidenceIds", serialization_alias="evidenceIds")
    "The uploads' ids, 1 to 100."


class ClaimAddMessageInput(BaseModel):
    """What is said about a claim. Customers write for themselves. Others write for the shop, or record what somebody told it: name the `author` and the `channel` then."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    body: str
    "The text, 1 to 20000 characters."
    author: Optional[MessageAuthor] = None
    "Whose words they are: `MERCHANT`, `CUSTOMER` or `CARRIER`; left out, the caller's own."
    channel: Optional[MessageChannel] = None
    "How it came or went. A public message of the shop goes out by mail when this is `EMAIL`, as it is when left out; on another channel it was said already. Not asked of customers."
    visibility: Optional[MessageVisibility] = None
    "Who sees it; left out, the customer as well, unless a carrier said it. A customer's own is always public."
    attachment_ids: list[str] = Field(validation_alias="attachmentIds", serialization_alias="attachmentIds", default_factory=lambda: [])
    "Evidence of the claim that belongs to it, 20 at most."


class ClaimAppealInput(BaseModel):
    """Which denied claim is looked at again."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."


class ClaimApproveInput(BaseModel):
    """Which claim is approved, and what is offered."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."
    types: list[ResolutionType] = Field(default_factory=lambda: [])
    "Only these of what the policy allows; left out, all of it."
    partial_refund: Optional["MoneyInput"] = Field(validation_alias="partialRefund", serialization_alias="partialRefund", default=None)
    "Offers a partial refund of this much beside."


class ClaimAssignInput(BaseModel):
    """Who looks after a claim."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."
    assignee: Optional[str] = None
    "An id of the shop's own for the person; left out, nobody does any more."


class ClaimBoundInput(BaseModel):
    """So many hours or days after a moment."""

    anchor: ClaimAnchor
    "From which moment it is counted."
    amount: int
    "How many, from 0."
    unit: ClaimUnit = ClaimUnit.CALENDAR_DAYS
    "Of what."


class ClaimCancelInput(BaseModel):
    """Which claim is taken back."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."


class ClaimCreateInput(BaseModel):
    """What went wrong."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    order_id: str = Field(validation_alias="orderId", serialization_alias="orderId")
    "The order that it is about."
    reason: ClaimReason
    "What went wrong."
    shipment_id: Optional[str] = Field(validation_alias="shipmentId", serialization_alias="shipmentId", default=None)
    "The parcel that it is about."
    items: list["ClaimItemInput"] = Field(default_factory=lambda: [])
    "What is claimed; left out, all of the parcel that is not claimed yet."
    preferred_resolution: Optional[ResolutionType] = Field(
        validation_alias="preferredResolution", serialization_alias="preferredResolution", default=None
    )
    "What the customer would like best."
    customer_note: Optional[str] = Field(validation_alias="customerNote", serialization_alias="customerNote", default=None)
    "The customer's own words, 5000 characters at most."
    locale: Optional[str] = None
    "The language that the customer is written to in, such as `da` or `en-GB`; left out, it follows from the order's country."


class ClaimDenyInput(BaseModel):
    """Why a claim is denied."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."
    code: DenialCode
    "The reason, for programs."
    message: str
    "The reason as the customer reads it, 5000 characters at most."
    appealable_until: Optional[datetime] = Field(validation_alias="appealableUntil", serialization_alias="appealableUntil", default=None)
    "Until when the customer may appeal, at most a year ahead; left out, as long as the policy says."


class ClaimEligibilityInput(BaseModel):
    """What went wrong, with which parcel or lines; left out, with all of the order."""

    order_id: str = Field(validation_alias="orderId", serialization_alias="orderId")
    "The order that it is about."
    reason: ClaimReason
    "What went wrong."
    shipment_id: Optional[str] = Field(validation_alias="shipmentId", serialization_alias="shipmentId", default=None)
    "The parcel that it is about."
    items: list["ClaimItemInput"] = Field(default_factory=lambda: [])
    "What would be claimed; left out, all that can be."


class ClaimEventFilter(BaseModel):
    """Which events of claims, by what they say; what is left out does not matter."""

    order_id: Optional[str] = Field(validation_alias="orderId", serialization_alias="orderId", default=None)
    "Only of claims on this order."
    shipment_id: Optional[str] = Field(validation_alias="shipmentId", serialization_alias="shipmentId", default=None)
    "Only of claims on this parcel."
    statuses: Optional[list[ClaimStatus]] = None
    "Only events at which the claim stood in one of these."
    reasons: Optional[list[ClaimReason]] = None
    "Only of claims with one of these reasons."


class ClaimExportCreateInput(BaseModel):
    """Which case is wanted, for whom."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    audience: ExportAudience
    "Who will read it."
    language: ExportLanguage = ExportLanguage.EN
    "What it is written in."


class ClaimFilter(BaseModel):
    """Which claims; what is left out does not matter."""

    order_id: Optional[str] = Field(validation_alias="orderId", serialization_alias="orderId", default=None)
    "Only those on this order."
    shipment_id: Optional[str] = Field(validation_alias="shipmentId", serialization_alias="shipmentId", default=None)
    "Only those on this parcel."
    statuses: Optional[list[ClaimStatus]] = None
    "Only those in one of these."
    reasons: Optional[list[ClaimReason]] = None
    "Only those with one of these."
    created_from: Optional[datetime] = Field(validation_alias="createdFrom", serialization_alias="createdFrom", default=None)
    "Only those opened then or later."
    created_before: Optional[datetime] = Field(validation_alias="createdBefore", serialization_alias="createdBefore", default=None)
    "Only those opened earlier."


class ClaimItemInput(BaseModel):
    """How much of one line is claimed. Name the parcel's line, or an order line never shipped."""

    quantity: int
    "How many, from 1."
    shipment_line_id: Optional[str] = Field(validation_alias="shipmentLineId", serialization_alias="shipmentLineId", default=None)
    "The line of the parcel."
    order_line_id: Optional[str] = Field(validation_alias="orderLineId", serialization_alias="orderLineId", default=None)
    "The line of the order, for what was never shipped."
    description: Optional[str] = None
    "What is wrong with this line."


class ClaimMarkDuplicateInput(BaseModel):
    """Which claim is about the same as which other."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."
    duplicate_of: str = Field(validation_alias="duplicateOf", serialization_alias="duplicateOf")
    "The claim of the same order that stays."


class ClaimMarkResolvedExternallyInput(BaseModel):
    """What was done for a claim elsewhere."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    "The way."
    amount: Optional["MoneyInput"] = None
    "How much is paid back for the lines together; left out, what was paid for them."
    shipping_amount: Optional["MoneyInput"] = Field(
        validation_alias="shippingAmount", serialization_alias="shippingAmount", default=None
    )
    "How much of shipping is paid back; left out, what the policy says if neither an amount nor lines are named, else nothing."
    lines: list["ResolutionLineInput"] = Field(default_factory=lambda: [])
    "Which lines; left out, all that is claimed and not made good yet."
    reference: Optional[str] = None
    "The platform's own id of what was done; its news of the same then does not count again."


class ClaimPolicyDryRunInput(BaseModel):
    """A policy to be tried, and on which claims."""

    rules: list["ClaimPolicyRuleInput"]
    "The rules, as `claimPolicyUpdate` takes them."
    from_: datetime = Field(validation_alias="from", serialization_alias="from")
    "Only claims that were opened then or later."
    to: datetime
    "Only claims that were opened earlier."


class ClaimPolicyRuleInput(BaseModel):
    """One rule. What is left out is taken from rules that say less precisely what they match."""

    market: Optional[str] = None
    "The country of the delivery address (ISO 3166-1, two capital letters), or `EU` or `EEA`; left out, any."
    carrier: Optional[str] = None
    "Who carries the parcel, in any case; left out, any."
    reason: Optional[ClaimReason] = None
    "What went wrong; left out, anything."
    window: Optional["ClaimWindowInput"] = None
    "When a claim may be made, both bounds together."
    resolutions: Optional["ClaimResolutionsInput"] = None
    "How it is made good."
    escalation_days: Optional[int] = Field(validation_alias="escalationDays", serialization_alias="escalationDays", default=None)
    "How many days after the order the customer may turn to the bank or the platform, 0 to 365."
    required_evidence: Optional[list[EvidenceKind]] = Field(
        validation_alias="requiredEvidence", serialization_alias="requiredEvidence", default=None
    )
    "What the customer has to send; an empty list is nothing."
    auto_approve_limits: list["MoneyInput"] = Field(
        validation_alias="autoApproveLimits", serialization_alias="autoApproveLimits", default_factory=lambda: []
    )
    "Up to which amount nobody has to look at a claim, by currency; `0` is never. In a currency that is not named every claim is looked at."
    goodwill_limits: list["MoneyInput"] = Field(
        validation_alias="goodwillLimits", serialization_alias="goodwillLimits", default_factory=lambda: []
    )
    "How much may be given for one order beyond what was paid, by currency; `0` is nothing. A currency that is not named has no limit."
    refunds_shipping: Optional[bool] = Field(validation_alias="refundsShipping", serialization_alias="refundsShipping", default=None)
    "Whether what was paid for shipping is given back too."
    covers_final_sale: Optional[bool] = Field(validation_alias="coversFinalSale", serialization_alias="coversFinalSale", default=None)
    "Whether what was sold for good can be claimed."
    inactivity_days: Optional[int] = Field(validation_alias="inactivityDays", serialization_alias="inactivityDays", default=None)
    "How many days the customer has for an answer, 1 to 365."
    appeal_days: Optional[int] = Field(validation_alias="appealDays", serialization_alias="appealDays", default=None)
    "How many days the customer has for an appeal, 1 to 365."
    report_url: Optional[str] = Field(validation_alias="reportUrl", serialization_alias="reportUrl", default=None)
    "The platform's form for reporting a shop, a link that begins with https://; empty is none."
    files_recoveries: Optional[bool] = Field(validation_alias="filesRecoveries", serialization_alias="filesRecoveries", default=None)
    "Whether recoveries are filed without a person as soon as nothing is missing, where a company takes them by a call. Nothing is filed so unless a rule says it."
    recovery_minimum: list["MoneyInput"] = Field(
        validation_alias="recoveryMinimum", serialization_alias="recoveryMinimum", default_factory=lambda: []
    )
    "Below which amount no recovery is proposed, by currency. A currency that is not named has no minimum."


class ClaimPolicyUpdateInput(BaseModel):
    """The next version of the policy: all of its rules."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    expected_version: int = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion")
    "The version that this one follows, as it was read; 0 for the first. Another one by now gets `VERSION_CONFLICT`."
    rules: list["ClaimPolicyRuleInput"]
    "The rules, 100 at most. They go before those that are built in; none at all is those alone."
    note: Optional[str] = None
    "Why it is written, 1000 characters at most."


class ClaimReopenInput(BaseModel):
    """Which ended claim is taken up again."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."


class ClaimReportArrivedInput(BaseModel):
    """Whose parcel came after all."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."


class ClaimReportFoundInput(BaseModel):
    """Whose parcel turned up after its claim was resolved."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."
    choice: Optional[FoundChoice] = None
    "What becomes of it; it can be told later, once."


class ClaimRequestInformationInput(BaseModel):
    """What the customer is asked for."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."
    evidence: list[EvidenceKind] = Field(default_factory=lambda: [])
    "Which kinds of files; none when an answer is enough."
    due_at: Optional[datetime] = Field(validation_alias="dueAt", serialization_alias="dueAt", default=None)
    "Until when, at most a year ahead; left out, as long as the policy says. Then the claim is canceled as inactive, and an answer opens it again."


class ClaimResolutionsInput(BaseModel):
    """How claims are made good."""

    allowed: list[ResolutionType]
    "What can be chosen, at least one."
    default: ResolutionType
    "What is given when nobody chooses; one of `allowed`."
    refund_always: bool = Field(validation_alias="refundAlways", serialization_alias="refundAlways", default=False)
    "Whether a refund is always among what can be chosen, and credit only the customer's choice. In the EU it has to be so."


class ClaimResolveInput(BaseModel):
    """What staff does for a claim."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    "The way."
    amount: Optional["MoneyInput"] = None
    "How much is paid back for the lines together; left out, what was paid for them."
    shipping_amount: Optional["MoneyInput"] = Field(
        validation_alias="shippingAmount", serialization_alias="shippingAmount", default=None
    )
    "How much of shipping is paid back; left out, what the policy says if neither an amount nor lines are named, else nothing."
    lines: list["ResolutionLineInput"] = Field(default_factory=lambda: [])
    "Which lines; left out, all that is claimed and not made good yet."


class ClaimRuleInput(BaseModel):
    """Which claims; what is left out is not known of them."""

    market: Optional[str] = None
    "The country of the delivery address (ISO 3166-1, two capital letters)."
    carrier: Optional[str] = None
    "Who carries the parcel, in any case."
    reason: Optional[ClaimReason] = None
    "What went wrong."


class ClaimTagInput(BaseModel):
    """The shop's own words on a claim."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."
    add: list[str] = Field(default_factory=lambda: [])
    "Tags to add; a claim has 20 at most."
    remove: list[str] = Field(default_factory=lambda: [])
    "Tags to remove."


class ClaimWindowInput(BaseModel):
    """When a claim may be made."""

    earliest: Optional["ClaimBoundInput"] = None
    "From when on; left out, at once."
    latest: Optional["ClaimBoundInput"] = None
    "Until when; left out, for ever."


class CoverageBuyInput(BaseModel):
    """Insurance to be bought for a parcel."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    shipment_id: str = Field(validation_alias="shipmentId", serialization_alias="shipmentId")
    "The parcel."
    account_id: str = Field(validation_alias="accountId", serialization_alias="accountId")
    "The account of the company that sells it."
    provider: str
    "The company's name, such as `easypost`."
    insured: "MoneyInput"
    "Up to how much it shall pay."


class CoverageRecordInput(BaseModel):
    """What covers a parcel."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    shipment_id: str = Field(validation_alias="shipmentId", serialization_alias="shipmentId")
    "The parcel."
    provider: str
    "Who pays, such as `shipsurance` or a carrier; 100 characters."
    kind: CoverageKind
    "Who carries the loss."
    insured: "MoneyInput"
    "Up to how much it pays, more than nothing."
    policy_number: Optional[str] = Field(validation_alias="policyNumber", serialization_alias="policyNumber", default=None)
    "The provider's number of the policy."
    premium: Optional[Decimal] = None
    "What it cost, in the currency of `insured`."
    deductible: Optional[Decimal] = None
    "What the shop carries of each loss, in the currency of `insured`; left out, nothing."
    effective_at: Optional[datetime] = Field(validation_alias="effectiveAt", serialization_alias="effectiveAt", default=None)
    "From when; left out, from now."
    expires_at: Optional[datetime] = Field(validation_alias="expiresAt", serialization_alias="expiresAt", default=None)
    "Until when; left out, for ever."


class CustomerInput(BaseModel):
    """Who ordered. Kept in the order alone, never in logs or events."""

    name: Optional[str] = None
    "Their name."
    email: Optional[str] = None
    "Their e-mail address; guests prove themselves with it."
    phone: Optional[str] = None
    "Their telephone number."
    postal_code: Optional[str] = Field(validation_alias="postalCode", serialization_alias="postalCode", default=None)
    "The postal code of the delivery address; guests prove themselves with it."
    country_code: Optional[str] = Field(validation_alias="countryCode", serialization_alias="countryCode", default=None)
    "The country of the delivery address, two capital letters (ISO 3166-1)."


class CustomerTokenCreateInput(BaseModel):
    """For which order's customer."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    order_id: str = Field(validation_alias="orderId", serialization_alias="orderId")
    "The order's id."


class DisputeFilter(BaseModel):
    """Which disputes; what is left out does not matter."""

    order_id: Optional[str] = Field(validation_alias="orderId", serialization_alias="orderId", default=None)
    "Only those of this order."
    statuses: Optional[list[DisputeStatus]] = None
    "Only those in one of these."
    types: Optional[list[DisputeType]] = None
    "Only those of one of these."
    reasons: Optional[list[DisputeReason]] = None
    "Only those with one of these."
    evidence_due_before: Optional[datetime] = Field(
        validation_alias="evidenceDueBefore", serialization_alias="evidenceDueBefore", default=None
    )
    "Only those whose evidence is due earlier."


class EffectDecideInput(BaseModel):
    """What a person found out about an effect."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    id: str
    "The effect's id."
    decision: EffectDecision
    "What shall become of it."
    reference: Optional[str] = None
    "The company's own id of what it did, if it did it; 255 characters at most."


class EffectFilter(BaseModel):
    """Which effects; what is left out does not matter."""

    states: Optional[list[EffectState]] = None
    "Only those in one of these."
    kind: Optional[str] = None
    "Only those of this kind."
    subject: Optional[str] = None
    "Only those about this id."


class EvidenceUploadCreateInput(BaseModel):
    """A file that will be uploaded."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim that it belongs to."
    kind: EvidenceKind
    "What it proves."
    file_name: str = Field(validation_alias="fileName", serialization_alias="fileName")
    "What it is called, 255 characters at most."
    content_type: str = Field(validation_alias="contentType", serialization_alias="contentType")
    "`image/jpeg`, `image/png`, `image/webp`, `application/pdf`, `text/plain`, or `message/rfc822` for an e-mail as text."
    size: int
    "How many bytes it has."
    visibility: Visibility = Visibility.PUBLIC
    "Who may see it; what customers send is always public."


class GoodwillGiveInput(BaseModel):
    """What is given beyond what was paid."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    "STORE_CREDIT or GIFT_CARD."
    amount: "MoneyInput"
    "How much; the policy may have a limit for each order."


class GuestTokenCreateInput(BaseModel):
    """What a guest knows of their order: its number, and its e-mail address or postal code."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    number: str
    "The order's number, in any case."
    email: Optional[str] = None
    "The order's e-mail address, in any case."
    postal_code: Optional[str] = Field(validation_alias="postalCode", serialization_alias="postalCode", default=None)
    "The postal code of the delivery address; blanks do not matter."


class LedgerEntryRecordInput(BaseModel):
    """A cost or a recovery of a claim."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    type_: LedgerEntryType = Field(validation_alias="type", serialization_alias="type")
    "What it is for."
    amount: "MoneyInput"
    "How much, more than nothing."
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    "When it happened, or is expected."
    settlement: Optional["SettlementInput"] = None
    "The same in the currency that the shop was charged or paid in."
    ref: Optional[str] = None
    "What it came from, such as an invoice; 255 characters at most."
    expected: bool = False
    "Whether it is a recovery that was asked for and has not come yet; undo the entry when it comes."


class LedgerEntryReverseInput(BaseModel):
    """Which entry is undone."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    entry_id: str = Field(validation_alias="entryId", serialization_alias="entryId")
    "The entry's id."
    ref: Optional[str] = None
    "Why, or what it came from."


class MessagePreviewInput(BaseModel):
    """Which text is to be shown, and what is to be tried in its place."""

    key: MessageTemplateKey
    "The occasion."
    locale: str
    "The language, such as `da` or `en-GB`."
    claim_id: Optional[str] = Field(validation_alias="claimId", serialization_alias="claimId", default=None)
    "The claim that it is about; left out, a made-up one."
    subject: Optional[str] = None
    "The subject to be tried; left out, the one in use."
    body: Optional[str] = None
    "The text to be tried; left out, the one in use."


class MessageTemplateUpdateInput(BaseModel):
    """A storefront's own text for an occasion, in one language."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    key: MessageTemplateKey
    "The occasion."
    locale: str
    "The language, such as `da` or `en-GB`."
    subject: str
    "The subject, with variables such as `{{ claim_number }}`."
    body: str
    "The text, with variables, `{% if … %}` and one `{% for one in list %}` inside no other."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The template's `version` as it was read, 0 for the one that comes with Makegood; another one by now gets `VERSION_CONFLICT`."


class MoneyInput(BaseModel):
    """An amount of money."""

    amount: Decimal
    'The amount, such as `"12.50"`; never negative.'
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")
    "The currency, an ISO 4217 code such as `EUR`."


class OrderLineInput(BaseModel):
    """One line of an order, in the order's currency."""

    external_id: str = Field(validation_alias="externalId", serialization_alias="externalId")
    "The platform's own id; names the line for ever within its order."
    title: str
    "What was sold."
    quantity: int
    "How many, from 1."
    unit_price: Decimal = Field(validation_alias="unitPrice", serialization_alias="unitPrice")
    "The price of one, before discounts."
    paid_amount: Decimal = Field(validation_alias="paidAmount", serialization_alias="paidAmount")
    "What was paid for the whole line, after discounts, with tax."
    sku: Optional[str] = None
    "The stock keeping unit."
    tax_amount: Decimal = Field(validation_alias="taxAmount", serialization_alias="taxAmount", default="0")
    "How much of `paidAmount` is tax."
    variant_external_id: Optional[str] = Field(validation_alias="variantExternalId", serialization_alias="variantExternalId", default=None)
    "The platform's own id of what was sold, so that it can be sent again."
    final_sale: bool = Field(validation_alias="finalSale", serialization_alias="finalSale", default=False)
    "Whether it was sold without a right to return."
    unit_cost: Optional["MoneyInput"] = Field(validation_alias="unitCost", serialization_alias="unitCost", default=None)
    "What one cost the shop, without VAT, in the currency that it was bought in. Most carriers and insurers pay no more than that."


class OrderUpsertInput(BaseModel):
    """An order as the platform has it now; it replaces what was told before."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    external_id: str = Field(validation_alias="externalId", serialization_alias="externalId")
    "The platform's own id; names the order for ever."
    number: str
    "The number that the customer knows, such as `#1001`."
    currency_code: str = Field(validation_alias="currencyCode", serialization_alias="currencyCode")
    "The currency of all its amounts, an ISO 4217 code."
    total: Decimal
    "What was paid for the order."
    placed_at: datetime = Field(validation_alias="placedAt", serialization_alias="placedAt")
    "When it was placed."
    lines: list["OrderLineInput"]
    "Its lines, 1 to 500, in the platform's order."
    customer: Optional["CustomerInput"] = None
    "Who ordered."
    promised_delivery_by: Optional[datetime] = Field(
        validation_alias="promisedDeliveryBy", serialization_alias="promisedDeliveryBy", default=None
    )
    "Until when the shop promised delivery."
    confirmation_sent_at: Optional[datetime] = Field(
        validation_alias="confirmationSentAt", serialization_alias="confirmationSentAt", default=None
    )
    "When the confirmation was sent to the customer."
    shipping_amount: Decimal = Field(validation_alias="shippingAmount", serialization_alias="shippingAmount", default="0")
    "What was paid for shipping, with tax."
    canceled_at: Optional[datetime] = Field(validation_alias="canceledAt", serialization_alias="canceledAt", default=None)
    "When the shop canceled it, if it did."
    closed_at: Optional[datetime] = Field(validation_alias="closedAt", serialization_alias="closedAt", default=None)
    "When the shop closed it, if it did."
    platform_account_id: Optional[str] = Field(validation_alias="platformAccountId", serialization_alias="platformAccountId", default=None)
    "The account at the platform that it was sold on; money and replacements go through it."


class PlatformConnectInput(BaseModel):
    """Which shop shall be connected."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    shop: str
    "The shop's domain at Shopify, such as `nordlys.myshopify.com`."


class PrivacyRequestCompleteInput(BaseModel):
    """Which request was answered."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    id: str
    "The request's id."


class PrivacyRequestFilter(BaseModel):
    """Which requests; what is left out does not matter."""

    kinds: Optional[list[PrivacyKind]] = None
    "Only those for one of these."
    completed: Optional[bool] = None
    "Only those that are done, or are not."


class RecoveryAddMessageInput(BaseModel):
    """A letter to a counterparty, or what was said by other means."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    recovery_id: str = Field(validation_alias="recoveryId", serialization_alias="recoveryId")
    "The recovery's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The version that was decided on; `VERSION_CONFLICT` when it moved since."
    body: str
    "What is written, 10000 characters at most."
    from_counterparty: bool = Field(validation_alias="fromCounterparty", serialization_alias="fromCounterparty", default=False)
    "Whether the counterparty said it, by telephone or letter."


class RecoveryAppealInput(BaseModel):
    """Why a decision is appealed."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    recovery_id: str = Field(validation_alias="recoveryId", serialization_alias="recoveryId")
    "The recovery's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The version that was decided on; `VERSION_CONFLICT` when it moved since."
    reason: str
    "Why, 1000 characters at most."


class RecoveryCreateInput(BaseModel):
    """Which way is taken."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    shipment_id: str = Field(validation_alias="shipmentId", serialization_alias="shipmentId")
    "The parcel."
    claim_id: Optional[str] = Field(validation_alias="claimId", serialization_alias="claimId", default=None)
    "The customer's claim; left out, the open one on the parcel, if there is one."
    route: RecoveryRoute
    "The option's way."
    counterparty: str
    "The option's counterparty."
    files_itself: bool = Field(validation_alias="filesItself", serialization_alias="filesItself", default=False)
    "Whether the worker files it as soon as nothing is missing, where it goes by a call."


class RecoveryExportInput(BaseModel):
    """Of which recovery a packet is wanted."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    recovery_id: str = Field(validation_alias="recoveryId", serialization_alias="recoveryId")
    "The recovery's id."
    language: Optional[ExportLanguage] = None
    "What our own words are written in; left out, the counterparty's language, or English where we do not write it. Its form's fields keep the names that the counterparty gave them."


class RecoveryFilter(BaseModel):
    """Which recoveries; what is left out does not matter."""

    statuses: Optional[list[RecoveryStatus]] = None
    "Only those in one of these."
    claim_id: Optional[str] = Field(validation_alias="claimId", serialization_alias="claimId", default=None)
    "Only those of this claim."
    order_id: Optional[str] = Field(validation_alias="orderId", serialization_alias="orderId", default=None)
    "Only those of this order."
    shipment_id: Optional[str] = Field(validation_alias="shipmentId", serialization_alias="shipmentId", default=None)
    "Only those of this parcel."
    counterparty: Optional[str] = None
    "Only those of this counterparty."
    routes: Optional[list[RecoveryRoute]] = None
    "Only those by one of these ways."
    reasons: Optional[list[RecoveryReason]] = None
    "Only those with one of these."
    file_before: Optional[datetime] = Field(validation_alias="fileBefore", serialization_alias="fileBefore", default=None)
    "Only those that have to be filed earlier."


class RecoveryRecordDecisionInput(BaseModel):
    """What a counterparty said of a recovery."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    recovery_id: str = Field(validation_alias="recoveryId", serialization_alias="recoveryId")
    "The recovery's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The version that was decided on; `VERSION_CONFLICT` when it moved since."
    status: RecoveryStatus
    "UNDER_REVIEW, INFORMATION_REQUESTED, APPROVED, APPROVED_PARTIAL, REJECTED or CLOSED."
    detail: Optional[str] = None
    "Their own words, 1000 characters at most."
    approved_amount: Optional[Decimal] = Field(validation_alias="approvedAmount", serialization_alias="approvedAmount", default=None)
    "What was granted, in the recovery's currency; needed for APPROVED_PARTIAL."
    information_by: Optional[datetime] = Field(validation_alias="informationBy", serialization_alias="informationBy", default=None)
    "Until when they wait for what they asked for."
    appeal_by: Optional[datetime] = Field(validation_alias="appealBy", serialization_alias="appealBy", default=None)
    "Until when it can be appealed."


class RecoveryRecordFiledInput(BaseModel):
    """Which recovery was filed by hand."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    recovery_id: str = Field(validation_alias="recoveryId", serialization_alias="recoveryId")
    "The recovery's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The version that was decided on; `VERSION_CONFLICT` when it moved since."
    reference: str
    "The counterparty's number of the case, 100 characters at most."
    filed_at: Optional[datetime] = Field(validation_alias="filedAt", serialization_alias="filedAt", default=None)
    "When; left out, now."


class RecoveryRecordPaymentInput(BaseModel):
    """Money that came from a counterparty, or went back to it."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    recovery_id: str = Field(validation_alias="recoveryId", serialization_alias="recoveryId")
    "The recovery's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The version that was decided on; `VERSION_CONFLICT` when it moved since."
    direction: RecoveryPaymentDirection = RecoveryPaymentDirection.PAYOUT
    "Which way it went."
    amount: "MoneyInput"
    "How much, before what they kept back."
    fee_amount: Optional[Decimal] = Field(validation_alias="feeAmount", serialization_alias="feeAmount", default=None)
    "What they kept back of it, in the same currency."
    settled_amount: Optional[Decimal] = Field(validation_alias="settledAmount", serialization_alias="settledAmount", default=None)
    "What `amount` came to in the recovery's currency; needed when it is another."
    reference: str
    "Their word for the payment; the same reference counts once. 200 characters at most."
    occurred_at: datetime = Field(validation_alias="occurredAt", serialization_alias="occurredAt")
    "When it was paid."
    is_last: bool = Field(validation_alias="isLast", serialization_alias="isLast", default=False)
    "Whether no more will come, though it is less than was granted."


class RecoverySubmitInput(BaseModel):
    """Which recovery is filed by a call."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    recovery_id: str = Field(validation_alias="recoveryId", serialization_alias="recoveryId")
    "The recovery's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The version that was decided on; `VERSION_CONFLICT` when it moved since."


class RecoveryWithdrawInput(BaseModel):
    """Which recovery is taken back."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    recovery_id: str = Field(validation_alias="recoveryId", serialization_alias="recoveryId")
    "The recovery's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The version that was decided on; `VERSION_CONFLICT` when it moved since."
    reason: Optional[str] = None
    "Why, 500 characters at most."


class ResolutionChooseInput(BaseModel):
    """Which offer is taken."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    claim_id: str = Field(validation_alias="claimId", serialization_alias="claimId")
    "The claim's id."
    expected_version: Optional[int] = Field(validation_alias="expectedVersion", serialization_alias="expectedVersion", default=None)
    "The claim's `version` as it was read; another one by now gets `VERSION_CONFLICT`."
    type_: ResolutionType = Field(validation_alias="type", serialization_alias="type")
    "One of the claim's `resolutionOptions`."


class ResolutionLineInput(BaseModel):
    """What is done for one line."""

    order_line_id: str = Field(validation_alias="orderLineId", serialization_alias="orderLineId")
    "The line of the order."
    quantity: int
    "How many, from 1."
    amount: Optional["MoneyInput"] = None
    "How much is paid back; left out, what was paid for the quantity."
    sent_again: Optional[bool] = Field(validation_alias="sentAgain", serialization_alias="sentAgain", default=None)
    "For REFUND_AND_RESHIPMENT: whether this line is sent again (so if left out) or paid back."
    variant_external_id: Optional[str] = Field(validation_alias="variantExternalId", serialization_alias="variantExternalId", default=None)
    "The platform's id of what is sent instead of the same."
    sku: Optional[str] = None
    "The stock keeping unit of what is sent instead of the same."


class SecretInput(BaseModel):
    """One thing that a company wants to be told, by the company's word for it."""

    name: str
    "Such as `api_key` or `webhook_secret`."
    value: str
    "1 to 4096 characters; sealed, and never shown again."


class SettlementInput(BaseModel):
    """What an amount became in another currency."""

    amount: "MoneyInput"
    "How much the shop was charged or paid."
    fx_rate: Optional[Decimal] = Field(validation_alias="fxRate", serialization_alias="fxRate", default=None)
    "The rate: this amount for one of the entry's."
    fx_date: Optional[date] = Field(validation_alias="fxDate", serialization_alias="fxDate", default=None)
    "The day of the rate."


class ShipmentCorrectCarrierInput(BaseModel):
    """Who carries a parcel really, where that was guessed or told wrongly."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    shipment_id: str = Field(validation_alias="shipmentId", serialization_alias="shipmentId")
    "The shipment's id."
    carrier: str
    "Who carries it, such as `USPS`."
    tracking_number: Optional[str] = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber", default=None)
    "The carrier's number; left out, the one that is known."
    tracked_by: Optional[str] = Field(validation_alias="trackedBy", serialization_alias="trackedBy", default=None)
    "The account (`acc_…`) whose company is asked; left out, the one that is asked now."


class ShipmentLineInput(BaseModel):
    """How much of an order line lies in the parcel."""

    order_line_id: str = Field(validation_alias="orderLineId", serialization_alias="orderLineId")
    "The order line's id."
    quantity: int
    "How many, from 1."


class ShipmentUpsertInput(BaseModel):
    """A parcel as the shop has it now; carrier and tracking number name it for ever."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    order_id: str = Field(validation_alias="orderId", serialization_alias="orderId")
    "The order that it belongs to."
    carrier: str
    "Who carries it, such as `USPS`."
    tracking_number: str = Field(validation_alias="trackingNumber", serialization_alias="trackingNumber")
    "The carrier's number; blanks and case do not matter."
    lines: list["ShipmentLineInput"] = Field(default_factory=lambda: [])
    "What lies in it; left out, all that is in no other parcel, or what was told before."
    direction: ShipmentDirection = ShipmentDirection.OUTBOUND
    "Which way it goes."
    status: ShipmentStatus = ShipmentStatus.SHIPPED
    "What the shop did with it."
    label_source: LabelSource = Field(validation_alias="labelSource", serialization_alias="labelSource", default=LabelSource.OTHER)
    "Who sold the label."
    tracked_by: Optional[str] = Field(validation_alias="trackedBy", serialization_alias="trackedBy", default=None)
    "The account (`acc_…`) whose company is asked; left out, the only one that the storefront has."
    service: Optional[str] = None
    "The carrier's service, such as `Ground`."
    shipped_at: Optional[datetime] = Field(validation_alias="shippedAt", serialization_alias="shippedAt", default=None)
    "When it was handed to the carrier."
    estimated_delivery_at: Optional[datetime] = Field(
        validation_alias="estimatedDeliveryAt", serialization_alias="estimatedDeliveryAt", default=None
    )
    "When the carrier means to deliver."
    signature_required: bool = Field(validation_alias="signatureRequired", serialization_alias="signatureRequired", default=False)
    "Whether the shop ordered delivery against signature."
    photo_required: bool = Field(validation_alias="photoRequired", serialization_alias="photoRequired", default=False)
    "Whether the shop ordered a photo of the delivery."
    agreed_place: Optional[Handover] = Field(validation_alias="agreedPlace", serialization_alias="agreedPlace", default=None)
    "Where the customer wants it left, when not in their own hands."
    declared_value: Optional["MoneyInput"] = Field(validation_alias="declaredValue", serialization_alias="declaredValue", default=None)
    "What the parcel was declared to be worth."
    label_seller: Optional[str] = Field(validation_alias="labelSeller", serialization_alias="labelSeller", default=None)
    "The company that sold the label, in any case, such as `easypost`; only where `labelSource` is `SHIPPING_AGGREGATOR` or `MARKETPLACE`."
    weight_grams: Optional[int] = Field(validation_alias="weightGrams", serialization_alias="weightGrams", default=None)
    "What it weighs with its packaging, in grams, from 1; left out, what was told before."
    origin_country: Optional[str] = Field(validation_alias="originCountry", serialization_alias="originCountry", default=None)
    "Where it leaves from, two capital letters (ISO 3166-1); left out, what was told before, or else the storefront's country."
    goods: Optional[list[str]] = None
    "Kinds of goods in it that covers may exclude, 20 at most, in the words of their rules, such as `jewellery`, `cash`, `gift cards` or `perishables`; left out, what was told before; an empty list is none."


class StaffTokenCreateInput(BaseModel):
    """For whom of the shop's staff."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    actor: str
    "The person's id in the shop's own system, 1 to 100 characters; it stands in every event that they cause, so send no name and no e-mail address."
    scopes: list[Scope]
    "What they may do; no more than the caller itself may."
    minutes: int = 60
    "How long the token lives, 1 to 720 minutes."


class TaskFilter(BaseModel):
    """Which tasks; what is left out does not matter."""

    states: Optional[list[TaskState]] = None
    "Only those in one of these."
    kind: Optional[str] = None
    "Only those of this kind."
    subject: Optional[str] = None
    "Only those about this id."


class TaskReplayInput(BaseModel):
    """Which task is tried again."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    id: str
    "The task's id."


class TokensRevokeInput(BaseModel):
    """Whose tokens are void from now on: an order's customer's, or a staff member's."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    order_id: Optional[str] = Field(validation_alias="orderId", serialization_alias="orderId", default=None)
    "The order whose customer's tokens."
    actor: Optional[str] = None
    "The staff member whose tokens."


class TrackingRefreshInput(BaseModel):
    """Which parcel to look for."""

    idempotency_key: str = Field(validation_alias="idempotencyKey", serialization_alias="idempotencyKey")
    "A text of your own, 1 to 255 characters, new for each change: the same key with the same input gets the same answer and changes nothing again; with another input it gets `IDEMPOTENCY_MISMATCH`. Kept for 7 days."
    shipment_id: str = Field(validation_alias="shipmentId", serialization_alias="shipmentId")
    "The shipment's id."


CarrierAccountConnectInput.model_rebuild()
ClaimApproveInput.model_rebuild()
ClaimCreateInput.model_rebuild()
ClaimEligibilityInput.model_rebuild()
ClaimMarkResolvedExternallyInput.model_rebuild()
ClaimPolicyDryRunInput.model_rebuild()
ClaimPolicyRuleInput.model_rebuild()
ClaimPolicyUpdateInput.model_rebuild()
ClaimResolveInput.model_rebuild()
ClaimWindowInput.model_rebuild()
CoverageBuyInput.model_rebuild()
CoverageRecordInput.model_rebuild()
GoodwillGiveInput.model_rebuild()
LedgerEntryRecordInput.model_rebuild()
OrderLineInput.model_rebuild()
OrderUpsertInput.model_rebuild()
RecoveryRecordPaymentInput.model_rebuild()
ResolutionLineInput.model_rebuild()
SettlementInput.model_rebuild()
ShipmentUpsertInput.model_rebuild()

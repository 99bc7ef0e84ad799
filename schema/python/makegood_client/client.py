from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime
from typing import Any, Optional, Union

from .accounts import Accounts, AccountsAccounts
from .accounts_updated import AccountsUpdated, AccountsUpdatedAccountsUpdated
from .base_model import UNSET, UnsetType
from .carrier_account_connect import (
    CarrierAccountConnect,
    CarrierAccountConnectCarrierAccountConnect,
)
from .claim import Claim, ClaimClaim
from .claim_add_evidence import ClaimAddEvidence, ClaimAddEvidenceClaimAddEvidence
from .claim_add_message import ClaimAddMessage, ClaimAddMessageClaimAddMessage
from .claim_appeal import ClaimAppeal, ClaimAppealClaimAppeal
from .claim_approve import ClaimApprove, ClaimApproveClaimApprove
from .claim_assign import ClaimAssign, ClaimAssignClaimAssign
from .claim_cancel import ClaimCancel, ClaimCancelClaimCancel
from .claim_create import ClaimCreate, ClaimCreateClaimCreate
from .claim_deny import ClaimDeny, ClaimDenyClaimDeny
from .claim_eligibility import ClaimEligibility, ClaimEligibilityClaimEligibility
from .claim_export_create import ClaimExportCreate, ClaimExportCreateClaimExportCreate
from .claim_mark_duplicate import (
    ClaimMarkDuplicate,
    ClaimMarkDuplicateClaimMarkDuplicate,
)
from .claim_mark_resolved_externally import (
    ClaimMarkResolvedExternally,
    ClaimMarkResolvedExternallyClaimMarkResolvedExternally,
)
from .claim_policies import ClaimPolicies, ClaimPoliciesClaimPolicies
from .claim_policy import ClaimPolicy, ClaimPolicyClaimPolicy
from .claim_policy_dry_run import ClaimPolicyDryRun, ClaimPolicyDryRunClaimPolicyDryRun
from .claim_policy_update import ClaimPolicyUpdate, ClaimPolicyUpdateClaimPolicyUpdate
from .claim_reopen import ClaimReopen, ClaimReopenClaimReopen
from .claim_report_arrived import (
    ClaimReportArrived,
    ClaimReportArrivedClaimReportArrived,
)
from .claim_report_found import ClaimReportFound, ClaimReportFoundClaimReportFound
from .claim_request_information import (
    ClaimRequestInformation,
    ClaimRequestInformationClaimRequestInformation,
)
from .claim_resolve import ClaimResolve, ClaimResolveClaimResolve
from .claim_rule import ClaimRule, ClaimRuleClaimRule
from .claim_tag import ClaimTag, ClaimTagClaimTag
from .claim_updated import ClaimUpdated, ClaimUpdatedClaimUpdated
from .claims import Claims, ClaimsClaims
from .claims_updated import ClaimsUpdated, ClaimsUpdatedClaimsUpdated
from .connection import Connection
from .coverage_buy import CoverageBuy, CoverageBuyCoverageBuy
from .coverage_record import CoverageRecord, CoverageRecordCoverageRecord
from .customer_token_create import (
    CustomerTokenCreate,
    CustomerTokenCreateCustomerTokenCreate,
)
from .deadlines import Deadlines, DeadlinesDeadlines
from .disputes import Disputes, DisputesDisputes
from .disputes_updated import DisputesUpdated, DisputesUpdatedDisputesUpdated
from .effect_decide import EffectDecide, EffectDecideEffectDecide
from .effects import Effects, EffectsEffects
from .enums import DeadlineKind, MessageTemplateKey
from .evidence_upload_create import (
    EvidenceUploadCreate,
    EvidenceUploadCreateEvidenceUploadCreate,
)
from .goodwill_give import GoodwillGive, GoodwillGiveGoodwillGive
from .guest_token_create import GuestTokenCreate, GuestTokenCreateGuestTokenCreate
from .input_types import (
    AccountFilter,
    CarrierAccountConnectInput,
    ClaimAddEvidenceInput,
    ClaimAddMessageInput,
    ClaimAppealInput,
    ClaimApproveInput,
    ClaimAssignInput,
    ClaimCancelInput,
    ClaimCreateInput,
    ClaimDenyInput,
    ClaimEligibilityInput,
    ClaimEventFilter,
    ClaimExportCreateInput,
    ClaimFilter,
    ClaimMarkDuplicateInput,
    ClaimMarkResolvedExternallyInput,
    ClaimPolicyDryRunInput,
    ClaimPolicyUpdateInput,
    ClaimReopenInput,
    ClaimReportArrivedInput,
    ClaimReportFoundInput,
    ClaimRequestInformationInput,
    ClaimResolveInput,
    ClaimRuleInput,
    ClaimTagInput,
    CoverageBuyInput,
    CoverageRecordInput,
    CustomerTokenCreateInput,
    DisputeFilter,
    EffectDecideInput,
    EffectFilter,
    EvidenceUploadCreateInput,
    GoodwillGiveInput,
    GuestTokenCreateInput,
    LedgerEntryRecordInput,
    LedgerEntryReverseInput,
    MessagePreviewInput,
    MessageTemplateUpdateInput,
    OrderUpsertInput,
    PlatformConnectInput,
    PrivacyRequestCompleteInput,
    PrivacyRequestFilter,
    RecoveryAddMessageInput,
    RecoveryAppealInput,
    RecoveryCreateInput,
    RecoveryExportInput,
    RecoveryFilter,
    RecoveryRecordDecisionInput,
    RecoveryRecordFiledInput,
    RecoveryRecordPaymentInput,
    RecoverySubmitInput,
    RecoveryWithdrawInput,
    ResolutionChooseInput,
    ShipmentCorrectCarrierInput,
    ShipmentUpsertInput,
    StaffTokenCreateInput,
    TaskFilter,
    TaskReplayInput,
    TokensRevokeInput,
    TrackingRefreshInput,
)
from .ledger_entry_record import LedgerEntryRecord, LedgerEntryRecordLedgerEntryRecord
from .ledger_entry_reverse import (
    LedgerEntryReverse,
    LedgerEntryReverseLedgerEntryReverse,
)
from .message_preview import MessagePreview, MessagePreviewMessagePreview
from .message_template_update import (
    MessageTemplateUpdate,
    MessageTemplateUpdateMessageTemplateUpdate,
)
from .message_templates import MessageTemplates, MessageTemplatesMessageTemplates
from .node import Node, NodeNode
from .nodes import Nodes, NodesNodes
from .order import Order, OrderOrder
from .order_changes import OrderChanges, OrderChangesOrderUpdated
from .order_status import OrderStatus, OrderStatusOrder
from .order_updated import OrderUpdated, OrderUpdatedOrderUpdated
from .order_upsert import OrderUpsert, OrderUpsertOrderUpsert
from .platform_connect import PlatformConnect, PlatformConnectPlatformConnect
from .privacy_request_complete import (
    PrivacyRequestComplete,
    PrivacyRequestCompletePrivacyRequestComplete,
)
from .privacy_requests import PrivacyRequests, PrivacyRequestsPrivacyRequests
from .recoveries import Recoveries, RecoveriesRecoveries
from .recovery import Recovery, RecoveryRecovery
from .recovery_add_message import (
    RecoveryAddMessage,
    RecoveryAddMessageRecoveryAddMessage,
)
from .recovery_appeal import RecoveryAppeal, RecoveryAppealRecoveryAppeal
from .recovery_create import RecoveryCreate, RecoveryCreateRecoveryCreate
from .recovery_export import RecoveryExport, RecoveryExportRecoveryExport
from .recovery_options import RecoveryOptions, RecoveryOptionsRecoveryOptions
from .recovery_record_decision import (
    RecoveryRecordDecision,
    RecoveryRecordDecisionRecoveryRecordDecision,
)
from .recovery_record_filed import (
    RecoveryRecordFiled,
    RecoveryRecordFiledRecoveryRecordFiled,
)
from .recovery_record_payment import (
    RecoveryRecordPayment,
    RecoveryRecordPaymentRecoveryRecordPayment,
)
from .recovery_submit import RecoverySubmit, RecoverySubmitRecoverySubmit
from .recovery_updated import RecoveryUpdated, RecoveryUpdatedRecoveryUpdated
from .recovery_withdraw import RecoveryWithdraw, RecoveryWithdrawRecoveryWithdraw
from .resolution_choose import ResolutionChoose, ResolutionChooseResolutionChoose
from .shipment import Shipment, ShipmentShipment
from .shipment_correct_carrier import (
    ShipmentCorrectCarrier,
    ShipmentCorrectCarrierShipmentCorrectCarrier,
)
from .shipment_updated import ShipmentUpdated, ShipmentUpdatedShipmentUpdated
from .shipment_upsert import ShipmentUpsert, ShipmentUpsertShipmentUpsert
from .staff_token_create import StaffTokenCreate, StaffTokenCreateStaffTokenCreate
from .storefront import Storefront, StorefrontStorefront
from .task_replay import TaskReplay, TaskReplayTaskReplay
from .tasks import Tasks, TasksTasks
from .tokens_revoke import TokensRevoke, TokensRevokeTokensRevoke
from .tracking_refresh import TrackingRefresh, TrackingRefreshTrackingRefresh


def gql(q: str) -> str:
    return q


class Makegood(Connection):
    async def accounts(
        self,
        filter_: Union[Optional[AccountFilter], UnsetType] = UNSET,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        last: Union[Optional[int], UnsetType] = UNSET,
        before: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> AccountsAccounts:
        query = gql("""
            query Accounts($filter: AccountFilter, $first: Int, $after: String, $last: Int, $before: String) {
              accounts(
                filter: $filter
                first: $first
                after: $after
                last: $last
                before: $before
              ) {
                nodes {
                  id
                  company
                  kind
                  label
                  externalId
                  status
                  missingScopes
                  failure
                  failureText
                  createdAt
                  updatedAt
                  disconnectedAt
                }
                pageInfo {
                  hasNextPage
                  hasPreviousPage
                  startCursor
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "filter": filter_,
            "first": first,
            "after": after,
            "last": last,
            "before": before,
        }
        response = await self.execute(
            query=query, operation_name="Accounts", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Accounts.model_validate(data).accounts

    async def accounts_updated(
        self, after: Union[Optional[str], UnsetType] = UNSET, **kwargs: Any
    ) -> AsyncGenerator[AccountsUpdatedAccountsUpdated, None]:
        query = gql("""
            subscription AccountsUpdated($after: String) {
              accountsUpdated(after: $after) {
                id
                type
                sequence
                occurredAt
                cursor
                failure
                account {
                  id
                  company
                  label
                  status
                  failure
                  failureText
                }
              }
            }
            """)
        variables: dict[str, object] = {"after": after}
        async with aclosing(self.execute_ws(
            query=query, operation_name="AccountsUpdated", variables=variables, **kwargs
        )) as told:
            async for data in told:
                yield AccountsUpdated.model_validate(data).accounts_updated

    async def carrier_account_connect(
        self, input: CarrierAccountConnectInput, **kwargs: Any
    ) -> CarrierAccountConnectCarrierAccountConnect:
        query = gql("""
            mutation CarrierAccountConnect($input: CarrierAccountConnectInput!) {
              carrierAccountConnect(input: $input) {
                account {
                  id
                  company
                  label
                  status
                  failure
                  failureText
                }
                userErrors {
                  code
                  message
                  field
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="CarrierAccountConnect",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return CarrierAccountConnect.model_validate(data).carrier_account_connect

    async def claim(
        self,
        id: Union[Optional[str], UnsetType] = UNSET,
        number: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> Optional[ClaimClaim]:
        query = gql("""
            query Claim($id: ID, $number: String) {
              claim(id: $id, number: $number) {
                id
                cursor
                number
                reason
                status
                cancelReason
                preferredResolution
                customerNote
                openedBy
                acknowledgedAt
                verifiedAt
                requestedEvidence
                answerDueAt
                denial {
                  code
                  message
                  appealableUntil
                }
                appealedAt
                found {
                  at
                  choice
                }
                resolvedAt
                firstResponseAt
                waitingUntil
                escalateFrom
                locale
                version
                createdAt
                updatedAt
                order {
                  id
                  number
                }
                shipment {
                  id
                  carrier
                  trackingNumber
                  trackingStatus
                  incidentReason
                  lastCheckedAt
                  nextCheckAt
                }
                items {
                  id
                  quantity
                  description
                  shipmentLineId
                  orderLine {
                    id
                    title
                  }
                }
                messages(first: 20) {
                  nodes {
                    id
                    author
                    channel
                    direction
                    subject
                    body
                    sentAt
                    createdAt
                    attachmentIds
                  }
                }
                timeline(first: 100) {
                  id
                  kind
                  occurredAt
                  word
                  text
                  actor {
                    kind
                  }
                }
                events(first: 50) {
                  id
                  cursor
                  type
                  sequence
                  occurredAt
                  status
                  cancelReason
                  actor {
                    kind
                  }
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "number": number}
        response = await self.execute(
            query=query, operation_name="Claim", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Claim.model_validate(data).claim

    async def claim_add_evidence(
        self, input: ClaimAddEvidenceInput, **kwargs: Any
    ) -> ClaimAddEvidenceClaimAddEvidence:
        query = gql("""
            mutation ClaimAddEvidence($input: ClaimAddEvidenceInput!) {
              claimAddEvidence(input: $input) {
                claim {
                  id
                  status
                  version
                  evidence {
                    id
                    kind
                    state
                    rejectionCode
                    fileName
                    url
                    mimeType
                    size
                    sha256
                    createdAt
                  }
                }
                userErrors {
                  code
                  message
                  field
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ClaimAddEvidence",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ClaimAddEvidence.model_validate(data).claim_add_evidence

    async def claim_add_message(
        self, input: ClaimAddMessageInput, **kwargs: Any
    ) -> ClaimAddMessageClaimAddMessage:
        query = gql("""
            mutation ClaimAddMessage($input: ClaimAddMessageInput!) {
              claimAddMessage(input: $input) {
                message {
                  id
                  author
                  channel
                  direction
                  visibility
                  body
                  createdAt
                  attachmentIds
                  claim {
                    id
                    status
                    version
                  }
                }
                userErrors {
                  code
                  message
                  field
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ClaimAddMessage", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimAddMessage.model_validate(data).claim_add_message

    async def claim_appeal(
        self, input: ClaimAppealInput, **kwargs: Any
    ) -> ClaimAppealClaimAppeal:
        query = gql("""
            mutation ClaimAppeal($input: ClaimAppealInput!) {
              claimAppeal(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  appealedAt
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ClaimAppeal", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimAppeal.model_validate(data).claim_appeal

    async def claim_approve(
        self, input: ClaimApproveInput, **kwargs: Any
    ) -> ClaimApproveClaimApprove:
        query = gql("""
            mutation ClaimApprove($input: ClaimApproveInput!) {
              claimApprove(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  resolutionOptions {
                    type
                    amount {
                      amount
                      currencyCode
                    }
                    isDefault
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ClaimApprove", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimApprove.model_validate(data).claim_approve

    async def claim_assign(
        self, input: ClaimAssignInput, **kwargs: Any
    ) -> ClaimAssignClaimAssign:
        query = gql("""
            mutation ClaimAssign($input: ClaimAssignInput!) {
              claimAssign(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  assignee
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ClaimAssign", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimAssign.model_validate(data).claim_assign

    async def claim_cancel(
        self, input: ClaimCancelInput, **kwargs: Any
    ) -> ClaimCancelClaimCancel:
        query = gql("""
            mutation ClaimCancel($input: ClaimCancelInput!) {
              claimCancel(input: $input) {
                claim {
                  id
                  cursor
                  number
                  reason
                  status
                  cancelReason
                  openedBy
                  version
                  items {
                    id
                    quantity
                    shipmentLineId
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ClaimCancel", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimCancel.model_validate(data).claim_cancel

    async def claim_create(
        self, input: ClaimCreateInput, **kwargs: Any
    ) -> ClaimCreateClaimCreate:
        query = gql("""
            mutation ClaimCreate($input: ClaimCreateInput!) {
              claimCreate(input: $input) {
                claim {
                  id
                  cursor
                  number
                  reason
                  status
                  cancelReason
                  openedBy
                  version
                  items {
                    id
                    quantity
                    shipmentLineId
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ClaimCreate", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimCreate.model_validate(data).claim_create

    async def claim_deny(
        self, input: ClaimDenyInput, **kwargs: Any
    ) -> ClaimDenyClaimDeny:
        query = gql("""
            mutation ClaimDeny($input: ClaimDenyInput!) {
              claimDeny(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  denial {
                    code
                    message
                    appealableUntil
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ClaimDeny", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimDeny.model_validate(data).claim_deny

    async def claim_eligibility(
        self, input: ClaimEligibilityInput, **kwargs: Any
    ) -> Optional[ClaimEligibilityClaimEligibility]:
        query = gql("""
            query ClaimEligibility($input: ClaimEligibilityInput!) {
              claimEligibility(input: $input) {
                eligible
                eligibleFrom
                eligibleUntil
                waitingUntil
                escalateFrom
                items {
                  orderLineId
                  shipmentLineId
                  title
                  maxQuantity
                  refundable {
                    amount
                    currencyCode
                  }
                }
                requiredEvidence
                resolutionOptions
                defaultResolution
                blockers {
                  code
                  message
                }
                alternatives {
                  kind
                  url
                  availableFrom
                }
                nextSteps
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ClaimEligibility",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ClaimEligibility.model_validate(data).claim_eligibility

    async def claim_export_create(
        self, input: ClaimExportCreateInput, **kwargs: Any
    ) -> ClaimExportCreateClaimExportCreate:
        query = gql("""
            mutation ClaimExportCreate($input: ClaimExportCreateInput!) {
              claimExportCreate(input: $input) {
                export {
                  id
                  audience
                  language
                  state
                  url
                  pdfUrl
                  size
                  sha256
                  retainUntil
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ClaimExportCreate",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ClaimExportCreate.model_validate(data).claim_export_create

    async def claim_mark_duplicate(
        self, input: ClaimMarkDuplicateInput, **kwargs: Any
    ) -> ClaimMarkDuplicateClaimMarkDuplicate:
        query = gql("""
            mutation ClaimMarkDuplicate($input: ClaimMarkDuplicateInput!) {
              claimMarkDuplicate(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  cancelReason
                  duplicateOf {
                    id
                    number
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ClaimMarkDuplicate",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ClaimMarkDuplicate.model_validate(data).claim_mark_duplicate

    async def claim_mark_resolved_externally(
        self, input: ClaimMarkResolvedExternallyInput, **kwargs: Any
    ) -> ClaimMarkResolvedExternallyClaimMarkResolvedExternally:
        query = gql("""
            mutation ClaimMarkResolvedExternally($input: ClaimMarkResolvedExternallyInput!) {
              claimMarkResolvedExternally(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  resolution {
                    id
                    type
                    status
                    external
                    amount {
                      amount
                      currencyCode
                    }
                    chosenBy
                    chosenAt
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ClaimMarkResolvedExternally",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ClaimMarkResolvedExternally.model_validate(
            data
        ).claim_mark_resolved_externally

    async def claim_policies(
        self,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        last: Union[Optional[int], UnsetType] = UNSET,
        before: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> ClaimPoliciesClaimPolicies:
        query = gql("""
            query ClaimPolicies($first: Int, $after: String, $last: Int, $before: String) {
              claimPolicies(first: $first, after: $after, last: $last, before: $before) {
                nodes {
                  id
                  version
                  note
                  createdAt
                  createdBy {
                    kind
                  }
                }
                pageInfo {
                  hasNextPage
                  hasPreviousPage
                  startCursor
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "first": first,
            "after": after,
            "last": last,
            "before": before,
        }
        response = await self.execute(
            query=query, operation_name="ClaimPolicies", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimPolicies.model_validate(data).claim_policies

    async def claim_policy(self, **kwargs: Any) -> Optional[ClaimPolicyClaimPolicy]:
        query = gql("""
            query ClaimPolicy {
              claimPolicy {
                id
                version
                note
                createdAt
                createdBy {
                  kind
                  id
                }
                rules {
                  market
                  carrier
                  reason
                  window {
                    earliest {
                      anchor
                      amount
                      unit
                    }
                    latest {
                      anchor
                      amount
                      unit
                    }
                  }
                  resolutions {
                    allowed
                    default
                    refundAlways
                  }
                  escalationDays
                  requiredEvidence
                  autoApproveLimits {
                    amount
                    currencyCode
                  }
                  goodwillLimits {
                    amount
                    currencyCode
                  }
                  refundsShipping
                  coversFinalSale
                  inactivityDays
                  appealDays
                  reportUrl
                  filesRecoveries
                  recoveryMinimum {
                    amount
                    currencyCode
                  }
                }
                builtIn {
                  market
                  carrier
                  reason
                  window {
                    earliest {
                      anchor
                      amount
                      unit
                    }
                    latest {
                      anchor
                      amount
                      unit
                    }
                  }
                  resolutions {
                    allowed
                    default
                    refundAlways
                  }
                  escalationDays
                  requiredEvidence
                  autoApproveLimits {
                    amount
                    currencyCode
                  }
                  goodwillLimits {
                    amount
                    currencyCode
                  }
                  refundsShipping
                  coversFinalSale
                  inactivityDays
                  appealDays
                  reportUrl
                  filesRecoveries
                  recoveryMinimum {
                    amount
                    currencyCode
                  }
                }
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="ClaimPolicy", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimPolicy.model_validate(data).claim_policy

    async def claim_policy_dry_run(
        self, input: ClaimPolicyDryRunInput, **kwargs: Any
    ) -> Optional[ClaimPolicyDryRunClaimPolicyDryRun]:
        query = gql("""
            query ClaimPolicyDryRun($input: ClaimPolicyDryRunInput!) {
              claimPolicyDryRun(input: $input) {
                presentVersion
                examined
                complete
                differences {
                  claimId
                  number
                  reason
                  openedAt
                  present {
                    eligible
                    tooLate
                    waitingUntil
                    autoApprove
                    options
                  }
                  proposed {
                    eligible
                    tooLate
                    waitingUntil
                    autoApprove
                    options
                  }
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ClaimPolicyDryRun",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ClaimPolicyDryRun.model_validate(data).claim_policy_dry_run

    async def claim_policy_update(
        self, input: ClaimPolicyUpdateInput, **kwargs: Any
    ) -> ClaimPolicyUpdateClaimPolicyUpdate:
        query = gql("""
            mutation ClaimPolicyUpdate($input: ClaimPolicyUpdateInput!) {
              claimPolicyUpdate(input: $input) {
                claimPolicy {
                  id
                  version
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ClaimPolicyUpdate",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ClaimPolicyUpdate.model_validate(data).claim_policy_update

    async def claim_reopen(
        self, input: ClaimReopenInput, **kwargs: Any
    ) -> ClaimReopenClaimReopen:
        query = gql("""
            mutation ClaimReopen($input: ClaimReopenInput!) {
              claimReopen(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  denial {
                    code
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ClaimReopen", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimReopen.model_validate(data).claim_reopen

    async def claim_report_arrived(
        self, input: ClaimReportArrivedInput, **kwargs: Any
    ) -> ClaimReportArrivedClaimReportArrived:
        query = gql("""
            mutation ClaimReportArrived($input: ClaimReportArrivedInput!) {
              claimReportArrived(input: $input) {
                claim {
                  id
                  cursor
                  number
                  reason
                  status
                  cancelReason
                  openedBy
                  version
                  items {
                    id
                    quantity
                    shipmentLineId
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ClaimReportArrived",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ClaimReportArrived.model_validate(data).claim_report_arrived

    async def claim_report_found(
        self, input: ClaimReportFoundInput, **kwargs: Any
    ) -> ClaimReportFoundClaimReportFound:
        query = gql("""
            mutation ClaimReportFound($input: ClaimReportFoundInput!) {
              claimReportFound(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  found {
                    at
                    choice
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ClaimReportFound",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ClaimReportFound.model_validate(data).claim_report_found

    async def claim_request_information(
        self, input: ClaimRequestInformationInput, **kwargs: Any
    ) -> ClaimRequestInformationClaimRequestInformation:
        query = gql("""
            mutation ClaimRequestInformation($input: ClaimRequestInformationInput!) {
              claimRequestInformation(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  requestedEvidence
                  answerDueAt
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ClaimRequestInformation",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ClaimRequestInformation.model_validate(data).claim_request_information

    async def claim_resolve(
        self, input: ClaimResolveInput, **kwargs: Any
    ) -> ClaimResolveClaimResolve:
        query = gql("""
            mutation ClaimResolve($input: ClaimResolveInput!) {
              claimResolve(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  resolution {
                    id
                    type
                    status
                    external
                    amount {
                      amount
                      currencyCode
                    }
                    chosenBy
                    chosenAt
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ClaimResolve", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimResolve.model_validate(data).claim_resolve

    async def claim_rule(
        self, input: ClaimRuleInput, **kwargs: Any
    ) -> Optional[ClaimRuleClaimRule]:
        query = gql("""
            query ClaimRule($input: ClaimRuleInput!) {
              claimRule(input: $input) {
                window {
                  earliest {
                    anchor
                    amount
                    unit
                  }
                  latest {
                    anchor
                    amount
                    unit
                  }
                }
                resolutions {
                  allowed
                  default
                  refundAlways
                }
                escalationDays
                requiredEvidence
                autoApproveLimits {
                  amount
                  currencyCode
                }
                goodwillLimits {
                  amount
                  currencyCode
                }
                refundsShipping
                coversFinalSale
                inactivityDays
                appealDays
                reportUrl
                filesRecoveries
                recoveryMinimum {
                  amount
                  currencyCode
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ClaimRule", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimRule.model_validate(data).claim_rule

    async def claim_tag(self, input: ClaimTagInput, **kwargs: Any) -> ClaimTagClaimTag:
        query = gql("""
            mutation ClaimTag($input: ClaimTagInput!) {
              claimTag(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  tags
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ClaimTag", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ClaimTag.model_validate(data).claim_tag

    async def claim_updated(
        self, id: str, after: Union[Optional[str], UnsetType] = UNSET, **kwargs: Any
    ) -> AsyncGenerator[ClaimUpdatedClaimUpdated, None]:
        query = gql("""
            subscription ClaimUpdated($id: ID!, $after: String) {
              claimUpdated(id: $id, after: $after) {
                id
                cursor
                type
                sequence
                occurredAt
                actor {
                  kind
                }
                status
                cancelReason
                verified
                claim {
                  id
                  number
                  status
                  cancelReason
                  version
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "after": after}
        async with aclosing(self.execute_ws(
            query=query, operation_name="ClaimUpdated", variables=variables, **kwargs
        )) as told:
            async for data in told:
                yield ClaimUpdated.model_validate(data).claim_updated

    async def claims(
        self,
        filter_: Union[Optional[ClaimFilter], UnsetType] = UNSET,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        last: Union[Optional[int], UnsetType] = UNSET,
        before: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> ClaimsClaims:
        query = gql("""
            query Claims($filter: ClaimFilter, $first: Int, $after: String, $last: Int, $before: String) {
              claims(
                filter: $filter
                first: $first
                after: $after
                last: $last
                before: $before
              ) {
                edges {
                  cursor
                  node {
                    id
                  }
                }
                nodes {
                  id
                  number
                  reason
                  status
                  cancelReason
                  createdAt
                  order {
                    id
                    number
                  }
                  shipment {
                    id
                    carrier
                    trackingNumber
                    trackingStatus
                  }
                }
                pageInfo {
                  hasNextPage
                  hasPreviousPage
                  startCursor
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "filter": filter_,
            "first": first,
            "after": after,
            "last": last,
            "before": before,
        }
        response = await self.execute(
            query=query, operation_name="Claims", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Claims.model_validate(data).claims

    async def claims_updated(
        self,
        filter_: Union[Optional[ClaimEventFilter], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> AsyncGenerator[ClaimsUpdatedClaimsUpdated, None]:
        query = gql("""
            subscription ClaimsUpdated($filter: ClaimEventFilter, $after: String) {
              claimsUpdated(filter: $filter, after: $after) {
                id
                cursor
                type
                sequence
                occurredAt
                actor {
                  kind
                }
                status
                reason
                cancelReason
                claim {
                  id
                  number
                  status
                  version
                }
              }
            }
            """)
        variables: dict[str, object] = {"filter": filter_, "after": after}
        async with aclosing(self.execute_ws(
            query=query, operation_name="ClaimsUpdated", variables=variables, **kwargs
        )) as told:
            async for data in told:
                yield ClaimsUpdated.model_validate(data).claims_updated

    async def coverage_buy(
        self, input: CoverageBuyInput, **kwargs: Any
    ) -> CoverageBuyCoverageBuy:
        query = gql("""
            mutation CoverageBuy($input: CoverageBuyInput!) {
              coverageBuy(input: $input) {
                coverage {
                  id
                  provider
                  kind
                  status
                  policyNumber
                  insured {
                    amount
                    currencyCode
                  }
                  effectiveAt
                  expiresAt
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="CoverageBuy", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CoverageBuy.model_validate(data).coverage_buy

    async def coverage_record(
        self, input: CoverageRecordInput, **kwargs: Any
    ) -> CoverageRecordCoverageRecord:
        query = gql("""
            mutation CoverageRecord($input: CoverageRecordInput!) {
              coverageRecord(input: $input) {
                coverage {
                  id
                  provider
                  kind
                  status
                  policyNumber
                  insured {
                    amount
                    currencyCode
                  }
                  effectiveAt
                  expiresAt
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="CoverageRecord", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return CoverageRecord.model_validate(data).coverage_record

    async def customer_token_create(
        self, input: CustomerTokenCreateInput, **kwargs: Any
    ) -> CustomerTokenCreateCustomerTokenCreate:
        query = gql("""
            mutation CustomerTokenCreate($input: CustomerTokenCreateInput!) {
              customerTokenCreate(input: $input) {
                token
                expiresAt
                orderId
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="CustomerTokenCreate",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return CustomerTokenCreate.model_validate(data).customer_token_create

    async def deadlines(
        self,
        before: datetime,
        kinds: Union[Optional[list[DeadlineKind]], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> list[DeadlinesDeadlines]:
        query = gql("""
            query Deadlines($before: DateTime!, $kinds: [DeadlineKind!]) {
              deadlines(before: $before, kinds: $kinds) {
                at
                kind
                subject
                orderId
                claimId
              }
            }
            """)
        variables: dict[str, object] = {"before": before, "kinds": kinds}
        response = await self.execute(
            query=query, operation_name="Deadlines", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Deadlines.model_validate(data).deadlines

    async def disputes(
        self,
        filter_: Union[Optional[DisputeFilter], UnsetType] = UNSET,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        last: Union[Optional[int], UnsetType] = UNSET,
        before: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> DisputesDisputes:
        query = gql("""
            query Disputes($filter: DisputeFilter, $first: Int, $after: String, $last: Int, $before: String) {
              disputes(
                filter: $filter
                first: $first
                after: $after
                last: $last
                before: $before
              ) {
                nodes {
                  id
                  externalId
                  accountId
                  type
                  status
                  reason
                  networkReason
                  amount {
                    amount
                    currencyCode
                  }
                  evidenceDueBy
                  evidenceSentAt
                  openedAt
                  finalizedAt
                  version
                  createdAt
                  updatedAt
                  cursor
                  order {
                    id
                    number
                  }
                  events(first: 10) {
                    id
                    type
                    disputeStatus
                    occurredAt
                  }
                }
                pageInfo {
                  hasNextPage
                  hasPreviousPage
                  startCursor
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "filter": filter_,
            "first": first,
            "after": after,
            "last": last,
            "before": before,
        }
        response = await self.execute(
            query=query, operation_name="Disputes", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Disputes.model_validate(data).disputes

    async def disputes_updated(
        self,
        order_id: Union[Optional[str], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> AsyncGenerator[DisputesUpdatedDisputesUpdated, None]:
        query = gql("""
            subscription DisputesUpdated($orderId: ID, $after: String) {
              disputesUpdated(orderId: $orderId, after: $after) {
                id
                type
                sequence
                occurredAt
                cursor
                actor {
                  kind
                  id
                }
                disputeType
                disputeStatus
                dispute {
                  id
                  status
                  evidenceDueBy
                }
                order {
                  id
                  number
                }
              }
            }
            """)
        variables: dict[str, object] = {"orderId": order_id, "after": after}
        async with aclosing(self.execute_ws(
            query=query, operation_name="DisputesUpdated", variables=variables, **kwargs
        )) as told:
            async for data in told:
                yield DisputesUpdated.model_validate(data).disputes_updated

    async def effect_decide(
        self, input: EffectDecideInput, **kwargs: Any
    ) -> EffectDecideEffectDecide:
        query = gql("""
            mutation EffectDecide($input: EffectDecideInput!) {
              effectDecide(input: $input) {
                effect {
                  id
                  state
                  reference
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="EffectDecide", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return EffectDecide.model_validate(data).effect_decide

    async def effects(
        self,
        filter_: Union[Optional[EffectFilter], UnsetType] = UNSET,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        last: Union[Optional[int], UnsetType] = UNSET,
        before: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> EffectsEffects:
        query = gql("""
            query Effects($filter: EffectFilter, $first: Int, $after: String, $last: Int, $before: String) {
              effects(
                filter: $filter
                first: $first
                after: $after
                last: $last
                before: $before
              ) {
                nodes {
                  id
                  kind
                  subject
                  generation
                  accountId
                  state
                  attempts
                  reference
                  lastError
                  firstSentAt
                  createdAt
                  updatedAt
                }
                pageInfo {
                  hasNextPage
                  hasPreviousPage
                  startCursor
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "filter": filter_,
            "first": first,
            "after": after,
            "last": last,
            "before": before,
        }
        response = await self.execute(
            query=query, operation_name="Effects", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Effects.model_validate(data).effects

    async def evidence_upload_create(
        self, input: EvidenceUploadCreateInput, **kwargs: Any
    ) -> EvidenceUploadCreateEvidenceUploadCreate:
        query = gql("""
            mutation EvidenceUploadCreate($input: EvidenceUploadCreateInput!) {
              evidenceUploadCreate(input: $input) {
                evidence {
                  id
                  kind
                  state
                  fileName
                }
                upload {
                  method
                  url
                  headers {
                    name
                    value
                  }
                  expiresAt
                }
                userErrors {
                  code
                  message
                  field
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="EvidenceUploadCreate",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return EvidenceUploadCreate.model_validate(data).evidence_upload_create

    async def goodwill_give(
        self, input: GoodwillGiveInput, **kwargs: Any
    ) -> GoodwillGiveGoodwillGive:
        query = gql("""
            mutation GoodwillGive($input: GoodwillGiveInput!) {
              goodwillGive(input: $input) {
                resolution {
                  id
                  type
                  status
                  goodwill
                  amount {
                    amount
                    currencyCode
                  }
                  claim {
                    id
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="GoodwillGive", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return GoodwillGive.model_validate(data).goodwill_give

    async def guest_token_create(
        self, input: GuestTokenCreateInput, **kwargs: Any
    ) -> GuestTokenCreateGuestTokenCreate:
        query = gql("""
            mutation GuestTokenCreate($input: GuestTokenCreateInput!) {
              guestTokenCreate(input: $input) {
                token
                expiresAt
                orderId
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="GuestTokenCreate",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return GuestTokenCreate.model_validate(data).guest_token_create

    async def ledger_entry_record(
        self, input: LedgerEntryRecordInput, **kwargs: Any
    ) -> LedgerEntryRecordLedgerEntryRecord:
        query = gql("""
            mutation LedgerEntryRecord($input: LedgerEntryRecordInput!) {
              ledgerEntryRecord(input: $input) {
                entry {
                  id
                  type
                  side
                  amount {
                    amount
                    currencyCode
                  }
                  occurredAt
                  reverses
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="LedgerEntryRecord",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return LedgerEntryRecord.model_validate(data).ledger_entry_record

    async def ledger_entry_reverse(
        self, input: LedgerEntryReverseInput, **kwargs: Any
    ) -> LedgerEntryReverseLedgerEntryReverse:
        query = gql("""
            mutation LedgerEntryReverse($input: LedgerEntryReverseInput!) {
              ledgerEntryReverse(input: $input) {
                entry {
                  id
                  type
                  side
                  amount {
                    amount
                    currencyCode
                  }
                  occurredAt
                  reverses
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="LedgerEntryReverse",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return LedgerEntryReverse.model_validate(data).ledger_entry_reverse

    async def message_preview(
        self, input: MessagePreviewInput, **kwargs: Any
    ) -> MessagePreviewMessagePreview:
        query = gql("""
            query MessagePreview($input: MessagePreviewInput!) {
              messagePreview(input: $input) {
                subject
                text
                html
                userErrors {
                  code
                  message
                  field
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="MessagePreview", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return MessagePreview.model_validate(data).message_preview

    async def message_template_update(
        self, input: MessageTemplateUpdateInput, **kwargs: Any
    ) -> MessageTemplateUpdateMessageTemplateUpdate:
        query = gql("""
            mutation MessageTemplateUpdate($input: MessageTemplateUpdateInput!) {
              messageTemplateUpdate(input: $input) {
                template {
                  key
                  locale
                  version
                  subject
                  body
                  updatedAt
                }
                userErrors {
                  code
                  message
                  field
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="MessageTemplateUpdate",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return MessageTemplateUpdate.model_validate(data).message_template_update

    async def message_templates(
        self, key: Union[Optional[MessageTemplateKey], UnsetType] = UNSET, **kwargs: Any
    ) -> list[MessageTemplatesMessageTemplates]:
        query = gql("""
            query MessageTemplates($key: MessageTemplateKey) {
              messageTemplates(key: $key) {
                key
                locale
                version
                subject
                body
                updatedAt
                variables {
                  name
                  meaning
                }
              }
            }
            """)
        variables: dict[str, object] = {"key": key}
        response = await self.execute(
            query=query,
            operation_name="MessageTemplates",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return MessageTemplates.model_validate(data).message_templates

    async def node(self, id: str, **kwargs: Any) -> Optional[NodeNode]:
        query = gql("""
            query Node($id: ID!) {
              node(id: $id) {
                __typename
                id
              }
            }
            """)
        variables: dict[str, object] = {"id": id}
        response = await self.execute(
            query=query, operation_name="Node", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Node.model_validate(data).node

    async def nodes(self, ids: list[str], **kwargs: Any) -> list[Optional[NodesNodes]]:
        query = gql("""
            query Nodes($ids: [ID!]!) {
              nodes(ids: $ids) {
                __typename
                id
              }
            }
            """)
        variables: dict[str, object] = {"ids": ids}
        response = await self.execute(
            query=query, operation_name="Nodes", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Nodes.model_validate(data).nodes

    async def order(
        self,
        id: Union[Optional[str], UnsetType] = UNSET,
        number: Union[Optional[str], UnsetType] = UNSET,
        external_id: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> Optional[OrderOrder]:
        query = gql("""
            query Order($id: ID, $number: String, $externalId: String) {
              order(id: $id, number: $number, externalId: $externalId) {
                id
                cursor
                externalId
                number
                total {
                  amount
                  currencyCode
                }
                placedAt
                promisedDeliveryBy
                confirmationSentAt
                lines {
                  id
                  externalId
                  sku
                  title
                  quantity
                  claimedQuantity
                  unitPrice {
                    amount
                    currencyCode
                  }
                  paidAmount {
                    amount
                    currencyCode
                  }
                }
                shipments {
                  id
                  carrier
                  trackingNumber
                  trackingUrl
                  status
                  trackingStatus
                  incidentReason
                  estimatedDeliveryAt
                  deliveredAt
                  lines {
                    id
                    quantity
                    claimedQuantity
                    orderLine {
                      id
                      title
                    }
                  }
                }
                claims(first: 20) {
                  nodes {
                    id
                    number
                    status
                    reason
                    createdAt
                  }
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "id": id,
            "number": number,
            "externalId": external_id,
        }
        response = await self.execute(
            query=query, operation_name="Order", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Order.model_validate(data).order

    async def order_changes(
        self, id: str, after: Union[Optional[str], UnsetType] = UNSET, **kwargs: Any
    ) -> AsyncGenerator[OrderChangesOrderUpdated, None]:
        query = gql("""
            subscription OrderChanges($id: ID!, $after: String) {
              orderUpdated(id: $id, after: $after) {
                id
                cursor
                type
                occurredAt
                shipment {
                  ...orderChanges_parcel
                }
                claim {
                  ...orderChanges_claim
                }
              }
            }

            fragment orderChanges_claim on Claim {
              id
              number
              reason
              status
              cancelReason
              version
              createdAt
              requestedEvidence
              answerDueAt
              waitingUntil
              escalateFrom
              appealedAt
              denial {
                message
                appealableUntil
              }
              found {
                at
                choice
              }
              shipment {
                id
              }
              resolutionOptions {
                type
                isDefault
                amount {
                  amount
                  currencyCode
                }
              }
              resolution {
                type
                status
                replacementNumber
                amount {
                  amount
                  currencyCode
                }
              }
              evidence(first: 10) {
                id
                kind
                state
                rejectionCode
                fileName
              }
              events(first: 20) {
                id
                type
                occurredAt
              }
              messages(first: 10) {
                nodes {
                  id
                  author
                  body
                  createdAt
                }
              }
            }

            fragment orderChanges_parcel on Shipment {
              id
              direction
              status
              carrier
              trackingNumber
              trackingUrl
              trackingStatus
              incidentReason
              estimatedDeliveryAt
              shippedAt
              deliveredAt
              lastCheckedAt
              stalledSince
              overdueSince
              presumedLostAt
              pickupUntil
              returnedAt
              proofOfDelivery {
                handover
              }
              lines {
                id
                quantity
                orderLine {
                  id
                }
              }
              events(first: 20) {
                id
                occurredAt
                status
                description
                location
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "after": after}
        async with aclosing(self.execute_ws(
            query=query, operation_name="OrderChanges", variables=variables, **kwargs
        )) as told:
            async for data in told:
                yield OrderChanges.model_validate(data).order_updated

    async def order_status(self, id: str, **kwargs: Any) -> Optional[OrderStatusOrder]:
        query = gql("""
            query OrderStatus($id: ID!) {
              order(id: $id) {
                id
                cursor
                number
                placedAt
                promisedDeliveryBy
                canceledAt
                lines {
                  id
                  title
                  quantity
                }
                shipments {
                  ...orderStatus_parcel
                }
                claims(first: 5) {
                  nodes {
                    ...orderStatus_claim
                  }
                }
              }
            }

            fragment orderStatus_claim on Claim {
              id
              number
              reason
              status
              cancelReason
              version
              createdAt
              requestedEvidence
              answerDueAt
              waitingUntil
              escalateFrom
              appealedAt
              denial {
                message
                appealableUntil
              }
              found {
                at
                choice
              }
              shipment {
                id
              }
              resolutionOptions {
                type
                isDefault
                amount {
                  amount
                  currencyCode
                }
              }
              resolution {
                type
                status
                replacementNumber
                amount {
                  amount
                  currencyCode
                }
              }
              evidence(first: 10) {
                id
                kind
                state
                rejectionCode
                fileName
              }
              events(first: 20) {
                id
                type
                occurredAt
              }
              messages(first: 10) {
                nodes {
                  id
                  author
                  body
                  createdAt
                }
              }
            }

            fragment orderStatus_parcel on Shipment {
              id
              direction
              status
              carrier
              trackingNumber
              trackingUrl
              trackingStatus
              incidentReason
              estimatedDeliveryAt
              shippedAt
              deliveredAt
              lastCheckedAt
              stalledSince
              overdueSince
              presumedLostAt
              pickupUntil
              returnedAt
              proofOfDelivery {
                handover
              }
              lines {
                id
                quantity
                orderLine {
                  id
                }
              }
              events(first: 20) {
                id
                occurredAt
                status
                description
                location
              }
            }
            """)
        variables: dict[str, object] = {"id": id}
        response = await self.execute(
            query=query, operation_name="OrderStatus", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return OrderStatus.model_validate(data).order

    async def order_updated(
        self, id: str, after: Union[Optional[str], UnsetType] = UNSET, **kwargs: Any
    ) -> AsyncGenerator[OrderUpdatedOrderUpdated, None]:
        query = gql("""
            subscription OrderUpdated($id: ID!, $after: String) {
              orderUpdated(id: $id, after: $after) {
                id
                cursor
                type
                sequence
                occurredAt
                actor {
                  kind
                }
                status
                cancelReason
                trackingStatus
                incidentReason
                shipment {
                  id
                  carrier
                  trackingNumber
                  trackingStatus
                }
                claim {
                  id
                  number
                  status
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "after": after}
        async with aclosing(self.execute_ws(
            query=query, operation_name="OrderUpdated", variables=variables, **kwargs
        )) as told:
            async for data in told:
                yield OrderUpdated.model_validate(data).order_updated

    async def order_upsert(
        self, input: OrderUpsertInput, **kwargs: Any
    ) -> OrderUpsertOrderUpsert:
        query = gql("""
            mutation OrderUpsert($input: OrderUpsertInput!) {
              orderUpsert(input: $input) {
                order {
                  id
                  cursor
                  externalId
                  number
                  version
                  lines {
                    id
                    externalId
                    quantity
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="OrderUpsert", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return OrderUpsert.model_validate(data).order_upsert

    async def platform_connect(
        self, input: PlatformConnectInput, **kwargs: Any
    ) -> PlatformConnectPlatformConnect:
        query = gql("""
            mutation PlatformConnect($input: PlatformConnectInput!) {
              platformConnect(input: $input) {
                url
                expiresAt
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="PlatformConnect", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return PlatformConnect.model_validate(data).platform_connect

    async def privacy_request_complete(
        self, input: PrivacyRequestCompleteInput, **kwargs: Any
    ) -> PrivacyRequestCompletePrivacyRequestComplete:
        query = gql("""
            mutation PrivacyRequestComplete($input: PrivacyRequestCompleteInput!) {
              privacyRequestComplete(input: $input) {
                privacyRequest {
                  id
                  completedAt
                  completedBy
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="PrivacyRequestComplete",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return PrivacyRequestComplete.model_validate(data).privacy_request_complete

    async def privacy_requests(
        self,
        filter_: Union[Optional[PrivacyRequestFilter], UnsetType] = UNSET,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        last: Union[Optional[int], UnsetType] = UNSET,
        before: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> PrivacyRequestsPrivacyRequests:
        query = gql("""
            query PrivacyRequests($filter: PrivacyRequestFilter, $first: Int, $after: String, $last: Int, $before: String) {
              privacyRequests(
                filter: $filter
                first: $first
                after: $after
                last: $last
                before: $before
              ) {
                nodes {
                  id
                  kind
                  accountId
                  createdAt
                  dueAt
                  completedAt
                  completedBy
                  orders {
                    id
                    number
                    customer {
                      name
                      email
                      phone
                      postalCode
                      countryCode
                    }
                    claims(first: 3) {
                      nodes {
                        id
                        number
                        customerNote
                      }
                    }
                  }
                }
                pageInfo {
                  hasNextPage
                  hasPreviousPage
                  startCursor
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "filter": filter_,
            "first": first,
            "after": after,
            "last": last,
            "before": before,
        }
        response = await self.execute(
            query=query, operation_name="PrivacyRequests", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return PrivacyRequests.model_validate(data).privacy_requests

    async def recoveries(
        self,
        filter_: Union[Optional[RecoveryFilter], UnsetType] = UNSET,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        last: Union[Optional[int], UnsetType] = UNSET,
        before: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> RecoveriesRecoveries:
        query = gql("""
            query Recoveries($filter: RecoveryFilter, $first: Int, $after: String, $last: Int, $before: String) {
              recoveries(
                filter: $filter
                first: $first
                after: $after
                last: $last
                before: $before
              ) {
                nodes {
                  id
                  number
                  status
                  statusDetail
                  route
                  counterparty {
                    type
                    name
                  }
                  reason
                  proposedBecause
                  reference
                  requested {
                    amount
                    currencyCode
                  }
                  approved {
                    amount
                    currencyCode
                  }
                  paid {
                    amount
                    currencyCode
                  }
                  requiredDocuments
                  missingDocuments
                  filesItself
                  filingSince
                  failure {
                    code
                    message
                  }
                  rule
                  ruleAssumed
                  opensAt
                  noticeBy
                  fileBy
                  informationBy
                  appealBy
                  submittedAt
                  decidedAt
                  paidAt
                  foundAt
                  version
                  cursor
                  claim {
                    id
                    number
                  }
                }
                pageInfo {
                  hasNextPage
                  hasPreviousPage
                  startCursor
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "filter": filter_,
            "first": first,
            "after": after,
            "last": last,
            "before": before,
        }
        response = await self.execute(
            query=query, operation_name="Recoveries", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Recoveries.model_validate(data).recoveries

    async def recovery(self, id: str, **kwargs: Any) -> Optional[RecoveryRecovery]:
        query = gql("""
            query Recovery($id: ID!) {
              recovery(id: $id) {
                id
                number
                status
                statusDetail
                route
                counterparty {
                  type
                  name
                }
                reason
                proposedBecause
                reference
                requested {
                  amount
                  currencyCode
                }
                approved {
                  amount
                  currencyCode
                }
                paid {
                  amount
                  currencyCode
                }
                requiredDocuments
                missingDocuments
                filesItself
                filingSince
                failure {
                  code
                  message
                }
                rule
                ruleAssumed
                opensAt
                noticeBy
                fileBy
                informationBy
                appealBy
                submittedAt
                decidedAt
                paidAt
                foundAt
                version
                cursor
                fee {
                  amount
                  currencyCode
                }
                repaid {
                  amount
                  currencyCode
                }
                shipment {
                  id
                  carrier
                  trackingNumber
                  trackingStatus
                  labelSource
                  labelSeller
                  weightGrams
                  originCountry
                  goods
                  lines {
                    quantity
                    orderLine {
                      id
                      unitCost {
                        amount
                        currencyCode
                      }
                    }
                  }
                }
                claim {
                  id
                  number
                  status
                }
                coverage {
                  id
                  provider
                  kind
                  status
                  insured {
                    amount
                    currencyCode
                  }
                }
                payments(first: 20) {
                  id
                  direction
                  amount {
                    amount
                    currencyCode
                  }
                  fee {
                    amount
                    currencyCode
                  }
                  settledAmount
                  reference
                  occurredAt
                }
                ledger(first: 50) {
                  id
                  type
                  side
                  expected
                  amount {
                    amount
                    currencyCode
                  }
                  reverses
                }
                messages(first: 50) {
                  id
                  author
                  state
                  body
                  sentAt
                  failure
                }
                events(first: 50) {
                  id
                  type
                  recoveryStatus
                  occurredAt
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id}
        response = await self.execute(
            query=query, operation_name="Recovery", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Recovery.model_validate(data).recovery

    async def recovery_add_message(
        self, input: RecoveryAddMessageInput, **kwargs: Any
    ) -> RecoveryAddMessageRecoveryAddMessage:
        query = gql("""
            mutation RecoveryAddMessage($input: RecoveryAddMessageInput!) {
              recoveryAddMessage(input: $input) {
                recovery {
                  id
                  number
                  status
                  statusDetail
                  reference
                  approved {
                    amount
                    currencyCode
                  }
                  paid {
                    amount
                    currencyCode
                  }
                  version
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="RecoveryAddMessage",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RecoveryAddMessage.model_validate(data).recovery_add_message

    async def recovery_appeal(
        self, input: RecoveryAppealInput, **kwargs: Any
    ) -> RecoveryAppealRecoveryAppeal:
        query = gql("""
            mutation RecoveryAppeal($input: RecoveryAppealInput!) {
              recoveryAppeal(input: $input) {
                recovery {
                  id
                  number
                  status
                  statusDetail
                  reference
                  approved {
                    amount
                    currencyCode
                  }
                  paid {
                    amount
                    currencyCode
                  }
                  version
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="RecoveryAppeal", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RecoveryAppeal.model_validate(data).recovery_appeal

    async def recovery_create(
        self, input: RecoveryCreateInput, **kwargs: Any
    ) -> RecoveryCreateRecoveryCreate:
        query = gql("""
            mutation RecoveryCreate($input: RecoveryCreateInput!) {
              recoveryCreate(input: $input) {
                recovery {
                  id
                  number
                  status
                  statusDetail
                  reference
                  approved {
                    amount
                    currencyCode
                  }
                  paid {
                    amount
                    currencyCode
                  }
                  requiredDocuments
                  missingDocuments
                  fileBy
                  version
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="RecoveryCreate", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RecoveryCreate.model_validate(data).recovery_create

    async def recovery_export(
        self, input: RecoveryExportInput, **kwargs: Any
    ) -> RecoveryExportRecoveryExport:
        query = gql("""
            mutation RecoveryExport($input: RecoveryExportInput!) {
              recoveryExport(input: $input) {
                export {
                  id
                  language
                  state
                  url
                  pdfUrl
                  size
                  sha256
                  retainUntil
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="RecoveryExport", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RecoveryExport.model_validate(data).recovery_export

    async def recovery_options(
        self,
        shipment_id: str,
        claim_id: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> list[RecoveryOptionsRecoveryOptions]:
        query = gql("""
            query RecoveryOptions($shipmentId: ID!, $claimId: ID) {
              recoveryOptions(shipmentId: $shipmentId, claimId: $claimId) {
                route
                counterparty
                name
                fileable
                expected {
                  amount
                  currencyCode
                }
                expectedSteps
                expectedAssumed
                reasons {
                  code
                  message
                }
                bars {
                  code
                  message
                }
                documents
                missingDocuments
                exclusiveWith
                rankMessage
                rule
                source
                confidence
                opensAt
                noticeBy
                fileBy
                filing {
                  language
                  how
                  url
                  email
                  address
                }
              }
            }
            """)
        variables: dict[str, object] = {"shipmentId": shipment_id, "claimId": claim_id}
        response = await self.execute(
            query=query, operation_name="RecoveryOptions", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RecoveryOptions.model_validate(data).recovery_options

    async def recovery_record_decision(
        self, input: RecoveryRecordDecisionInput, **kwargs: Any
    ) -> RecoveryRecordDecisionRecoveryRecordDecision:
        query = gql("""
            mutation RecoveryRecordDecision($input: RecoveryRecordDecisionInput!) {
              recoveryRecordDecision(input: $input) {
                recovery {
                  id
                  number
                  status
                  statusDetail
                  reference
                  approved {
                    amount
                    currencyCode
                  }
                  paid {
                    amount
                    currencyCode
                  }
                  version
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="RecoveryRecordDecision",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RecoveryRecordDecision.model_validate(data).recovery_record_decision

    async def recovery_record_filed(
        self, input: RecoveryRecordFiledInput, **kwargs: Any
    ) -> RecoveryRecordFiledRecoveryRecordFiled:
        query = gql("""
            mutation RecoveryRecordFiled($input: RecoveryRecordFiledInput!) {
              recoveryRecordFiled(input: $input) {
                recovery {
                  id
                  number
                  status
                  statusDetail
                  reference
                  approved {
                    amount
                    currencyCode
                  }
                  paid {
                    amount
                    currencyCode
                  }
                  version
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="RecoveryRecordFiled",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RecoveryRecordFiled.model_validate(data).recovery_record_filed

    async def recovery_record_payment(
        self, input: RecoveryRecordPaymentInput, **kwargs: Any
    ) -> RecoveryRecordPaymentRecoveryRecordPayment:
        query = gql("""
            mutation RecoveryRecordPayment($input: RecoveryRecordPaymentInput!) {
              recoveryRecordPayment(input: $input) {
                recovery {
                  id
                  number
                  status
                  statusDetail
                  reference
                  approved {
                    amount
                    currencyCode
                  }
                  paid {
                    amount
                    currencyCode
                  }
                  version
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="RecoveryRecordPayment",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RecoveryRecordPayment.model_validate(data).recovery_record_payment

    async def recovery_submit(
        self, input: RecoverySubmitInput, **kwargs: Any
    ) -> RecoverySubmitRecoverySubmit:
        query = gql("""
            mutation RecoverySubmit($input: RecoverySubmitInput!) {
              recoverySubmit(input: $input) {
                recovery {
                  id
                  number
                  status
                  statusDetail
                  reference
                  approved {
                    amount
                    currencyCode
                  }
                  paid {
                    amount
                    currencyCode
                  }
                  version
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="RecoverySubmit", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return RecoverySubmit.model_validate(data).recovery_submit

    async def recovery_updated(
        self,
        id: Union[Optional[str], UnsetType] = UNSET,
        claim_id: Union[Optional[str], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> AsyncGenerator[RecoveryUpdatedRecoveryUpdated, None]:
        query = gql("""
            subscription RecoveryUpdated($id: ID, $claimId: ID, $after: String) {
              recoveryUpdated(id: $id, claimId: $claimId, after: $after) {
                id
                type
                sequence
                occurredAt
                cursor
                actor {
                  kind
                  id
                }
                recoveryStatus
                kind
                recovery {
                  id
                  number
                  status
                  statusDetail
                  missingDocuments
                  fileBy
                }
                claim {
                  id
                  number
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "claimId": claim_id, "after": after}
        async with aclosing(self.execute_ws(
            query=query, operation_name="RecoveryUpdated", variables=variables, **kwargs
        )) as told:
            async for data in told:
                yield RecoveryUpdated.model_validate(data).recovery_updated

    async def recovery_withdraw(
        self, input: RecoveryWithdrawInput, **kwargs: Any
    ) -> RecoveryWithdrawRecoveryWithdraw:
        query = gql("""
            mutation RecoveryWithdraw($input: RecoveryWithdrawInput!) {
              recoveryWithdraw(input: $input) {
                recovery {
                  id
                  number
                  status
                  statusDetail
                  reference
                  approved {
                    amount
                    currencyCode
                  }
                  paid {
                    amount
                    currencyCode
                  }
                  version
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="RecoveryWithdraw",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return RecoveryWithdraw.model_validate(data).recovery_withdraw

    async def resolution_choose(
        self, input: ResolutionChooseInput, **kwargs: Any
    ) -> ResolutionChooseResolutionChoose:
        query = gql("""
            mutation ResolutionChoose($input: ResolutionChooseInput!) {
              resolutionChoose(input: $input) {
                claim {
                  id
                  cursor
                  status
                  version
                  resolution {
                    id
                    type
                    status
                    external
                    amount {
                      amount
                      currencyCode
                    }
                    chosenBy
                    chosenAt
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ResolutionChoose",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ResolutionChoose.model_validate(data).resolution_choose

    async def shipment(
        self,
        id: Union[Optional[str], UnsetType] = UNSET,
        carrier: Union[Optional[str], UnsetType] = UNSET,
        tracking_number: Union[Optional[str], UnsetType] = UNSET,
        events: Union[Optional[int], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> Optional[ShipmentShipment]:
        query = gql("""
            query Shipment($id: ID, $carrier: String, $trackingNumber: String, $events: Int = 20) {
              shipment(id: $id, carrier: $carrier, trackingNumber: $trackingNumber) {
                id
                cursor
                direction
                status
                carrier
                service
                trackingNumber
                trackingUrl
                trackingStatus
                trackingStatusDetail
                incidentReason
                signatureRequired
                signatureReceived
                proofOfDelivery {
                  handover
                  signed
                }
                shippedAt
                estimatedDeliveryAt
                deliveredAt
                lastEventAt
                lastCheckedAt
                nextCheckAt
                trackingEndedAt
                stalledSince
                overdueSince
                presumedLostAt
                pickupSince
                pickupUntil
                returnedAt
                order {
                  id
                  number
                }
                lines {
                  id
                  quantity
                  claimedQuantity
                  orderLine {
                    id
                    title
                  }
                }
                events(first: $events) {
                  id
                  occurredAt
                  receivedAt
                  status
                  incidentReason
                  description
                  location
                }
                claims(first: 20) {
                  nodes {
                    id
                    number
                    status
                  }
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "id": id,
            "carrier": carrier,
            "trackingNumber": tracking_number,
            "events": events,
        }
        response = await self.execute(
            query=query, operation_name="Shipment", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Shipment.model_validate(data).shipment

    async def shipment_correct_carrier(
        self, input: ShipmentCorrectCarrierInput, **kwargs: Any
    ) -> ShipmentCorrectCarrierShipmentCorrectCarrier:
        query = gql("""
            mutation ShipmentCorrectCarrier($input: ShipmentCorrectCarrierInput!) {
              shipmentCorrectCarrier(input: $input) {
                shipment {
                  id
                  carrier
                  trackingNumber
                  trackedBy
                  trackingStatus
                  version
                }
                userErrors {
                  code
                  message
                  field
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="ShipmentCorrectCarrier",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return ShipmentCorrectCarrier.model_validate(data).shipment_correct_carrier

    async def shipment_updated(
        self, id: str, after: Union[Optional[str], UnsetType] = UNSET, **kwargs: Any
    ) -> AsyncGenerator[ShipmentUpdatedShipmentUpdated, None]:
        query = gql("""
            subscription ShipmentUpdated($id: ID!, $after: String) {
              shipmentUpdated(id: $id, after: $after) {
                id
                cursor
                type
                sequence
                occurredAt
                actor {
                  kind
                }
                trackingStatus
                incidentReason
                shipment {
                  id
                  trackingStatus
                  incidentReason
                  estimatedDeliveryAt
                  deliveredAt
                  lastCheckedAt
                  nextCheckAt
                }
              }
            }
            """)
        variables: dict[str, object] = {"id": id, "after": after}
        async with aclosing(self.execute_ws(
            query=query, operation_name="ShipmentUpdated", variables=variables, **kwargs
        )) as told:
            async for data in told:
                yield ShipmentUpdated.model_validate(data).shipment_updated

    async def shipment_upsert(
        self, input: ShipmentUpsertInput, **kwargs: Any
    ) -> ShipmentUpsertShipmentUpsert:
        query = gql("""
            mutation ShipmentUpsert($input: ShipmentUpsertInput!) {
              shipmentUpsert(input: $input) {
                shipment {
                  id
                  cursor
                  carrier
                  trackingNumber
                  status
                  trackingStatus
                  version
                  lines {
                    id
                    quantity
                    orderLine {
                      id
                      externalId
                    }
                  }
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="ShipmentUpsert", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return ShipmentUpsert.model_validate(data).shipment_upsert

    async def staff_token_create(
        self, input: StaffTokenCreateInput, **kwargs: Any
    ) -> StaffTokenCreateStaffTokenCreate:
        query = gql("""
            mutation StaffTokenCreate($input: StaffTokenCreateInput!) {
              staffTokenCreate(input: $input) {
                token
                expiresAt
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query,
            operation_name="StaffTokenCreate",
            variables=variables,
            **kwargs,
        )
        data = self.get_data(response)
        return StaffTokenCreate.model_validate(data).staff_token_create

    async def storefront(self, **kwargs: Any) -> StorefrontStorefront:
        query = gql("""
            query Storefront {
              storefront {
                id
                name
                currencyCode
                timeZone
                countryCode
                mode
              }
            }
            """)
        variables: dict[str, object] = {}
        response = await self.execute(
            query=query, operation_name="Storefront", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Storefront.model_validate(data).storefront

    async def task_replay(
        self, input: TaskReplayInput, **kwargs: Any
    ) -> TaskReplayTaskReplay:
        query = gql("""
            mutation TaskReplay($input: TaskReplayInput!) {
              taskReplay(input: $input) {
                task {
                  id
                  state
                  attempt
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="TaskReplay", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return TaskReplay.model_validate(data).task_replay

    async def tasks(
        self,
        filter_: Union[Optional[TaskFilter], UnsetType] = UNSET,
        first: Union[Optional[int], UnsetType] = UNSET,
        after: Union[Optional[str], UnsetType] = UNSET,
        last: Union[Optional[int], UnsetType] = UNSET,
        before: Union[Optional[str], UnsetType] = UNSET,
        **kwargs: Any,
    ) -> TasksTasks:
        query = gql("""
            query Tasks($filter: TaskFilter, $first: Int, $after: String, $last: Int, $before: String) {
              tasks(
                filter: $filter
                first: $first
                after: $after
                last: $last
                before: $before
              ) {
                nodes {
                  id
                  kind
                  subject
                  accountId
                  state
                  dueAt
                  attempt
                  crashes
                  createdAt
                  finishedAt
                  failures {
                    occurredAt
                    error
                    message
                  }
                }
                pageInfo {
                  hasNextPage
                  hasPreviousPage
                  startCursor
                  endCursor
                }
              }
            }
            """)
        variables: dict[str, object] = {
            "filter": filter_,
            "first": first,
            "after": after,
            "last": last,
            "before": before,
        }
        response = await self.execute(
            query=query, operation_name="Tasks", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return Tasks.model_validate(data).tasks

    async def tokens_revoke(
        self, input: TokensRevokeInput, **kwargs: Any
    ) -> TokensRevokeTokensRevoke:
        query = gql("""
            mutation TokensRevoke($input: TokensRevokeInput!) {
              tokensRevoke(input: $input) {
                subject
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="TokensRevoke", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return TokensRevoke.model_validate(data).tokens_revoke

    async def tracking_refresh(
        self, input: TrackingRefreshInput, **kwargs: Any
    ) -> TrackingRefreshTrackingRefresh:
        query = gql("""
            mutation TrackingRefresh($input: TrackingRefreshInput!) {
              trackingRefresh(input: $input) {
                shipment {
                  id
                  cursor
                  lastCheckedAt
                  nextCheckAt
                }
                userErrors {
                  code
                  field
                  message
                }
              }
            }
            """)
        variables: dict[str, object] = {"input": input}
        response = await self.execute(
            query=query, operation_name="TrackingRefresh", variables=variables, **kwargs
        )
        data = self.get_data(response)
        return TrackingRefresh.model_validate(data).tracking_refresh

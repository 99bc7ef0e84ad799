"""What people record of a counterparty's decision and of its money."""

from datetime import datetime
from decimal import Decimal

import strawberry

from services.api.access import Info
from services.api.inputs import Input
from services.api.money import MoneyInput
from services.api.problems import mutation
from services.api.reads.references import refer
from services.api.recoveries.mutations import RecoveryPayload, RecoveryTargetInput
from services.api.recoveries.types import Recovery
from services.api.recoveries.words import PaymentDirection, RecoveryStatus
from services.core.recoveries import operations
from services.core.recoveries.model import Payment, Word
from services.core.storefronts.model import Scope


@strawberry.input(description="What a counterparty said of a recovery.")
class RecoveryRecordDecisionInput(RecoveryTargetInput):
    """A decision, or a step towards one."""

    status: RecoveryStatus = strawberry.field(
        description="UNDER_REVIEW, INFORMATION_REQUESTED, APPROVED, APPROVED_PARTIAL, REJECTED or CLOSED."
    )
    detail: str | None = strawberry.field(description="Their own words, 1000 characters at most.", default=None)
    approved_amount: Decimal | None = strawberry.field(
        description="What was granted, in the recovery's currency; needed for APPROVED_PARTIAL.", default=None
    )
    information_by: datetime | None = strawberry.field(
        description="Until when they wait for what they asked for.", default=None
    )
    appeal_by: datetime | None = strawberry.field(description="Until when it can be appealed.", default=None)

    def told(self) -> Word:
        """Their word as the core takes it."""
        return Word(
            self.status,
            detail=self.detail,
            approved_amount=self.approved_amount,
            information_by=self.information_by,
            appeal_by=self.appeal_by,
        )


@strawberry.input(description="Money that came from a counterparty, or went back to it.")
class RecoveryRecordPaymentInput(RecoveryTargetInput):
    """A payment."""

    direction: PaymentDirection = strawberry.field(description="Which way it went.", default=PaymentDirection.PAYOUT)
    amount: MoneyInput = strawberry.field(description="How much, before what they kept back.")
    fee_amount: Decimal | None = strawberry.field(
        description="What they kept back of it, in the same currency.", default=None
    )
    settled_amount: Decimal | None = strawberry.field(
        description="What `amount` came to in the recovery's currency; needed when it is another.", default=None
    )
    reference: str = strawberry.field(
        description="Their word for the payment; the same reference counts once. 200 characters at most."
    )
    occurred_at: datetime = strawberry.field(description="When it was paid.")
    is_last: bool = strawberry.field(
        description="Whether no more will come, though it is less than was granted.", default=False
    )

    def told(self) -> Payment:
        """The payment as the core takes it. Raises `Refused` for an amount of no currency."""
        return Payment(
            self.direction,
            self.amount.read("amount").amount,
            self.amount.currency_code,
            self.reference,
            self.occurred_at,
            self.fee_amount or Decimal(0),
            self.settled_amount,
        )


@strawberry.input(description="Why a decision is appealed.")
class RecoveryAppealInput(RecoveryTargetInput):
    """An appeal."""

    reason: str = strawberry.field(description="Why, 1000 characters at most.")


@strawberry.type(description="What became of `recoveryRecordDecision`.")
class RecoveryRecordDecisionPayload(RecoveryPayload):
    """The recovery, or why not."""


@strawberry.type(description="What became of `recoveryRecordPayment`.")
class RecoveryRecordPaymentPayload(RecoveryPayload):
    """The recovery, or why not."""


@strawberry.type(description="What became of `recoveryAppeal`.")
class RecoveryAppealPayload(RecoveryPayload):
    """The recovery, or why not."""


@strawberry.type
class RecoveryRecordingMutation:
    """The mutations that record."""

    @mutation(Scope.CLAIMS_DECIDE, "Note what a counterparty said: that it looks into it, wants more, or has decided.")
    async def recovery_record_decision(
        self, info: Info, given: Input[RecoveryRecordDecisionInput]
    ) -> RecoveryRecordDecisionPayload:
        """Record a decision."""
        context = info.context
        recovery_id = await operations.record_decision(
            context.write, context.caller, given.target, given.told(), context.now()
        )
        return RecoveryRecordDecisionPayload(recovery=refer(Recovery, recovery_id))

    @mutation(
        Scope.MONEY_WRITE,
        "Note money that came from a counterparty, also in parts and in other currencies, or that went back to it "
        "since the parcel turned up. It is booked in the case's ledger; moves no money.",
    )
    async def recovery_record_payment(
        self, info: Info, given: Input[RecoveryRecordPaymentInput]
    ) -> RecoveryRecordPaymentPayload:
        """Record a payment."""
        context = info.context
        recovery_id = await operations.record_payment(
            context.write, context.caller, given.target, given.told(), context.now(), is_last=given.is_last
        )
        return RecoveryRecordPaymentPayload(recovery=refer(Recovery, recovery_id))

    @mutation(Scope.CLAIMS_DECIDE, "Note that a decision was appealed.")
    async def recovery_appeal(self, info: Info, given: Input[RecoveryAppealInput]) -> RecoveryAppealPayload:
        """Record an appeal."""
        context = info.context
        recovery_id = await operations.appeal(context.write, context.caller, given.target, given.reason, context.now())
        return RecoveryAppealPayload(recovery=refer(Recovery, recovery_id))

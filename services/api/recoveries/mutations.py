"""Filing what is asked back, writing to whoever is asked, and taking it back."""

from datetime import datetime

import strawberry

from services.api.access import Info
from services.api.inputs import Input, idempotency_key
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.api.recoveries.types import Recovery
from services.core.recoveries import operations
from services.core.storefronts.model import Scope


@strawberry.input
class RecoveryTargetInput:
    """Which recovery."""

    idempotency_key: str = idempotency_key()
    recovery_id: strawberry.ID = strawberry.field(description="The recovery's id.")
    expected_version: int | None = strawberry.field(
        description="The version that was decided on; `VERSION_CONFLICT` when it moved since.", default=None
    )

    @property
    def target(self) -> operations.Target:
        """The recovery as the core takes it."""
        return operations.Target(self.recovery_id, self.idempotency_key, self.expected_version)


@strawberry.type
class RecoveryPayload(Payload):
    """The recovery, or why not."""

    recovery: Recovery | None = strawberry.field(
        description="The recovery as it is now; null when nothing was done.", default=None
    )


@strawberry.input(description="Which recovery is filed by a call.")
class RecoverySubmitInput(RecoveryTargetInput):
    """A recovery that is READY."""


@strawberry.input(description="A letter to a counterparty, or what was said by other means.")
class RecoveryAddMessageInput(RecoveryTargetInput):
    """A letter."""

    body: str = strawberry.field(description="What is written, 10000 characters at most.")
    from_counterparty: bool = strawberry.field(
        description="Whether the counterparty said it, by telephone or letter.", default=False
    )


@strawberry.input(description="Which recovery was filed by hand.")
class RecoveryRecordFiledInput(RecoveryTargetInput):
    """A case number."""

    reference: str = strawberry.field(description="The counterparty's number of the case, 100 characters at most.")
    filed_at: datetime | None = strawberry.field(description="When; left out, now.", default=None)


@strawberry.input(description="Which recovery is taken back.")
class RecoveryWithdrawInput(RecoveryTargetInput):
    """A recovery that is no longer wanted."""

    reason: str | None = strawberry.field(description="Why, 500 characters at most.", default=None)


@strawberry.type(description="What became of `recoverySubmit`.")
class RecoverySubmitPayload(RecoveryPayload):
    """The recovery, or why not."""


@strawberry.type(description="What became of `recoveryAddMessage`.")
class RecoveryAddMessagePayload(RecoveryPayload):
    """The recovery, or why not."""


@strawberry.type(description="What became of `recoveryRecordFiled`.")
class RecoveryRecordFiledPayload(RecoveryPayload):
    """The recovery, or why not."""


@strawberry.type(description="What became of `recoveryWithdraw`.")
class RecoveryWithdrawPayload(RecoveryPayload):
    """The recovery, or why not."""


@strawberry.type
class RecoveryMutation:
    """The mutations that file."""

    @mutation(
        Scope.CLAIMS_DECIDE,
        "File a recovery by a call to the company; a worker does it, once, and `recoveryUpdated` tells how it went. "
        "Where no company takes it by a call this is `FILED_BY_HAND`: export the packet, file it, then "
        "`recoveryRecordFiled`.",
    )
    async def recovery_submit(self, info: Info, given: Input[RecoverySubmitInput]) -> RecoverySubmitPayload:
        """File by a call."""
        context = info.context
        recovery_id = await operations.submit(context.write, context.caller, given.target, context.now())
        return RecoverySubmitPayload(recovery=refer(Recovery, recovery_id))

    @mutation(Scope.CLAIMS_DECIDE, "Note that a recovery was filed by hand, and the counterparty's number of the case.")
    async def recovery_record_filed(
        self, info: Info, given: Input[RecoveryRecordFiledInput]
    ) -> RecoveryRecordFiledPayload:
        """Record a filing."""
        context = info.context
        recovery_id = await operations.record_filed(
            context.write, context.caller, given.target, given.reference, given.filed_at, context.now()
        )
        return RecoveryRecordFiledPayload(recovery=refer(Recovery, recovery_id))

    @mutation(
        Scope.CLAIMS_DECIDE,
        "Write to the adjuster where the company takes letters by a call, else note what was said by other means.",
    )
    async def recovery_add_message(
        self, info: Info, given: Input[RecoveryAddMessageInput]
    ) -> RecoveryAddMessagePayload:
        """Write a letter."""
        context = info.context
        recovery_id = await operations.write_message(
            context.write, context.caller, given.target, given.body, context.now(), theirs=given.from_counterparty
        )
        return RecoveryAddMessagePayload(recovery=refer(Recovery, recovery_id))

    @mutation(Scope.CLAIMS_DECIDE, "Take a recovery back; one that was filed by a call is taken back there too.")
    async def recovery_withdraw(self, info: Info, given: Input[RecoveryWithdrawInput]) -> RecoveryWithdrawPayload:
        """Withdraw."""
        context = info.context
        recovery_id = await operations.withdraw(
            context.write, context.caller, given.target, given.reason, context.now()
        )
        return RecoveryWithdrawPayload(recovery=refer(Recovery, recovery_id))

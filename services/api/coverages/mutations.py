"""What shops tell of coverage, and what they have bought."""

from datetime import datetime
from decimal import Decimal

import strawberry

from services.api.access import Info
from services.api.coverages.types import Coverage
from services.api.coverages.words import CoverageKind
from services.api.inputs import Input, idempotency_key
from services.api.money import MoneyInput
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.core.coverages import operations
from services.core.coverages.model import NewCoverage
from services.core.storefronts.model import Scope


@strawberry.input(description="What covers a parcel.")
class CoverageRecordInput:
    """Coverage that exists."""

    idempotency_key: str = idempotency_key()
    shipment_id: strawberry.ID = strawberry.field(description="The parcel.")
    provider: str = strawberry.field(description="Who pays, such as `shipsurance` or a carrier; 100 characters.")
    kind: CoverageKind = strawberry.field(description="Who carries the loss.")
    insured: MoneyInput = strawberry.field(description="Up to how much it pays, more than nothing.")
    policy_number: str | None = strawberry.field(description="The provider's number of the policy.", default=None)
    premium: Decimal | None = strawberry.field(description="What it cost, in the currency of `insured`.", default=None)
    deductible: Decimal | None = strawberry.field(
        description="What the shop carries of each loss, in the currency of `insured`; left out, nothing.", default=None
    )
    effective_at: datetime | None = strawberry.field(description="From when; left out, from now.", default=None)
    expires_at: datetime | None = strawberry.field(description="Until when; left out, for ever.", default=None)

    def told(self) -> NewCoverage:
        """The coverage as the core takes it. Raises `Refused` for an amount of no currency."""
        return NewCoverage(
            shipment_id=self.shipment_id,
            provider=self.provider,
            kind=self.kind,
            insured=self.insured.read("insured"),
            policy_number=self.policy_number,
            premium_amount=self.premium,
            deductible_amount=self.deductible or Decimal(0),
            effective_at=self.effective_at,
            expires_at=self.expires_at,
        )


@strawberry.input(description="Insurance to be bought for a parcel.")
class CoverageBuyInput:
    """Coverage that an account's company shall sell."""

    idempotency_key: str = idempotency_key()
    shipment_id: strawberry.ID = strawberry.field(description="The parcel.")
    account_id: strawberry.ID = strawberry.field(description="The account of the company that sells it.")
    provider: str = strawberry.field(description="The company's name, such as `easypost`.")
    insured: MoneyInput = strawberry.field(description="Up to how much it shall pay.")

    def told(self) -> NewCoverage:
        """The coverage as the core takes it. Raises `Refused` for an amount of no currency."""
        return NewCoverage(
            shipment_id=self.shipment_id,
            provider=self.provider,
            kind=CoverageKind.THIRD_PARTY,
            insured=self.insured.read("insured"),
            account_id=self.account_id,
            buys=True,
        )


@strawberry.type
class _CoveragePayload(Payload):
    coverage: Coverage | None = strawberry.field(
        description="The coverage; null when it was refused.", default=None
    )  # fmt: skip


@strawberry.type(description="What became of `coverageRecord`.")
class CoverageRecordPayload(_CoveragePayload):
    """The coverage, or why not."""


@strawberry.type(description="What became of `coverageBuy`.")
class CoverageBuyPayload(_CoveragePayload):
    """The coverage, or why not."""


@strawberry.type
class CoverageMutation:
    """The mutations on coverage."""

    @mutation(
        Scope.SHIPMENTS_WRITE, "Note what covers a parcel: bought with its label, declared, or insured elsewhere."
    )
    async def coverage_record(self, info: Info, given: Input[CoverageRecordInput]) -> CoverageRecordPayload:
        """Record a coverage."""
        context = info.context
        coverage_id = await operations.record(
            context.write, context.caller, given.told(), key=given.idempotency_key, now=context.now()
        )
        return CoverageRecordPayload(coverage=refer(Coverage, coverage_id))

    @mutation(
        Scope.MONEY_WRITE, "Have a parcel insured by an account's company. It is INACTIVE until the company says yes."
    )
    async def coverage_buy(self, info: Info, given: Input[CoverageBuyInput]) -> CoverageBuyPayload:
        """Buy a coverage."""
        context = info.context
        coverage_id = await operations.record(
            context.write, context.caller, given.told(), key=given.idempotency_key, now=context.now()
        )
        return CoverageBuyPayload(coverage=refer(Coverage, coverage_id))

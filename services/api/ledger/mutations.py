"""What people book by hand."""

from datetime import date, datetime
from decimal import Decimal

import strawberry

from services.api.access import Info
from services.api.inputs import Input, idempotency_key
from services.api.ledger.types import LedgerEntry
from services.api.ledger.words import EntryType
from services.api.money import MoneyInput
from services.api.problems import Payload, mutation
from services.api.reads.references import refer
from services.core.ledger.model import NewEntry, Settlement
from services.core.resolutions import operations
from services.core.storefronts.model import Scope


@strawberry.input(description="What an amount became in another currency.")
class SettlementInput:
    """The shop's own side of an entry."""

    amount: MoneyInput = strawberry.field(description="How much the shop was charged or paid.")
    fx_rate: Decimal | None = strawberry.field(
        description="The rate: this amount for one of the entry's.", default=None
    )
    fx_date: date | None = strawberry.field(description="The day of the rate.", default=None)


@strawberry.input(description="A cost or a recovery of a claim.")
class LedgerEntryRecordInput:
    """An entry to be booked."""

    idempotency_key: str = idempotency_key()
    claim_id: strawberry.ID = strawberry.field(description="The claim's id.")
    type: EntryType = strawberry.field(description="What it is for.")
    amount: MoneyInput = strawberry.field(description="How much, more than nothing.")
    occurred_at: datetime = strawberry.field(description="When it happened, or is expected.")
    settlement: SettlementInput | None = strawberry.field(
        description="The same in the currency that the shop was charged or paid in.", default=None
    )
    ref: str | None = strawberry.field(
        description="What it came from, such as an invoice; 255 characters at most.", default=None
    )
    expected: bool = strawberry.field(
        description="Whether it is a recovery that was asked for and has not come yet; undo the entry when it comes.",
        default=False,
    )

    def told(self) -> NewEntry:
        """The entry as the core takes it. Raises `Refused` for an amount of no currency."""
        settled = self.settlement
        return NewEntry(
            claim_id=self.claim_id,
            type=self.type,
            amount=self.amount.read("amount").amount,
            currency_code=self.amount.currency_code,
            occurred_at=self.occurred_at,
            settlement=Settlement(
                settled.amount.read("settlement", "amount").amount,
                settled.amount.currency_code,
                settled.fx_rate,
                settled.fx_date,
            )
            if settled
            else None,
            ref=self.ref,
            expected=self.expected,
        )


@strawberry.input(description="Which entry is undone.")
class LedgerEntryReverseInput:
    """An entry that was wrong, or has been undone in the world."""

    idempotency_key: str = idempotency_key()
    entry_id: strawberry.ID = strawberry.field(description="The entry's id.")
    ref: str | None = strawberry.field(description="Why, or what it came from.", default=None)


@strawberry.type
class _EntryPayload(Payload):
    entry: LedgerEntry | None = strawberry.field(
        description="The new entry; null when it was refused.", default=None
    )  # fmt: skip


@strawberry.type(description="What became of `ledgerEntryRecord`.")
class LedgerEntryRecordPayload(_EntryPayload):
    """The entry, or why not."""


@strawberry.type(description="What became of `ledgerEntryReverse`.")
class LedgerEntryReversePayload(_EntryPayload):
    """The entry that undoes the other, or why not."""


@strawberry.type
class LedgerMutation:
    """The mutations on ledgers."""

    @mutation(Scope.MONEY_WRITE, "Book a cost or a recovery of a claim by hand; moves no money.")
    async def ledger_entry_record(self, info: Info, given: Input[LedgerEntryRecordInput]) -> LedgerEntryRecordPayload:
        """Book an entry."""
        context = info.context
        entry_id = await operations.record_entry(
            context.write, context.caller, given.told(), key=given.idempotency_key, now=context.now()
        )
        return LedgerEntryRecordPayload(entry=refer(LedgerEntry, entry_id))

    @mutation(
        Scope.MONEY_WRITE,
        "Undo an entry by one that counts the other way round; moves no money. A resolution with all of its entries "
        "undone is REVERSED, and what it counted for can be paid again.",
    )
    async def ledger_entry_reverse(
        self, info: Info, given: Input[LedgerEntryReverseInput]
    ) -> LedgerEntryReversePayload:
        """Undo an entry."""
        context = info.context
        entry_id = await operations.reverse_entry(
            context.write,
            context.caller,
            given.entry_id,
            key=given.idempotency_key,
            now=context.now(),
            ref=given.ref,
        )
        return LedgerEntryReversePayload(entry=refer(LedgerEntry, entry_id))

"""How a case's ledger is shown; not to customers."""

from datetime import date, datetime
from decimal import Decimal

import strawberry

from services.api.entities import Node
from services.api.ledger.words import EntryType, Side
from services.api.money import Money
from services.api.reads.words import column, embedded, table

FINANCIALS = """(select e.currency_code,
    coalesce(sum(e.signed) filter (where e.side = 'COST'), sum(0 * e.signed)) as cost,
    coalesce(sum(e.signed) filter (where e.expected), sum(0 * e.signed)) as expected,
    coalesce(sum(e.signed) filter (where e.side = 'RECOVERY' and not e.expected), sum(0 * e.signed)) as recovered
    from (select l.*, case when l.reverses is null then l.amount else -l.amount end as signed from ledger_entries l
        where l.storefront_id = {t}.storefront_id and l.claim_id = {t}.id) e
    group by e.currency_code) {r}"""
"""The sums of a claim's ledger; an entry that undoes another counts the other way round."""


@table("ledger_entries", prefix="led", customer="false")
@strawberry.type(description="What a case cost, or what came back of it.")
class LedgerEntry(Node):
    """An entry, which is never changed; another one may undo it."""

    type: EntryType = column("What it is for.")
    side: Side = column("Whether it is a cost or a recovery.")
    amount: Money = embedded(
        "How much, in the currency that the customer paid in; positive.",
        {"amount": "{t}.amount", "currency_code": "{t}.currency_code"},
    )
    settlement_amount: Money | None = embedded(
        "How much in the currency that the shop was charged or paid in, if it was told.",
        {"amount": "{t}.settlement_amount", "currency_code": "{t}.settlement_currency"},
        present="{t}.settlement_amount is not null",
    )
    fx_rate: Decimal | None = column("The rate: settlement amount for one of `amount`.")
    fx_date: date | None = column("The day of the rate.")
    expected: bool = column("Whether it was asked back and has not come yet.")
    occurred_at: datetime = column("When it happened.")
    ref: str | None = column("What it came from: a resolution's id, an invoice.")
    reverses: strawberry.ID | None = column("The id of the entry that this one undoes.")
    created_at: datetime = column("When it was booked.")


@strawberry.type(description="What a case cost so far, in one currency; sums never mix currencies.")
class ClaimFinancials:
    """The sums of one currency."""

    currency_code: str = column("The currency, an ISO 4217 code.")
    cost: Decimal = column("All costs.")
    expected: Decimal = column("What was asked back and has not come yet.")
    recovered: Decimal = column("What came back.")
    net: Decimal = column("Costs less what came back: the loss.", "{t}.cost - {t}.recovered")

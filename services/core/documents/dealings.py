"""Reads what was written, given, asked back and booked on a case: carriers get little, banks what customers saw."""

from decimal import Decimal

from services.core.correspondence.model import Visibility
from services.core.database import Db
from services.core.documents.case import Entry, Letter, Money, Recovery, Resolution
from services.core.documents.model import Audience
from services.core.recoveries.rules.book import named

MOST_LETTERS = 1000
MOST_TEXT = 400_000
"""Letters of all messages together; of older ones beyond it only the heads are told."""
MOST_RESOLUTIONS = 200
MOST_RECOVERIES = 50
MOST_ENTRIES = 1000
CUT = " […]"


async def letters(db: Db, claim_id: str, audience: Audience) -> tuple[Letter, ...]:
    """The messages on a claim, oldest first; those for the staff alone are only the shop's."""
    if audience is Audience.CARRIER:
        return ()
    rows = await db.fetch(
        """select created_at, author, channel, subject, body, visibility from messages
           where storefront_id = $1 and claim_id = $2 and (visibility = 'PUBLIC' or $3)
           order by created_at desc, id desc limit $4""",
        db.storefront_id, claim_id, audience is Audience.SHOP, MOST_LETTERS,
    )  # fmt: skip
    found, room = [], MOST_TEXT
    for row in rows:
        body = row["body"] if len(row["body"]) <= room else row["body"][:room] + CUT
        room -= min(room, len(row["body"]))
        found.append(
            Letter(
                sent_at=row["created_at"],
                author=row["author"],
                channel=row["channel"],
                body=body,
                subject=row["subject"],
                internal=row["visibility"] == Visibility.INTERNAL,
            )
        )
    return tuple(reversed(found))


async def resolutions(db: Db, claim_id: str, audience: Audience) -> tuple[Resolution, ...]:
    """What was chosen for a claim or given beside it, oldest first."""
    if audience is Audience.CARRIER:
        return ()
    rows = await db.fetch(
        """select chosen_at, type, goodwill, status, amount, currency_code, reference, replacement_number
           from resolutions where storefront_id = $1 and claim_id = $2 order by id desc limit $3""",
        db.storefront_id, claim_id, MOST_RESOLUTIONS,
    )  # fmt: skip
    return tuple(
        Resolution(
            decided_at=row["chosen_at"],
            type=row["type"],
            status=row["status"],
            amount=_money(row["amount"], row["currency_code"]),
            reference=", ".join(filter(None, (row["reference"], row["replacement_number"]))) or None,
            goodwill=row["goodwill"],
        )
        for row in reversed(rows)
    )


async def recoveries(db: Db, claim_id: str, audience: Audience) -> tuple[Recovery, ...]:
    """What was asked back, oldest first. Carriers are told of what carriers were asked, banks of nothing."""
    if audience is Audience.BANK:
        return ()
    rows = await db.fetch(
        """select number, counterparty, status, reference, requested_amount, approved_amount, paid_amount,
               repaid_amount, currency_code, file_by, submitted_at, decided_at from recoveries
           where storefront_id = $1 and claim_id = $2
               and ($3 or (counterparty_type = 'CARRIER' and submitted_at is not null))
           order by created_at desc, id desc limit $4""",
        db.storefront_id, claim_id, audience is Audience.SHOP, MOST_RECOVERIES,
    )  # fmt: skip
    return tuple(
        Recovery(
            number=row["number"],
            counterparty=party.name if (party := named(row["counterparty"])) else row["counterparty"],
            status=row["status"],
            reference=row["reference"],
            requested=_money(row["requested_amount"], row["currency_code"]),
            approved=None if row["approved_amount"] is None else _money(row["approved_amount"], row["currency_code"]),
            paid=_money(row["paid_amount"], row["currency_code"]) if row["paid_amount"] else None,
            repaid=_money(row["repaid_amount"], row["currency_code"]) if row["repaid_amount"] else None,
            file_by=row["file_by"],
            filed_at=row["submitted_at"],
            decided_at=row["decided_at"],
        )
        for row in reversed(rows)
    )


async def ledger(db: Db, claim_id: str, audience: Audience) -> tuple[Entry, ...]:
    """What the case cost the shop and brought back, oldest first, which is nobody else's business."""
    if audience is not Audience.SHOP:
        return ()
    rows = await db.fetch(
        """select occurred_at, type, side, amount, currency_code, settlement_amount, settlement_currency, ref,
               expected, reverses from ledger_entries
           where storefront_id = $1 and claim_id = $2 order by occurred_at desc, id desc limit $3""",
        db.storefront_id, claim_id, MOST_ENTRIES,
    )  # fmt: skip
    return tuple(
        Entry(
            occurred_at=row["occurred_at"],
            type=row["type"],
            side=row["side"],
            amount=_money(row["amount"], row["currency_code"]),
            reference=row["ref"],
            settled=_money(row["settlement_amount"], row["settlement_currency"]) if row["settlement_amount"] else None,
            expected=row["expected"],
            reverses=row["reverses"] is not None,
        )
        for row in reversed(rows)
    )


def _money(amount: Decimal, currency_code: str) -> Money:
    return Money(f"{amount:f}", currency_code)

"""Every SQL statement on compensations, holds and ledger entries."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from services.core.database import Db, Row, Tx
from services.core.ids import new_id
from services.core.ledger.model import (
    Balance,
    Compensation,
    CompensationKind,
    CompensationState,
    Entry,
    EntryType,
    Hold,
    NewEntry,
    Settlement,
    Share,
    Side,
    side_of,
)

N = TypeVar("N", int, Decimal)

_SPENT = """select part, order_line_id, currency_code, kind, sum(amount) as amount, sum(quantity)::int as quantity
    from compensations where storefront_id = $1 and order_id = $2 and state <> 'RELEASED' group by 1, 2, 3, 4"""


async def balance(db: Db, order_id: str) -> Balance | None:
    """What was paid for an order and what of it is compensated; in a `Tx`, hold the order first."""
    order = await db.fetchrow(
        "select currency_code, total, shipping_amount from orders where storefront_id = $1 and id = $2",
        db.storefront_id, order_id,
    )  # fmt: skip
    if order is None:
        return None
    lines = await db.fetch(
        "select id, paid_amount from order_lines where storefront_id = $1 and order_id = $2",
        db.storefront_id, order_id,
    )  # fmt: skip
    spent = await db.fetch(_SPENT, db.storefront_id, order_id)
    own = [row for row in spent if row["currency_code"] == order["currency_code"]]
    goodwill = [row for row in own if row["kind"] == CompensationKind.GOODWILL]
    counted = [row for row in own if row["kind"] != CompensationKind.GOODWILL]
    return Balance(
        order_id=order_id,
        currency_code=order["currency_code"],
        total=order["total"],
        shipping_amount=order["shipping_amount"],
        paid={row["id"]: row["paid_amount"] for row in lines},
        compensated=_by_line(counted, "amount", Decimal(0)),
        shipping_compensated=_sum(row for row in counted if row["part"] == "SHIPPING"),
        all_compensated=_sum(counted),
        goodwill=_sum(goodwill),
        quantities=_by_line(counted, "quantity", 0),
        sent_again=_by_line([row for row in counted if row["kind"] == CompensationKind.RESHIPMENT], "quantity", 0),
        other_currencies=tuple(sorted({row["currency_code"] for row in spent} - {order["currency_code"]})),
    )


async def compensated(db: Db, order_id: str) -> dict[str, Decimal]:
    """What is compensated of each line of an order, by line, in the order's currency; goodwill does not count."""
    found = await balance(db, order_id)
    return found.compensated if found else {}


async def shipping_compensated(db: Db, order_id: str) -> Decimal:
    """What is compensated of an order's shipping."""
    found = await balance(db, order_id)
    return found.shipping_compensated if found else Decimal(0)


async def add(
    tx: Tx,
    order_id: str,
    kind: CompensationKind,
    source: str,
    shares: Sequence[Share],
    currency_code: str,
    state: CompensationState,
    now: datetime,
    *,
    external_id: str | None = None,
) -> None:
    """Write shares down."""
    await tx.executemany(
        """insert into compensations (storefront_id, id, order_id, part, order_line_id, quantity, kind, source,
               external_id, amount, currency_code, state, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)""",
        [
            (tx.storefront_id, new_id("cmp"), order_id, share.part.value, share.order_line_id, share.quantity,
             kind.value, source, external_id, share.amount, currency_code, state.value, now)
            for share in shares
        ],
    )  # fmt: skip


async def of_source(db: Db, source: str) -> list[Compensation]:
    """Everything that somebody compensated, in the order it was written."""
    rows = await db.fetch(
        "select * from compensations where storefront_id = $1 and source = $2 order by id", db.storefront_id, source
    )
    return [_compensation(row) for row in rows]


async def of_external(db: Db, order_id: str, external_id: str) -> list[Compensation]:
    """What we know by the platform's own id of it."""
    rows = await db.fetch(
        "select * from compensations where storefront_id = $1 and order_id = $2 and external_id = $3 order by id",
        db.storefront_id, order_id, external_id,
    )  # fmt: skip
    return [_compensation(row) for row in rows]


async def settle(tx: Tx, ids: Sequence[str], state: CompensationState, now: datetime) -> None:
    """Confirm or release what is held."""
    await tx.execute(
        """update compensations set state = $3, updated_at = $4
           where storefront_id = $1 and id = any($2) and state = 'HELD'""",
        tx.storefront_id, list(ids), state.value, now,
    )  # fmt: skip


async def release(tx: Tx, ids: Sequence[str], now: datetime) -> None:
    """Let go of compensation, also of what was confirmed: the goods came back, or the money did."""
    await tx.execute(
        """update compensations set state = 'RELEASED', updated_at = $3
           where storefront_id = $1 and id = any($2) and state <> 'RELEASED'""",
        tx.storefront_id, list(ids), now,
    )  # fmt: skip


async def correct(tx: Tx, compensation_id: str, amount: Decimal, quantity: int, now: datetime) -> None:
    """Write how much really left, or is left of it."""
    await tx.execute(
        "update compensations set amount = $3, quantity = $4, updated_at = $5 where storefront_id = $1 and id = $2",
        tx.storefront_id, compensation_id, amount, quantity, now,
    )  # fmt: skip


async def name(tx: Tx, ids: Sequence[str], external_id: str, now: datetime) -> None:
    """Write the platform's own id of the money that left."""
    await tx.execute(
        "update compensations set external_id = $3, updated_at = $4 where storefront_id = $1 and id = any($2)",
        tx.storefront_id, list(ids), external_id, now,
    )  # fmt: skip


async def hold(tx: Tx, order_id: str, source: str, at: datetime) -> bool:
    """Freeze the order's money; whether it was not frozen by this source before."""
    return bool(
        await tx.execute(
            """insert into holds (storefront_id, order_id, source, held_at) values ($1, $2, $3, $4)
               on conflict (storefront_id, order_id, source) do update
                   set held_at = excluded.held_at, released_at = null where holds.released_at is not null""",
            tx.storefront_id, order_id, source, at,
        )
    )  # fmt: skip


async def thaw(tx: Tx, order_id: str, source: str, at: datetime) -> bool:
    """End a source's hold; whether there was one."""
    return bool(
        await tx.execute(
            """update holds set released_at = $4
               where storefront_id = $1 and order_id = $2 and source = $3 and released_at is null""",
            tx.storefront_id, order_id, source, at,
        )
    )  # fmt: skip


async def holds(db: Db, order_id: str) -> list[Hold]:
    """Who freezes the order's money now, oldest first."""
    rows = await db.fetch(
        """select source, held_at from holds where storefront_id = $1 and order_id = $2 and released_at is null
           order by held_at, source""",
        db.storefront_id, order_id,
    )  # fmt: skip
    return [Hold(order_id, row["source"], row["held_at"]) for row in rows]


async def add_entry(tx: Tx, new: NewEntry, now: datetime, *, reverses: str | None = None) -> str | None:
    """Book an entry; its id, or nothing when another one reverses the same."""
    entry_id = new_id("led")
    settled = new.settlement
    added = await tx.execute(
        """insert into ledger_entries (storefront_id, id, claim_id, type, side, expected, amount, currency_code,
               settlement_amount, settlement_currency, fx_rate, fx_date, occurred_at, ref, reverses, created_at,
               recovery_id)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
           on conflict (storefront_id, reverses) do nothing""",
        tx.storefront_id, entry_id, new.claim_id, new.type.value, side_of(new.type).value, new.expected, new.amount,
        new.currency_code, settled.amount if settled else None, settled.currency_code if settled else None,
        settled.fx_rate if settled else None, settled.fx_date if settled else None, new.occurred_at, new.ref, reverses,
        now, new.recovery_id,
    )  # fmt: skip
    return entry_id if added else None


async def entry(db: Db, entry_id: str) -> Entry | None:
    """One entry."""
    row = await db.fetchrow(
        "select * from ledger_entries where storefront_id = $1 and id = $2", db.storefront_id, entry_id
    )
    return _entry(row) if row else None


async def entries(db: Db, claim_id: str) -> list[Entry]:
    """A claim's entries, in the order in which they happened."""
    rows = await db.fetch(
        "select * from ledger_entries where storefront_id = $1 and claim_id = $2 order by occurred_at, id",
        db.storefront_id, claim_id,
    )  # fmt: skip
    return [_entry(row) for row in rows]


async def link_entries(tx: Tx, recovery_id: str, claim_id: str) -> None:
    """Count a recovery's entries in the case of the claim that it belongs to by now."""
    await tx.execute(
        """update ledger_entries set claim_id = $3
           where storefront_id = $1 and recovery_id = $2 and claim_id is null""",
        tx.storefront_id, recovery_id, claim_id,
    )  # fmt: skip


def _by_line(rows: Sequence[Row], column: str, nothing: N) -> dict[str, N]:
    found: dict[str, N] = {}
    for row in rows:
        if row["order_line_id"] is not None:
            found[row["order_line_id"]] = found.get(row["order_line_id"], nothing) + row[column]
    return found


def _sum(rows: Iterable[Row]) -> Decimal:
    return sum((row["amount"] for row in rows), Decimal(0))


def _compensation(row: Row) -> Compensation:
    return Compensation(
        id=row["id"],
        order_id=row["order_id"],
        kind=CompensationKind(row["kind"]),
        source=row["source"],
        share=Share(row["amount"], row["order_line_id"], row["quantity"], row["part"] == "SHIPPING"),
        currency_code=row["currency_code"],
        state=CompensationState(row["state"]),
        external_id=row["external_id"],
    )


def _entry(row: Row) -> Entry:
    settled = row["settlement_amount"]
    return Entry(
        id=row["id"],
        claim_id=row["claim_id"],
        recovery_id=row["recovery_id"],
        type=EntryType(row["type"]),
        side=Side(row["side"]),
        amount=row["amount"],
        currency_code=row["currency_code"],
        settlement=Settlement(settled, row["settlement_currency"], row["fx_rate"], row["fx_date"]) if settled else None,
        occurred_at=row["occurred_at"],
        ref=row["ref"],
        expected=row["expected"],
        reverses=row["reverses"],
    )

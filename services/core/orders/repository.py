"""Every SQL statement on orders and their lines."""

from collections.abc import Sequence
from datetime import datetime

from services.core.database import Db, Row, Tx
from services.core.ids import new_id
from services.core.money import Money, parse_amount
from services.core.orders.model import Customer, Line, NewOrder, Order

MOST_NAMESAKES = 20
"""Orders with one number that are looked at."""


async def get(db: Db, order_id: str) -> Order | None:
    """One order of the storefront."""
    row = await db.fetchrow("select * from orders where storefront_id = $1 and id = $2", db.storefront_id, order_id)
    return _order(row) if row else None


async def find(db: Db, external_id: str) -> Order | None:
    """The order with the platform's id."""
    row = await db.fetchrow(
        "select * from orders where storefront_id = $1 and external_id = $2", db.storefront_id, external_id
    )
    return _order(row) if row else None


async def numbered(db: Db, number: str) -> list[Order]:
    """The orders with this number (in any case), newest first; several shops of one storefront may count alike."""
    rows = await db.fetch(
        """select * from orders where storefront_id = $1 and number_folded = lower($2)
           order by placed_at desc, id desc limit $3""",
        db.storefront_id, number, MOST_NAMESAKES,
    )  # fmt: skip
    return [_order(row) for row in rows]


async def hold(tx: Tx, order_id: str) -> Order | None:
    """One order, locked: what is decided about its quantities is decided by one at a time.

    Not against foreign keys, which look at it from rows that others hold: those would wait for each other.
    """
    row = await tx.fetchrow(
        "select * from orders where storefront_id = $1 and id = $2 for no key update", tx.storefront_id, order_id
    )
    return _order(row) if row else None


async def hold_told(tx: Tx, external_id: str) -> Order | None:
    """The order that the platform has by this id, locked; also while there is none, only one at a time adds it."""
    await tx.fetchval("select pg_advisory_xact_lock(hashtextextended($1 || $2, 0))", tx.storefront_id, external_id)
    row = await tx.fetchrow(
        "select * from orders where storefront_id = $1 and external_id = $2 for no key update",
        tx.storefront_id,
        external_id,
    )
    return _order(row) if row else None


async def ids_of(db: Db, account_id: str, external_ids: Sequence[str]) -> list[str]:
    """The orders of a platform's account with these ids of the platform."""
    rows = await db.fetch(
        """select id from orders where storefront_id = $1 and platform_account_id = $2 and external_id = any($3)
           order by id""",
        db.storefront_id, account_id, list(external_ids),
    )  # fmt: skip
    return [row["id"] for row in rows]


async def unredacted(db: Db, account_id: str, limit: int) -> list[str]:
    """Some orders of a platform's account that still hold personal data."""
    rows = await db.fetch(
        """select id from orders where storefront_id = $1 and platform_account_id = $2 and redacted_at is null
           order by id limit $3""",
        db.storefront_id, account_id, limit,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def redact(tx: Tx, order_ids: Sequence[str], now: datetime) -> None:
    """Forget who ordered, for good: what is told of the order later brings nobody back."""
    await tx.execute(
        """update orders set customer_name = null, customer_email = null, customer_phone = null, postal_code = null,
               redacted_at = coalesce(redacted_at, $3)
           where storefront_id = $1 and id = any($2)""",
        tx.storefront_id, list(order_ids), now,
    )  # fmt: skip


async def touch(tx: Tx, order_id: str) -> int:
    """Count one more event of the order; its sequence number."""
    sequence: int = await tx.fetchval(
        "update orders set sequence = sequence + 1 where storefront_id = $1 and id = $2 returning sequence",
        tx.storefront_id, order_id,
    )  # fmt: skip
    return sequence


async def save(tx: Tx, new: NewOrder, now: datetime) -> tuple[Order, bool]:
    """Add the order, or make the one with this external id as it is told now; and whether it was added."""
    customer = new.customer
    row = await tx.fetchrow(
        """insert into orders (storefront_id, id, external_id, number, customer_name, customer_email, customer_phone,
               postal_code, country_code, currency_code, total, placed_at, promised_delivery_by, confirmation_sent_at,
               sequence, created_at, updated_at, shipping_amount, canceled_at, closed_at, platform_account_id, told_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, $15, $15, $16, $17, $18, $19, $20)
           on conflict (storefront_id, external_id) do update set
               number = excluded.number,
               customer_name = case when orders.redacted_at is null then excluded.customer_name end,
               customer_email = case when orders.redacted_at is null then excluded.customer_email end,
               customer_phone = case when orders.redacted_at is null then excluded.customer_phone end,
               postal_code = case when orders.redacted_at is null then excluded.postal_code end,
               country_code = excluded.country_code, total = excluded.total,
               currency_code = excluded.currency_code, placed_at = excluded.placed_at,
               promised_delivery_by = excluded.promised_delivery_by,
               confirmation_sent_at = excluded.confirmation_sent_at, updated_at = excluded.updated_at,
               shipping_amount = excluded.shipping_amount, canceled_at = excluded.canceled_at,
               closed_at = excluded.closed_at, platform_account_id = excluded.platform_account_id,
               told_at = excluded.told_at,
               version = orders.version + 1, sequence = orders.sequence + 1
           returning *, (xmax = 0) as added""",
        tx.storefront_id, new_id("ord"), new.external_id, new.number, customer.name, customer.email, customer.phone,
        customer.postal_code, customer.country_code, new.currency_code, parse_amount(new.total, new.currency_code),
        new.placed_at, new.promised_delivery_by, new.confirmation_sent_at, now,
        parse_amount(new.shipping_amount, new.currency_code), new.canceled_at, new.closed_at, new.platform_account_id,
        new.told_at,
    )  # fmt: skip
    assert row is not None, "an upsert always returns its row"
    return _order(row), row["added"]


async def lines(db: Db, order_id: str) -> list[Line]:
    """An order's lines, in the order they were told."""
    return (await lines_of(db, [order_id])).get(order_id, [])


async def lines_of(db: Db, order_ids: list[str]) -> dict[str, list[Line]]:
    """The lines of several orders, by order."""
    rows = await db.fetch(
        """select l.*, o.currency_code from order_lines l
           join orders o on o.storefront_id = l.storefront_id and o.id = l.order_id
           where l.storefront_id = $1 and l.order_id = any($2) order by l.place""",
        db.storefront_id, order_ids,
    )  # fmt: skip
    found: dict[str, list[Line]] = {}
    for row in rows:
        found.setdefault(row["order_id"], []).append(_line(row))
    return found


async def hear(tx: Tx, order_id: str, told_at: datetime | None) -> None:
    """Note when the platform last told an order that is as we have it, such as after a tag or a note."""
    await tx.execute(
        "update orders set told_at = $3 where storefront_id = $1 and id = $2", tx.storefront_id, order_id, told_at
    )


async def save_lines(tx: Tx, order_id: str, new: NewOrder) -> None:
    """Add the lines, or make those with the same external id as they are told now."""
    await tx.executemany(
        """insert into order_lines (storefront_id, id, order_id, external_id, place, sku, title, quantity,
               unit_price, paid_amount, tax_amount, variant_external_id, final_sale, unit_cost, cost_currency)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
           on conflict (storefront_id, order_id, external_id) do update set place = excluded.place, sku = excluded.sku,
               title = excluded.title,
               quantity = excluded.quantity, unit_price = excluded.unit_price, paid_amount = excluded.paid_amount,
               tax_amount = excluded.tax_amount, variant_external_id = excluded.variant_external_id,
               final_sale = excluded.final_sale, unit_cost = excluded.unit_cost,
               cost_currency = excluded.cost_currency""",
        [
            (tx.storefront_id, new_id("orl"), order_id, line.external_id, place, line.sku, line.title, line.quantity,
             parse_amount(line.unit_price, new.currency_code), parse_amount(line.paid_amount, new.currency_code),
             parse_amount(line.tax_amount, new.currency_code), line.variant_external_id, line.final_sale,
             parse_amount(*line.unit_cost) if line.unit_cost else None, line.unit_cost[1] if line.unit_cost else None)
            for place, line in enumerate(new.lines)
        ],
    )  # fmt: skip


async def delete_lines(tx: Tx, line_ids: list[str]) -> None:
    """Remove lines that nothing was shipped or claimed of."""
    await tx.execute("delete from order_lines where storefront_id = $1 and id = any($2)", tx.storefront_id, line_ids)


async def used_quantities(db: Db, order_id: str) -> dict[str, int]:
    """How much of each line was shipped outward or claimed, whichever is more; also 0 of one that was compensated.

    A replacement was not ordered again, so what was claimed of one does not count.
    """
    rows = await db.fetch(
        """with shipped as (
               select l.order_line_id as id, sum(l.quantity) as quantity from shipment_lines l
               join shipments s on s.storefront_id = l.storefront_id and s.id = l.shipment_id
               where l.storefront_id = $1 and l.order_id = $2 and s.direction = 'OUTBOUND' and s.status <> 'CANCELED'
               group by 1),
           claimed as (
               select i.order_line_id as id, sum(i.quantity) as quantity from claim_items i
               join claims c on c.storefront_id = i.storefront_id and c.id = i.claim_id
               left join shipment_lines l on l.storefront_id = i.storefront_id and l.id = i.shipment_line_id
               left join shipments s on s.storefront_id = l.storefront_id and s.id = l.shipment_id
               where i.storefront_id = $1 and i.order_id = $2 and c.status not in ('CANCELED', 'DENIED')
                   and s.direction is distinct from 'REPLACEMENT'
               group by 1),
           touched as (
               select order_line_id as id, 0 as quantity from shipment_lines where storefront_id = $1 and order_id = $2
               union select order_line_id, 0 from claim_items where storefront_id = $1 and order_id = $2
               union select order_line_id, 0 from compensations
                   where storefront_id = $1 and order_id = $2 and order_line_id is not null)
           select id, max(quantity)::int as quantity from
               (select * from shipped union all select * from claimed union all select * from touched) as used
           group by id""",
        db.storefront_id, order_id,
    )  # fmt: skip
    return {row["id"]: row["quantity"] for row in rows}


def _order(row: Row) -> Order:
    return Order(
        id=row["id"],
        external_id=row["external_id"],
        number=row["number"],
        customer=Customer(
            name=row["customer_name"],
            email=row["customer_email"],
            phone=row["customer_phone"],
            postal_code=row["postal_code"],
            country_code=row["country_code"],
        ),
        currency_code=row["currency_code"],
        total=row["total"],
        placed_at=row["placed_at"],
        promised_delivery_by=row["promised_delivery_by"],
        confirmation_sent_at=row["confirmation_sent_at"],
        shipping_amount=row["shipping_amount"],
        canceled_at=row["canceled_at"],
        closed_at=row["closed_at"],
        platform_account_id=row["platform_account_id"],
        told_at=row["told_at"],
        redacted_at=row["redacted_at"],
        version=row["version"],
        sequence=row["sequence"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def _line(row: Row) -> Line:
    return Line(
        id=row["id"],
        order_id=row["order_id"],
        external_id=row["external_id"],
        sku=row["sku"],
        title=row["title"],
        quantity=row["quantity"],
        unit_price=row["unit_price"],
        paid_amount=row["paid_amount"],
        tax_amount=row["tax_amount"],
        variant_external_id=row["variant_external_id"],
        final_sale=row["final_sale"],
        unit_cost=None if row["unit_cost"] is None else Money(row["unit_cost"], row["cost_currency"]),
        currency_code=row["currency_code"],
    )

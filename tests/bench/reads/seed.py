"""Fills a migrated database with claims and all that belongs to them, set by set."""

import time

import asyncpg

from services.core.ids import new_id

CHUNK = 100_000
SECONDS = 900
LARGE = 200
"""So many lines has a large order."""


def _id(prefix: str, number: str = "n", place: str = "0") -> str:
    """SQL for an id that sorts as ours do: milliseconds (`stamp`), the place below the claim, what looks random."""
    random = f"left(md5('{prefix}' || {number} || '.' || {place}), 15 - length(({place})::text))"
    return f"'{prefix}_' || stamp || {place} || {random}"


# The first storefront has half of all. A moment's last digit is never 0, so that every way to write it agrees.
# One order of a thousand is large, and it was made good as every fourth is.
_CHUNK = f"""
create temporary table chunk on commit drop as
select *, {_id("ord")} as order_id, {_id("shp")} as shipment_id, {_id("clm")} as claim_id,
    n / 3 % 8 in (2, 5) or large as resolved
from (select n, n % 2000 in (1002, 1003) as large,
          ($3::text[])[case when n % 2 = 0 then 1 else 2 + n / 2 % greatest(cardinality($3) - 1, 1) end]
              as storefront_id,
          timestamptz '2025-01-01 00:00Z' + ms * interval '1 millisecond' + (1 + n % 9) * interval '1 microsecond'
              as at,
          lpad(to_hex(1735689600000 + ms), 11, '0') as stamp
      from (select n, n * $4::bigint as ms from generate_series($1::int, $2::int - 1) as n) as numbered) as dated
"""

_LINES = f"""
create temporary table line on commit drop as
select c.*, place, {_id("orl", place="place")} as line_id, {_id("shl", place="place")} as parcel_line_id
from chunk c cross join lateral generate_series(1, case when large then {LARGE} else 1 + n % 3 end) as place
"""

_ROWS = {
    "orders": f"""
        (storefront_id, id, external_id, number, customer_name, customer_email, postal_code, country_code,
         currency_code, total, placed_at, sequence, created_at, updated_at)
        select storefront_id, order_id, n::text, '#' || n, case when n % 5 > 0 then 'Søren O''Neill ' || n end,
            'c' || n || '@shop.example', (1000 + n % 9000)::text, 'DK', 'EUR',
            case when large then 25 * {LARGE} else 10 + n % 500 end, at, 1, at, at
        from chunk""",
    "order_lines": """
        (storefront_id, id, order_id, external_id, place, sku, title, quantity, unit_price, paid_amount, tax_amount)
        select storefront_id, line_id, order_id, place::text, place, 'SKU-' || n % 1000, 'Mug “Ærø” ' || n % 1000, 2,
            12.5, 25, 5
        from line""",
    "shipments": """
        (storefront_id, id, order_id, direction, status, carrier, tracking_number, label_source, tracking_status,
         shipped_at, last_event_at, sequence, created_at, updated_at)
        select storefront_id, shipment_id, order_id, 'OUTBOUND', 'SHIPPED',
            (array['USPS', 'UPS', 'FedEx', 'GLS'])[1 + n % 4], 'MG' || lpad(n::text, 16, '0'), 'OTHER',
            (array['IN_TRANSIT', 'DELIVERED', 'LOST', 'DELAYED', 'EXCEPTION'])[1 + n % 5], at, at + interval '5 days',
            1, at, at
        from chunk""",
    "shipment_lines": """
        (storefront_id, id, shipment_id, order_id, order_line_id, quantity)
        select storefront_id, parcel_line_id, shipment_id, order_id, line_id, 2 from line""",
    "tracking_events": f"""
        (storefront_id, id, shipment_id, occurred_at, received_at, status, code, description, location, source)
        select storefront_id, {_id("tev", place="scan")}, shipment_id, at + scan * interval '7 hours',
            at + scan * interval '8 hours',
            (array['PRE_TRANSIT', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERY_ATTEMPTED'])[1 + scan % 4], 'S' || scan,
            (array['Label made', 'Departed "hub"', 'Arrivé à l''agence', '荷物を引き受け'])[1 + (n + scan) % 4],
            (array['', 'København K', 'Aarhus', 'Łódź'])[1 + (n / 3 + scan) % 4], 'POLL'
        from chunk cross join lateral generate_series(1, 3 + n % 4) as scan""",
    "proofs_of_delivery": f"""
        (storefront_id, id, shipment_id, signed_by, handover, created_at, updated_at)
        select storefront_id, {_id("pod")}, shipment_id, 'Søren', 'RECIPIENT', at, at from chunk where n % 5 = 1""",
    "proof_files": f"""
        (storefront_id, id, shipment_id, kind, media_type, size, sha256, created_at)
        select storefront_id, {_id("pof", place="place")}, shipment_id, 'PHOTO', 'image/jpeg', 1000,
            repeat(md5(n || '.' || place), 2), at
        from chunk cross join lateral generate_series(1, 2) as place where n % 5 = 1""",
    "tracking_progress": f"""
        (storefront_id, id, shipment_id, occurred_at, received_at, step, code, text)
        select storefront_id, {_id("tpr")}, shipment_id, at, at, 'OPENED', '129', 'Investigation opened'
        from chunk where n % 5 = 2""",
    "claims": rf"""
        (storefront_id, id, number, order_id, shipment_id, reason, status, cancel_reason, customer_note, opened_by,
         resolution_id, resolved_at, sequence, created_at, updated_at)
        select storefront_id, claim_id, 'CLM-' || upper(lpad(to_hex(n), 8, '0')), order_id, shipment_id,
            (array['LOST_IN_TRANSIT', 'DAMAGED_IN_TRANSIT', 'MISSING_ITEM', 'DELIVERED_NOT_RECEIVED'])[1 + n / 5 % 4],
            case when resolved then 'RESOLVED'
                else (array['SUBMITTED', 'UNDER_REVIEW', 'UNDER_REVIEW', 'CANCELED'])[1 + n / 3 % 4] end,
            case when n / 3 % 4 = 3 and not resolved then 'WITHDRAWN' end,
            case when n / 7 % 3 > 0 then E'It said "delivered", naïve 😀, but\nno \\ parcel; case ' || n end,
            'CUSTOMER', case when resolved then {_id("res")} end, case when resolved then at + interval '9 days' end,
            1, at, at
        from chunk""",
    "claim_items": f"""
        (storefront_id, id, claim_id, order_id, order_line_id, shipment_line_id, quantity, description)
        select storefront_id, {_id("cit", place="place")}, claim_id, order_id, line_id, parcel_line_id, 1,
            case when (n + place) % 3 > 0 then 'Handle “off”, ' || place end
        from line""",
    "messages": f"""
        (storefront_id, id, claim_id, order_id, author, channel, direction, visibility, body, automatic, delivery,
         sent_at, created_at)
        select storefront_id, {_id("msg", place="place")}, claim_id, order_id, author, channel, way, 'PUBLIC',
            'Claim ' || n || E': “it never came”.\n\nKind regards', ours, case when ours then 'SENT' end,
            case when ours then at end, at + place * interval '1 minute'
        from chunk cross join (
            values (1, true, 'SYSTEM', 'EMAIL', 'OUTBOUND'), (2, false, 'CUSTOMER', 'API', 'INBOUND'))
            as written (place, ours, author, channel, way)""",
    "message_attachments": f"""
        (storefront_id, message_id, evidence_id, place)
        select storefront_id, {_id("msg", place="2")}, {_id("evd")}, 0 from chunk""",
    "evidence": f"""
        (storefront_id, id, claim_id, order_id, kind, visibility, state, file_name, declared_type, declared_size,
         mime_type, size, sha256, file_key, uploaded_by, created_at, updated_at)
        select storefront_id, {_id("evd", place="place")}, claim_id, order_id, 'PHOTO', 'PUBLIC', 'READY',
            'Æske ' || n || '.jpg', 'image/jpeg', 200000 + n, 'image/jpeg', 100000 + n,
            repeat(md5(n || '.' || place), 2),
            'clean/' || storefront_id || '/' || {_id("evd", place="place")} || '.jpg', 'CUSTOMER', at, at
        from chunk cross join lateral generate_series(0, n / 2 % 2) as place""",
    "resolutions": f"""
        (storefront_id, id, order_id, claim_id, type, status, amount, currency_code, chosen_by, chosen_at,
         completed_at, updated_at)
        select storefront_id, {_id("res")}, order_id, claim_id, 'REFUND', 'COMPLETED', 12.5, 'EUR', 'CUSTOMER', at,
            at + interval '9 days', at
        from chunk where resolved""",
    "compensations": f"""
        (storefront_id, id, order_id, part, order_line_id, quantity, kind, source, amount, currency_code, state,
         created_at, updated_at)
        select storefront_id, {_id("cmp", place="(2 * place + again)")}, order_id, 'LINE', line_id, 1,
            (array['REFUND', 'STORE_CREDIT'])[1 + again], {_id("res")}, 2.5, 'EUR',
            (array['CONFIRMED', 'HELD'])[1 + again], at, at
        from line cross join lateral generate_series(0, large::int) as again where resolved""",
    "coverages": f"""
        (storefront_id, id, order_id, shipment_id, provider, kind, status, policy_number, insured_amount, currency_code,
         created_at, updated_at)
        select storefront_id, {_id("cov")}, order_id, shipment_id, 'shipsurance', 'THIRD_PARTY', 'CLAIMED', n::text,
            100, 'EUR', at, at
        from chunk where resolved""",
    "recoveries": f"""
        (storefront_id, id, number, order_id, shipment_id, claim_id, coverage_id, route, counterparty_type,
         counterparty, reason, status, requested_amount, currency_code, file_by, sequence, created_at, updated_at)
        select storefront_id, {_id("rcv")}, 'REC-' || upper(lpad(to_hex(n), 8, '0')), order_id, shipment_id, claim_id,
            {_id("cov")}, 'CARRIER_PACKET', 'CARRIER', (array['UPS', 'GLS', 'DAO'])[1 + n / 11 % 3], 'LOSS',
            (array['DRAFT', 'READY', 'SUBMITTED', 'PAID'])[1 + n / 7 % 4], 50, 'EUR', at + interval '60 days', 1, at, at
        from chunk where resolved""",
    "recovery_payments": f"""
        (storefront_id, id, recovery_id, direction, amount, currency_code, reference, occurred_at, created_at)
        select storefront_id, {_id("rpy", place="place")}, {_id("rcv")}, 'PAYOUT', 25, 'EUR', place::text, at, at
        from chunk cross join lateral generate_series(1, 2) as place where resolved""",
    "recovery_messages": f"""
        (storefront_id, id, recovery_id, direction, author, body, state, sent_at, created_at)
        select storefront_id, {_id("rms", place="place")}, {_id("rcv")}, 'IN', 'COUNTERPARTY', 'The invoice, please.',
            'RECEIVED', at, at
        from chunk cross join lateral generate_series(1, 2) as place where resolved""",
    "ledger_entries": f"""
        (storefront_id, id, claim_id, recovery_id, type, side, expected, amount, currency_code, occurred_at, created_at)
        select storefront_id, {_id("led", place="place")}, claim_id, case when place = 3 then {_id("rcv")} end,
            (array['CLAIM_FEE', 'REFUND', 'CARRIER_PAYOUT'])[place], (array['COST', 'COST', 'RECOVERY'])[place],
            place = 3 and n % 5 = 0, 2.5 * place, 'EUR', at, at
        from chunk cross join lateral generate_series(1, case when resolved then 3 else 1 end) as place""",
    "events": f"""
        (storefront_id, id, position, type, subject, sequence, order_id, shipment_id, claim_id, public, actor_kind,
         occurred_at)
        select storefront_id, {_id("evt")}, n + 1, 'claim.submitted', claim_id, 1, order_id, shipment_id, claim_id,
            true, 'CUSTOMER', at
        from chunk""",
}  # fmt: skip


async def seed(connection: asyncpg.Connection, claims: int, storefronts: int) -> list[str]:
    """Add so many storefronts with so many claims between them; their ids, that of the one with half of all first.

    Every claim has an order, a parcel with 3 to 6 scans (every fifth with a proof of delivery), 1 to 3 items (`LARGE`
    where the order is large), 2 messages, 1 or 2 files and 1 to 3 entries in its ledger; every fourth a recovery with 2
    payments and 2 letters. Needs a superuser, as row-level security holds for the tables' owner too, and nobody else in
    the database. One that fails leaves a database without indexes, to be thrown away.
    """
    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"  {what} after {time.monotonic() - began:.0f} s", flush=True)

    await connection.execute("set search_path to makegood; set maintenance_work_mem = '256MB'")
    shops = await _open(connection, storefronts, claims)
    # an index is made faster, and smaller, than it is kept while rows come
    await connection.execute(
        "update pg_index set indisready = false, indisvalid = false where indrelid = any($1::text[]::regclass[])",
        list(_ROWS),
    )
    for first in range(0, claims, CHUNK):
        last = min(first + CHUNK, claims)
        async with connection.transaction():
            # rows refer to each other by how they are made; checking that would take longer than making them
            await connection.execute("set local session_replication_role = replica; set local synchronous_commit = off")
            await connection.execute(_CHUNK, first, last, shops, 365 * 86_400_000 // claims, timeout=SECONDS)
            await connection.execute(_LINES, timeout=SECONDS)
            for table, rows in _ROWS.items():
                await connection.execute(f"insert into {table} {rows}", timeout=SECONDS)
        tell(f"{last:,} of {claims:,} claims")
    for table in _ROWS:
        await connection.execute(f"reindex table {table}", timeout=SECONDS)
    tell("indexes")
    await connection.execute("vacuum analyze", timeout=SECONDS)
    tell("statistics")
    return shops


async def _open(connection: asyncpg.Connection, storefronts: int, position: int) -> list[str]:
    shops = [new_id("sto") for _ in range(storefronts)]
    await connection.execute(
        """insert into storefronts (id, name, mode, currency_code, time_zone, created_at, updated_at)
           select id, 'Shop', 'TEST', 'EUR', 'UTC', now(), now() from unnest($1::text[]) as id""",
        shops,
    )
    await connection.execute(
        "insert into feeds (storefront_id, position) select id, $2 from unnest($1::text[]) as id", shops, position
    )
    return shops

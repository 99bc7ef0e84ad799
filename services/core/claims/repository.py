"""Every SQL statement on claims and their items."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.core.claims.model import (
    CancelReason,
    Claim,
    ClaimReason,
    ClaimStatus,
    DenialCode,
    EvidenceKind,
    FoundChoice,
    Item,
    Judgment,
    Move,
    NewClaim,
    ResolutionType,
)
from services.core.database import Db, Row, Tx
from services.core.events import ActorKind
from services.core.ids import new_id, new_number


async def get(db: Db, claim_id: str) -> Claim | None:
    """One claim of the storefront."""
    row = await db.fetchrow("select * from claims where storefront_id = $1 and id = $2", db.storefront_id, claim_id)
    return _claim(row) if row else None


async def hold(tx: Tx, claim_id: str) -> Claim | None:
    """One claim, locked after its order: whoever decides about quantities and money holds the order first as well."""
    row = await tx.fetchrow(
        """select c.* from orders o join claims c on c.storefront_id = o.storefront_id and c.order_id = o.id
           where o.storefront_id = $1 and c.storefront_id = $1 and c.id = $2 for no key update""",
        tx.storefront_id, claim_id,
    )  # fmt: skip
    return _claim(row) if row else None


async def of_shipment(db: Db, shipment_id: str) -> list[str]:
    """The ids of all claims on a parcel, oldest first."""
    rows = await db.fetch(
        "select id from claims where storefront_id = $1 and shipment_id = $2 order by created_at, id",
        db.storefront_id, shipment_id,
    )  # fmt: skip
    return [row["id"] for row in rows]


async def items(db: Db, claim_id: str) -> list[Item]:
    """What a claim claims."""
    rows = await db.fetch(
        "select * from claim_items where storefront_id = $1 and claim_id = $2 order by id", db.storefront_id, claim_id
    )
    return [Item(row["order_line_id"], row["shipment_line_id"], row["quantity"], row["description"]) for row in rows]


async def claimed_of_order(db: Db, order_id: str) -> list[tuple[str, str | None, int]]:
    """What open or resolved claims hold of an order: (order line, shipment line, quantity)."""
    rows = await db.fetch(
        """select i.order_line_id, i.shipment_line_id, sum(i.quantity)::int as quantity from claim_items i
           join claims c on c.storefront_id = i.storefront_id and c.id = i.claim_id
           where i.storefront_id = $1 and i.order_id = $2 and c.status not in ('CANCELED', 'DENIED') group by 1, 2""",
        db.storefront_id, order_id,
    )  # fmt: skip
    return [(row["order_line_id"], row["shipment_line_id"], row["quantity"]) for row in rows]


async def opened_between(db: Db, since: datetime, before: datetime, most: int) -> list[Row]:
    """The newest claims that were opened in a period, with what a policy's rule looks at of each as it was then.

    Of a parcel's scans only those count that had happened. `amount` is the claimed part of what was paid for the lines.
    """
    return await db.fetch(
        """select c.id, c.number, c.reason, c.created_at, o.country_code, o.currency_code, o.placed_at,
               coalesce(o.promised_delivery_by, s.estimated_delivery_at) as promised_at, s.carrier,
               coalesce(s.shipped_at, s.created_at) as shipped_at,
               case when s.delivered_at <= c.created_at then s.delivered_at end as delivered_at,
               (select max(e.occurred_at) from tracking_events e where e.storefront_id = c.storefront_id
                   and e.shipment_id = s.id and e.occurred_at <= c.created_at) as last_scan_at,
               coalesce(claimed.amount, 0) as amount, coalesce(claimed.final_sale, false) as final_sale
           from (select * from claims where storefront_id = $1 and created_at >= $2 and created_at < $3
                 order by created_at desc, id desc limit $4) c
           join orders o on o.storefront_id = c.storefront_id and o.id = c.order_id
           left join shipments s on s.storefront_id = c.storefront_id and s.id = c.shipment_id
           left join lateral (
               select sum(l.paid_amount * i.quantity / l.quantity) as amount, bool_and(l.final_sale) as final_sale
               from claim_items i join order_lines l on l.storefront_id = i.storefront_id and l.id = i.order_line_id
               where i.storefront_id = c.storefront_id and i.claim_id = c.id) claimed on true
           order by c.created_at desc, c.id desc""",
        db.storefront_id, since, before, most,
    )  # fmt: skip


async def add(
    tx: Tx, new: NewClaim, items: tuple[Item, ...], opened_by: ActorKind, judgment: Judgment, now: datetime
) -> Claim:
    """Write a new claim with its items, and what the policy said of it."""
    row = None
    while row is None:  # a random number may be taken, once in a few hundred million
        row = await tx.fetchrow(
            """insert into claims (storefront_id, id, number, order_id, shipment_id, reason, status,
                   preferred_resolution, customer_note, opened_by, sequence, created_at, updated_at, policy_id,
                   policy_version, waiting_until, escalate_from, eligibility, locale)
               values ($1, $2, $3, $4, $5, $6, 'SUBMITTED', $7, $8, $9, 1, $10, $10, $11, $12, $13, $14, $15, $16)
               on conflict (storefront_id, number) do nothing returning *""",
            tx.storefront_id, new_id("clm"), new_number(), new.order_id, new.shipment_id, new.reason.value,
            new.preferred_resolution.value if new.preferred_resolution else None, new.customer_note, opened_by.value,
            now, judgment.policy_id, judgment.policy_version, judgment.waiting_until, judgment.escalate_from,
            judgment.eligibility, new.locale,
        )  # fmt: skip
    claim = _claim(row)
    await tx.executemany(
        """insert into claim_items (storefront_id, id, claim_id, order_id, order_line_id, shipment_line_id, quantity,
               description)
           values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        [
            (tx.storefront_id, new_id("cit"), claim.id, claim.order_id, item.order_line_id, item.shipment_line_id,
             item.quantity, item.description)
            for item in items
        ],
    )  # fmt: skip
    return claim


async def move(tx: Tx, claim_id: str, move: Move, now: datetime, changes: Mapping[str, object]) -> Claim:
    """Write a move with the columns that it changes beside the status; version and sequence rise with it."""
    columns = "".join(f", {name} = ${place}" for place, name in enumerate(changes, 6))
    row = await tx.fetchrow(
        f"""update claims set status = $3, cancel_reason = $4, updated_at = $5, version = version + 1,
               sequence = sequence + 1{columns}
           where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, claim_id, move.to.value, move.cancel_reason.value if move.cancel_reason else None, now,
        *changes.values(),
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _claim(row)


async def note(tx: Tx, claim_id: str, now: datetime, changes: Mapping[str, object]) -> Claim:
    """Write columns that no move changes; counts one event."""
    columns = "".join(f", {name} = ${place}" for place, name in enumerate(changes, 4))
    row = await tx.fetchrow(
        f"""update claims set updated_at = $3, sequence = sequence + 1{columns}
            where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, claim_id, now, *changes.values(),
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _claim(row)


async def mark(tx: Tx, claim_id: str, now: datetime, *, acknowledged: bool = False, verified: bool = False) -> Claim:
    """Write that the claim was acknowledged or its parcel verified; counts one event, no move."""
    row = await tx.fetchrow(
        """update claims set acknowledged_at = case when $4 then $3 else acknowledged_at end,
               verified_at = case when $5 then $3 else verified_at end, updated_at = $3,
               sequence = sequence + case when $4 then 1 else 0 end
           where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, claim_id, now, acknowledged, verified,
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _claim(row)


async def redact(tx: Tx, order_ids: Sequence[str], now: datetime) -> None:
    """Forget what customers wrote in claims on these orders."""
    await tx.execute(
        """update claims set customer_note = null, updated_at = $3
           where storefront_id = $1 and order_id = any($2) and customer_note is not null""",
        tx.storefront_id, list(order_ids), now,
    )  # fmt: skip
    await tx.execute(
        """update claim_items set description = null
           where storefront_id = $1 and order_id = any($2) and description is not null""",
        tx.storefront_id, list(order_ids),
    )  # fmt: skip


def _claim(row: Row) -> Claim:
    return Claim(
        id=row["id"],
        number=row["number"],
        order_id=row["order_id"],
        shipment_id=row["shipment_id"],
        reason=ClaimReason(row["reason"]),
        status=ClaimStatus(row["status"]),
        cancel_reason=CancelReason(row["cancel_reason"]) if row["cancel_reason"] else None,
        preferred_resolution=ResolutionType(row["preferred_resolution"]) if row["preferred_resolution"] else None,
        customer_note=row["customer_note"],
        opened_by=ActorKind(row["opened_by"]),
        acknowledged_at=row["acknowledged_at"],
        verified_at=row["verified_at"],
        requested_evidence=tuple(EvidenceKind(kind) for kind in row["requested_evidence"]),
        answer_due_at=row["answer_due_at"],
        denial_code=DenialCode(row["denial_code"]) if row["denial_code"] else None,
        denial_message=row["denial_message"],
        appealable_until=row["appealable_until"],
        appealed_at=row["appealed_at"],
        duplicate_of=row["duplicate_of"],
        assignee=row["assignee"],
        tags=tuple(row["tags"]),
        first_response_at=row["first_response_at"],
        resolved_at=row["resolved_at"],
        found_at=row["found_at"],
        found_choice=FoundChoice(row["found_choice"]) if row["found_choice"] else None,
        failure_reason=row["failure_reason"],
        waiting_until=row["waiting_until"],
        escalate_from=row["escalate_from"],
        policy_id=row["policy_id"],
        policy_version=row["policy_version"],
        locale=row["locale"],
        version=row["version"],
        sequence=row["sequence"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )

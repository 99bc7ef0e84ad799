"""Every SQL statement on claims and their items."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.core.claims.model import (
    CancelReason,
    Claim,
    ClaimItem,
    ClaimReason,
    ClaimStatus,
    Item,
    Move,
    NewClaim,
    ResolutionType,
)
from services.core.database import Db, Row, Tx
from services.core.events import ActorKind
from services.core.ids import new_id, new_number


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims; what is left out does not matter."""

    order_id: str | None = None
    shipment_id: str | None = None
    statuses: tuple[ClaimStatus, ...] | None = None
    reasons: tuple[ClaimReason, ...] | None = None
    created_from: datetime | None = None
    created_before: datetime | None = None


async def get(db: Db, claim_id: str) -> Claim | None:
    """One claim of the storefront."""
    row = await db.fetchrow("select * from claims where storefront_id = $1 and id = $2", db.storefront_id, claim_id)
    return _claim(row) if row else None


async def get_many(db: Db, claim_ids: list[str]) -> dict[str, Claim]:
    """The claims that exist, by id."""
    rows = await db.fetch("select * from claims where storefront_id = $1 and id = any($2)", db.storefront_id, claim_ids)
    return {row["id"]: _claim(row) for row in rows}


async def find(db: Db, number: str) -> Claim | None:
    """The claim with this number."""
    row = await db.fetchrow(
        "select * from claims where storefront_id = $1 and number = upper($2)", db.storefront_id, number
    )
    return _claim(row) if row else None


async def hold(tx: Tx, claim_id: str) -> Claim | None:
    """One claim, locked."""
    row = await tx.fetchrow(
        "select * from claims where storefront_id = $1 and id = $2 for update", tx.storefront_id, claim_id
    )
    return _claim(row) if row else None


async def page(
    db: Db, filter: Filter, limit: int, *, after: tuple[datetime, str] | None = None,  # noqa: A002
    before: tuple[datetime, str] | None = None, backward: bool = False,
) -> list[Claim]:  # fmt: skip
    """Claims, newest first, between two keys (created_at, id); `backward` counts the limit from the far end."""
    direction = "asc" if backward else "desc"
    rows = await db.fetch(
        f"""select * from claims where storefront_id = $1
               and ($2::text is null or order_id = $2) and ($3::text is null or shipment_id = $3)
               and ($4::text[] is null or status = any($4)) and ($5::text[] is null or reason = any($5))
               and ($6::timestamptz is null or created_at >= $6) and ($7::timestamptz is null or created_at < $7)
               and ($8::timestamptz is null or (created_at, id) < ($8, $9))
               and ($10::timestamptz is null or (created_at, id) > ($10, $11))
            order by created_at {direction}, id {direction} limit $12""",
        db.storefront_id, filter.order_id, filter.shipment_id,
        [status.value for status in filter.statuses] if filter.statuses is not None else None,
        [reason.value for reason in filter.reasons] if filter.reasons is not None else None,
        filter.created_from, filter.created_before, *(after or (None, None)), *(before or (None, None)), limit,
    )  # fmt: skip
    claims = [_claim(row) for row in rows]
    return claims[::-1] if backward else claims


async def pages_of(
    db: Db, parent: Literal["order_id", "shipment_id"], parent_ids: list[str], limit: int, *,
    after: tuple[datetime, str] | None = None, before: tuple[datetime, str] | None = None, backward: bool = False,
) -> dict[str, list[Claim]]:  # fmt: skip
    """As `page`, for the claims of each of several orders or shipments."""
    direction = "asc" if backward else "desc"
    rows = await db.fetch(
        f"""select c.* from unnest($2::text[]) as wanted (id) cross join lateral (
               select * from claims where storefront_id = $1 and {parent} = wanted.id
                   and ($3::timestamptz is null or (created_at, id) < ($3, $4))
                   and ($5::timestamptz is null or (created_at, id) > ($5, $6))
               order by created_at {direction}, id {direction} limit $7) as c""",
        db.storefront_id, parent_ids, *(after or (None, None)), *(before or (None, None)), limit,
    )  # fmt: skip
    found: dict[str, list[Claim]] = {}
    for row in reversed(rows) if backward else rows:
        found.setdefault(row[parent], []).append(_claim(row))
    return found


async def claimed_quantities(db: Db, order_line_ids: list[str]) -> dict[str, int]:
    """How much of each order line is claimed now, by order line; those without any are left out."""
    rows = await db.fetch(
        """select i.order_line_id, sum(i.quantity)::int as quantity from claim_items i
           join claims c on c.storefront_id = i.storefront_id and c.id = i.claim_id
           where i.storefront_id = $1 and i.order_line_id = any($2) and c.status <> 'CANCELED' group by 1""",
        db.storefront_id, order_line_ids,
    )  # fmt: skip
    return {row["order_line_id"]: row["quantity"] for row in rows}


async def items_of(db: Db, claim_ids: list[str]) -> dict[str, list[ClaimItem]]:
    """The items of several claims, by claim, as they stand in the order."""
    rows = await db.fetch(
        """select i.* from claim_items i
           join order_lines o on o.storefront_id = i.storefront_id and o.id = i.order_line_id
           where i.storefront_id = $1 and i.claim_id = any($2) order by o.place, i.id""",
        db.storefront_id, claim_ids,
    )  # fmt: skip
    found: dict[str, list[ClaimItem]] = {}
    for row in rows:
        found.setdefault(row["claim_id"], []).append(_item(row))
    return found


async def claimed_of_order(db: Db, order_id: str) -> list[tuple[str, str | None, int]]:
    """What open or resolved claims hold of an order: (order line, shipment line, quantity)."""
    rows = await db.fetch(
        """select i.order_line_id, i.shipment_line_id, sum(i.quantity)::int as quantity from claim_items i
           join claims c on c.storefront_id = i.storefront_id and c.id = i.claim_id
           where i.storefront_id = $1 and i.order_id = $2 and c.status <> 'CANCELED' group by 1, 2""",
        db.storefront_id, order_id,
    )  # fmt: skip
    return [(row["order_line_id"], row["shipment_line_id"], row["quantity"]) for row in rows]


async def add(tx: Tx, new: NewClaim, items: tuple[Item, ...], opened_by: ActorKind, now: datetime) -> Claim:
    """Write a new claim with its items."""
    row = None
    while row is None:  # a random number may be taken, once in a few hundred million
        row = await tx.fetchrow(
            """insert into claims (storefront_id, id, number, order_id, shipment_id, reason, status,
                   preferred_resolution, customer_note, opened_by, sequence, created_at, updated_at)
               values ($1, $2, $3, $4, $5, $6, 'SUBMITTED', $7, $8, $9, 1, $10, $10)
               on conflict (storefront_id, number) do nothing returning *""",
            tx.storefront_id, new_id("clm"), new_number(), new.order_id, new.shipment_id, new.reason.value,
            new.preferred_resolution.value if new.preferred_resolution else None, new.customer_note, opened_by.value,
            now,
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


async def move(tx: Tx, claim_id: str, move: Move, now: datetime) -> Claim:
    """Write a move; version and sequence rise with it."""
    row = await tx.fetchrow(
        """update claims set status = $3, cancel_reason = $4, updated_at = $5, version = version + 1,
               sequence = sequence + 1
           where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, claim_id, move.to.value, move.cancel_reason.value if move.cancel_reason else None, now,
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
        version=row["version"],
        sequence=row["sequence"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def _item(row: Row) -> ClaimItem:
    return ClaimItem(
        id=row["id"],
        claim_id=row["claim_id"],
        order_line_id=row["order_line_id"],
        shipment_line_id=row["shipment_line_id"],
        quantity=row["quantity"],
        description=row["description"],
    )

"""Every SQL statement on offers, resolutions and their lines."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from services.core.claims.model import ResolutionType
from services.core.database import Db, Row, Tx
from services.core.events import Actor, ActorKind
from services.core.ids import new_id
from services.core.resolutions.model import (
    Failure,
    Offer,
    Plan,
    Resolution,
    ResolutionLine,
    ResolutionStatus,
    Step,
)


async def set_offers(tx: Tx, claim_id: str, offers: Sequence[Offer]) -> None:
    """Make these the claim's offers."""
    await tx.execute(
        "delete from resolution_offers where storefront_id = $1 and claim_id = $2", tx.storefront_id, claim_id
    )
    await tx.executemany(
        """insert into resolution_offers (storefront_id, id, claim_id, type, amount, currency_code, is_default, place)
           values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        [
            (tx.storefront_id, new_id("rof"), claim_id, offer.type.value, offer.amount, offer.currency_code,
             offer.is_default, place)
            for place, offer in enumerate(offers)
        ],
    )  # fmt: skip


async def offers(db: Db, claim_id: str) -> list[Offer]:
    """What the claim was offered when it was last approved."""
    rows = await db.fetch(
        "select * from resolution_offers where storefront_id = $1 and claim_id = $2 order by place",
        db.storefront_id, claim_id,
    )  # fmt: skip
    return [
        Offer(ResolutionType(row["type"]), row["amount"], row["currency_code"], row["is_default"]) for row in rows
    ]  # fmt: skip


async def is_eligible(db: Db, claim_id: str, now: datetime) -> bool:
    """Whether the policy took the claim when it was opened, and it was not too early or is not any more."""
    return bool(
        await db.fetchval(
            """select coalesce((eligibility->>'eligible')::boolean, true) and coalesce(waiting_until <= $3, true)
               from claims where storefront_id = $1 and id = $2""",
            db.storefront_id, claim_id, now,
        )
    )  # fmt: skip


async def add(
    tx: Tx,
    resolution_id: str,
    order_id: str,
    claim_id: str,
    plan: Plan,
    actor: Actor,
    now: datetime,
    *,
    goodwill: bool = False,
    external: bool = False,
    reference: str | None = None,
) -> None:
    """Write a resolution with its lines; one done outside is completed already."""
    status = ResolutionStatus.COMPLETED if external else ResolutionStatus.CHOSEN
    await tx.execute(
        """insert into resolutions (storefront_id, id, order_id, claim_id, type, goodwill, external, status, amount,
               shipping_amount, currency_code, chosen_by, chosen_at, reference, completed_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $13)""",
        tx.storefront_id, resolution_id, order_id, claim_id, plan.type.value, goodwill, external, status.value,
        plan.amount, plan.shipping_amount, plan.currency_code, actor.kind.value, now, reference,
        now if external else None,
    )  # fmt: skip
    await tx.executemany(
        """insert into resolution_lines (storefront_id, id, resolution_id, order_id, order_line_id, quantity, amount,
               currency_code, sent_again, variant_external_id, sku, place)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)""",
        [
            (tx.storefront_id, new_id("rsl"), resolution_id, order_id, line.order_line_id, line.quantity, line.amount,
             plan.currency_code, line.sent_again, line.variant_external_id, line.sku, place)
            for place, line in enumerate(plan.lines)
        ],
    )  # fmt: skip


async def get(db: Db, resolution_id: str) -> Resolution | None:
    """One resolution with its lines."""
    row = await db.fetchrow(
        "select * from resolutions where storefront_id = $1 and id = $2", db.storefront_id, resolution_id
    )
    return await _resolution(db, row) if row else None


async def of_claim(db: Db, claim_id: str) -> list[Resolution]:
    """All that was chosen for a claim or given beside it, newest first."""
    rows = await db.fetch(
        "select * from resolutions where storefront_id = $1 and claim_id = $2 order by id desc",
        db.storefront_id, claim_id,
    )  # fmt: skip
    return [await _resolution(db, row) for row in rows]


async def of_replacement(db: Db, shipment_id: str) -> Resolution | None:
    """The resolution that sent a parcel."""
    row = await db.fetchrow(
        "select * from resolutions where storefront_id = $1 and replacement_shipment_id = $2",
        db.storefront_id, shipment_id,
    )  # fmt: skip
    return await _resolution(db, row) if row else None


async def of_replacement_order(db: Db, reference: str) -> Resolution | None:
    """The resolution whose goods the platform sends again under its own id `reference`."""
    row = await db.fetchrow(
        "select * from resolutions where storefront_id = $1 and replacement_reference = $2 limit 1",
        db.storefront_id, reference,
    )  # fmt: skip
    return await _resolution(db, row) if row else None


async def change(tx: Tx, resolution_id: str, now: datetime, changes: Mapping[str, object]) -> None:
    """Write columns of a resolution whose claim is held."""
    columns = "".join(f", {name} = ${place}" for place, name in enumerate(changes, 4))
    await tx.execute(
        f"update resolutions set updated_at = $3{columns} where storefront_id = $1 and id = $2",
        tx.storefront_id, resolution_id, now, *changes.values(),
    )  # fmt: skip


async def _resolution(db: Db, row: Row) -> Resolution:
    lines = await db.fetch(
        "select * from resolution_lines where storefront_id = $1 and resolution_id = $2 order by place",
        db.storefront_id, row["id"],
    )  # fmt: skip
    failed = row["failed_effect"]
    return Resolution(
        id=row["id"],
        order_id=row["order_id"],
        claim_id=row["claim_id"],
        type=ResolutionType(row["type"]),
        goodwill=row["goodwill"],
        external=row["external"],
        status=ResolutionStatus(row["status"]),
        amount=row["amount"],
        shipping_amount=row["shipping_amount"],
        currency_code=row["currency_code"],
        chosen_by=ActorKind(row["chosen_by"]),
        chosen_at=row["chosen_at"],
        reference=row["reference"],
        replacement_reference=row["replacement_reference"],
        replacement_shipment_id=row["replacement_shipment_id"],
        goods_done_at=row["goods_done_at"],
        money_done_at=row["money_done_at"],
        failure=Failure(Step(failed), row["failure_code"], row["failure_message"] or "") if failed else None,
        lines=tuple(
            ResolutionLine(
                order_line_id=line["order_line_id"],
                quantity=line["quantity"],
                amount=line["amount"],
                sent_again=line["sent_again"],
                variant_external_id=line["variant_external_id"],
                sku=line["sku"],
            )
            for line in lines
        ),
    )

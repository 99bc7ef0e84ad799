"""Every SQL statement on shipments, their lines and their tracking events."""

from collections.abc import Sequence
from dataclasses import astuple, fields
from datetime import datetime

from services.core.database import Db, Row, Tx
from services.core.ids import new_id
from services.core.money import Money, parse_amount
from services.core.shipments.model import (
    Derived,
    Direction,
    Discrepancy,
    Facts,
    Finding,
    Handover,
    IncidentReason,
    LabelSource,
    NewShipment,
    NewShipmentLine,
    Reading,
    Scan,
    ScanSource,
    Shipment,
    ShipmentLine,
    ShipmentStatus,
    Surroundings,
    Tracking,
    TrackingStatus,
)
from services.core.storefronts.policy import home_country


async def get(db: Db, shipment_id: str) -> Shipment | None:
    """One shipment of the storefront."""
    row = await db.fetchrow(
        "select * from shipments where storefront_id = $1 and id = $2", db.storefront_id, shipment_id
    )
    return _shipment(row) if row else None


async def find(db: Db, tracking_number: str, carrier: str | None = None) -> list[Shipment]:
    """The shipments with this (normal) tracking number, of any carrier or the one named, newest first."""
    rows = await db.fetch(
        """select * from shipments where storefront_id = $1 and tracking_number = $2
               and ($3::text is null or lower(carrier) = lower($3)) order by id desc limit 10""",
        db.storefront_id, tracking_number, carrier,
    )  # fmt: skip
    return [_shipment(row) for row in rows]


async def hold(tx: Tx, shipment_id: str) -> Shipment | None:
    """One shipment, locked."""
    row = await tx.fetchrow(
        "select * from shipments where storefront_id = $1 and id = $2 for no key update",
        tx.storefront_id,
        shipment_id,
    )
    return _shipment(row) if row else None


async def of_orders(db: Db, order_ids: list[str]) -> dict[str, list[Shipment]]:
    """The shipments of several orders, by order, oldest first."""
    rows = await db.fetch(
        "select * from shipments where storefront_id = $1 and order_id = any($2) order by id",
        db.storefront_id,
        order_ids,
    )
    found: dict[str, list[Shipment]] = {}
    for row in rows:
        found.setdefault(row["order_id"], []).append(_shipment(row))
    return found


async def save(tx: Tx, new: NewShipment, now: datetime) -> tuple[Shipment, bool]:
    """Add the parcel, or make the one with this carrier and number as it is told now; and whether it was added."""
    amount, currency = new.declared_value or (None, None)
    declared = parse_amount(amount, currency) if amount is not None and currency is not None else None
    row = await tx.fetchrow(
        """insert into shipments (storefront_id, id, order_id, direction, status, carrier, tracking_number, tracked_by,
               service, label_source, signature_required, declared_amount, declared_currency, shipped_at,
               estimated_delivery_at, sequence, created_at, updated_at, tracking_url, external_id, told_at,
               photo_required, agreed_place, weight_grams, origin_country, label_seller, goods)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16, $16, $17, $18, $19, $20,
               $21, $22, $23, $24, coalesce($25::text[], '{}'))
           on conflict (storefront_id, lower(carrier), tracking_number) do update set
               direction = excluded.direction, status = excluded.status,
               tracked_by = coalesce(excluded.tracked_by, shipments.tracked_by),
               tracking_reference = case when excluded.tracked_by is distinct from shipments.tracked_by
                   and excluded.tracked_by is not null then null else shipments.tracking_reference end,
               renew_at = case when excluded.tracked_by is distinct from shipments.tracked_by
                   and excluded.tracked_by is not null then null else shipments.renew_at end,
               service = coalesce(excluded.service, shipments.service), label_source = excluded.label_source,
               label_seller = excluded.label_seller,
               weight_grams = coalesce(excluded.weight_grams, shipments.weight_grams),
               origin_country = coalesce(excluded.origin_country, shipments.origin_country),
               goods = coalesce($25::text[], shipments.goods),
               signature_required = excluded.signature_required, photo_required = excluded.photo_required,
               agreed_place = excluded.agreed_place, declared_amount = excluded.declared_amount,
               declared_currency = excluded.declared_currency,
               shipped_at = coalesce(excluded.shipped_at, shipments.shipped_at),
               estimated_delivery_at = coalesce(excluded.estimated_delivery_at, shipments.estimated_delivery_at),
               tracking_url = coalesce(excluded.tracking_url, shipments.tracking_url),
               external_id = coalesce(excluded.external_id, shipments.external_id),
               told_at = coalesce(excluded.told_at, shipments.told_at),
               updated_at = excluded.updated_at, version = shipments.version + 1, sequence = shipments.sequence + 1
           returning *, (xmax = 0) as added""",
        tx.storefront_id, new_id("shp"), new.order_id, new.direction.value, new.status.value, new.carrier,
        new.tracking_number, new.tracked_by, new.service, new.label_source.value, new.signature_required, declared,
        currency, new.shipped_at, new.estimated_delivery_at, now, new.tracking_url, new.external_id, new.told_at,
        new.photo_required, new.agreed_place.value if new.agreed_place else None, new.weight_grams, new.origin_country,
        new.label_seller, new.goods,
    )  # fmt: skip
    assert row is not None, "an upsert always returns its row"
    return _shipment(row), row["added"]


async def find_told(db: Db, external_id: str) -> Shipment | None:
    """The parcel that a platform has by this id."""
    row = await db.fetchrow(
        "select * from shipments where storefront_id = $1 and external_id = $2", db.storefront_id, external_id
    )
    return _shipment(row) if row else None


async def rename(tx: Tx, shipment_id: str, carrier: str, tracking_number: str) -> None:
    """Correct who carries the parcel and its number; whoever is asked about it has to be asked anew."""
    await tx.execute(
        """update shipments set carrier = $3, tracking_number = $4, tracking_reference = null, tracking_url = null,
               renew_at = null, tracking_trouble = null
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, shipment_id, carrier, tracking_number,
    )  # fmt: skip


async def withdraw_scans(tx: Tx, shipment_id: str, now: datetime) -> int:
    """Take what was said of a parcel from it and keep it apart; how many scans there were.

    With them goes all that followed from them, so that the parcel stands as if nobody had been asked.
    """
    withdrawn = await tx.fetchval(
        """with gone as (
               delete from tracking_events where storefront_id = $1 and shipment_id = $2 returning *
           ), kept as (
               insert into withdrawn_scans (storefront_id, id, shipment_id, carrier, tracking_number, occurred_at,
                   received_at, status, status_detail, incident_reason, code, description, location, source,
                   withdrawn_at)
               select g.storefront_id, g.id, g.shipment_id, s.carrier, s.tracking_number, g.occurred_at,
                   g.received_at, g.status, g.status_detail, g.incident_reason, g.code, g.description, g.location,
                   g.source, $3
               from gone g join shipments s on s.storefront_id = g.storefront_id and s.id = g.shipment_id
               returning 1
           )
           select count(*) from kept""",
        tx.storefront_id, shipment_id, now,
    )  # fmt: skip
    await tx.execute(
        "delete from tracking_progress where storefront_id = $1 and shipment_id = $2", tx.storefront_id, shipment_id
    )
    await tx.execute(
        """update proofs_of_delivery set signed_by = null, handover = null, place = null, latitude = null,
               longitude = null, explanation_code = null, explanation = null, severity = null, updated_at = $3
           where storefront_id = $1 and shipment_id = $2""",
        tx.storefront_id, shipment_id, now,
    )  # fmt: skip
    # retention takes the pictures away
    await tx.execute(
        """update proof_files set retain_until = $3
           where storefront_id = $1 and shipment_id = $2 and deleted_at is null""",
        tx.storefront_id, shipment_id, now,
    )  # fmt: skip
    return int(withdrawn)


async def begin_anew(
    tx: Tx, shipment_id: str, carrier: str, tracking_number: str, tracked_by: str | None, now: datetime
) -> Shipment:
    """Write who carries the parcel, its number and who is asked; the parcel, of which nothing is known yet."""
    row = await tx.fetchrow(
        """update shipments set carrier = $3, tracking_number = $4, tracked_by = $5, tracking_reference = null,
               tracking_url = null, tracking_status = 'UNKNOWN', tracking_status_detail = null, incident_reason = null,
               signed_by = null, estimated_delivery_at = null, delivered_at = null, last_event_at = null,
               last_checked_at = null, next_check_at = null, tracking_ended_at = null, tracking_trouble = null,
               renew_at = null, stalled_since = null, overdue_since = null, presumed_lost_at = null,
               pickup_since = null, pickup_until = null, returned_at = null, discrepancy = null, watch_at = null,
               proof_id = null, sequence = sequence + 1, version = version + 1, updated_at = $6
           where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, shipment_id, carrier, tracking_number, tracked_by, now,
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _shipment(row)


async def name_seller(tx: Tx, shipment_id: str, label_source: LabelSource) -> None:
    """Write who sold the label, where nobody said so before."""
    await tx.execute(
        """update shipments set label_source = $3
           where storefront_id = $1 and id = $2 and label_source = 'OTHER' and $3 <> 'OTHER'""",
        tx.storefront_id, shipment_id, label_source.value,
    )  # fmt: skip


async def redact(tx: Tx, order_ids: Sequence[str], now: datetime) -> None:
    """Forget who signed for parcels of these orders, and what carriers wrote beside their scans."""
    await tx.execute(
        """update shipments set signed_by = null, updated_at = $3
           where storefront_id = $1 and order_id = any($2) and signed_by is not null""",
        tx.storefront_id, list(order_ids), now,
    )  # fmt: skip
    await tx.execute(
        """update tracking_events set raw = null from shipments s
           where tracking_events.storefront_id = $1 and s.storefront_id = $1 and s.id = tracking_events.shipment_id
               and s.order_id = any($2) and raw is not null""",
        tx.storefront_id, list(order_ids),
    )  # fmt: skip


async def lines_of(db: Db, shipment_ids: list[str]) -> dict[str, list[ShipmentLine]]:
    """The lines of several shipments, by shipment, as they stand in the order."""
    rows = await db.fetch(
        """select l.* from shipment_lines l
           join order_lines o on o.storefront_id = l.storefront_id and o.id = l.order_line_id
           where l.storefront_id = $1 and l.shipment_id = any($2) order by o.place""",
        db.storefront_id, shipment_ids,
    )  # fmt: skip
    found: dict[str, list[ShipmentLine]] = {}
    for row in rows:
        found.setdefault(row["shipment_id"], []).append(_line(row))
    return found


async def outbound_quantities(db: Db, order_id: str, except_shipment: str | None = None) -> dict[str, int]:
    """How much of each order line lies in outbound parcels, by order line."""
    rows = await db.fetch(
        """select l.order_line_id, sum(l.quantity)::int as quantity from shipment_lines l
           join shipments s on s.storefront_id = l.storefront_id and s.id = l.shipment_id
           where l.storefront_id = $1 and l.order_id = $2 and s.direction = 'OUTBOUND' and s.status <> 'CANCELED'
               and ($3::text is null or s.id <> $3)
           group by 1""",
        db.storefront_id, order_id, except_shipment,
    )  # fmt: skip
    return {row["order_line_id"]: row["quantity"] for row in rows}


async def add_lines(tx: Tx, shipment: Shipment, lines: tuple[NewShipmentLine, ...]) -> None:
    """Put order lines into a parcel."""
    await tx.executemany(
        """insert into shipment_lines (storefront_id, id, shipment_id, order_id, order_line_id, quantity)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (storefront_id, shipment_id, order_line_id) do update set quantity = excluded.quantity""",
        [
            (
                tx.storefront_id,
                new_id("shl"),
                shipment.id,
                shipment.order_id,
                line.order_line_id,
                line.quantity,
            )
            for line in lines
        ],
    )


async def delete_lines(tx: Tx, line_ids: list[str]) -> None:
    """Take lines out of a parcel that nobody claimed."""
    await tx.execute("delete from shipment_lines where storefront_id = $1 and id = any($2)", tx.storefront_id, line_ids)


async def claimed_quantities(db: Db, line_ids: list[str]) -> dict[str, int]:
    """How much of each shipment line is claimed now, by line; a line that only was claimed stands with 0."""
    rows = await db.fetch(
        """select i.shipment_line_id,
               coalesce(sum(i.quantity) filter (where c.status not in ('CANCELED', 'DENIED')), 0)::int as quantity
           from claim_items i join claims c on c.storefront_id = i.storefront_id and c.id = i.claim_id
           where i.storefront_id = $1 and i.shipment_line_id = any($2) group by 1""",
        db.storefront_id, line_ids,
    )  # fmt: skip
    return {row["shipment_line_id"]: row["quantity"] for row in rows}


async def add_scans(
    tx: Tx, shipment_id: str, scans: tuple[Scan, ...], source: ScanSource, now: datetime, *, most: int
) -> int:
    """Keep the scans that are new, the newest ones when there are more than `most`; how many were kept."""
    return await tx.execute(
        """insert into tracking_events (storefront_id, id, shipment_id, occurred_at, received_at, status, status_detail,
               incident_reason, code, description, location, source, raw)
           select distinct on (occurred_at, code, location, status, status_detail, incident_reason)
               $1, scan.id, $2, occurred_at, $3, status, status_detail, incident_reason, code, description, location,
               $4, raw
           from unnest($5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
               $12::text[], $13::jsonb[])
               as scan (id, occurred_at, status, status_detail, incident_reason, code, description, location, raw)
           where not exists (select from tracking_events known
               where known.storefront_id = $1 and known.shipment_id = $2 and known.occurred_at = scan.occurred_at
                   and known.code = scan.code and known.location = scan.location and known.status = scan.status
                   and known.status_detail is not distinct from scan.status_detail
                   and known.incident_reason is not distinct from scan.incident_reason)
           order by occurred_at desc, code, location, status, status_detail, incident_reason, description
           limit $14""",
        tx.storefront_id, shipment_id, now, source.value,
        [new_id("tev") for _ in scans],
        [scan.occurred_at for scan in scans],
        [scan.status.value for scan in scans],
        [scan.detail for scan in scans],
        [scan.incident.value if scan.incident else None for scan in scans],
        [scan.code for scan in scans],
        [scan.description for scan in scans],
        [scan.location for scan in scans],
        [scan.raw for scan in scans],
        most,
    )  # fmt: skip


async def count_scans(db: Db, shipment_id: str) -> int:
    """How many scans of the parcel are kept."""
    count: int = await db.fetchval(
        "select count(*) from tracking_events where storefront_id = $1 and shipment_id = $2",
        db.storefront_id, shipment_id,
    )  # fmt: skip
    return count


ESTIMATE = "estimated_delivery_at"
"""The word in a scan's `raw` that holds when it let the delivery be expected, if it did."""


async def last_estimate(db: Db, shipment_id: str) -> datetime | None:
    """When the newest scan happened that let the delivery be expected at some time."""
    at: datetime | None = await db.fetchval(
        "select max(occurred_at) from tracking_events where storefront_id = $1 and shipment_id = $2 and raw ? $3",
        db.storefront_id, shipment_id, ESTIMATE,
    )  # fmt: skip
    return at


async def hear(tx: Tx, shipment_id: str, told_at: datetime | None) -> None:
    """Note when the platform last told a parcel that is as we have it."""
    await tx.execute(
        "update shipments set told_at = $3 where storefront_id = $1 and id = $2", tx.storefront_id, shipment_id, told_at
    )


async def is_known(db: Db, shipment_id: str, at: datetime) -> bool:
    """Whether a carrier told us a scan of this second; only carriers' scans keep their own words in `raw`."""
    return bool(
        await db.fetchval(
            """select true from tracking_events where storefront_id = $1 and shipment_id = $2
                   and date_trunc('second', occurred_at) = date_trunc('second', $3::timestamptz)
                   and raw is not null and not raw ? $4 limit 1""",
            db.storefront_id, shipment_id, at, ESTIMATE,
        )
    )  # fmt: skip


async def readings(db: Db, shipment_id: str) -> list[Reading]:
    """All scans of the parcel, reduced to what decides its status."""
    rows = await db.fetch(
        """select occurred_at, status, status_detail, incident_reason, code from tracking_events
           where storefront_id = $1 and shipment_id = $2""",
        db.storefront_id, shipment_id,
    )  # fmt: skip
    return [
        Reading(
            occurred_at=row["occurred_at"],
            status=TrackingStatus(row["status"]),
            code=row["code"],
            detail=row["status_detail"],
            incident=_incident(row),
        )
        for row in rows
    ]


async def save_tracking(
    tx: Tx, shipment_id: str, derived: Derived, facts: Facts, tracking: Tracking, *, ended_at: datetime | None,
    checked_at: datetime | None, next_check_at: datetime | None, changed: bool, now: datetime,
) -> Shipment:  # fmt: skip
    """Write where the parcel stands; the parcel after it. `changed` tells whether an event follows."""
    row = await tx.fetchrow(
        """update shipments set tracking_status = $3, tracking_status_detail = $4, incident_reason = $5,
               last_event_at = $6, delivered_at = $7, tracking_reference = coalesce($8, tracking_reference),
               estimated_delivery_at = coalesce($9, estimated_delivery_at), signed_by = coalesce($10, signed_by),
               service = coalesce(service, $11), tracking_url = coalesce($12, tracking_url), tracking_ended_at = $13,
               last_checked_at = coalesce($14, last_checked_at), next_check_at = $15,
               tracking_trouble = $18, renew_at = coalesce($19, renew_at), stalled_since = $20, overdue_since = $21,
               presumed_lost_at = $22, pickup_since = $23, pickup_until = $24, returned_at = $25, watch_at = $26,
               sequence = sequence + $16::int, updated_at = case when $16 = 1 then $17 else updated_at end
           where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, shipment_id, derived.status.value, derived.detail,
        derived.incident.value if derived.incident else None, derived.last_event_at, derived.delivered_at,
        tracking.reference, tracking.estimated_delivery_at, tracking.signed_by, tracking.service, tracking.public_url,
        ended_at, checked_at, next_check_at, int(changed), now, tracking.trouble, tracking.renew_at,
        *astuple(facts),
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _shipment(row)


async def save_facts(tx: Tx, shipment_id: str, facts: Facts) -> Shipment:
    """Write what follows for the parcel by now; the parcel after it."""
    row = await tx.fetchrow(
        """update shipments set stalled_since = $3, overdue_since = $4, presumed_lost_at = $5, pickup_since = $6,
               pickup_until = $7, returned_at = $8, watch_at = $9
           where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, shipment_id, *astuple(facts),
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _shipment(row)


async def save_discrepancy(
    tx: Tx, shipment_id: str, finding: Finding | None, watch_at: datetime | None
) -> None:  # fmt: skip
    """Write how the delivery is not as agreed, and when to look again whether it is."""
    await tx.execute(
        """update shipments set discrepancy = $3, watch_at = least(watch_at, $4)
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, shipment_id, finding.kind.value if finding else None, watch_at,
    )  # fmt: skip


async def surroundings(db: Db, order_id: str) -> Surroundings:
    """What the order and the shop say of its parcels."""
    row = await db.fetchrow(
        """select o.customer_name, o.country_code, o.promised_delivery_by, o.redacted_at, s.time_zone,
               s.country_code as home
           from orders o join storefronts s on s.id = o.storefront_id where o.storefront_id = $1 and o.id = $2""",
        db.storefront_id, order_id,
    )  # fmt: skip
    assert row is not None, "a foreign key holds the order"
    return Surroundings(
        customer_name=row["customer_name"],
        country_code=row["country_code"],
        home_country=home_country(row["home"], row["time_zone"]),
        promised_delivery_by=row["promised_delivery_by"],
        is_redacted=row["redacted_at"] is not None,
    )


async def follow(tx: Tx, shipment_id: str, until: datetime, check_at: datetime) -> None:
    """Have the company asked until then at least, also when there is no more to expect of the journey."""
    await tx.execute(
        """update shipments set followed_until = greatest(followed_until, $3),
               next_check_at = coalesce(next_check_at, $4)
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, shipment_id, until, check_at,
    )  # fmt: skip


async def touch(tx: Tx, shipment_id: str) -> int:
    """Count one more event of the shipment; its sequence number."""
    sequence: int = await tx.fetchval(
        "update shipments set sequence = sequence + 1 where storefront_id = $1 and id = $2 returning sequence",
        tx.storefront_id, shipment_id,
    )  # fmt: skip
    return sequence


def _shipment(row: Row) -> Shipment:
    declared = None
    if row["declared_amount"] is not None:
        declared = Money(row["declared_amount"], row["declared_currency"])
    return Shipment(
        id=row["id"],
        order_id=row["order_id"],
        direction=Direction(row["direction"]),
        status=ShipmentStatus(row["status"]),
        carrier=row["carrier"],
        tracking_number=row["tracking_number"],
        tracked_by=row["tracked_by"],
        tracking_reference=row["tracking_reference"],
        service=row["service"],
        label_source=LabelSource(row["label_source"]),
        label_seller=row["label_seller"],
        tracking_url=row["tracking_url"],
        tracking_status=TrackingStatus(row["tracking_status"]),
        tracking_status_detail=row["tracking_status_detail"],
        incident_reason=_incident(row),
        signature_required=row["signature_required"],
        photo_required=row["photo_required"],
        agreed_place=Handover(row["agreed_place"]) if row["agreed_place"] else None,
        signed_by=row["signed_by"],
        discrepancy=Discrepancy(row["discrepancy"]) if row["discrepancy"] else None,
        declared_value=declared,
        weight_grams=row["weight_grams"],
        origin_country=row["origin_country"],
        goods=tuple(row["goods"]),
        shipped_at=row["shipped_at"],
        estimated_delivery_at=row["estimated_delivery_at"],
        delivered_at=row["delivered_at"],
        last_event_at=row["last_event_at"],
        last_checked_at=row["last_checked_at"],
        next_check_at=row["next_check_at"],
        tracking_ended_at=row["tracking_ended_at"],
        tracking_trouble=row["tracking_trouble"],
        renew_at=row["renew_at"],
        followed_until=row["followed_until"],
        facts=Facts(**{name.name: row[name.name] for name in fields(Facts)}),
        external_id=row["external_id"],
        told_at=row["told_at"],
        version=row["version"],
        sequence=row["sequence"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def _line(row: Row) -> ShipmentLine:
    return ShipmentLine(row["id"], row["shipment_id"], row["order_line_id"], row["quantity"])


def _incident(row: Row) -> IncidentReason | None:
    return IncidentReason(row["incident_reason"]) if row["incident_reason"] else None

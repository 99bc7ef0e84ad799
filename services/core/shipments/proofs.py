"""Every SQL statement on proofs of delivery, their files, and the steps that carriers tell of filed claims."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from services.core.database import Db, Row, Tx
from services.core.ids import new_id
from services.core.shipments.files import KeptFile
from services.core.shipments.model import Finding, Handover, Progress, ProgressStep, ProofKind, ProofOfDelivery, Shown

LONGEST_CODE, LONGEST_TEXT = 100, 500


def proof_id(shipment_id: str) -> str:
    """The id of a parcel's proof, of which there is one at most."""
    return f"pod_{shipment_id[4:]}"


async def save(tx: Tx, shipment_id: str, proof: ProofOfDelivery, now: datetime) -> bool:
    """Keep what a carrier shows for a delivery, and whether that was new; what it says no more stays as it was."""
    latitude, longitude = _degrees(proof.latitude, 90), _degrees(proof.longitude, 180)
    if latitude is None or longitude is None:
        latitude = longitude = None
    changed = await tx.execute(
        """insert into proofs_of_delivery as p (storefront_id, id, shipment_id, signed_by, handover, place, latitude,
               longitude, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
           on conflict (storefront_id, shipment_id) do update set
               signed_by = coalesce(excluded.signed_by, p.signed_by),
               handover = coalesce(excluded.handover, p.handover), place = coalesce(excluded.place, p.place),
               latitude = coalesce(excluded.latitude, p.latitude),
               longitude = coalesce(excluded.longitude, p.longitude),
               updated_at = excluded.updated_at
           where (coalesce(excluded.signed_by, p.signed_by), coalesce(excluded.handover, p.handover),
               coalesce(excluded.place, p.place), coalesce(excluded.latitude, p.latitude),
               coalesce(excluded.longitude, p.longitude))
               is distinct from (p.signed_by, p.handover, p.place, p.latitude, p.longitude)""",
        tx.storefront_id, proof_id(shipment_id), shipment_id, proof.signed_by,
        proof.handover.value if proof.handover else None, proof.place, latitude, longitude, now,
    )  # fmt: skip
    await tx.execute(
        "update shipments set proof_id = $3 where storefront_id = $1 and id = $2 and proof_id is null",
        tx.storefront_id, shipment_id, proof_id(shipment_id),
    )  # fmt: skip
    return bool(changed)


async def explain(tx: Tx, shipment_id: str, finding: Finding | None, now: datetime) -> None:
    """Write why a delivery is not as agreed, or that it is."""
    told = (finding.code, finding.message, finding.severity.value) if finding else (None, None, None)
    if finding is not None:
        await save(tx, shipment_id, ProofOfDelivery(), now)
    await tx.execute(
        """update proofs_of_delivery set explanation_code = $3, explanation = $4, severity = $5, updated_at = $6
           where storefront_id = $1 and shipment_id = $2
               and (explanation_code, explanation, severity) is distinct from ($3, $4, $5)""",
        tx.storefront_id, shipment_id, *told, now,
    )  # fmt: skip


async def shown(db: Db, shipment_id: str) -> Shown:
    """What is kept of a delivery's proof, as far as it decides."""
    row = await db.fetchrow(
        """select p.signed_by, p.handover, p.place, array(select distinct f.kind from proof_files f
                   where f.storefront_id = $1 and f.shipment_id = $2
                       and (f.file_key is not null or f.deleted_at is not null)) as kinds
           from (select) as one
           left join proofs_of_delivery p on p.storefront_id = $1 and p.shipment_id = $2""",
        db.storefront_id, shipment_id,
    )  # fmt: skip
    assert row is not None, "there is always one row"
    return Shown(
        signed_by=row["signed_by"],
        handover=Handover(row["handover"]) if row["handover"] else None,
        place=row["place"],
        kinds=frozenset(ProofKind(kind) for kind in row["kinds"]),
    )


async def files_of(db: Db, shipment_id: str) -> list[KeptFile]:
    """The pictures and papers of a parcel's delivery, also those that are only announced, oldest first."""
    rows = await db.fetch(
        "select * from proof_files where storefront_id = $1 and shipment_id = $2 order by id",
        db.storefront_id, shipment_id,
    )  # fmt: skip
    return [_file(row) for row in rows]


async def file(db: Db, file_id: str) -> KeptFile | None:
    """One picture or paper."""
    row = await db.fetchrow("select * from proof_files where storefront_id = $1 and id = $2", db.storefront_id, file_id)
    return _file(row) if row else None


async def is_redacted(db: Db, shipment_id: str) -> bool:
    """Whether the people of the parcel's order were forgotten."""
    return bool(
        await db.fetchval(
            """select o.redacted_at is not null from shipments s
               join orders o on o.storefront_id = s.storefront_id and o.id = s.order_id
               where s.storefront_id = $1 and s.id = $2""",
            db.storefront_id, shipment_id,
        )
    )  # fmt: skip


async def announce(tx: Tx, new: KeptFile, now: datetime) -> None:
    """Make room for a file whose bytes are not in storage yet."""
    await tx.execute(
        """insert into proof_files (storefront_id, id, shipment_id, kind, media_type, size, sha256, retain_until,
               created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (storefront_id, shipment_id, sha256) do nothing""",
        tx.storefront_id, new.id, new.shipment_id, new.kind.value, new.media_type, new.size, new.sha256,
        new.retain_until, now,
    )  # fmt: skip


async def keep(tx: Tx, file_id: str, file_key: str, retain_until: datetime) -> bool:
    """Write that a file's bytes are in storage, and until when; whether that was new."""
    return bool(
        await tx.execute(
            """update proof_files set file_key = $3, retain_until = $4
               where storefront_id = $1 and id = $2 and file_key is null and deleted_at is null""",
            tx.storefront_id, file_id, file_key, retain_until,
        )
    )  # fmt: skip


async def retain(tx: Tx, file_id: str, until: datetime) -> None:
    """Keep a file longer."""
    await tx.execute(
        "update proof_files set retain_until = $3 where storefront_id = $1 and id = $2 and deleted_at is null",
        tx.storefront_id, file_id, until,
    )  # fmt: skip


async def forget(tx: Tx, file_id: str, now: datetime) -> None:
    """Write that a file is deleted: its hash and dates stay. One that never came leaves nothing."""
    await tx.execute(
        "delete from proof_files where storefront_id = $1 and id = $2 and file_key is null and deleted_at is null",
        tx.storefront_id, file_id,
    )  # fmt: skip
    await tx.execute(
        "update proof_files set file_key = null, deleted_at = $3 where storefront_id = $1 and id = $2",
        tx.storefront_id, file_id, now,
    )  # fmt: skip


async def redact(tx: Tx, order_ids: Sequence[str], now: datetime) -> None:
    """Forget who took parcels of these orders, and where, and have what shows it deleted at once."""
    await tx.execute(
        """update proofs_of_delivery p set signed_by = null, place = null, latitude = null, longitude = null,
               updated_at = $3
           from shipments s where p.storefront_id = $1 and s.storefront_id = $1 and s.id = p.shipment_id
               and s.order_id = any($2)""",
        tx.storefront_id, list(order_ids), now,
    )  # fmt: skip
    await tx.execute(
        """update proof_files f set retain_until = least(f.retain_until, $3) from shipments s
           where f.storefront_id = $1 and s.storefront_id = $1 and s.id = f.shipment_id and s.order_id = any($2)
               and f.deleted_at is null""",
        tx.storefront_id, list(order_ids), now,
    )  # fmt: skip


async def add_progress(
    tx: Tx, shipment_id: str, steps: Sequence[Progress], now: datetime, *, most: int
) -> list[Progress]:
    """Keep the steps that are new, up to `most` of a parcel in all; those that were kept, oldest first."""
    rows = await tx.fetch(
        """insert into tracking_progress (storefront_id, id, shipment_id, occurred_at, received_at, step, code, text)
           select distinct on (occurred_at, code) $1, step.id, $2, occurred_at, $3, step, code, text
           from unnest($4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::text[])
               as step (id, occurred_at, step, code, text)
           order by occurred_at, code, step, text
           limit greatest($9 - (select count(*) from tracking_progress
               where storefront_id = $1 and shipment_id = $2), 0)
           on conflict (storefront_id, shipment_id, occurred_at, code) do nothing
           returning occurred_at, code""",
        tx.storefront_id, shipment_id, now,
        [new_id("tpr") for _ in steps],
        [step.occurred_at for step in steps],
        [step.step.value for step in steps],
        [step.code[:LONGEST_CODE] for step in steps],
        [step.text[:LONGEST_TEXT] for step in steps],
        most,
    )  # fmt: skip
    added = {(row["occurred_at"], row["code"]) for row in rows}
    new = {
        (step.occurred_at, step.code[:LONGEST_CODE]): step
        for step in steps
        if (step.occurred_at, step.code[:LONGEST_CODE]) in added
    }
    return [new[one] for one in sorted(new)]


async def progress_of(db: Db, shipment_id: str) -> list[Progress]:
    """The steps that the carrier told of a claim that was filed with it, oldest first."""
    rows = await db.fetch(
        """select occurred_at, step, code, text from tracking_progress
           where storefront_id = $1 and shipment_id = $2 order by occurred_at, id""",
        db.storefront_id, shipment_id,
    )  # fmt: skip
    return [Progress(row["occurred_at"], ProgressStep(row["step"]), row["code"], row["text"]) for row in rows]


def _degrees(told: float | None, most: int) -> Decimal | None:
    """A coordinate to the metre; nothing for what is none."""
    return Decimal(f"{told:.5f}") if told is not None and -most <= told <= most else None


def _file(row: Row) -> KeptFile:
    return KeptFile(
        id=row["id"],
        shipment_id=row["shipment_id"],
        kind=ProofKind(row["kind"]),
        media_type=row["media_type"],
        size=row["size"],
        sha256=row["sha256"],
        file_key=row["file_key"],
        retain_until=row["retain_until"],
        deleted_at=row["deleted_at"],
    )

"""Every SQL statement on evidence."""

from collections.abc import Sequence
from datetime import datetime

from services.core.claims.model import Claim, EvidenceKind
from services.core.database import Db, Row, Tx
from services.core.events import Actor, ActorKind
from services.core.evidence.model import Clean, Evidence, EvidenceState, NewEvidence, Refusal, Visibility
from services.core.ids import new_id


async def get(db: Db, evidence_id: str) -> Evidence | None:
    """One file of the storefront."""
    row = await db.fetchrow(
        "select * from evidence where storefront_id = $1 and id = $2", db.storefront_id, evidence_id
    )
    return _evidence(row) if row else None


async def hold(tx: Tx, claim_id: str, evidence_ids: Sequence[str]) -> dict[str, Evidence]:
    """Those of these files that belong to a held claim, locked."""
    rows = await tx.fetch(
        "select * from evidence where storefront_id = $1 and claim_id = $2 and id = any($3) order by id for update",
        tx.storefront_id, claim_id, list(evidence_ids),
    )  # fmt: skip
    return {row["id"]: _evidence(row) for row in rows}


async def of_claim(db: Db, claim_id: str) -> list[Evidence]:
    """All that was uploaded for a claim, oldest first."""
    rows = await db.fetch(
        """select * from evidence where storefront_id = $1 and claim_id = $2 and added_at is not null order by id""",
        db.storefront_id, claim_id,
    )  # fmt: skip
    return [_evidence(row) for row in rows]


async def announced(db: Db, claim_id: str, evidence_ids: Sequence[str]) -> list[str]:
    """Those of these files whose upload nobody has completed yet."""
    rows = await db.fetch(
        "select id from evidence where storefront_id = $1 and claim_id = $2 and id = any($3) and added_at is null",
        db.storefront_id, claim_id, list(evidence_ids),
    )  # fmt: skip
    return [row["id"] for row in rows]


async def count(db: Db, claim_id: str) -> int:
    """How many files of a claim are there, or may still come."""
    counted: int = await db.fetchval(
        "select count(*) from evidence where storefront_id = $1 and claim_id = $2 and deleted_at is null",
        db.storefront_id, claim_id,
    )  # fmt: skip
    return counted


async def add(
    tx: Tx,
    claim: Claim,
    new: NewEvidence,
    by: Actor,
    retain_until: datetime,
    now: datetime,
    *,
    evidence_id: str | None = None,
) -> str:
    """Announce a file, under this id or a new one; its id."""
    evidence_id = evidence_id or new_id("evd")
    await tx.execute(
        """insert into evidence (storefront_id, id, claim_id, order_id, kind, visibility, file_name, declared_type,
               declared_size, uploaded_by, uploader_id, retain_until, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)""",
        tx.storefront_id, evidence_id, claim.id, claim.order_id, new.kind.value, new.visibility.value, new.file_name,
        new.content_type, new.size, by.kind.value, by.id, retain_until, now,
    )  # fmt: skip
    return evidence_id


async def mark_added(tx: Tx, evidence_ids: Sequence[str], now: datetime) -> None:
    """Write that these files were uploaded; from now on they stay with their claim."""
    await tx.execute(
        """update evidence set added_at = $3, retain_until = null, updated_at = $3
           where storefront_id = $1 and id = any($2)""",
        tx.storefront_id, list(evidence_ids), now,
    )  # fmt: skip


async def make_ready(
    tx: Tx, evidence_id: str, clean: Clean, file_key: str, retain_until: datetime | None, now: datetime
) -> None:
    """Write what a file is, and where its clean copy lies."""
    await tx.execute(
        """update evidence set state = 'READY', mime_type = $3, size = $4, sha256 = $5, original_sha256 = $6,
               width = $7, height = $8, pages = $9, file_key = $10, retain_until = $11, updated_at = $12
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, evidence_id, clean.mime_type, clean.size, clean.sha256, clean.original_sha256, clean.width,
        clean.height, clean.pages, file_key, retain_until, now,
    )  # fmt: skip


async def reject(tx: Tx, evidence_id: str, refusal: Refusal, retain_until: datetime, now: datetime) -> None:
    """Write why a file cannot be used."""
    await tx.execute(
        """update evidence set state = 'REJECTED', rejection_code = $3, original_sha256 = $4, retain_until = $5,
               updated_at = $6
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, evidence_id, refusal.code.value, refusal.original_sha256, retain_until, now,
    )  # fmt: skip


async def forget_original(tx: Tx, evidence_id: str) -> None:
    """Write that what was uploaded is deleted; the clean copy stays."""
    await tx.execute(
        "update evidence set original_kept = false where storefront_id = $1 and id = $2", tx.storefront_id, evidence_id
    )


async def retain(tx: Tx, claim_id: str, until: datetime | None) -> None:
    """Set when a claim's files are deleted; the originals of rejected ones go when they must."""
    await tx.execute(
        """update evidence set retain_until = $3 where storefront_id = $1 and claim_id = $2 and deleted_at is null
               and added_at is not null and state <> 'REJECTED'
               and (retain_until is null or $3::timestamptz is null)""",
        tx.storefront_id, claim_id, until,
    )  # fmt: skip


async def redact(tx: Tx, order_ids: Sequence[str], now: datetime) -> None:
    """Have all files about these orders deleted at once, and forget what they were called."""
    await tx.execute(
        """update evidence set retain_until = least(retain_until, $3), file_name = 'redacted', updated_at = $3
           where storefront_id = $1 and order_id = any($2)""",
        tx.storefront_id, list(order_ids), now,
    )  # fmt: skip


async def forget(tx: Tx, evidence_id: str, now: datetime) -> None:
    """Write that a file is deleted: its hashes and dates stay. One that never came leaves nothing."""
    await tx.execute(
        """update evidence set file_key = null, original_kept = false, deleted_at = $3, updated_at = $3
           where storefront_id = $1 and id = $2 and added_at is not null""",
        tx.storefront_id, evidence_id, now,
    )  # fmt: skip
    await tx.execute(
        "delete from evidence where storefront_id = $1 and id = $2 and added_at is null", tx.storefront_id, evidence_id
    )


def _evidence(row: Row) -> Evidence:
    return Evidence(
        id=row["id"],
        claim_id=row["claim_id"],
        order_id=row["order_id"],
        kind=EvidenceKind(row["kind"]),
        visibility=Visibility(row["visibility"]),
        state=EvidenceState(row["state"]),
        file_name=row["file_name"],
        declared_type=row["declared_type"],
        declared_size=row["declared_size"],
        mime_type=row["mime_type"],
        size=row["size"],
        sha256=row["sha256"],
        original_sha256=row["original_sha256"],
        pages=row["pages"],
        file_key=row["file_key"],
        original_kept=row["original_kept"],
        uploaded_by=ActorKind(row["uploaded_by"]),
        uploader_id=row["uploader_id"],
        added_at=row["added_at"],
        retain_until=row["retain_until"],
        deleted_at=row["deleted_at"],
        created_at=row["created_at"],
    )

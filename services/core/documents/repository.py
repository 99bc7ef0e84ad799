"""Every SQL statement on exports."""

from datetime import datetime

from services.core.claims.model import Claim
from services.core.database import Db, Row, Tx
from services.core.documents.model import Audience, Built, Export, ExportState, Language, NewExport
from services.core.events import Actor
from services.core.ids import new_id


async def get(db: Db, export_id: str) -> Export | None:
    """One export of the storefront."""
    row = await db.fetchrow(
        "select * from claim_exports where storefront_id = $1 and id = $2", db.storefront_id, export_id
    )
    return _export(row) if row else None


async def hold(tx: Tx, export_id: str) -> Export | None:
    """One export, locked."""
    row = await tx.fetchrow(
        "select * from claim_exports where storefront_id = $1 and id = $2 for update", tx.storefront_id, export_id
    )
    return _export(row) if row else None


async def count(db: Db, claim_id: str) -> int:
    """How many exports of a claim are kept."""
    counted: int = await db.fetchval(
        "select count(*) from claim_exports where storefront_id = $1 and claim_id = $2 and deleted_at is null",
        db.storefront_id, claim_id,
    )  # fmt: skip
    return counted


async def add(tx: Tx, claim: Claim, new: NewExport, by: Actor, retain_until: datetime, now: datetime) -> str:
    """Write down that an export is wanted; its id."""
    export_id = new_id("exp")
    await tx.execute(
        """insert into claim_exports (storefront_id, id, claim_id, order_id, audience, language, requested_by,
               requester_id, retain_until, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)""",
        tx.storefront_id, export_id, claim.id, claim.order_id, new.audience.value, new.language.value, by.kind.value,
        by.id, retain_until, now,
    )  # fmt: skip
    return export_id


async def make_ready(tx: Tx, export_id: str, built: Built, now: datetime) -> None:
    """Write where the export's files lie."""
    await tx.execute(
        """update claim_exports set state = 'READY', pdf_key = $3, zip_key = $4, size = $5, sha256 = $6, ready_at = $7
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, export_id, built.pdf_key, built.zip_key, built.size, built.sha256, now,
    )  # fmt: skip


async def forget(tx: Tx, export_id: str, now: datetime) -> None:
    """Write that the export's files are deleted."""
    await tx.execute(
        """update claim_exports set pdf_key = null, zip_key = null, deleted_at = $3
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, export_id, now,
    )  # fmt: skip


def _export(row: Row) -> Export:
    return Export(
        id=row["id"],
        claim_id=row["claim_id"],
        order_id=row["order_id"],
        audience=Audience(row["audience"]),
        language=Language(row["language"]),
        state=ExportState(row["state"]),
        pdf_key=row["pdf_key"],
        zip_key=row["zip_key"],
        retain_until=row["retain_until"],
        deleted_at=row["deleted_at"],
        created_at=row["created_at"],
    )

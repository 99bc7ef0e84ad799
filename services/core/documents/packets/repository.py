"""Every SQL statement on exports of recoveries."""

from datetime import datetime

from services.core.database import Db, Row, Tx
from services.core.documents.model import Built, ExportState, Language
from services.core.documents.packets.model import RecoveryExport
from services.core.events import Actor
from services.core.ids import new_id


async def get(db: Db, export_id: str) -> RecoveryExport | None:
    """One export of the storefront."""
    row = await db.fetchrow(
        "select * from recovery_exports where storefront_id = $1 and id = $2", db.storefront_id, export_id
    )
    return _export(row) if row else None


async def hold(tx: Tx, export_id: str) -> RecoveryExport | None:
    """One export, locked."""
    row = await tx.fetchrow(
        "select * from recovery_exports where storefront_id = $1 and id = $2 for update", tx.storefront_id, export_id
    )
    return _export(row) if row else None


async def count(db: Db, recovery_id: str) -> int:
    """How many exports of a recovery are kept."""
    counted: int = await db.fetchval(
        """select count(*) from recovery_exports
           where storefront_id = $1 and recovery_id = $2 and deleted_at is null""",
        db.storefront_id, recovery_id,
    )  # fmt: skip
    return counted


async def add(tx: Tx, recovery_id: str, language: Language, by: Actor, retain_until: datetime, now: datetime) -> str:
    """Write down that an export is wanted; its id."""
    export_id = new_id("rpk")
    await tx.execute(
        """insert into recovery_exports (storefront_id, id, recovery_id, language, requested_by, requester_id,
               retain_until, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        tx.storefront_id, export_id, recovery_id, language.value, by.kind.value, by.id, retain_until, now,
    )  # fmt: skip
    return export_id


async def make_ready(tx: Tx, export_id: str, built: Built, now: datetime) -> None:
    """Write where the export's files lie."""
    await tx.execute(
        """update recovery_exports set state = 'READY', pdf_key = $3, zip_key = $4, size = $5, sha256 = $6,
               ready_at = $7
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, export_id, built.pdf_key, built.zip_key, built.size, built.sha256, now,
    )  # fmt: skip


async def forget(tx: Tx, export_id: str, now: datetime) -> None:
    """Write that the export's files are deleted."""
    await tx.execute(
        """update recovery_exports set pdf_key = null, zip_key = null, deleted_at = $3
           where storefront_id = $1 and id = $2""",
        tx.storefront_id, export_id, now,
    )  # fmt: skip


def _export(row: Row) -> RecoveryExport:
    return RecoveryExport(
        id=row["id"],
        recovery_id=row["recovery_id"],
        language=Language(row["language"]),
        state=ExportState(row["state"]),
        pdf_key=row["pdf_key"],
        zip_key=row["zip_key"],
        retain_until=row["retain_until"],
        deleted_at=row["deleted_at"],
        created_at=row["created_at"],
    )

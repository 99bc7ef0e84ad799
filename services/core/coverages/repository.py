"""Every SQL statement on coverages."""

from collections.abc import Mapping
from datetime import datetime

from services.core.coverages.model import Coverage, CoverageKind, CoverageStatus, NewCoverage
from services.core.database import Db, Row, Tx
from services.core.ids import new_id
from services.core.money import Money


async def get(db: Db, coverage_id: str) -> Coverage | None:
    """One coverage of the storefront."""
    row = await db.fetchrow(
        "select * from coverages where storefront_id = $1 and id = $2", db.storefront_id, coverage_id
    )
    return _coverage(row) if row else None


async def hold(tx: Tx, coverage_id: str) -> Coverage | None:
    """One coverage, locked."""
    row = await tx.fetchrow(
        "select * from coverages where storefront_id = $1 and id = $2 for update", tx.storefront_id, coverage_id
    )
    return _coverage(row) if row else None


async def of_shipment(db: Db, shipment_id: str) -> list[Coverage]:
    """All that covers a parcel or did, oldest first."""
    rows = await db.fetch(
        "select * from coverages where storefront_id = $1 and shipment_id = $2 order by id",
        db.storefront_id, shipment_id,
    )  # fmt: skip
    return [_coverage(row) for row in rows]


async def find(db: Db, account_id: str, reference: str) -> Coverage | None:
    """The coverage that a provider knows by its own id."""
    row = await db.fetchrow(
        "select * from coverages where storefront_id = $1 and account_id = $2 and reference = $3 limit 1",
        db.storefront_id, account_id, reference,
    )  # fmt: skip
    return _coverage(row) if row else None


async def add(tx: Tx, new: NewCoverage, order_id: str, status: CoverageStatus, now: datetime) -> Coverage | None:
    """Write a coverage down; nothing when the provider's policy number is known already."""
    row = await tx.fetchrow(
        """insert into coverages (storefront_id, id, order_id, shipment_id, account_id, provider, kind, status,
               policy_number, insured_amount, premium_amount, deductible_amount, currency_code, effective_at,
               expires_at, sequence, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $16, $16)
           on conflict do nothing returning *""",
        tx.storefront_id, new_id("cov"), order_id, new.shipment_id, new.account_id, new.provider, new.kind.value,
        status.value, new.policy_number, new.insured.amount, new.premium_amount, new.deductible_amount,
        new.insured.currency_code, new.effective_at, new.expires_at, now,
    )  # fmt: skip
    return _coverage(row) if row else None


async def change(tx: Tx, coverage_id: str, now: datetime, changes: Mapping[str, object]) -> Coverage:
    """Write columns of a held coverage; counts one event."""
    columns = "".join(f", {name} = ${place}" for place, name in enumerate(changes, 4))
    row = await tx.fetchrow(
        f"""update coverages set updated_at = $3, version = version + 1, sequence = sequence + 1{columns}
            where storefront_id = $1 and id = $2 returning *""",
        tx.storefront_id, coverage_id, now, *changes.values(),
    )  # fmt: skip
    assert row is not None, "the row is held"
    return _coverage(row)


def _coverage(row: Row) -> Coverage:
    return Coverage(
        id=row["id"],
        order_id=row["order_id"],
        shipment_id=row["shipment_id"],
        account_id=row["account_id"],
        provider=row["provider"],
        kind=CoverageKind(row["kind"]),
        status=CoverageStatus(row["status"]),
        policy_number=row["policy_number"],
        reference=row["reference"],
        insured=Money(row["insured_amount"], row["currency_code"]),
        premium_amount=row["premium_amount"],
        deductible_amount=row["deductible_amount"],
        effective_at=row["effective_at"],
        expires_at=row["expires_at"],
        failure_code=row["failure_code"],
        version=row["version"],
        sequence=row["sequence"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )

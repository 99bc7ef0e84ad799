"""Every SQL statement on installs, and on how far accounts got."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.core.database import Tx
from services.core.events import Actor, ActorKind
from services.core.installs.model import AccountStatus, Install

KEPT = timedelta(days=1)
"""How long an install is kept behind its end, so that a late one is told why."""


async def add(tx: Tx, install: Install, now: datetime) -> None:
    """Write a new install, and forget those that ended long ago."""
    await tx.execute("delete from installs where storefront_id = $1 and expires_at < $2", tx.storefront_id, now - KEPT)
    await tx.execute(
        """insert into installs (storefront_id, id, company, external_id, actor_kind, actor_id, expires_at, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8)""",
        tx.storefront_id, install.id, install.company, install.external_id, install.actor.kind.value,
        install.actor.id, install.expires_at, now,
    )  # fmt: skip


async def hold(tx: Tx, install_id: str) -> Install | None:
    """One install, locked until the transaction ends."""
    row = await tx.fetchrow(
        "select * from installs where storefront_id = $1 and id = $2 for update", tx.storefront_id, install_id
    )
    if row is None:
        return None
    return Install(
        id=row["id"],
        company=row["company"],
        external_id=row["external_id"],
        actor=Actor(ActorKind(row["actor_kind"]), row["actor_id"]),
        expires_at=row["expires_at"],
        used_at=row["used_at"],
    )


async def use(tx: Tx, install_id: str, now: datetime) -> None:
    """Write that the install was used; it is good once."""
    await tx.execute(
        "update installs set used_at = $3 where storefront_id = $1 and id = $2", tx.storefront_id, install_id, now
    )


async def find_account(tx: Tx, company: str, external_id: str) -> str | None:
    """The storefront's account of a shop, if it has one."""
    found: str | None = await tx.fetchval(
        """select id from accounts where storefront_id = $1 and company = $2
           and (external_id = $3 or (external_id is null and label = $3))""",
        tx.storefront_id, company, external_id,
    )  # fmt: skip
    return found


async def set_status(
    tx: Tx,
    account_id: str,
    status: AccountStatus,
    now: datetime,
    *,
    missing_scopes: Sequence[str] = (),
    failure: str | None = None,
    failure_text: str | None = None,
) -> int:
    """Write how far an account got; its version, which numbers its events."""
    version: int = await tx.fetchval(
        """update accounts set status = $3, missing_scopes = $4, failure = $5, failure_text = $7, updated_at = $6,
               version = version + 1
           where storefront_id = $1 and id = $2 returning version""",
        tx.storefront_id, account_id, status.value, list(missing_scopes), failure, now, failure_text,
    )  # fmt: skip
    return version


async def hold_label(tx: Tx, company: str, label: str) -> str | None:
    """The storefront's account with this label at the company; nobody else makes one until the transaction ends."""
    await tx.execute("select pg_advisory_xact_lock(hashtextextended($1 || ' accounts', 0))", tx.storefront_id)
    found: str | None = await tx.fetchval(
        "select id from accounts where storefront_id = $1 and company = $2 and label = $3 for update",
        tx.storefront_id, company, label,
    )  # fmt: skip
    return found


async def status_of(tx: Tx, account_id: str) -> AccountStatus | None:
    """How far an account got, locked until the transaction ends."""
    found = await tx.fetchval(
        "select status from accounts where storefront_id = $1 and id = $2 for update", tx.storefront_id, account_id
    )
    return AccountStatus(found) if found else None

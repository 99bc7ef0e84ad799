"""Every SQL statement on claim policies."""

from datetime import datetime

import msgspec

from services.core.database import Db, Row, Tx
from services.core.events import Actor, ActorKind
from services.core.ids import new_id
from services.core.policies.defaults import BUILT_IN
from services.core.policies.model import Document, Policy

NONE_WRITTEN = Policy(id=None, version=0, document=BUILT_IN)


async def current(db: Db) -> Policy:
    """The storefront's policy, or the one that is built in."""
    row = await db.fetchrow(
        "select * from claim_policies where storefront_id = $1 order by version desc limit 1", db.storefront_id
    )
    return _policy(row) if row else NONE_WRITTEN


async def version(db: Db, policy_id: str | None) -> Policy:
    """The version with this id, as it was kept on a claim; nothing kept is the one that is built in."""
    if policy_id is None:
        return NONE_WRITTEN
    row = await db.fetchrow(
        "select * from claim_policies where storefront_id = $1 and id = $2", db.storefront_id, policy_id
    )
    assert row is not None, "no version is ever deleted"
    return _policy(row)


async def add(tx: Tx, version: int, document: Document, note: str | None, actor: Actor, now: datetime) -> str | None:
    """Write a version; its id, or nothing when somebody else has just written it."""
    policy_id: str | None = await tx.fetchval(
        """insert into claim_policies (storefront_id, id, version, document, note, created_by, created_by_id,
               created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (storefront_id, version) do nothing returning id""",
        tx.storefront_id, new_id("pol"), version, msgspec.to_builtins(document), note, actor.kind.value, actor.id, now,
    )  # fmt: skip
    return policy_id


def _policy(row: Row) -> Policy:
    return Policy(
        id=row["id"],
        version=row["version"],
        document=msgspec.convert(row["document"], Document),
        note=row["note"],
        created_by=ActorKind(row["created_by"]),
        created_at=row["created_at"],
    )

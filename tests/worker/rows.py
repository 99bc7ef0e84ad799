"""Tasks and events as rows: made in numbers, moved in time, and read past every storefront's wall."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg

from services.core.clock import system_clock
from services.core.database import Pool, connect
from services.core.ids import new_id
from services.core.storefronts import repository
from services.core.storefronts.operations import NewAccount, sealed_account
from services.core.vault import Vault
from tests.builders import Shop


@asynccontextmanager
async def all_rows(database: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection that sees and writes everything."""
    connection = await connect(database)
    try:
        await connection.execute("set search_path to makegood")
        yield connection
    finally:
        await connection.close()


async def make_tasks(
    rows: asyncpg.Connection,
    shop: Shop,
    count: int = 1,
    *,
    kind: str = "test.work",
    account: str | None = None,
    due_in: float = -60,
    subject: str = "subject",
) -> list[str]:
    """So many tasks that no event asked for; their ids, in the order in which they are due."""
    ids = [new_id("tsk") for _ in range(count)]
    await rows.execute(
        """insert into tasks (storefront_id, id, kind, subject, account_id, state, due_at, created_at)
           select $1, id, $3, $4, $5, 'WAITING',
               now() + make_interval(secs => $6) + place * interval '1 microsecond',
               now()
           from unnest($2::text[]) with ordinality as made (id, place)""",
        shop.id, ids, kind, subject, account, due_in,
    )  # fmt: skip
    return ids


async def an_account(rows: asyncpg.Connection, shop: Shop) -> str:
    """One more account of the shop's, with credentials that nobody can open."""
    account = new_id("acc")
    await rows.execute(
        """insert into accounts (storefront_id, id, company, label, credentials, hook_secrets, created_at, updated_at)
           select storefront_id, $2, company, $2, credentials, hook_secrets, now(), now() from accounts
           where storefront_id = $1 and id = $3""",
        shop.id, account, shop.account_id,
    )  # fmt: skip
    return account


async def another_account(app: Pool, vault: Vault, shop: Shop) -> str:
    """One more account of the shop's that can log in at its company."""
    new = NewAccount("easypost", uuid4().hex, {"api_key": f"EZTK{uuid4().hex}"}, {"webhook_secret": "secret"})
    account = sealed_account(vault, shop.id, new)
    async with app.write(shop.id) as tx:
        await repository.save_account(tx, account, system_clock())
    return account.id


async def states(rows: asyncpg.Connection, kind: str | None = None) -> Counter[str]:
    """How many tasks are in which state."""
    found = await rows.fetch(
        "select state, count(*) as count from tasks where $1::text is null or kind = $1 group by state", kind
    )
    return Counter({row["state"]: row["count"] for row in found})


async def task_row(rows: asyncpg.Connection, task_id: str) -> asyncpg.Record:
    """One task."""
    row = await rows.fetchrow("select * from tasks where id = $1", task_id)
    assert row is not None
    return row


async def hurry(rows: asyncpg.Connection, kind: str) -> None:
    """Make waiting tasks of a kind due now, and the parcels' next look with them."""
    await rows.execute("update shipments set next_check_at = now() where next_check_at is not null")
    await rows.execute("update tasks set due_at = now() where state = 'WAITING' and kind = $1", kind)

"""Parcels under way for benches: accounts of several carriers in the sandbox, and a worker that looks after them."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg
import psutil

from services.core import feed
from services.core.clock import system_clock
from services.core.companies import CARRIERS, Listed
from services.core.database import connect
from services.core.ids import new_id
from services.core.storefronts import repository
from services.core.storefronts.operations import NewAccount, sealed_account
from services.core.vault import open_vault
from tests.bench.ground import Ground
from tests.builders import VAULT_KEYS, a_shop, an_order
from tests.companies.playing import account
from tests.processes import Sandbox, environment

SPARE = "easypost"
"""More accounts are opened here than the list has carriers, as its sandbox takes any key."""
TOO_SLOW = {"dhl", "gls"}
"""What these allow (DHL a call in five seconds, GLS 500 a day) is too little for thousands of parcels."""


@dataclass(frozen=True)
class Followed:
    """One account with its parcels, in a storefront of its own, so that only the account's bounds count."""

    name: str
    storefront_id: str
    account_id: str
    key: str
    shipments: tuple[str, ...]


@dataclass(frozen=True)
class Looking:
    """A worker process that polls."""

    process: psutil.Process

    def megabytes(self) -> float:
        """Its resident memory."""
        return float(self.process.memory_info().rss) / 2**20


def companies(count: int) -> list[tuple[Listed, int]]:
    """So many accounts: one at each carrier that is quick enough, and several at one of them where those are few."""
    spare = next(company for company in CARRIERS if company.name == SPARE)
    listed = [company for company in CARRIERS if company.name not in TOO_SLOW][:count]
    return [(company, 0) for company in listed] + [(spare, number + 1) for number in range(count - len(listed))]


async def follow(where: Ground, company: Listed, number: int, parcels: int) -> Followed:
    """Open an account with so many parcels; nothing is due."""
    url, vault = where.settings.database_url.get_secret_value(), open_vault(VAULT_KEYS)
    key = f"EZTKbench{number}"
    shop = await a_shop(url, where.app, vault, api_key=key)
    account_id = shop.account_id
    if company.name != SPARE:
        new = NewAccount(company.name, company.name, dict(account(company).values), {})
        sealed = sealed_account(vault, shop.id, new)
        async with where.app.write(shop.id) as tx:
            await repository.save_account(tx, sealed, system_clock())
        account_id = sealed.id
    order = await an_order(where.app, shop)
    shipments = tuple(new_id("shp") for _ in range(parcels))
    name = f"{company.name} {number}" if number else company.name
    numbers = [f"MG-TRANSIT-{name.upper().replace(' ', '')}{place:05}" for place in range(parcels)]
    async with rows(where) as database:
        await database.execute(
            """insert into shipments (storefront_id, id, order_id, direction, status, carrier, tracking_number,
                   tracked_by, label_source, shipped_at, created_at, updated_at)
               select $1, id, $2, 'OUTBOUND', 'SHIPPED', 'UPS', number, $3, 'OTHER', now(), now(), now()
               from unnest($4::text[], $5::text[]) as made (id, number)""",
            shop.id, order, account_id, list(shipments), numbers,
        )  # fmt: skip
        await database.execute(
            """insert into tasks (storefront_id, id, kind, subject, account_id, state, due_at, created_at)
               select $1, id, 'shipment.track', shipment, $2, 'WAITING', now() + interval '1 day', now()
               from unnest($3::text[], $4::text[]) as made (id, shipment)""",
            shop.id, account_id, [new_id("tsk") for _ in shipments], list(shipments),
        )  # fmt: skip
    return Followed(name, shop.id, account_id, key, shipments)


@asynccontextmanager
async def rows(where: Ground) -> AsyncIterator[asyncpg.Connection]:
    """A connection past every rule."""
    connection = await connect(where.settings.database_url.get_secret_value())
    try:
        await connection.execute("set search_path to makegood")
        yield connection
    finally:
        await connection.close()


async def make_due(database: asyncpg.Connection, shipments: Sequence[str]) -> None:
    """Let these parcels be due now."""
    async with database.transaction():
        await database.execute(
            "update shipments set next_check_at = clock_timestamp(), last_checked_at = null where id = any($1)",
            shipments,
        )
        await database.execute(
            "update tasks set due_at = clock_timestamp() where subject = any($1) and state = 'WAITING'", shipments
        )


async def rest(database: asyncpg.Connection) -> None:
    """Put every task back as if nothing had happened, due in a day."""
    await database.execute(
        """update tasks set state = 'WAITING', due_at = now() + interval '1 day', failures = 0, crashes = 0,
               errors = '[]', lease_until = null, released_at = null, attempt = attempt + 1"""
    )


async def looked_at(database: asyncpg.Connection, shipments: Sequence[str], seconds: float) -> float:
    """Wait until each was looked at, for at most so many seconds; seconds from now until the last was."""
    began = time.time()
    async with asyncio.timeout(seconds):
        while await database.fetchval(
            "select exists (select from shipments where id = any($1) and last_checked_at is null)", shipments
        ):
            await asyncio.sleep(0.05)
    last = await database.fetchval(
        "select extract(epoch from max(last_checked_at))::float8 from shipments where id = any($1)", shipments
    )
    return float(last) - began


@asynccontextmanager
async def looking(where: Ground, sandbox: Sandbox, kind: str = "whole") -> AsyncIterator[Looking]:
    """One worker process; `alone` asks for each parcel in a call of its own."""
    env = environment(where.settings, COMPANY_URLS=f"*={sandbox.url}", DRAIN_SECONDS="0.2")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.worker", kind,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL, env=os.environ | env,
    )  # fmt: skip
    try:
        yield Looking(psutil.Process(process.pid))
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()


async def ready(where: Ground, database: asyncpg.Connection, followed: Sequence[Followed]) -> None:
    """Wait until the worker looks after each account."""
    first = [account.shipments[0] for account in followed]
    await make_due(database, first)
    await ring(where)
    await looked_at(database, first, 60)
    # the look is written a moment before the task's own end is
    while await database.fetchval("select exists (select from tasks where state in ('RELEASED', 'RUNNING'))"):
        await asyncio.sleep(0.05)


async def ring(where: Ground) -> None:
    """Have the relay look now."""
    redis = feed.open_redis(where.redis_url)
    await feed.ring(redis, feed.OUTBOX, "")
    await redis.aclose()

"""A database full of claims, and a key to read those of its largest storefront."""

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from pydantic import SecretStr

from services.core.clock import system_clock
from services.core.database import OWNER, connect
from services.core.settings import Settings
from services.core.storefronts import operations
from services.core.storefronts.model import ClientKind, Scope
from services.migrate import migrate, read_migrations
from tests.bench.reads.seed import seed

STOREFRONTS = 10
UNBOUNDED = {"cost_capacity": 10**9, "cost_restore_rate": 10**9}
"""The budget is kept as ever, and never spent: one storefront asks for all that the machine can give."""


@dataclass(frozen=True)
class Filled:
    """The settings that lead to the database, the storefront with half of all claims, and a key that reads it."""

    settings: Settings
    storefront: str
    key: str


async def fill(server: Settings, claims: int) -> Filled:
    """Make one more database on this server, which is the bench's own, with so many claims."""
    print(f"Seeding {claims:,} claims …", flush=True)
    url = server.database_url.get_secret_value()
    superuser = await asyncpg.connect(url)
    name = f"claims_{claims}"
    await superuser.execute(f"create database {name}")
    # checkpoints while rows come would write most pages again and again
    await superuser.execute("alter system set max_wal_size = '4GB'")
    await superuser.execute("select pg_reload_conf()")
    await superuser.close()
    url = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    await migrate(url, read_migrations())
    superuser = await asyncpg.connect(url)
    shop, *_ = await seed(superuser, claims, STOREFRONTS)
    await superuser.execute("checkpoint", timeout=300)
    await superuser.close()
    owner = await connect(url, OWNER)
    _, key = await operations.create_client(
        owner, "bench", ClientKind.SECRET, {shop: frozenset({Scope.READ})}, system_clock()
    )
    await owner.close()
    settings = server.model_copy(update={"database_url": SecretStr(url), **UNBOUNDED})
    return Filled(settings, shop, key)

"""What every bench stands on: durable embedded servers, a migrated database, storefronts, processes."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from services.core.clock import system_clock
from services.core.database import APP, OWNER, Pool, connect, open_pool
from services.core.settings import Settings
from services.core.storefronts import operations
from services.core.storefronts.model import NewStorefront
from services.dev import embedded
from services.migrate import migrate, read_migrations
from tests.builders import TOKEN_KEYS, VAULT_KEYS


@dataclass(frozen=True)
class Ground:
    """The servers of one bench."""

    settings: Settings
    app: Pool
    storefronts: list[str]
    redis_url: str
    postgres_log: Path


@asynccontextmanager
async def ground(storefronts: int) -> AsyncIterator[Ground]:
    """Start servers that flush to disk as in production, and open so many storefronts."""
    with tempfile.TemporaryDirectory(prefix="makegood-bench-") as folder:
        Path(folder).chmod(0o711)
        postgres, redis = embedded.Postgres(Path(folder) / "postgres"), embedded.Redis(Path(folder) / "redis")
        try:
            url, redis_url = await asyncio.to_thread(postgres.start), await asyncio.to_thread(redis.start)
            await migrate(url, read_migrations())
            owner = await connect(url, OWNER)
            new = NewStorefront("Bench", "EUR")
            shops = [await operations.create_storefront(owner, new, system_clock()) for _ in range(storefronts)]
            await owner.close()
            app = await open_pool(url, APP, size=10)
            settings = Settings(
                database_url=SecretStr(url),
                redis_url=SecretStr(redis_url),
                vault_keys=SecretStr(VAULT_KEYS),
                token_keys=SecretStr(TOKEN_KEYS),
                log_level="WARNING",
            )
            yield Ground(settings, app, shops, redis_url, postgres.log)
            await app.close()
        finally:
            await asyncio.to_thread(redis.stop)
            await asyncio.to_thread(postgres.remove)

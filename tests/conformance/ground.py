"""The service as processes on servers of its own, with two storefronts, and a file that keeps what it logs."""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
from pydantic import SecretStr

from services.core.settings import Settings
from services.dev import embedded
from services.dev.ports import free_port
from services.dev.seed import seed
from services.migrate import migrate, read_migrations
from tests.builders import TOKEN_KEYS, VAULT_KEYS
from tests.processes import a_sandbox, environment

PROJECT = Path(__file__).resolve().parents[2]
BUILD = PROJECT / "build" / "conformance"
READY_SECONDS = 60


@dataclass(frozen=True)
class Ground:
    """What a suite is told, and where the service writes what goes wrong in it."""

    variables: dict[str, str]
    log: Path

    def troubles(self) -> list[str]:
        """Every error so far that the service had to report, and every line that is no report."""
        return [line for line in self.log.read_text().splitlines() if line.strip() and not _is_calm(line)]


def _is_calm(line: str) -> bool:
    try:
        return json.loads(line)["level"] in {"info", "warning"}
    except (ValueError, KeyError, TypeError):
        return False


@asynccontextmanager
async def ground() -> AsyncIterator[Ground]:
    """PostgreSQL, Redis, the companies' sandbox, worker and API, ready and seeded."""
    BUILD.mkdir(parents=True, exist_ok=True)
    log = BUILD / "service.log"
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="makegood-conformance-")))
        folder.chmod(0o711)
        postgres, redis = embedded.Postgres(folder / "postgres"), embedded.Redis(folder / "redis")
        stack.push_async_callback(asyncio.to_thread, postgres.remove)
        stack.push_async_callback(asyncio.to_thread, redis.stop)
        database = await asyncio.to_thread(postgres.start)
        sandbox = await stack.enter_async_context(a_sandbox("--speed", "10"))
        settings = Settings(
            database_url=SecretStr(database),
            redis_url=SecretStr(await asyncio.to_thread(redis.start)),
            vault_keys=SecretStr(VAULT_KEYS),
            token_keys=SecretStr(TOKEN_KEYS),
            company_urls=f"*={sandbox.url}",
            log_level="ERROR",
        )
        await migrate(database, read_migrations())
        shop, other = await seed(settings, [])
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        env = environment(settings, PORT=str(port), PUBLIC_URL=url)
        output = stack.enter_context(log.open("wb"))
        for name in ("worker", "api"):
            await stack.enter_async_context(_process(f"services.{name}", env, output.fileno()))
        await _ready(url, log)
        yield Ground(
            env
            | {
                "NO_PROXY": "127.0.0.1",
                "MAKEGOOD_URL": f"{url}/graphql",
                "MAKEGOOD_KEY": shop["secretKey"],
                "MAKEGOOD_STOREFRONT": shop["storefront"],
                "MAKEGOOD_OTHER_KEY": other["secretKey"],
                "MAKEGOOD_ADMIN": json.dumps([sys.executable, "-m", "services.admin"]),
                "MAKEGOOD_PROJECT": str(PROJECT),
            },
            log,
        )


@asynccontextmanager
async def _process(module: str, env: dict[str, str], output: int) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, env=env, cwd=PROJECT, stdout=output, stderr=output
    )
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _ready(url: str, log: Path) -> None:
    try:
        async with asyncio.timeout(READY_SECONDS), httpx.AsyncClient() as client:
            while True:
                with suppress(httpx.TransportError):
                    if (await client.get(f"{url}/readyz")).status_code == httpx.codes.OK:
                        return
                await asyncio.sleep(0.1)
    except TimeoutError:
        raise SystemExit(f"The service did not get ready; it said:\n{log.read_text()}") from None

"""The whole service for as long as a test process or a bench lasts: API, worker, and the outside in a box."""

import json
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

from pydantic import SecretStr
from redis.asyncio import Redis

from services.core.clock import system_clock
from services.core.database import APP, Pool, open_pool
from services.core.settings import Settings
from services.core.storefronts.operations import disconnect_account
from services.core.vault import open_vault
from services.dev.plan import GRAPHIQL
from services.dev.ports import free_port
from services.dev.seed import seed
from tests.api.serving import served
from tests.browser.backend import Backend
from tests.browser.pages import Pages
from tests.builders import VAULT_KEYS, Shop, a_shop, as_owner
from tests.processes import Sandbox, a_sandbox, a_service
from tests.working import a_worker

Serving = Callable[[Settings], AbstractAsyncContextManager[object]]
"""Runs API and worker on the settings' port."""


@asynccontextmanager
async def within(settings: Settings) -> AsyncIterator[None]:
    """API and worker in this process, which has loaded their modules already."""
    async with a_worker(settings), served(settings, port=settings.port):
        yield


def apart(settings: Settings) -> AbstractAsyncContextManager[object]:
    """API and worker as processes."""
    return a_service(settings, settings.port)


@asynccontextmanager
async def a_backend(
    settings: Settings, redis: Redis, pages: Pages, serving: Serving = within
) -> AsyncIterator[Backend]:
    """The service; the pages' origin and the demo's shop, which the sandbox has, may ask it."""
    port, storefront_port = free_port(), free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        storefronts = Path(folder) / "storefronts.jsonl"
        demo = ("--storefronts", str(storefronts), "--api-url", url)
        async with a_sandbox("--step-seconds", "0.2", "--smtp-port", "0", *demo) as sandbox:
            own = settings.model_copy(
                update=await outward(sandbox) | {"port": port, "public_url": url, "graphiql_folder": str(GRAPHIQL)}
            )
            database = own.database_url.get_secret_value()
            app = await open_pool(database, APP, size=5)
            try:
                shops = await seed(own, [])
                storefronts.write_text("".join(json.dumps(shop) + "\n" for shop in shops))
                shop = await a_told_shop(database, app)
                async with as_owner(database) as owner:
                    origins = [pages.origin, sandbox.url, url, f"http://127.0.0.1:{storefront_port}"]
                    await owner.execute("update storefronts set allowed_origins = $1", origins)
                async with serving(own):
                    yield Backend(url, own, sandbox, app, redis, shop, shops, pages, storefront_port)
            finally:
                await app.close()


async def outward(sandbox: Sandbox) -> dict[str, object]:
    """Settings that reach the sandbox and nothing else."""
    smtp_port = (await sandbox.control.get("/mails")).json()["smtp_port"]
    return {
        "company_urls": f"*={sandbox.url}",
        "shopify_url": f"{sandbox.url}/shopify/{{shop}}",
        "shopify_client_id": "makegood-sandbox",
        "shopify_client_secret": SecretStr("shpss_sandbox"),
        "smtp_url": SecretStr(f"smtp://127.0.0.1:{smtp_port}?sandbox=on"),
        "mail_from": "claims@shop.example",
    }


async def a_told_shop(database: str, app: Pool) -> Shop:
    """A shop whose parcels no carrier is asked for: what they say is told."""
    shop = await a_shop(database, app, open_vault(VAULT_KEYS))
    async with app.write(shop.id) as tx:
        await disconnect_account(tx, shop.account_id, system_clock(), shop.caller.actor, system_clock())
    return shop

"""Two demo storefronts with keys, and accounts at EasyPost and Shopify in the sandbox; the same ones on every run."""

import asyncio
import json
import secrets
import sys
from dataclasses import replace
from pathlib import Path

from services.core.clock import system_clock
from services.core.database import APP, OWNER, RELAY, Connection, connect, open_pool
from services.core.events import Actor, ActorKind
from services.core.settings import Settings
from services.core.storefronts import operations
from services.core.storefronts.model import AccountKind, ClientKind, NewStorefront, Scope
from services.core.vault import open_vault
from services.dev.plan import SANDBOX_PORT

HOSTS = ("127.0.0.1", "localhost")
ORIGINS = tuple(f"http://{host}:{SANDBOX_PORT}" for host in HOSTS)
"""Where the sandbox's demo shop is."""
SHOPS = {
    "makegood-demo.myshopify.com": NewStorefront("Nordlys Keramik", "DKK", "Europe/Copenhagen"),
    "makegood-demo-us.myshopify.com": NewStorefront("Harbor Outfitters", "USD", "America/New_York"),
}
SANDBOX_TOKEN = "shpat_sandbox"  # noqa: S105 - opens the sandbox's shops and nothing else


def origins(settings: Settings) -> tuple[str, ...]:
    """Those of the demo shop's pages, and of GraphiQL, which the API itself serves."""
    return (*ORIGINS, *(f"http://{host}:{settings.port}" for host in HOSTS))


async def seed(settings: Settings, known: list[dict[str, str]]) -> list[dict[str, str]]:
    """The demo storefronts: those known from an earlier run while the database still has them, else new ones."""
    url = settings.database_url.get_secret_value()
    owner = await connect(url, OWNER)
    app = await open_pool(url, APP, size=2)
    vault = open_vault(settings.vault_keys.get_secret_value())
    try:
        ids = [shop["storefront"] for shop in known]
        found = await owner.fetchval("select count(*) from storefronts where id = any($1)", ids)
        if known and found == len(known):
            await admit(owner, ids, origins(settings))
            await introduce_again(url)
            return known
        made = []
        for domain, shop in SHOPS.items():
            now = system_clock()
            admitting = replace(shop, allowed_origins=origins(settings))
            shop_id = await operations.create_storefront(owner, admitting, now)
            _, secret = await operations.create_client(
                owner, "demo server", ClientKind.SECRET, {shop_id: frozenset(Scope)}, now
            )
            _, publishable = await operations.create_client(
                owner, "demo pages", ClientKind.PUBLISHABLE, {shop_id: frozenset()}, now
            )
            account = operations.NewAccount(
                company="easypost",
                label="sandbox",
                credentials={
                    "api_key": f"EZTK{secrets.token_hex(16)}",
                    "webhook_secret": (hook := secrets.token_hex(16)),
                },
                hook_secrets={"1": hook},
            )
            actor = Actor(ActorKind.SYSTEM, "demo")
            await operations.connect_account(app.writer(shop_id), vault, account, actor, now)
            platform = operations.NewAccount(
                company="shopify",
                label=domain,
                credentials={"shop": domain, "access_token": SANDBOX_TOKEN, "test": "1"},
                hook_secrets={},
                kind=AccountKind.PLATFORM,
                external_id=domain,
            )
            await operations.connect_account(app.writer(shop_id), vault, platform, actor, now)
            keys = {"secretKey": secret, "publishableKey": publishable}
            made.append({"name": shop.name, "storefront": shop_id, **keys, "shop": domain})
        return made
    finally:
        await owner.close()
        await app.close()


async def admit(owner: Connection, ids: list[str], wanted: tuple[str, ...]) -> None:
    """Let these pages in, also where storefronts were made before they had all of these origins."""
    for row in await owner.fetch("select id, allowed_origins from storefronts where id = any($1)", ids):
        missing = set(wanted) - set(row["allowed_origins"])
        if missing:
            admitted = (*row["allowed_origins"], *sorted(missing))
            await operations.set_origins(owner, row["id"], admitted, system_clock())


async def introduce_again(url: str) -> None:
    """Let the accounts ask for their hooks now: a sandbox that was started anew has forgotten them."""
    relay = await connect(url, RELAY)
    try:
        await relay.execute("update tasks set due_at = now() where kind = 'account.listen' and state = 'WAITING'")
    finally:
        await relay.close()


def main(file: Path) -> None:
    """Print one JSON object for each storefront."""
    known = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    for shop in asyncio.run(seed(Settings(), known)):
        print(json.dumps(shop))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

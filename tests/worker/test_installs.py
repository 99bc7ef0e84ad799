"""Shops let in by the worker: codes exchanged, scopes looked at, news subscribed to, tokens kept fresh."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import asyncpg
import httpx
import pytest
from pydantic import SecretStr

from services.core import tasks
from services.core.clock import system_clock
from services.core.companies.shopify import SCOPES, App, Shopify
from services.core.companies.shopify.oauth import authorize_url
from services.core.companies.shopify.topics import TOPICS
from services.core.database import Pool
from services.core.installs import operations
from services.core.outside import Outside
from services.core.ports import Unavailable
from services.core.settings import Settings
from services.core.storefronts import repository
from services.core.storefronts.operations import open_credentials
from services.core.vault import Vault
from services.worker import installs
from services.worker.job import Again, Job, Process
from tests.answering import Answering, answering
from tests.builders import Shop, a_key
from tests.processes import Sandbox
from tests.watching import happened
from tests.worker.conftest import Working
from tests.worker.rows import make_tasks

Renew = Callable[[str], Awaitable[Again | None]]
DOMAIN = "makegood-demo.myshopify.com"


@pytest.fixture
def outward(outward: Settings, sandbox: Sandbox) -> Settings:
    return outward.model_copy(
        update={
            "shopify_url": f"{sandbox.url}/shopify/{{shop}}",
            "shopify_client_id": "makegood-sandbox",
            "shopify_client_secret": SecretStr("shpss_sandbox"),
            "public_url": "http://127.0.0.1:9",
        }
    )


@pytest.fixture
async def owner(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    """A shop's owner, who agrees to everything."""
    async with httpx.AsyncClient(timeout=20) as client:
        yield client


async def a_code(owner: httpx.AsyncClient, sandbox: Sandbox, scopes: tuple[str, ...] = SCOPES) -> str:
    """What Shopify sends back when the owner has agreed."""
    url = authorize_url(
        f"{sandbox.url}/shopify/{{shop}}", DOMAIN, "makegood-sandbox", scopes, "http://127.0.0.1:9/back", "state"
    )
    answer = await owner.get(url)
    return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]


async def authorized(app: Pool, vault: Vault, shop: Shop, code: str) -> str:
    """An account whose owner agreed a moment ago."""
    now = system_clock()
    token = await operations.begin(shop.write(app), shop.caller, DOMAIN, key=a_key(), now=now)
    return await operations.authorize(shop.write(app), vault, token, code, now)


async def credentials_of(app: Pool, vault: Vault, shop: Shop, account_id: str) -> dict[str, str]:
    async with app.read(shop.id) as db:
        account = await repository.get_account(db, account_id)
    assert account is not None
    return open_credentials(vault, shop.id, account)


async def test_a_shop_is_connected_within_a_second_or_so_and_its_news_is_subscribed_to(
    working: Working,
    app: Pool,
    vault: Vault,
    shop: Shop,
    sandbox: Sandbox,
    owner: httpx.AsyncClient,
    rows: asyncpg.Connection,
) -> None:
    code = await a_code(owner, sandbox)
    async with working():
        account = await authorized(app, vault, shop, code)
        connected = await happened(app, shop, account, "account.connected")
        told: list[dict[str, str]] = []
        async with httpx.AsyncClient(base_url=f"{sandbox.url}/control") as control:
            while len(told) < len(TOPICS):
                told = (await control.get(f"/shopify/shops/{DOMAIN}")).json()["subscriptions"]
    assert connected.data["missing_scopes"] == []
    values = await credentials_of(app, vault, shop, account)
    assert set(values) == {"shop", "access_token", "test"}
    assert values["shop"] == DOMAIN
    assert await rows.fetchval("select status from accounts where id = $1", account) == "CONNECTED"
    assert await rows.fetchval("select count(*) from tasks where state = 'DEAD'") == 0


async def test_what_was_not_granted_is_shown(
    working: Working,
    app: Pool,
    vault: Vault,
    shop: Shop,
    sandbox: Sandbox,
    owner: httpx.AsyncClient,
    rows: asyncpg.Connection,
) -> None:
    granted = tuple(scope for scope in SCOPES if scope not in {"write_gift_cards", "read_returns"})
    code = await a_code(owner, sandbox, granted)
    async with working():
        account = await authorized(app, vault, shop, code)
        await happened(app, shop, account, "account.connected")
    (row,) = await rows.fetch("select status, missing_scopes from accounts where id = $1", account)
    assert tuple(row) == ("INCOMPLETE", ["write_gift_cards", "read_returns"])


async def test_a_code_that_is_spent_fails_the_account_and_says_so(
    working: Working, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    async with working():
        account = await authorized(app, vault, shop, "spent")
        failed = await happened(app, shop, account, "account.failed")
    assert failed.data == {"failure": "HTTP_400"}
    (row,) = await rows.fetch("select status, failure from accounts where id = $1", account)
    assert tuple(row) == ("FAILED", "HTTP_400")
    assert "spent" not in str([dict(one) for one in await rows.fetch("select * from events")])


async def test_a_bad_day_at_shopify_only_makes_it_later(
    working: Working, app: Pool, vault: Vault, shop: Shop, sandbox: Sandbox, owner: httpx.AsyncClient
) -> None:
    code = await a_code(owner, sandbox)
    async with httpx.AsyncClient(base_url=f"{sandbox.url}/control") as control:
        for match in ({"path_prefix": f"/{DOMAIN}/admin/oauth/access_token"}, {"operation": "Installation"}):
            fault = {"company": "shopify", "match": match, "fault": 503, "times": 1}
            (await control.post("/faults", json=fault)).raise_for_status()
        async with working():
            account = await authorized(app, vault, shop, code)
            await happened(app, shop, account, "account.connected", seconds=20)
        await control.delete("/faults")


async def ending(app: Pool, vault: Vault, shop: Shop, minutes: float) -> str:
    """A connected account whose token ends in so many minutes."""
    account_id = await authorized(app, vault, shop, "unused")
    async with app.write(shop.id) as tx:
        account = await repository.get_account(tx, account_id)
        assert account is not None
        until = (system_clock() + timedelta(minutes=minutes)).isoformat()
        values = {
            "shop": DOMAIN,
            "access_token": "shpat_old",
            "refresh_token": "rt_1",
            "expires_at": until,
            "test": "1",
        }
        await operations.finish(tx, vault, account, operations.Entered(values), shop.caller.actor, system_clock())
    return account_id


@pytest.fixture
async def renewing(process: Process, rows: asyncpg.Connection, shop: Shop) -> AsyncIterator[tuple[Answering, Renew]]:
    """Shopify's token endpoint, and the job that asks it for one account."""
    async with answering() as server, Outside() as outside:
        shopify = Shopify(outside, f"{server.url}/{{shop}}", App("app-1", "secret"))
        at_it = replace(process, platforms={"shopify": shopify})

        async def renew(account_id: str) -> Again | None:
            (task_id,) = await make_tasks(rows, shop, kind="account.renew", subject=account_id)
            await rows.execute("update tasks set state = 'RELEASED', attempt = 1 where id = $1", task_id)
            lease = await tasks.take(rows, shop.id, task_id, 1, 60)
            assert lease is not None
            return await installs.renew(Job(at_it, lease))

        yield server, renew


async def test_a_token_that_ends_soon_is_renewed_and_a_fresh_one_is_left_alone(
    renewing: tuple[Answering, Renew], app: Pool, vault: Vault, shop: Shop
) -> None:
    server, renew = renewing
    account = await ending(app, vault, shop, 30)
    fresh = await renew(account)
    assert fresh is not None
    assert fresh.seconds > 1000
    assert server.asked == []
    server.answers = [(200, {"access_token": "shpat_new", "expires_in": 3600, "refresh_token": "rt_2", "scope": ""})]
    async with app.write(shop.id) as tx:
        known = await repository.get_account(tx, account)
        assert known is not None
        values = open_credentials(vault, shop.id, known) | {"expires_at": system_clock().isoformat()}
        await operations.keep_tokens(tx, vault, known, values, system_clock())
    assert await renew(account) is not None
    ((path, _, body),) = server.asked
    assert path == f"/{DOMAIN}/admin/oauth/access_token"
    assert (body["grant_type"], body["refresh_token"]) == ("refresh_token", "rt_1")
    kept = await credentials_of(app, vault, shop, account)
    assert (kept["access_token"], kept["refresh_token"], kept["shop"]) == ("shpat_new", "rt_2", DOMAIN)
    assert datetime.fromisoformat(kept["expires_at"]) > system_clock() + timedelta(minutes=50)


async def test_a_token_that_is_not_renewed_fails_the_account_and_a_bad_day_does_not(
    renewing: tuple[Answering, Renew], app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    server, renew = renewing
    account = await ending(app, vault, shop, 1)
    server.answers = [(503, {})]
    with pytest.raises(Unavailable):
        await renew(account)
    assert await rows.fetchval("select status from accounts where id = $1", account) == "CONNECTED"
    server.answers = [(400, {"error": "invalid_grant"})]
    assert await renew(account) is None
    assert await rows.fetchval("select failure from accounts where id = $1", account) == "HTTP_400"


async def test_of_two_tasks_that_keep_one_account_fresh_the_older_ends(
    renewing: tuple[Answering, Renew], app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    server, renew = renewing
    account = await ending(app, vault, shop, 1)
    (newer,) = await make_tasks(rows, shop, kind="account.renew", subject=account)
    await rows.execute("update tasks set id = 'tsk_7zzzzzzzzzzzzzzzzzzzzzzzzz' where id = $1", newer)
    assert await renew(account) is None
    assert server.asked == []


async def test_a_test_storefront_gets_into_no_live_shop(
    process: Process, app: Pool, vault: Vault, shop: Shop, rows: asyncpg.Connection
) -> None:
    account = await authorized(app, vault, shop, "code")
    granted = {
        "currentAppInstallation": {"accessScopes": [{"handle": scope} for scope in SCOPES]},
        "shop": {"myshopifyDomain": DOMAIN, "plan": {"partnerDevelopment": False}},
    }
    async with answering() as server, Outside() as outside:
        server.answers = [(200, {"access_token": "shpat_1", "scope": ""}), (200, {"data": granted})]
        shopify = Shopify(outside, f"{server.url}/{{shop}}", App("app-1", "secret"))
        (task_id,) = await make_tasks(rows, shop, kind="shopify.connect", subject=account)
        await rows.execute("update tasks set state = 'RELEASED', attempt = 1 where id = $1", task_id)
        lease = await tasks.take(rows, shop.id, task_id, 1, 60)
        assert lease is not None
        await installs.connect(Job(replace(process, platforms={"shopify": shopify}), lease))
    assert await rows.fetchval("select failure from accounts where id = $1", account) == "LIVE_SHOP"
    assert "access_token" not in await credentials_of(app, vault, shop, account), "nothing may be asked with it"

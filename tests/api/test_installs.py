"""How a shop's owner lets us in: only what Shopify signed, for this browser, this shop and this once, is kept."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.core.clock import system_clock
from services.core.companies.shopify.oauth import verify
from services.core.database import Pool
from services.core.installs import operations
from services.core.settings import Settings
from services.core.storefronts import repository
from services.core.storefronts.operations import open_credentials
from services.core.tokens import Tokens, open_tokens
from services.core.vault import Vault
from services.sandbox.shopify.oauth import sign
from tests.api.serving import Api, served
from tests.builders import TOKEN_KEYS, Shop, a_key

SHOP = "nordlys.myshopify.com"
SECRET = "app-secret"
CODE = "code-0f1e2d3c4b5a"
CONNECT = """mutation($input: PlatformConnectInput!) {
  platformConnect(input: $input) { url expiresAt userErrors { code field } }
}"""


@pytest.fixture
def with_app(settings: Settings) -> Settings:
    return settings.model_copy(
        update={
            "shopify_client_id": "app-1",
            "shopify_client_secret": SecretStr(SECRET),
            "public_url": "https://mg.test",
        }
    )


@pytest.fixture
async def api(with_app: Settings, redis: Redis) -> AsyncIterator[Api]:
    async with served(with_app) as api:
        yield api


async def connect(api: Api, shop: Shop, domain: str = SHOP, key: str | None = None) -> dict[str, object]:
    values = {"input": {"idempotencyKey": key or a_key(), "shop": domain}}
    answer = await api.client.post(
        "/graphql", json={"query": CONNECT, "variables": values}, headers={"Authorization": f"Bearer {shop.key}"}
    )
    told: dict[str, object] = answer.json()["data"]["platformConnect"]
    return told


@dataclass
class Browser:
    """An owner's browser: it keeps the cookie, and comes back from Shopify with what Shopify signed."""

    api: Api
    cookies: dict[str, str] = field(default_factory=dict)
    state: str = ""

    async def opens(self, link: object) -> httpx.Response:
        """Open the link that the storefront handed out."""
        split = urlsplit(str(link))
        answer = await self.api.client.get(f"{split.path}?{split.query}")
        self.cookies.update(answer.cookies)
        if answer.status_code == 302:
            self.state = parse_qs(urlsplit(answer.headers["location"]).query)["state"][0]
        return answer

    def signed(self, secret: str = SECRET, **changes: str) -> dict[str, str]:
        """What Shopify sends along."""
        told = {
            "code": CODE,
            "host": "YWRtaW4",
            "shop": SHOP,
            "state": self.state,
            "timestamp": "1767000000",
            **changes,
        }
        return told | {"hmac": sign(told, secret)}

    async def comes_back(self, told: Mapping[str, str] | None = None) -> httpx.Response:
        """Come back from Shopify."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        query = urlencode(self.signed() if told is None else told)
        return await self.api.client.get(f"/shopify/callback?{query}", headers={"Cookie": cookie} if cookie else {})


@pytest.fixture
async def browser(api: Api, shop: Shop) -> Browser:
    """A browser in which the link was opened."""
    browser = Browser(api)
    answer = await browser.opens((await connect(api, shop))["url"])
    assert answer.status_code == 302
    return browser


async def account_of(app: Pool, vault: Vault, shop: Shop) -> tuple[dict[str, str], str] | None:
    """What is kept of the shop: what logs in there, and how far it got."""
    async with app.read(shop.id) as db:
        row = await db.fetchrow("select id, status from accounts where company = 'shopify'")
        account = await repository.get_account(db, row["id"]) if row else None
    return (open_credentials(vault, shop.id, account), row["status"]) if row and account else None


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.text.partition('data-code="')[2].partition('"')[0]


async def test_the_owner_is_sent_to_their_own_shops_page_with_every_scope(api: Api, shop: Shop) -> None:
    browser = Browser(api)
    answer = await browser.opens((await connect(api, shop, "  https://Nordlys.myshopify.com/ "))["url"])
    where = urlsplit(answer.headers["location"])
    asked = dict(parse_qsl(where.query))
    assert (where.scheme, where.netloc, where.path) == ("https", SHOP, "/admin/oauth/authorize")
    assert (asked["client_id"], asked["redirect_uri"]) == ("app-1", "https://mg.test/shopify/callback")
    assert {"write_orders", "write_store_credit_account_transactions"} <= set(asked["scope"].split(","))
    (cookie,) = answer.headers.get_list("set-cookie")
    assert all(word in cookie.lower() for word in ("httponly", "secure", "samesite=lax", "path=/shopify"))
    assert answer.headers["referrer-policy"] == "no-referrer"


async def test_the_same_request_gets_the_same_link_and_another_a_new_one(api: Api, shop: Shop) -> None:
    key = a_key()
    first = await connect(api, shop, key=key)
    assert await connect(api, shop, key=key) == first
    assert (await connect(api, shop))["url"] != first["url"]
    mismatch = await connect(api, shop, "other.myshopify.com", key=key)
    assert mismatch["userErrors"] == [{"code": "IDEMPOTENCY_MISMATCH", "field": ["idempotencyKey"]}]


async def test_what_is_no_shop_gets_no_link(api: Api, shop: Shop) -> None:
    for domain in (
        "",
        "nordlys.example.com",
        "nordlys.myshopify.com.example.com",
        "a b",
        "x/../y",
        "-x",
        "nördlys",
        "x@y",
        "nordlys.myshopify.com/admin",
        "x" * 300,
    ):
        told = await connect(api, shop, domain)
        assert (told["url"], told["userErrors"]) == (None, [{"code": "INVALID", "field": ["shop"]}])


async def test_without_an_app_nothing_can_be_connected(settings: Settings, redis: Redis, shop: Shop) -> None:
    async with served(settings) as api:
        told = await connect(api, shop)
        assert told["userErrors"] == [{"code": "NOT_CONFIGURED", "field": None}]


async def test_a_code_is_kept_sealed_and_the_owner_is_answered_at_once(
    browser: Browser, app: Pool, vault: Vault, shop: Shop, database: str
) -> None:
    answer = await browser.comes_back()
    assert answer.status_code == 200
    assert SHOP in answer.text
    kept = await account_of(app, vault, shop)
    assert kept == ({"shop": SHOP, "code": CODE}, "CONNECTING")
    async with app.read(shop.id) as db:
        (event,) = await db.fetch("select type, data, account_id from events where type like 'account.%'")
        sealed = await db.fetchval("select credentials from accounts where company = 'shopify'")
    assert (event["type"], event["data"]) == ("account.authorized", {})
    assert CODE.encode() not in sealed


async def test_the_old_secret_counts_while_it_is_exchanged(with_app: Settings, redis: Redis, shop: Shop) -> None:
    settings = with_app.model_copy(
        update={"shopify_client_secret": SecretStr("new"), "shopify_client_secret_previous": SecretStr(SECRET)}
    )
    async with served(settings) as api:
        browser = Browser(api)
        await browser.opens((await connect(api, shop))["url"])
        assert (await browser.comes_back(browser.signed("older"))).status_code == 400
        assert (await browser.comes_back()).status_code == 200


async def test_what_shopify_did_not_sign_is_not_kept(browser: Browser, app: Pool, vault: Vault, shop: Shop) -> None:
    good = browser.signed()
    for bad in (
        browser.signed("guess"),
        browser.signed(""),
        {**good, "hmac": ""},
        {name: value for name, value in good.items() if name != "hmac"},
        {**good, "code": "another"},
        {**good, "shop": "other.myshopify.com"},
        {**good, "extra": "1"},
        {**good, "code": "x" * 5000},
        {},
    ):
        assert code_of(await browser.comes_back(bad)) == (400, "BAD_SIGNATURE")
    twice = await browser.api.client.get(
        f"/shopify/callback?{urlencode(good)}&code={CODE}",
        headers={"Cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())},
    )
    assert code_of(twice) == (400, "BAD_SIGNATURE")
    assert await account_of(app, vault, shop) is None


async def test_what_was_signed_for_somebody_else_is_not_kept(
    browser: Browser, api: Api, app: Pool, vault: Vault, shop: Shop
) -> None:
    for changes, code in (
        ({"shop": "other.myshopify.com"}, "WRONG_SHOP"),
        ({"shop": "nordlys.example.com"}, "WRONG_SHOP"),
        ({"state": "ins_guess"}, "OTHER_BROWSER"),
        ({"state": ""}, "OTHER_BROWSER"),
        ({"code": ""}, "NO_CODE"),
        ({"code": "x" * 501}, "NO_CODE"),
    ):
        assert code_of(await browser.comes_back(browser.signed(**changes))) == (400, code)
    stranger = Browser(api, state=browser.state)
    assert code_of(await stranger.comes_back()) == (400, "OTHER_BROWSER"), "the link was opened elsewhere"
    await stranger.opens((await connect(api, shop))["url"])
    assert code_of(await stranger.comes_back(browser.signed())) == (400, "OTHER_BROWSER"), "another link's state"
    assert await account_of(app, vault, shop) is None


async def test_a_state_is_good_once_even_when_it_comes_ten_times_at_once(
    browser: Browser, app: Pool, shop: Shop
) -> None:
    answers = await asyncio.gather(*(browser.comes_back() for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9
    assert code_of(await browser.comes_back()) == (409, "INSTALL_USED")
    async with app.read(shop.id) as db:
        assert await db.fetchval("select count(*) from events where type = 'account.authorized'") == 1


async def test_an_owner_who_takes_too_long_begins_again(
    browser: Browser, with_app: Settings, redis: Redis, shop: Shop
) -> None:
    async with served(with_app, clock=lambda: system_clock() + timedelta(minutes=11)) as later:
        late = Browser(later, browser.cookies, browser.state)
        assert code_of(await late.comes_back()) == (410, "INSTALL_EXPIRED")
        assert code_of(await late.opens(f"/shopify/install?install={browser.cookies['makegood_install']}")) == (
            410,
            "INSTALL_EXPIRED",
        )


async def test_only_links_of_ours_are_followed(api: Api, shop: Shop) -> None:
    tokens: Tokens = open_tokens(TOKEN_KEYS)
    link = parse_qs(urlsplit(str((await connect(api, shop))["url"])).query)["install"][0]
    token = tokens.read(link, system_clock())
    other_kind = tokens.sign(
        type(token)(**{**{name: getattr(token, name) for name in token.__slots__}, "kind": "staff"})
    )
    # the last letters have bits that mean nothing
    altered = link[:-9] + ("B" if link[-9] == "A" else "A") + link[-8:]
    for bad in (altered, other_kind, "x", "", "x" * 9000):
        answer = await api.client.get("/shopify/install", params={"install": bad})
        assert code_of(answer) == (400, "BAD_LINK")
        assert "set-cookie" not in answer.headers
    assert code_of(await api.client.get("/shopify/install", params={"shop": SHOP})) == (400, "NO_LINK")


async def test_a_link_opens_nothing_else(api: Api, shop: Shop) -> None:
    link = parse_qs(urlsplit(str((await connect(api, shop))["url"])).query)["install"][0]
    answer = await api.client.post(
        "/graphql", json={"query": "{ storefront { id } }"}, headers={"Authorization": f"Bearer {link}"}
    )
    assert answer.json()["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_shop_belongs_to_one_storefront_alone(
    browser: Browser, api: Api, app: Pool, vault: Vault, shop: Shop, other_shop: Shop
) -> None:
    assert (await browser.comes_back()).status_code == 200
    other = Browser(api)
    await other.opens((await connect(api, other_shop))["url"])
    assert code_of(await other.comes_back()) == (409, "SHOP_TAKEN")
    assert await account_of(app, vault, other_shop) is None
    assert await account_of(app, vault, shop) is not None


async def test_two_storefronts_at_once_do_not_both_get_the_shop(
    browser: Browser, api: Api, shop: Shop, other_shop: Shop
) -> None:
    other = Browser(api)
    await other.opens((await connect(api, other_shop))["url"])
    answers = await asyncio.gather(browser.comes_back(), other.comes_back())
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_connecting_again_keeps_what_let_us_in_until_the_new_code_is_exchanged(
    browser: Browser, api: Api, app: Pool, vault: Vault, shop: Shop
) -> None:
    await browser.comes_back()
    async with app.write(shop.id) as tx:
        account_id = await tx.fetchval("select id from accounts where company = 'shopify'")
        account = await repository.get_account(tx, account_id)
        assert account is not None
        entered = operations.Entered({"shop": SHOP, "access_token": "shpat_1"}, ("read_returns",))
        await operations.finish(tx, vault, account, entered, shop.caller.actor, system_clock())
    again = Browser(api)
    await again.opens((await connect(api, shop))["url"])
    assert (await again.comes_back()).status_code == 200
    assert await account_of(app, vault, shop) == (
        {"shop": SHOP, "access_token": "shpat_1", "code": CODE},
        "CONNECTING",
    )
    async with app.read(shop.id) as db:
        assert await db.fetchval("select count(*) from accounts where company = 'shopify'") == 1


async def test_neither_code_nor_link_nor_secret_reaches_the_logs(
    with_app: Settings, redis: Redis, shop: Shop, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    async with served(with_app) as api:
        browser = Browser(api)
        await browser.opens((await connect(api, shop))["url"])
        await browser.comes_back(browser.signed("guess"))
        await browser.comes_back()
    written = caplog.text + "".join(capfd.readouterr())
    # the test's own client logs whole addresses
    ours = "\n".join(line for line in written.splitlines() if "HTTP Request:" not in line and "httpcore" not in line)
    assert "install.authorized" in ours
    assert [secret for secret in (CODE, SECRET, browser.cookies["makegood_install"]) if secret in ours] == []


def test_the_query_is_verified_as_shopify_signs_it() -> None:
    told = {"code": "0907a61c0c8d55e99db179b68161bc00", "shop": "some-shop.myshopify.com", "timestamp": "1337178173"}
    signed = [*told.items(), ("hmac", sign(told, "hush"))]
    assert verify(signed, ["other", "hush"])
    assert verify(list(reversed(signed)), ["hush"])
    for secrets in ([], [""], ["other"]):
        assert not verify(signed, secrets)
    assert not verify([*signed, ("shop", "other.myshopify.com")], ["hush"])
    assert not verify([], ["hush"])

"""What Shopify posts for all shops at one address: kept once, for its shop, when the secret of the app signed it."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import uuid4

import asyncpg
import httpx
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.core.clock import system_clock
from services.core.database import Pool
from services.core.settings import Settings
from services.core.storefronts import operations as storefronts
from services.core.storefronts.model import AccountKind
from services.core.storefronts.operations import NewAccount
from services.core.vault import Vault
from tests.api.serving import Api, served
from tests.builders import Shop

SECRET, OLD = "the app's secret", "the one before"
DOMAIN = "nordlys.myshopify.com"
BODY = b'{"id": 450789469, "email": "ida@shop.example"}'


def signature(body: bytes, secret: str = SECRET) -> str:
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def headers(body: bytes = BODY, **changes: str) -> dict[str, str]:
    told = {
        "X-Shopify-Topic": "orders/create",
        "X-Shopify-Hmac-Sha256": signature(body),
        "X-Shopify-Shop-Domain": DOMAIN,
        "X-Shopify-API-Version": "2026-10",
        "X-Shopify-Webhook-Id": uuid4().hex,
        "X-Shopify-Event-Id": uuid4().hex,
        "X-Shopify-Triggered-At": "2026-03-02T09:00:00.123456789Z",
        "Content-Type": "application/json",
    }
    return told | {f"X-Shopify-{name.replace('_', '-')}": value for name, value in changes.items()}


async def post(api: Api, body: bytes = BODY, **changes: str) -> httpx.Response:
    return await api.client.post("/hooks/shopify", content=body, headers=headers(body, **changes))


@pytest.fixture
def signing(settings: Settings) -> Settings:
    """Settings with the app's secrets."""
    return settings.model_copy(
        update={"shopify_client_secret": SecretStr(SECRET), "shopify_client_secret_previous": SecretStr(OLD)}
    )


@pytest.fixture
async def shopify(signing: Settings, redis: Redis) -> AsyncIterator[Api]:
    """The product's API, served, with the app's secrets."""
    async with served(signing) as api:
        yield api


@pytest.fixture
async def account(app: Pool, vault: Vault, shop: Shop) -> str:
    """The storefront's account at its platform."""
    new = NewAccount("shopify", "main", {"access_token": "shpat"}, {}, AccountKind.PLATFORM, DOMAIN)
    return await storefronts.connect_account(shop.write(app), vault, new, shop.caller.actor, system_clock())


async def kept(app: Pool, shop: Shop) -> list[asyncpg.Record]:
    async with app.read(shop.id) as db:
        return await db.fetch("select * from inbox order by received_at, id")


async def test_a_signed_message_is_kept_with_what_stands_outside_on_it(
    shopify: Api, app: Pool, shop: Shop, account: str
) -> None:
    answer = await post(shopify, Webhook_Id="w1", Event_Id="e1")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    (row,) = await kept(app, shop)
    assert (row["account_id"], row["company"], row["external_id"], row["event_id"], row["body"]) == (
        account, "shopify", "w1", "e1", BODY,
    )  # fmt: skip
    assert (row["topic"], row["version"]) == ("orders/create", "2026-10")
    assert row["triggered_at"] == datetime(2026, 3, 2, 9, 0, 0, 123456, tzinfo=UTC)
    async with app.read(shop.id) as db:
        events = await db.fetch("select subject, public from events where type = 'inbox.received'")
    assert [(event["subject"], event["public"]) for event in events] == [(row["id"], False)]


async def test_a_message_is_kept_once_by_its_id_and_once_by_its_event_and_topic(
    shopify: Api, app: Pool, shop: Shop, account: str
) -> None:
    answers = await asyncio.gather(*(post(shopify, Webhook_Id="w1", Event_Id=f"e{turn}") for turn in range(20)))
    answers += await asyncio.gather(*(post(shopify, Webhook_Id=f"v{turn}", Event_Id="f1") for turn in range(20)))
    assert {answer.status_code for answer in answers} == {200}
    assert len(await kept(app, shop)) == 2
    await post(shopify, Event_Id="f1", Topic="orders/updated")
    assert len(await kept(app, shop)) == 3, "another topic tells of the same event in other words"
    for _ in range(2):
        await post(shopify, Event_Id="")
    assert len(await kept(app, shop)) == 5, "without an event's id only the message's own counts"


async def test_the_secret_before_still_signs_while_it_is_rotated(
    shopify: Api, app: Pool, shop: Shop, account: str
) -> None:
    assert (await post(shopify, Hmac_Sha256=signature(BODY, OLD))).status_code == 200
    assert len(await kept(app, shop)) == 1


async def test_a_wrong_signature_is_401_and_nothing_is_kept(
    shopify: Api, app: Pool, shop: Shop, account: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for wrong in (
        "",
        "?",
        signature(BODY + b" "),
        signature(BODY, "guessed"),
        signature(BODY, ""),
        signature(BODY)[:-1],
    ):
        answer = await post(shopify, Hmac_Sha256=wrong)
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "BAD_SIGNATURE")
    assert await kept(app, shop) == []
    assert "ida@" not in "".join(capfd.readouterr())


async def test_without_a_secret_nothing_is_signed(
    settings: Settings, redis: Redis, app: Pool, shop: Shop, account: str
) -> None:
    async with served(settings) as api:
        assert (await post(api, Hmac_Sha256=signature(BODY, ""))).status_code == 401
    assert await kept(app, shop) == []


async def test_a_topic_that_nobody_knows_is_kept(shopify: Api, app: Pool, shop: Shop, account: str) -> None:
    assert (await post(shopify, Topic="themes/publish")).status_code == 200
    assert [row["topic"] for row in await kept(app, shop)] == ["themes/publish"]


async def test_a_shop_that_nobody_knows_gets_its_200_so_that_the_platform_keeps_its_subscriptions(
    shopify: Api, app: Pool, shop: Shop, account: str
) -> None:
    answer = await post(shopify, Shop_Domain="other.myshopify.com")
    assert (answer.status_code, answer.json()) == (200, {"ok": True})
    assert await kept(app, shop) == []


async def test_what_the_law_asks_is_taken_also_after_the_app_was_uninstalled(
    shopify: Api, app: Pool, shop: Shop, account: str
) -> None:
    now = system_clock()
    async with app.write(shop.id) as tx:
        await storefronts.disconnect_account(tx, account, now, shop.caller.actor, now)
    assert (await post(shopify, Topic="shop/redact", Shop_Domain=DOMAIN.upper())).status_code == 200
    assert [row["topic"] for row in await kept(app, shop)] == ["shop/redact"]


async def test_a_shops_message_stays_in_its_storefront(
    shopify: Api, app: Pool, vault: Vault, shop: Shop, other_shop: Shop, account: str
) -> None:
    new = NewAccount("shopify", "main", {}, {}, AccountKind.PLATFORM, "other.myshopify.com")
    await storefronts.connect_account(other_shop.write(app), vault, new, other_shop.caller.actor, system_clock())
    await post(shopify, Shop_Domain="other.myshopify.com")
    assert (len(await kept(app, shop)), len(await kept(app, other_shop))) == (0, 1)


async def test_a_message_that_cannot_be_taken_is_refused_with_a_code(
    shopify: Api, app: Pool, shop: Shop, account: str
) -> None:
    refusals = [
        (await post(shopify, b"{"), 400, "BAD_REQUEST"),
        (await post(shopify, b""), 400, "BAD_REQUEST"),
        (await post(shopify, Webhook_Id=""), 400, "BAD_REQUEST"),
        (await post(shopify, Topic=""), 400, "BAD_REQUEST"),
        (await post(shopify, Shop_Domain=""), 400, "BAD_REQUEST"),
        (await post(shopify, Webhook_Id="w" * 256), 400, "BAD_REQUEST"),
        (await post(shopify, b" " * (4 * 1024 * 1024 + 1)), 413, "BODY_TOO_LARGE"),
        (await shopify.client.post("/hooks/nobody", content=BODY, headers=headers()), 404, "NOT_FOUND"),
    ]
    for answer, status, code in refusals:
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert (await shopify.client.get("/hooks/shopify")).status_code == 405
    assert await kept(app, shop) == []


async def test_while_the_database_is_away_shopify_is_asked_to_repeat(signing: Settings) -> None:
    away = signing.model_copy(update={"database_url": SecretStr("postgresql://makegood@127.0.0.1:1/makegood")})
    async with served(away) as api:
        answer = await post(api)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")

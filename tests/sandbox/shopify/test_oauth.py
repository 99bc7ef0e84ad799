"""Installing the app: the merchant's yes comes back signed, and its code is good for one token."""

import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from tests.sandbox.shopify.conftest import ADMIN, SECRET, SHOP, Shop

OAUTH = f"/shopify/{SHOP}/admin/oauth"
CALLBACK = "https://app.example.com/callback?kept=1"
WISH = {
    "client_id": "makegood-sandbox",
    "scope": "read_orders,write_orders",
    "redirect_uri": CALLBACK,
    "state": "st&te",
}


async def authorize(shop: Shop, **change: str) -> httpx.Response:
    return await shop.http.get(f"{OAUTH}/authorize", params=WISH | change)


async def exchange(shop: Shop, **given: Any) -> httpx.Response:
    known = {"client_id": "makegood-sandbox", "client_secret": SECRET}
    return await shop.http.post(f"{OAUTH}/access_token", json=known | given)


async def test_the_way_back_is_signed_over_everything_but_the_signature(shop: Shop) -> None:
    answer = await authorize(shop)

    assert answer.status_code == 302
    url = urlsplit(answer.headers["location"])
    told = dict(parse_qsl(url.query))
    assert (url.hostname, url.path, told.pop("kept")) == ("app.example.com", "/callback", "1")
    signature = told.pop("hmac")
    assert set(told) == {"code", "host", "shop", "state", "timestamp"}
    assert (told["shop"], told["state"]) == (SHOP, "st&te")
    text = "&".join(f"{name}={value.replace('&', '%26')}" for name, value in sorted(told.items()))
    assert signature == hmac.new(SECRET.encode(), text.encode(), hashlib.sha256).hexdigest()


async def test_a_code_is_good_for_one_token_that_opens_the_shop(shop: Shop) -> None:
    code = dict(parse_qsl(urlsplit((await authorize(shop)).headers["location"]).query))["code"]

    first, again = await exchange(shop, code=code), await exchange(shop, code=code)

    assert (first.status_code, first.json()["scope"]) == (200, "read_orders,write_orders")
    assert (again.status_code, again.json()["error"]) == (400, "invalid_request")
    document = "{ currentAppInstallation { accessScopes { handle } } }"
    answer = await shop.post(document, token=first.json()["access_token"])
    handles = [scope["handle"] for scope in answer.json()["data"]["currentAppInstallation"]["accessScopes"]]
    assert handles == ["read_orders", "write_orders"]


async def test_a_code_of_one_shop_is_none_of_another(shop: Shop) -> None:
    code = dict(parse_qsl(urlsplit((await authorize(shop)).headers["location"]).query))["code"]
    given = {"client_id": "makegood-sandbox", "client_secret": SECRET, "code": code}

    other = await shop.http.post(f"{OAUTH.replace('demo', 'demo-us')}/access_token", data=given)

    assert other.status_code == 400
    assert (await exchange(shop, code=code)).status_code == 200


@pytest.mark.parametrize("wrong", [{"client_id": "other"}, {"client_secret": "other"}, {"client_secret": None}])
async def test_a_wrong_app_gets_no_token(shop: Shop, wrong: dict[str, Any]) -> None:
    code = dict(parse_qsl(urlsplit((await authorize(shop)).headers["location"]).query))["code"]

    assert (await exchange(shop, code=code, **wrong)).status_code == 401


@pytest.mark.parametrize(
    "change", [{"client_id": "other"}, {"redirect_uri": "javascript:alert(1)"}, {"redirect_uri": ""}]
)
async def test_a_wrong_wish_leads_nowhere(shop: Shop, change: dict[str, str]) -> None:
    answer = await authorize(shop, **change)

    assert answer.status_code == 400
    assert "location" not in answer.headers


async def test_a_removed_app_has_no_way_in_until_it_is_installed_again(shop: Shop) -> None:
    await shop.do("/uninstall", expected=200)
    assert (await shop.post("{ shop { id } }")).status_code == 401

    code = dict(parse_qsl(urlsplit((await authorize(shop)).headers["location"]).query))["code"]
    token = (await exchange(shop, code=code)).json()["access_token"]

    assert (await shop.post("{ shop { id } }", token=token)).json()["data"]


async def test_a_shop_can_be_made_without_the_app(shop: Shop) -> None:
    await shop.http.post("/control/shopify/shops", json={"domain": "fresh", "installed": False})

    answer = await shop.http.post(
        ADMIN.replace("makegood-demo", "fresh"),
        json={"query": "{ shop { id } }"},
        headers={"X-Shopify-Access-Token": "shpat_sandbox"},
    )

    assert answer.status_code == 401

"""The demo's shop, as a browser meets it: its pages, what it hands out, and to whom it says no."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.sandbox.demo.sales import HOMES, SHIPPING
from services.sandbox.demo.stories import STORIES
from services.sandbox.server import listen
from services.sandbox.shopify.shops import DEMOS
from tests.sandbox.conftest import STILL, running
from tests.sandbox.shopify.conftest import ADMIN, SHOP, SUBSCRIBE, TOKEN

PROJECT = Path(__file__).resolve().parents[2]
SECRET = "mg_sk_kept-on-the-server"
PUBLISHABLE = "mg_pk_for-pages"
ORDER = "ord_known"


@dataclass
class Api:
    """Stands in for Makegood, so that its bad answers can be chosen too."""

    url: str
    answers: dict[str, Any] = field(
        default_factory=lambda: {
            "order": {"id": ORDER},
            "customerTokenCreate": {"token": "customer's", "expiresAt": "2026-01-01T00:00:00Z", "userErrors": []},
            "staffTokenCreate": {"token": "clerk's", "expiresAt": "2026-01-01T00:00:00Z", "userErrors": []},
        }
    )
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    instead: Response | None = None

    async def answer(self, request: Request) -> Response:
        body = await request.json()
        self.asked.append(body)
        self.keys.add(request.headers["authorization"])
        if self.instead is not None:
            return self.instead
        root = re.search(r"\{\s+(\w+)\(", body["query"])
        assert root is not None
        return JSONResponse({"data": {root[1]: self.answers[root[1]]}})


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    listening = listen(STILL)
    host, port = listening.getsockname()
    api = Api(f"http://{host}:{port}")
    app = Starlette(routes=[Route("/graphql", api.answer, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.005)
    yield api
    server.should_exit = True
    await serving


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    file = tmp_path / "storefronts.jsonl"
    told = {"name": "Nordlys", "storefront": "sto_1", "secretKey": SECRET, "publishableKey": PUBLISHABLE, "shop": SHOP}
    file.write_text(json.dumps(told) + "\n")
    return file


@pytest.fixture
def url(api: Api, keys: Path) -> Iterator[str]:
    with running(replace(STILL, storefronts=keys, api_url=api.url)) as url:
        yield url


@asynccontextmanager
async def browser(url: str, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """A browser with a page of the demo open."""
    async with httpx.AsyncClient(base_url=url, headers={"Origin": url, **headers}, trust_env=False) as client:
        yield client


async def listen_to_the_shop(sandbox: httpx.AsyncClient) -> None:
    """As Makegood does when it is told of the shop."""
    for topic in ("ORDERS_CREATE", "ORDERS_UPDATED", "FULFILLMENTS_CREATE"):
        body = {"query": SUBSCRIBE, "variables": {"topic": topic, "input": {"uri": "http://127.0.0.1:9/"}}}
        await sandbox.post(ADMIN, json=body, headers={"X-Shopify-Access-Token": TOKEN})


@pytest.fixture
async def shopper(url: str) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(url) as client:
        await listen_to_the_shop(client)
        yield client


async def buy(shopper: httpx.AsyncClient, story: str = "lost") -> str:
    """The path of the bought order's page."""
    answer = await shopper.post("/demo/orders", data={"shop": SHOP, "story": story})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def outside(shopper: httpx.AsyncClient, order: str) -> dict[str, Any]:
    told: dict[str, Any] = (await shopper.get(f"{order}/outside")).json()
    return told


@pytest.mark.parametrize("story", [story.name for story in STORIES])
async def test_every_story_is_sold_and_sent(shopper: httpx.AsyncClient, story: str) -> None:
    order = await buy(shopper, story)

    (parcel,) = (await outside(shopper, order))["parcels"]
    assert parcel["code"].startswith(f"MG-{story.upper()}-")
    page = await shopper.get(order)
    assert page.status_code == 200
    assert "Stoneware bowl" in page.text
    assert "1047.00 DKK" in page.text
    assert order in (await shopper.get("/demo/")).text


async def test_nothing_is_sold_before_somebody_hears_of_it(url: str) -> None:
    async with browser(url) as shopper:
        buying = asyncio.create_task(buy(shopper))
        await asyncio.sleep(0.2)
        assert not buying.done()

        await listen_to_the_shop(shopper)

        assert (await outside(shopper, await buying))["heard"] is True


async def test_the_page_waits_until_makegood_knows_the_order(api: Api, shopper: httpx.AsyncClient) -> None:
    api.answers["order"] = None
    order = await buy(shopper)
    assert (await outside(shopper, order))["order"] is None
    early = await shopper.post(f"{order}/token")
    assert (early.status_code, early.json()) == (400, {"error": "Makegood does not know the order yet"})

    api.answers["order"] = {"id": ORDER}

    assert (await outside(shopper, order))["order"] == ORDER
    assert api.asked[-1]["variables"]["externalId"] == f"gid://shopify/Order/{order.rpartition('/')[2]}"


async def test_tokens_are_fetched_with_the_secret_key_and_handed_to_the_buyer(
    api: Api, shopper: httpx.AsyncClient
) -> None:
    order = await buy(shopper)
    await outside(shopper, order)

    customers, clerks = await shopper.post(f"{order}/token"), await shopper.post(f"{order}/staff-token")

    assert customers.json() == {"token": "customer's", "expiresAt": "2026-01-01T00:00:00Z"}
    assert clerks.json()["token"] == "clerk's"
    assert customers.headers["cache-control"] == "no-store"
    for_customer, for_staff = (asked["variables"]["input"] for asked in api.asked[-2:])
    assert for_customer["orderId"] == ORDER
    assert "OPERATE" not in for_staff["scopes"]
    assert "TOKENS_WRITE" not in for_staff["scopes"]
    assert api.keys == {f"Bearer {SECRET}"}


async def test_each_token_is_asked_for_under_a_key_of_its_own(api: Api, shopper: httpx.AsyncClient) -> None:
    order = await buy(shopper)
    await outside(shopper, order)

    for _ in range(2):
        await shopper.post(f"{order}/token")

    first, second = (asked["variables"]["input"]["idempotencyKey"] for asked in api.asked[-2:])
    assert first != second


PATHS = ("", "/outside", "/token", "/staff-token", "/moves", "/bad-days", "/replacements")


@pytest.mark.parametrize("path", PATHS)
async def test_another_browser_finds_no_order_of_ours(shopper: httpx.AsyncClient, url: str, path: str) -> None:
    order = await buy(shopper)

    async with browser(url) as stranger:
        method = "GET" if path in ("", "/outside") else "POST"
        answer = await stranger.request(method, order + path)
        assert answer.status_code == 404
        assert order not in (await stranger.get("/demo/")).text


FOREIGN = {
    "another site": {"Origin": "https://evil.example"},
    "another port": {"Origin": "http://127.0.0.1:1"},
    "a frame without an origin": {"Origin": "null"},
    # a name that was pointed at this machine after its page had been loaded
    "another name": {"Origin": "http://evil.example", "Host": "evil.example"},
}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN)
async def test_pages_of_foreign_origins_can_do_nothing(
    api: Api, shopper: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    order = await buy(shopper)
    await outside(shopper, order)
    asked = len(api.asked)

    for path in (f"{order}/token", f"{order}/staff-token", f"{order}/moves", "/demo/orders"):
        assert (await shopper.post(path, headers=headers)).status_code == 403

    assert len(api.asked) == asked


async def test_who_sends_no_origin_is_no_page_of_ours(shopper: httpx.AsyncClient) -> None:
    order = await buy(shopper)
    del shopper.headers["Origin"]

    assert (await shopper.post(f"{order}/staff-token")).status_code == 403


async def test_the_secret_key_stands_in_no_answer(shopper: httpx.AsyncClient) -> None:
    order = await buy(shopper)
    paths = ("/demo/", "/demo/lookup", order, f"{order}/outside")

    answers = [await shopper.get(path) for path in paths]
    answers += [await shopper.post(f"{order}/{path}") for path in ("token", "staff-token")]

    for answer in answers:
        assert SECRET not in answer.text + str(answer.headers)
    assert PUBLISHABLE in answers[1].text


async def test_pages_load_and_call_nothing_but_themselves_and_the_api(api: Api, shopper: httpx.AsyncClient) -> None:
    order = await buy(shopper)
    for path in ("/demo/", "/demo/lookup", order, "/demo/orders/1", "/demo/static/order.js"):
        answer = await shopper.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert f"script-src 'self' {api.url};" in policy
        assert "unsafe" not in policy
        # what the policy forbids is not there either
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", answer.text)


@pytest.mark.parametrize(
    ("instead", "why"),
    [
        (Response("<html>", media_type="text/html"), "does not speak GraphQL"),
        (JSONResponse({"errors": [{"message": "This API key is unknown."}]}), "This API key is unknown."),
        (JSONResponse({"data": None}), "answered with nothing"),
    ],
    ids=["a page", "a refusal", "nothing"],
)
async def test_a_strange_answer_of_the_api_is_told(
    api: Api, shopper: httpx.AsyncClient, instead: Response, why: str
) -> None:
    order = await buy(shopper)
    await outside(shopper, order)

    api.instead = instead

    answer = await shopper.post(f"{order}/token")
    assert answer.status_code == 502
    assert why in answer.json()["error"]


async def test_an_api_that_is_away_is_told(keys: Path) -> None:
    with running(replace(STILL, storefronts=keys, api_url="http://127.0.0.1:9")) as url:
        async with browser(url) as shopper:
            await listen_to_the_shop(shopper)
            order = await buy(shopper)
            answer = await shopper.get(f"{order}/outside")

    assert (answer.status_code, answer.json()) == (502, {"error": "Makegood does not answer at http://127.0.0.1:9."})


async def test_without_keys_the_pages_say_what_is_missing() -> None:
    with running(replace(STILL, storefronts=Path("/nowhere"))) as url:
        async with browser(url) as shopper:
            for path in ("/demo/", "/demo/lookup"):
                assert "<code>make run</code>" in (await shopper.get(path)).text
            answer = await shopper.post("/demo/orders", data={"shop": SHOP, "story": "lost"})

    assert answer.status_code == 400


@pytest.mark.parametrize("form", [{}, {"shop": SHOP, "story": "happy"}, {"shop": "nobody", "story": "lost"}])
async def test_only_what_is_there_can_be_bought(shopper: httpx.AsyncClient, form: dict[str, str]) -> None:
    assert (await shopper.post("/demo/orders", data=form)).status_code == 400


async def test_parcels_are_moved_and_only_those_of_the_order(shopper: httpx.AsyncClient) -> None:
    order = await buy(shopper, "transit")
    (parcel,) = (await outside(shopper, order))["parcels"]

    moved = await shopper.post(f"{order}/moves", json={"parcel": parcel["code"], "to": "damaged"})

    assert moved.json()["parcels"][0]["known"][0]["happening"] == "DAMAGED"
    for wrong in ({"parcel": "MG-LOST-1", "to": "damaged"}, {"parcel": parcel["code"], "to": "eaten"}, {}):
        assert (await shopper.post(f"{order}/moves", json=wrong)).status_code == 400


async def test_a_story_goes_on_scan_by_scan_when_it_is_pushed(shopper: httpx.AsyncClient) -> None:
    order = await buy(shopper)
    (parcel,) = (await outside(shopper, order))["parcels"]

    moved = await shopper.post(f"{order}/moves", json={"parcel": parcel["code"], "to": "next"})

    assert [scan["happening"] for scan in moved.json()["parcels"][0]["known"]] == [
        "DEPARTED",
        "ACCEPTED",
        "LABEL_CREATED",
    ]


async def test_a_bad_day_befalls_the_carrier_and_says_how_long_it_lasts(shopper: httpx.AsyncClient) -> None:
    order = await buy(shopper)

    told = (await shopper.post(f"{order}/bad-days", json={"name": "away"})).json()
    refused = await shopper.post("/easypost/v2/trackers", auth=("EZTKdemo", ""), json={})

    assert set(told["badDays"]) == {"away"}
    assert refused.status_code == 503
    assert (await shopper.post(f"{order}/bad-days", json={"name": "war"})).status_code == 400


async def test_a_forgotten_order_has_a_way_back(shopper: httpx.AsyncClient) -> None:
    order = await buy(shopper)
    await shopper.post("/control/reset")

    page = await shopper.get(order)

    assert page.status_code == 404
    assert 'href="/demo/lookup"' in page.text


@pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.name)
def test_everything_on_sale_has_a_picture_and_a_way_to_be_sent(demo: Any) -> None:
    for _, _, sku, _ in demo.goods:
        assert (PROJECT / "services/sandbox/demo/static/pictures" / f"{sku}.svg").is_file()
    assert demo.currency in SHIPPING
    assert demo.currency in HOMES

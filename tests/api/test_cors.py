"""Pages of other origins: what they may send and read, also when things go wrong, and who is turned away."""

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.api.app import drain
from services.core.database import Pool
from services.core.settings import Settings
from tests.api.serving import Api, served
from tests.builders import ORIGIN, Shop, an_order

NEWER = "application/graphql-response+json"
NOWHERE = "127.0.0.1:1"
SENT = ("accept", "authorization", "content-type", "last-event-id")
"""What the widget sends."""


def preflight(origin: str) -> dict[str, str]:
    return {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": ",".join(SENT),
    }


def words(header: str) -> set[str]:
    return {word.strip().lower() for word in header.split(",")}


async def test_a_page_may_send_all_that_the_widget_sends(api: Api, shop: Shop) -> None:
    answer = await api.client.options("/graphql", headers=preflight(ORIGIN))
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, ORIGIN)
    assert words(answer.headers["access-control-allow-headers"]) >= set(SENT)
    assert words(answer.headers["access-control-allow-methods"]) >= {"get", "post"}
    assert words(answer.headers["vary"]) >= {"origin"}


async def test_a_page_of_another_origin_is_turned_away(api: Api, shop: Shop) -> None:
    elsewhere = "https://evil.example"
    answer = await api.client.options("/graphql", headers=preflight(elsewhere))
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (403, "ORIGIN_NOT_ALLOWED")
    refused = await api.post("{ storefront { id } }", shop.publishable_key, {"Origin": elsewhere, "Accept": NEWER})
    assert refused.status_code == 403
    for one in (answer, refused):
        assert "access-control-allow-origin" not in one.headers


@pytest.mark.parametrize(("query", "status"), [("{ hello }", 200), ("{", 400), ("{ role }", 401), ("{ away }", 503)])
async def test_a_page_reads_the_answer_and_what_went_wrong(probe: Api, shop: Shop, query: str, status: int) -> None:
    key = "mg_sk_unknown" if status == 401 else shop.publishable_key
    answer = await probe.post(query, key, {"Origin": ORIGIN, "Accept": NEWER})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (status, ORIGIN)
    assert answer.headers["vary"] == "Origin"
    assert words(answer.headers["access-control-expose-headers"]) >= {"retry-after", "x-request-id"}
    assert ("retry-after" in answer.headers) is (status == 503)


async def test_a_page_that_asks_too_much_reads_when_to_come_back(settings: Settings, redis: Redis, shop: Shop) -> None:
    poor = settings.model_copy(update={"cost_capacity": 100, "cost_restore_rate": 1})
    query = "{ claims(first: 20) { nodes { id } } }"
    async with served(poor) as api:
        answers = [await api.post(query, shop.key, {"Origin": ORIGIN, "Accept": NEWER}) for _ in range(8)]
    throttled = [answer for answer in answers if answer.status_code == 429]
    assert throttled
    for answer in throttled:
        assert answer.headers["access-control-allow-origin"] == ORIGIN
        assert int(answer.headers["retry-after"]) > 0


async def test_a_process_that_never_saw_the_database_says_so_to_every_page(settings: Settings) -> None:
    away = settings.model_copy(update={"database_url": SecretStr(f"postgresql://x@{NOWHERE}/x")})
    async with served(away) as api:
        assert (await api.client.options("/graphql", headers=preflight(ORIGIN))).status_code == 204
        answer = await api.post("{ storefront { id } }", "mg_pk_some", {"Origin": ORIGIN, "Accept": NEWER})
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (503, ORIGIN)
        assert int(answer.headers["retry-after"]) > 0
        assert answer.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"


async def test_a_page_reads_that_the_process_goes_away(api: Api, app: Pool, shop: Shop) -> None:
    order_id = await an_order(app, shop)
    drain(api.app)
    body = {
        "query": "subscription ($id: ID!) { orderUpdated(id: $id) { __typename } }",
        "variables": {"id": order_id},
    }
    headers = {"Authorization": f"Bearer {shop.key}", "Accept": "text/event-stream", "Origin": ORIGIN}
    answer = await api.client.post("/graphql", json=body, headers=headers)
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "SERVICE_RESTARTING" in answer.text

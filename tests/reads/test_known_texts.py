"""A text that was answered before goes past Strawberry, and past nothing that guards an operation."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import strawberry
from graphql import parse
from redis.asyncio import Redis
from strawberry.extensions import SchemaExtension

from services.api import metrics
from services.api.protocol import EXTENSIONS
from services.api.protocol.limits import MOST_VALUES
from services.api.reads.execution import LONGEST_KNOWN, MOST_KNOWN, ReadSchema
from services.api.schema import make_schema
from services.core.clock import system_clock
from services.core.database import Pool
from services.core.settings import Settings
from services.core.storefronts.model import Scope
from tests.api.nouns.asking import Asker, document
from tests.api.serving import Api, served
from tests.builders import Shop, a_key, an_order
from tests.reads.counted import counted

QUERY = "query($filter: ClaimFilter) { claims(filter: $filter) { nodes { id } } }"
BOTH = """query Ask { storefront { id } }
mutation Tell($input: TokensRevokeInput!) { tokensRevoke(input: $input) { subject } }"""
PARSED: list[str | None] = []


class Parsing(SchemaExtension):
    """Writes down what Strawberry parses."""

    def on_parse(self) -> Iterator[None]:
        PARSED.append(self.execution_context.query)
        yield


@pytest.fixture
def schema() -> strawberry.Schema:
    PARSED.clear()
    return make_schema([*EXTENSIONS, Parsing])


class Moved:
    """A clock that the test moves."""

    ahead = timedelta()

    def __call__(self) -> datetime:
        return system_clock() + self.ahead


@pytest.fixture
async def api(settings: Settings, redis: Redis, schema: strawberry.Schema) -> AsyncIterator[Api]:
    async with served(settings, schema=schema) as api:
        yield api


def codes(answer: Any) -> list[str]:
    return [error["extensions"]["code"] for error in answer.json().get("errors", [])]


async def test_the_second_time_a_text_is_not_parsed_and_counted_all_the_same(asker: Asker) -> None:
    counter = metrics.operation("query", "answered")
    before = counter._value.get()
    for _ in range(3):
        await asker.get(QUERY)
    assert PARSED == [QUERY]
    assert counter._value.get() == before + 3
    refused = metrics.operation("query", "refused")
    before = refused._value.get()
    for _ in range(2):
        assert await asker.codes(QUERY, filter={"orderId": 7.5}) == ["BAD_USER_INPUT"]
    assert refused._value.get() == before + 2
    assert PARSED == [QUERY]


async def test_a_known_text_is_for_those_who_may(asker: Asker) -> None:
    await asker.get(QUERY)
    known = {
        asker.nobody(): ["UNAUTHENTICATED"],
        asker.visitor(): ["FORBIDDEN"],
        asker.with_scopes(Scope.OPERATE): ["FORBIDDEN"],
    }
    for who, expected in known.items():
        assert await who.codes(QUERY) == expected
        assert await who.codes("query Unknown" + QUERY[5:]) == expected
    assert len(PARSED) == 2


async def test_what_one_role_made_known_shows_another_no_more(asker: Asker, app: Pool, shop: Shop) -> None:
    order, other = await an_order(app, shop), await an_order(app, shop)
    text = "query($id: ID) { order(id: $id) { id customer { email } } }"
    customer = asker.customer_of(order)
    for _ in range(2):
        assert (await asker.get(text, id=order))["order"]["customer"]["email"]
        assert await customer.codes(text, id=order) == ["FORBIDDEN"]
    plain = "query($id: ID) { order(id: $id) { id } }"
    assert (await asker.get(plain, id=other))["order"] == {"id": other}
    for _ in range(2):
        assert (await customer.get(plain, id=other))["order"] is None
        assert (await asker.get(plain, id=other))["order"] == {"id": other}


async def test_a_known_text_waits_for_the_budget(asker: Asker) -> None:
    process, reads, _ = counted(asker.process)
    asker = replace(asker, process=process)
    await asker.get(QUERY)
    assert asker.storefront is not None
    hand = process.budgets._hand(asker.storefront.id)
    hand.level, hand.told = 3, True  # or the process might take more than its slice, once
    assert await asker.codes(QUERY) == ["THROTTLED"]
    assert len(reads.statements) == 1
    assert len(PARSED) == 1


async def test_only_so_many_texts_of_bounded_length_are_known(schema: ReadSchema) -> None:
    short, long = "{ storefront { id } }", "{ storefront { id } }".ljust(LONGEST_KNOWN + 1)
    first = schema.prepared(short, None, parse(short))
    assert schema.prepared(short, None, parse(short)) is first
    assert schema.prepared(long, None, parse(long)) is not schema.prepared(long, None, parse(long))
    for place in range(MOST_KNOWN):
        schema.prepared(f"{{ a{place}: storefront {{ id }} }}", None, parse(short))
    assert len(schema._known) == MOST_KNOWN
    assert schema.prepared(short, None, parse(short)) is not first


async def test_http_guards_known_texts_as_it_guards_new_ones(api: Api, shop: Shop) -> None:
    ids = ["x"] * (MOST_VALUES + 1)
    text = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert (await api.post(text, shop.key, ids=[])).json()["data"] == {"nodes": []}
    assert codes(await api.post(text, shop.key, ids=ids)) == ["OPERATION_TOO_LARGE"]
    headers = {"Authorization": f"Bearer {shop.key}"}
    ask = {"query": BOTH, "operationName": "Ask"}
    for _ in range(2):
        answer = await api.client.get("/graphql", params=ask, headers=headers)
        assert answer.json()["data"] == {"storefront": {"id": shop.id}}
    told = await api.client.get("/graphql", params=ask | {"operationName": "Tell"}, headers=headers)
    assert (told.status_code, codes(told)) == (405, ["METHOD_NOT_ALLOWED"])
    unnamed = await api.client.post("/graphql", json={"query": BOTH}, headers=headers)
    assert codes(unnamed) == ["OPERATION_RESOLUTION_FAILURE"]
    assert codes(await api.post(text, "mg_sk_" + "x" * 43, ids=[])) == ["UNAUTHENTICATED"]


async def test_a_token_that_has_expired_cannot_ask_what_is_known(
    settings: Settings, redis: Redis, schema: strawberry.Schema, app: Pool, shop: Shop
) -> None:
    clock = Moved()
    async with served(settings, schema=schema, clock=clock) as api:
        wanted = {"idempotencyKey": a_key(), "orderId": await an_order(app, shop)}
        made = await api.post(document("customerTokenCreate"), shop.key, input=wanted)
        token = made.json()["data"]["customerTokenCreate"]["token"]
        assert "errors" not in (await api.post(QUERY, token)).json()
        clock.ahead = timedelta(minutes=11)
        assert codes(await api.post(QUERY, token)) == ["TOKEN_EXPIRED"]

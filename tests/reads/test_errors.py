"""What is asked for in a wrong way costs its own root field, and what is wrong with the request costs all of it."""

from uuid import uuid4

import asyncpg
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.api.app import open_process
from services.core.settings import Settings
from services.dev.embedded.shared import Addresses
from tests.api.nouns.asking import Asker, document
from tests.api.nouns.inputs import a_claim, a_shipment, an_order, order_input
from tests.conftest import in_database


@pytest.mark.parametrize(
    ("text", "answered", "path"),
    [
        ("{ storefront { mode } order { id } }", {"storefront": {"mode": "TEST"}, "order": None}, ["order"]),
        ('{ a: node(id: "x") { id } b: claim { id } }', {"a": None, "b": None}, ["b"]),
        (
            "{ __typename ...F } fragment F on Query { it: shipment { id } }",
            {"__typename": "Query", "it": None},
            ["it"],
        ),
        ("{ storefront { mode } claims(first: 101) { totalCount } }", None, ["claims"]),
        ("{ storefront { mode } claims(first: 1, last: 1) { totalCount } }", None, ["claims"]),
    ],
)
async def test_a_wrong_argument_costs_its_own_root_field(
    asker: Asker, text: str, answered: object, path: list[str]
) -> None:
    for _ in range(2):  # a text that is known is answered alike
        data, errors = await asker.ask(text)
        assert data == answered
        assert [(error["path"], error["extensions"]["code"]) for error in errors] == [(path, "BAD_USER_INPUT")]


async def test_a_wrong_argument_deep_below_is_told_at_its_root_field(asker: Asker) -> None:
    order = await an_order(asker)
    text = "query ($id: ID!) { storefront { mode } order(id: $id) { claims(first: -1) { totalCount } } }"
    data, errors = await asker.ask(text, id=order["id"])
    assert data == {"storefront": {"mode": "TEST"}, "order": None}
    assert [error["path"] for error in errors] == [["order"]]


async def test_what_a_customer_may_not_name_costs_its_own_root_field(asker: Asker) -> None:
    order = await an_order(asker)
    text = "query ($id: ID!) { storefront { mode } order(id: $id) { customer { name } } }"
    data, errors = await asker.customer_of(order["id"]).ask(text, id=order["id"])
    assert data == {"storefront": {"mode": "TEST"}, "order": None}
    assert [(error["path"], error["extensions"]["code"]) for error in errors] == [(["order"], "FORBIDDEN")]


async def test_a_variable_that_is_none_of_its_type_costs_everything(asker: Asker) -> None:
    text = "query ($n: Int) { storefront { mode } claims(first: $n) { totalCount } }"
    data, errors = await asker.ask(text, n="many")
    assert data is None
    assert [error.get("path") for error in errors] == [None]
    assert errors[0]["extensions"]["code"] == "BAD_USER_INPUT"


async def test_queries_ask_the_replica_and_what_was_just_written_is_read_where_it_was_written(
    settings: Settings, redis: Redis, asker: Asker, addresses: Addresses, template: str
) -> None:
    # an empty database stands for a replica that has not heard of anything yet
    name = f"test_replica_{uuid4().hex}"
    server = await asyncpg.connect(addresses.postgres)
    await server.execute(f"create database {name} template {template}")
    replica = SecretStr(in_database(addresses.postgres, name))
    async with open_process(settings.model_copy(update={"database_read_url": replica})) as process:
        behind = Asker(process, asker.schema, asker.storefront, asker.caller)
        order = (await behind.change("orderUpsert", **order_input()))["order"]
        assert order["version"] == 1
        parcel = await a_shipment(behind, order["id"])
        assert (await a_claim(behind, order["id"], parcel["id"]))["status"] == "SUBMITTED"
        assert await behind.send("order", id=order["id"]) is None
        assert await behind.get("{ claims { totalCount } }") == {"claims": {"totalCount": 0}}
    await server.execute(f"drop database {name} with (force)")
    await server.close()
    assert await asker.get("{ claims { totalCount } }") == {"claims": {"totalCount": 1}}
    assert (await asker.get(document("order"), id=order["id"]))["order"]["id"] == order["id"]

"""gql, Python's GraphQL client, over each of its transports."""

from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

from checks import BEARER, HEADERS, SCHEMA, SOCKET_URL, URL, change, claim, document, new_order, run, sell
from gql import Client, GraphQLRequest, gql
from gql.client import AsyncClientSession
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.aiohttp_websockets import AIOHTTPWebsocketsTransport
from gql.transport.exceptions import TransportQueryError, TransportServerError
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport
from graphql import build_schema

HELLO = {"authorization": BEARER}
HTTP = {
    "aiohttp": lambda headers: AIOHTTPTransport(url=URL, headers=headers),
    "httpx": lambda headers: HTTPXAsyncTransport(url=URL, headers=headers, timeout=20),
}
SOCKETS = {
    "websockets": lambda: WebsocketsTransport(url=SOCKET_URL, init_payload=HELLO),
    "aiohttp websockets": lambda: AIOHTTPWebsocketsTransport(url=SOCKET_URL, init_payload=HELLO),
}


@asynccontextmanager
async def session(transport, **options) -> AsyncIterator[AsyncClientSession]:
    async with Client(transport=transport, **options) as opened:
        yield opened


def over_http(name):
    transport = HTTP[name]

    async def queries():
        async with session(transport(HEADERS)) as client:
            assert (await client.execute(gql(document("storefront"))))["storefront"]["id"]

    async def changes():
        async with session(transport(HEADERS)) as client:
            given = {"input": {"idempotencyKey": new_order()["externalId"], **new_order()}}
            told = await client.execute(GraphQLRequest(document("orderUpsert"), variable_values=given))
            assert told["orderUpsert"]["order"]["id"], told

    async def fetches_the_schema():
        async with session(transport(HEADERS), fetch_schema_from_transport=True) as client:
            assert client.client.schema.get_type("Order")
            await client.execute(gql(document("storefront")))

    async def is_told_errors():
        async with session(transport(HEADERS)) as client:
            try:
                await client.execute(gql("{ nothing }"))
            except TransportQueryError as error:
                assert error.errors[0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED", error.errors
            else:
                raise AssertionError("no error was raised")

    async def is_told_that_its_key_is_wrong():
        async with session(transport({"Authorization": "Bearer mg_sk_wrong"})) as client:
            try:
                await client.execute(gql(document("storefront")))
            except TransportServerError as error:
                assert error.code == 401, error
            except TransportQueryError as error:
                assert error.errors[0]["extensions"]["code"] == "UNAUTHENTICATED", error.errors
            else:
                raise AssertionError("no error was raised")

    return {
        f"{name}: a query": queries,
        f"{name}: a mutation": changes,
        f"{name}: the schema by introspection": fetches_the_schema,
        f"{name}: a validation error has its code": is_told_errors,
        f"{name}: a wrong key is told": is_told_that_its_key_is_wrong,
    }


def over_a_socket(name):
    transport = SOCKETS[name]

    async def queries():
        async with session(transport()) as client:
            assert (await client.execute(gql(document("storefront"))))["storefront"]["id"]

    async def watches():
        order, shipment = await sell()
        given = {"id": order["id"], "after": order["cursor"]}
        request = GraphQLRequest(document("orderUpdated"), variable_values=given)
        async with session(transport()) as client, aclosing(client.subscribe(request)) as events:
            made = await claim(order, shipment)
            await change("claimCancel", claimId=made["id"])
            async for event in events:
                if event["orderUpdated"]["type"] == "claim.canceled":
                    return
        raise AssertionError("the stream ended")

    async def is_told_errors():
        async with session(transport()) as client:
            try:
                await client.execute(gql("{ nothing }"))
            except TransportQueryError as error:
                assert error.errors[0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED", error.errors
            else:
                raise AssertionError("no error was raised")

    return {
        f"{name}: a query": queries,
        f"{name}: a subscription": watches,
        f"{name}: a validation error has its code": is_told_errors,
    }


async def validates_documents_itself() -> None:
    schema = build_schema(SCHEMA.read_text())
    async with session(HTTP["httpx"](HEADERS), schema=schema) as client:
        await client.execute(gql(document("storefront")))


run(
    "gql",
    over_http("aiohttp")
    | over_http("httpx")
    | over_a_socket("websockets")
    | over_a_socket("aiohttp websockets")
    | {"the exported schema is one that it reads": validates_documents_itself},
)

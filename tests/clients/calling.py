"""Third-party clients that speak to the service as storefronts' servers and pages do."""

import json
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import SHUT_RDWR
from typing import Any
from uuid import uuid4

import httpx
from gql import Client, GraphQLRequest
from gql.client import AsyncClientSession
from gql.transport.httpx import HTTPXAsyncTransport
from gql.transport.websockets import WebsocketsTransport
from graphql import build_schema
from httpx_sse import aconnect_sse

PROJECT = Path(__file__).resolve().parents[2]
SCHEMA = build_schema((PROJECT / "schema" / "schema.graphql").read_text())

Event = dict[str, Any]
Events = AsyncGenerator[Event, None]
Cut = Callable[[], None]


def document(operation: str) -> str:
    """What storefronts send."""
    return (PROJECT / "schema" / "operations" / f"{operation}.graphql").read_text()


def a_request(operation: str, **variables: object) -> GraphQLRequest:
    """A document with its variables."""
    return GraphQLRequest(document(operation), variable_values=variables)


@dataclass(frozen=True)
class Caller:
    """Who holds a key or a token, on a page of an origin or on a server."""

    url: str
    credential: str
    origin: str | None = None

    @property
    def headers(self) -> dict[str, str]:
        """What goes with every request."""
        origin = {"Origin": self.origin} if self.origin else {}
        return {"Authorization": f"Bearer {self.credential}"} | origin

    async def ask(self, operation: str, **variables: object) -> Any:
        """One operation over HTTP, by gql, which also validates it against the exported schema; its one field."""
        transport = HTTPXAsyncTransport(url=f"{self.url}/graphql", headers=self.headers, timeout=20)
        async with Client(transport=transport, schema=SCHEMA) as session:
            (answer,) = (await session.execute(a_request(operation, **variables))).values()
        return answer

    async def change(self, operation: str, **given: object) -> Any:
        """One mutation under a new idempotency key; what it answers beside `userErrors`, which must be empty."""
        payload = await self.ask(operation, input={"idempotencyKey": uuid4().hex, **given})
        assert payload.pop("userErrors") == []
        return payload

    @asynccontextmanager
    async def socket(self) -> AsyncGenerator[tuple[AsyncClientSession, Cut], None]:
        """gql's session over a WebSocket, and what cuts the line without a goodbye."""
        transport = WebsocketsTransport(
            url=f"ws{self.url.removeprefix('http')}/graphql",
            headers={"Origin": self.origin} if self.origin else None,
            init_payload={"authorization": f"Bearer {self.credential}"},
            subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL],
        )

        def cut() -> None:
            assert transport.adapter.websocket is not None
            transport.adapter.websocket.transport.abort()

        async with Client(transport=transport, schema=SCHEMA) as session:
            yield session, cut

    @asynccontextmanager
    async def over_websocket(self, operation: str, **variables: object) -> AsyncGenerator[tuple[Events, Cut], None]:
        """The events of a subscription, by gql over graphql-transport-ws."""
        async with self.socket() as (session, cut):

            async def events() -> Events:
                # gql waits for all of its subscriptions when the session ends
                async with aclosing(session.subscribe(a_request(operation, **variables))) as results:
                    async for result in results:
                        (event,) = result.values()
                        yield event

            async with aclosing(events()) as stream:
                yield stream, cut

    @asynccontextmanager
    async def over_sse(self, operation: str, **variables: object) -> AsyncGenerator[tuple[Events, Cut], None]:
        """The events of a subscription, by httpx-sse; each must carry its cursor as its id."""
        body = {"query": document(operation), "variables": variables}
        async with (
            httpx.AsyncClient(timeout=httpx.Timeout(20, read=60)) as client,
            aconnect_sse(client, "POST", f"{self.url}/graphql", json=body, headers=self.headers) as source,
        ):

            async def events() -> Events:
                async for sent in source.aiter_sse():
                    if sent.event == "next":
                        told = json.loads(sent.data)
                        assert "errors" not in told, told
                        (event,) = told["data"].values()
                        assert sent.id == event["cursor"]
                        yield event

            def cut() -> None:
                source.response.extensions["network_stream"].get_extra_info("socket").shutdown(SHUT_RDWR)

            async with aclosing(events()) as stream:
                yield stream, cut

    def watch(self, over: str, operation: str, **variables: object) -> AbstractAsyncContextManager[tuple[Events, Cut]]:
        """Over either."""
        stream = {"websocket": self.over_websocket, "sse": self.over_sse}[over]
        return stream(operation, **variables)

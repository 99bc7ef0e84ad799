"""A storefront's side of the wire: operations over HTTP, subscriptions over WebSocket and server-sent events."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import httpx
import msgspec
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.typing import Subprotocol

from services.dev import DevError
from services.dev.plan import PROJECT

OPERATIONS = PROJECT / "schema" / "operations"
PROTOCOL = Subprotocol("graphql-transport-ws")
ANSWER_SECONDS = 10.0
SILENCE_SECONDS = 40.0
"""A stream says something every 15 s, if only that it lives."""

Event = dict[str, Any]
Ready = Callable[[], None]
"""Called when the subscription stands."""


class Client:
    """Whoever holds this key or token, in a page of this origin if in any. All its methods raise DevError."""

    def __init__(self, http: httpx.AsyncClient, url: str, credential: str, origin: str | None = None) -> None:
        self._http, self._url = http, url.rstrip("/") + "/graphql"
        self._authorization = f"Bearer {credential}"
        self._origin = {"Origin": origin} if origin else {}

    async def query(self, operation: str, **variables: object) -> Any:
        """The answer of a document's one field."""
        return await self.ask(operation, _document(operation), **variables)

    async def ask(self, operation: str, text: str, **variables: object) -> Any:
        """The same, of a document of one's own."""
        body = {"query": text, "variables": variables}
        headers = {"Authorization": self._authorization, **self._origin}
        try:
            response = await self._http.post(self._url, json=body, headers=headers, timeout=ANSWER_SECONDS)
            answer = msgspec.json.decode(response.content, type=dict[str, Any])
        except httpx.ConnectError:
            raise DevError(f"Nothing answers at {self._url}; start `make run` and wait for its URLs.") from None
        except httpx.HTTPError as error:
            raise DevError(f"{self._url} gave no answer to {operation} ({type(error).__name__}).") from None
        except msgspec.MsgspecError:
            raise DevError(f"What listens at {self._url} does not speak GraphQL; is this the service?") from None
        return _field(operation, answer)

    async def mutation(self, operation: str, **given: object) -> Any:
        """The payload of a document's one mutation, under a new idempotency key; a refusal raises too."""
        payload = await self.attempt(operation, **given)
        for problem in payload["userErrors"]:
            raise DevError(f"{operation} was refused: {problem['code']}: {problem['message']}")
        return payload

    async def attempt(self, operation: str, **given: object) -> Any:
        """The same, whether it was refused or not."""
        return await self.query(operation, input={"idempotencyKey": uuid4().hex, **given})

    async def over_websocket(self, operation: str, ready: Ready, **variables: object) -> AsyncIterator[Event]:
        """The events of a subscription, over a WebSocket of its own."""
        url = "ws" + self._url.removeprefix("http")
        subscribe = {
            "id": "1",
            "type": "subscribe",
            "payload": {"query": _document(operation), "variables": variables},
        }
        try:
            async with connect(url, subprotocols=[PROTOCOL], open_timeout=ANSWER_SECONDS, proxy=None) as socket:
                hello = {"type": "connection_init", "payload": {"authorization": self._authorization}}
                await socket.send(_text(hello))
                async with asyncio.timeout(ANSWER_SECONDS):
                    await socket.recv()  # connection_ack; a refusal closes the socket instead
                await socket.send(_text(subscribe))
                ready()
                async for text in socket:
                    message = msgspec.json.decode(text, type=dict[str, Any])
                    if message["type"] == "next":
                        yield _field(operation, message["payload"])
                    elif message["type"] == "error":
                        _field(operation, {"errors": message["payload"]})
                    elif message["type"] == "ping":
                        await socket.send(_text({"type": "pong"}))
                    elif message["type"] == "complete":
                        break
        except ConnectionClosed as error:
            why = error.rcvd.reason if error.rcvd else ""
            raise DevError(f"The WebSocket of {operation} was closed: {why or 'the service went away'}.") from None
        except (OSError, TimeoutError, WebSocketException) as error:
            raise DevError(f"The WebSocket of {operation} could not be opened: {error}") from None
        raise DevError(f"The service ended {operation}.")

    async def over_sse(self, operation: str, ready: Ready, **variables: object) -> AsyncIterator[Event]:
        """The events of a subscription, as server-sent events."""
        body = {"query": _document(operation), "variables": variables}
        headers = {"Authorization": self._authorization, "Accept": "text/event-stream"}
        timeout = httpx.Timeout(ANSWER_SECONDS, read=SILENCE_SECONDS)
        try:
            async with self._http.stream("POST", self._url, json=body, headers=headers, timeout=timeout) as response:
                if response.status_code != httpx.codes.OK:
                    raise DevError(f"{operation} over SSE was answered with HTTP {response.status_code}.")
                ready()
                async for line in response.aiter_lines():
                    if line.startswith("data: {"):
                        yield _field(operation, msgspec.json.decode(line.removeprefix("data: ")))
        except httpx.HTTPError as error:
            raise DevError(f"The stream of {operation} was lost ({type(error).__name__}).") from None
        raise DevError(f"The service ended {operation}.")


def _document(operation: str) -> str:
    return (OPERATIONS / f"{operation}.graphql").read_text()


def _text(message: object) -> str:
    return msgspec.json.encode(message).decode()


def _field(operation: str, answer: dict[str, Any]) -> Any:
    for error in answer.get("errors") or ():
        code = error.get("extensions", {}).get("code", "no code")
        raise DevError(f"{operation} was refused: {code}: {error.get('message')}")
    (value,) = (answer.get("data") or {None: None}).values()
    if value is None:
        raise DevError(f"{operation} was answered with nothing.")
    return value

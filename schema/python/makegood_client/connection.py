"""How the client speaks: HTTP for queries and mutations, a WebSocket that comes back for subscriptions."""

import asyncio
import json
import random
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any, Self

import httpx
from pydantic import BaseModel
from pydantic_core import to_jsonable_python
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Subprotocol

from .base_model import UNSET

PASSING = frozenset({"OFFLINE", "SERVICE_RESTARTING", "SERVICE_UNAVAILABLE", "TOO_MANY_CONNECTIONS"})
"""Codes after which a subscription tries again by itself."""
LONGEST_PAUSE = 30.0
"""Seconds between two attempts."""


class MakegoodError(Exception):
    """A request that was not carried out. What a mutation refuses is no error: its payload tells it in `user_errors`.

    Attributes:
        code: Such as `THROTTLED`; `OFFLINE` when there was no answer at all.
        errors: All errors of the answer, as they came.
        retry_after: Seconds after which the same request may pass, if the API told.
    """

    def __init__(
        self, code: str, message: str, errors: list[dict[str, Any]] | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.errors = errors or []
        self.retry_after = retry_after


def _failure(errors: list[dict[str, Any]], retry_after: float | None = None) -> MakegoodError:
    first = errors[0]
    return MakegoodError(first.get("extensions", {}).get("code", "UNKNOWN"), first["message"], errors, retry_after)


class Connection:
    """One Makegood, asked with one key or token. Use it as an async context, or close it with `aclose`."""

    def __init__(
        self, url: str, key: str, *, storefront: str | None = None, http: httpx.AsyncClient | None = None
    ) -> None:
        """`url` is the API's origin; `storefront` is needed by keys that open several; `http` may bring a proxy."""
        self._url = f"{url.rstrip('/')}/graphql"
        self._headers = {"Authorization": f"Bearer {key}"}
        if storefront:
            self._headers["Makegood-Storefront"] = storefront
        self._http = http or httpx.AsyncClient(timeout=30)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes the connections of queries and mutations."""
        await self._http.aclose()

    async def execute(
        self, query: str, operation_name: str | None = None, variables: Mapping[str, Any] | None = None, **options: Any
    ) -> httpx.Response:
        """One query or mutation; `options` are those of httpx. Raises MakegoodError when nothing comes back."""
        accept = {"Accept": "application/graphql-response+json"}
        body = _body(query, operation_name, variables)
        try:
            return await self._http.post(self._url, json=body, headers=self._headers | accept, **options)
        except httpx.TransportError as error:
            raise MakegoodError("OFFLINE", str(error) or type(error).__name__) from error

    def get_data(self, response: httpx.Response) -> dict[str, Any]:
        """The data of an answer. Raises MakegoodError when it tells any error."""
        after = response.headers.get("retry-after", "")
        retry_after = float(after) if after.isdecimal() else None
        try:
            answer: dict[str, Any] = response.json()
        except ValueError as error:  # somebody's between us and the API
            raise MakegoodError("SERVICE_UNAVAILABLE", f"HTTP {response.status_code}", [], retry_after) from error
        if answer.get("errors"):
            raise _failure(answer["errors"], retry_after)
        data: dict[str, Any] = answer["data"]
        return data

    async def execute_ws(
        self, query: str, operation_name: str | None = None, variables: Mapping[str, Any] | None = None, **options: Any
    ) -> AsyncGenerator[dict[str, Any], None]:
        """The events of a subscription. A connection that is lost is made again, behind the last event that was told.

        `options` are those of `websockets.connect`. Raises MakegoodError when trying again would not help.
        """
        given = dict(variables or {})
        attempt = 0
        while True:
            try:
                async with connect(
                    f"ws{self._url.removeprefix('http')}", subprotocols=[Subprotocol("graphql-transport-ws")], **options
                ) as socket:
                    await socket.send(json.dumps({"type": "connection_init", "payload": self._headers}))
                    async with aclosing(_events(socket, _body(query, operation_name, given))) as events:
                        async for data in events:
                            attempt = 0
                            yield data
                            event = next(iter(data.values()))
                            given["after"] = event["cursor"]
                    return
            except MakegoodError as error:
                if error.code not in PASSING:
                    raise
            except ConnectionClosed as closed:
                reason = closed.rcvd.reason if closed.rcvd else ""
                code, _, message = reason.partition(": ")
                if closed.rcvd and closed.rcvd.code not in {1001, 1006, 1011, 1012, 1013}:
                    raise MakegoodError(code or "UNKNOWN", message or reason) from closed
            except (OSError, TimeoutError, InvalidHandshake):
                pass
            attempt += 1
            await asyncio.sleep(min(LONGEST_PAUSE, 0.25 * 2**attempt) * random.uniform(0.5, 1))


async def _events(socket: ClientConnection, body: dict[str, Any]) -> AsyncGenerator[dict[str, Any], None]:
    """What one subscription tells, from `connection_ack` on, until it is completed."""
    async for text in socket:
        message = json.loads(text)
        match message["type"]:
            case "connection_ack":
                await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": body}))
            case "ping":
                await socket.send('{"type": "pong"}')
            case "next":
                if message["payload"].get("errors"):
                    raise _failure(message["payload"]["errors"])
                yield message["payload"]["data"]
            case "error":
                raise _failure(message["payload"])
            case "complete":
                return


def _body(query: str, operation_name: str | None, variables: Mapping[str, Any] | None) -> dict[str, Any]:
    given = {name: _plain(value) for name, value in (variables or {}).items() if value is not UNSET}
    return {"query": query, "operationName": operation_name, "variables": given}


def _plain(value: object) -> Any:
    """As JSON; what was not set in an input stays away."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True, exclude_unset=True)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return to_jsonable_python(value)
